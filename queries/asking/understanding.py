"""A question, understood: what it restricts, which table it asks for, and which words are left to be searched."""

import re
from collections.abc import Collection, Iterable
from datetime import date

from corpus import edtf
from corpus.errors import BadQuery
from corpus.languages import LANGS
from corpus.reading import reading
from corpus.store import FactFilter

from .dated import dates_in, rounds_in
from .model import About, QueryFilter, Strength, Understood
from .named import counted_series, countries_in, languages_of, made, names_in
from .operators import operators_in
from .words import words

_BLANKS = re.compile(r"\s+")
_NOTHING = re.compile(r"[\W_]+")
_SUBJECTS = frozenset({"agency", "person", "series", "programme"})
"""Filters that may be what a question is about, where they are taken away; the others only say when and which."""
_HELD = ("since", "until", "on")
_DONE = "completed"
"""A status that no item has which is still to be done: words of completion beside a deadline do not ask for it."""
_MASK = "\0"
_TWO_DATES = "Write the earlier date as since:, the later as until:"
_ONE_DUE = "Write both days as one: due:2026-01..2026-06"


def worded(question: str) -> bool:
    """Whether a question has a letter or digit to search for.

    >>> worded("?!"), worded("핫라인?")
    (False, True)
    """
    return bool(_NOTHING.sub("", question))


def load() -> None:
    """Load what dates and persons are recognised by, in every language: seconds that the first questions would take."""
    from extract.dates.grammar import grammar
    from extract.persons.finder import finder

    for lang in LANGS:
        grammar(lang).load()
        finder(lang)


def understand(
    question: str,
    *,
    off: Collection[str] = (),
    today: date | None = None,
    persons: frozenset[str] = frozenset(),
) -> Understood:
    """Read a question in Korean, English, Chinese, or several of them.

    `off` are keys of filters to leave out; their words are searched instead. `today` is what `last year` counts from
    (None: the day it is). `persons` are names to recognise without a title beside them, as a corpus has them.

    >>> [one.key for one in understand("what did Korea and China agree on soil since 2018?").filters]
    ['party:KR', 'party:CN', 'since:2018']

    Raises:
        BadQuery: the question is empty, or an operator has a value that it cannot have.
    """
    if not question.strip():
        raise BadQuery("The question is empty", hint="Write what to look for")
    if not worded(question):
        raise BadQuery("The question has no word", hint="Write what to look for")
    today = today or date.today()
    seen = reading(question)
    found = list(operators_in(seen, question, today))
    free = _masked(seen, found)
    named = names_in(free, persons)
    found += named
    free = free_of_names = _masked(free, named)
    dates = dates_in(free, today)
    found += dates
    free = _masked(free, dates)
    rounds = rounds_in(free, named)
    for more in (rounds, counted_series(free, rounds), countries_in(_masked(free, rounds))):
        found += more
        free = _masked(free, more)
    due = any(one.name == "due" for one in found)
    found += _signs_in(_masked(seen, [one for one in found if one.operator]), free, due=due)
    unique: dict[str, QueryFilter] = {}
    for one in sorted(found, key=lambda one: (not one.operator, one.start or 0)):
        unique.setdefault(one.key, one)
    filters = sorted((one for one in unique.values() if one.key not in off), key=lambda one: one.start or 0)
    taken = tuple(one for one in unique.values() if one.key in off)
    asked = _asked(_masked(seen, [one for one in found if one.operator]), free_of_names)
    if any(one.name == "due" for one in filters):
        asked = "agreements"
    rest = _rest(seen, [one for one in found if one.operator or one.key not in off or one.name not in _SUBJECTS])
    if rest and asked != "agreements" and not _without_meetings(rest):
        asked, rest = "meetings", ""
    return Understood(
        question=question,
        text=_searched(question, found, off),
        rest=rest,
        filters=tuple(filters),
        off=taken,
        wanted=fact_filter(filters, "must"),
        facts=fact_filter(filters, "must", "facts"),
        asks=asked,
    )


def _masked(seen: str, found: Iterable[QueryFilter]) -> str:
    """The reading with a mark in place of what is understood, so that offsets hold."""
    characters = list(seen)
    for one in found:
        if one.start is not None and one.end is not None:
            characters[one.start : one.end] = _MASK * (one.end - one.start)
    return "".join(characters)


def _signs_in(seen: str, free: str, *, due: bool) -> list[QueryFilter]:
    """Kinds, statuses, levels and formats, by the words for them; words of a name, which `free` has not, are none."""
    return [
        made(sign.name, sign.value, sign.strength, *match.span())
        for lang in languages_of(seen)
        for pattern, sign in words(lang).signs
        for match in pattern.finditer(seen)
        if not (due and sign.value == _DONE) and _MASK not in free[match.start() : match.end()]
    ]


def _asked(seen: str, free_of_names: str) -> About | None:
    """The table that the words of a question ask for; agreements where both are named, for they come of meetings.

    An agreement within a name is not asked for; a meeting within one may be.
    """
    asked = {
        table
        for lang in languages_of(seen)
        for pattern, table in words(lang).asks
        if pattern.search(free_of_names if table == "agreements" else seen)
    }
    return "agreements" if "agreements" in asked else "meetings" if asked else None


def _searched(question: str, found: Iterable[QueryFilter], off: Collection[str]) -> str:
    """The question without its operators; words in quotes and names of persons stay.

    What was understood stays, and so do words that only ask: on 180 questions nDCG@10 of the whole question is .772, of
    that without words that only ask .770, of what `_rest` leaves .649.
    """
    text = list(question)
    for one in found:
        if one.operator and one.start is not None and one.end is not None:
            stays = one.value if one.name in ("phrase", "person") and one.key not in off else ""
            text[one.start : one.end] = [stays, *[""] * (one.end - one.start - 1)]
    return _BLANKS.sub(" ", "".join(text)).strip()


def _rest(seen: str, filters: Iterable[QueryFilter]) -> str:
    """The words that no filter stands for, without those that only ask."""
    left = _masked(seen, (one for one in filters if one.name != "phrase")).replace(_MASK, " ")
    for lang in languages_of(left):
        for pattern, _ in words(lang).asks:
            left = pattern.sub(" ", left)
        left = words(lang).empties.sub(" ", left)
    return _BLANKS.sub(" ", _NOTHING.sub(" ", left)).strip()


def _without_meetings(rest: str) -> str:
    """What is left of a question without the words for meetings of any kind."""
    for lang in languages_of(rest):
        rest = words(lang).any_meetings.sub(" ", rest)
    return rest.strip()


def fact_filter(filters: Iterable[QueryFilter], *strengths: Strength) -> FactFilter:
    """What the filters of these strengths ask of the facts.

    Raises:
        BadQuery: operators leave no day.
    """
    chosen = [one for one in filters if one.strength in strengths]

    def values(name: str) -> tuple[str, ...]:
        return tuple(one.value for one in chosen if one.name == name)

    since, until = _period([one for one in chosen if one.name in _HELD], _TWO_DATES)
    due_since, due_until = _period([one for one in chosen if one.name == "due"], _ONE_DUE)
    return FactFilter(
        langs=values("lang"),
        since=since,
        until=until,
        parties=values("party"),
        agencies=values("agency"),
        persons=values("person"),
        programmes=values("programme"),
        kinds=values("kind"),
        statuses=values("status"),
        levels=values("level"),
        formats=values("format"),
        series=tuple(part for value in values("series") for part in value.split("|")),
        rounds=tuple(int(value) for value in values("round")),
        due_since=due_since,
        due_until=due_until,
    )


def _period(dates: list[QueryFilter], hint: str) -> tuple[str | None, str | None]:
    """First and last ISO day: what all periods share, or where they share nothing what they span."""
    spans = []
    for one in dates:
        first, last = edtf.days(one.value)
        spans.append((None if one.name == "until" else first, None if one.name == "since" else last))
    firsts, lasts = [first for first, _ in spans if first], [last for _, last in spans if last]
    since, until = max(firsts, default=None), min(lasts, default=None)
    if since and until and since > until:
        if all(one.operator for one in dates):
            raise BadQuery(
                f"No day is after {since.isoformat()} and before {until.isoformat()}",
                hint=hint,
            )
        since, until = min(firsts), max(lasts)
    return since.isoformat() if since else None, until.isoformat() if until else None
