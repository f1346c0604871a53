"""The rules of `meetings.toml` as compiled expressions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from corpus.errors import BadResource
from corpus.languages import Lang
from corpus.registry.countries import countries
from corpus.registry.finder import trie_expression
from corpus.registry.groups import PLACEHOLDER
from corpus.registry.series import SHORTEST_TAIL, SeriesName
from corpus.registry.tables import ROOT, read_table

from ..rulefiles import load
from .rules import Cue, Description, FormatSign, LevelSign, MeetingRules, Noun

ANY_CASE = ("day_label", "place_label", "both_label")
"""Lines that open with a label are written in any case."""
NOT_COMPILED = ("after", "company", "office", "shared", "short")
"""The fields of `Boundary` that are words, or part of another expression."""


@dataclass(frozen=True)
class Grammar:
    """The rules of a language as compiled expressions."""

    lang: Lang
    rules: MeetingRules
    heads: re.Pattern[str]
    heads_lower: re.Pattern[str]
    noun_of: dict[str, Noun]
    ordinal: re.Pattern[str]
    stop: re.Pattern[str]
    strip: re.Pattern[str]
    keep: re.Pattern[str]
    generic: re.Pattern[str]
    within: re.Pattern[str]
    gloss: re.Pattern[str]
    anchor: re.Pattern[str]
    reject: re.Pattern[str]
    noise: re.Pattern[str]
    pair: re.Pattern[str]
    collective: re.Pattern[str]
    activity: re.Pattern[str]
    elided: re.Pattern[str]
    number_list: re.Pattern[str]
    bridge: re.Pattern[str]
    conjunction: re.Pattern[str]
    joint: re.Pattern[str]
    counted: re.Pattern[str]
    vague: re.Pattern[str]
    papers: re.Pattern[str]
    plural: re.Pattern[str]
    several: re.Pattern[str]
    this: re.Pattern[str]
    next: re.Pattern[str]
    last: re.Pattern[str]
    descriptions: tuple[tuple[Description, re.Pattern[str]], ...]
    givens: tuple[tuple[Description, re.Pattern[str]], ...]
    cue: re.Pattern[str]
    cue_of: dict[str, Cue]
    formats: tuple[tuple[FormatSign, re.Pattern[str]], ...]
    levels: tuple[tuple[LevelSign, re.Pattern[str]], ...]
    ranks: tuple[tuple[LevelSign, re.Pattern[str]], ...]
    place: re.Pattern[str]
    no_place: re.Pattern[str]
    no_lead: re.Pattern[str]
    divide: re.Pattern[str]
    join: re.Pattern[str]
    attend: re.Pattern[str]
    wired: re.Pattern[str]
    here: re.Pattern[str]
    outcome: re.Pattern[str]
    trip: re.Pattern[str]
    during: re.Pattern[str]
    schedule: re.Pattern[str]
    day_label: re.Pattern[str]
    place_label: re.Pattern[str]
    margin: re.Pattern[str]
    margin_before: re.Pattern[str]
    margin_after: re.Pattern[str]
    own_before: re.Pattern[str]
    own_after: re.Pattern[str]
    signing: re.Pattern[str]
    sameday: re.Pattern[str]
    respective: re.Pattern[str]
    hold: re.Pattern[str]
    convene: re.Pattern[str]
    define: re.Pattern[str]
    alias: re.Pattern[str]
    moved: re.Pattern[str]
    newdate: re.Pattern[str]
    before_change: re.Pattern[str]
    after_change: re.Pattern[str]
    unchanged: re.Pattern[str]
    adopted: re.Pattern[str]
    there: re.Pattern[str]
    agreed_there: re.Pattern[str]
    agreed_at: re.Pattern[str]
    signed: re.Pattern[str]
    dateline: re.Pattern[str]
    deadline: re.Pattern[str]
    told_before: re.Pattern[str]
    told_after: re.Pattern[str]
    reported: re.Pattern[str]
    other_day: re.Pattern[str]
    left_for: re.Pattern[str]
    subject: re.Pattern[str]
    at_meeting: re.Pattern[str]
    joined_days: re.Pattern[str]
    predicate: re.Pattern[str]
    topic: re.Pattern[str]
    regular: re.Pattern[str]
    settled: re.Pattern[str]
    sever: re.Pattern[str]
    kept_place: re.Pattern[str]
    asof: re.Pattern[str]
    preparatory: re.Pattern[str]
    ahead: re.Pattern[str]
    prepared_by: re.Pattern[str]
    organised: re.Pattern[str]
    before_it: re.Pattern[str]
    after_it: re.Pattern[str]
    written: re.Pattern[str]
    sameplace: re.Pattern[str]
    of_two: re.Pattern[str]
    of_three: re.Pattern[str]
    since: re.Pattern[str]
    season: re.Pattern[str]
    offshoot: re.Pattern[str]
    occasional: re.Pattern[str]
    both_label: re.Pattern[str]
    aside: re.Pattern[str]
    aside_from: re.Pattern[str]
    led: re.Pattern[str]
    nth: re.Pattern[str]
    and_then: re.Pattern[str]
    partner: re.Pattern[str]
    recalled_before: re.Pattern[str]
    recalled_after: re.Pattern[str]
    talked: re.Pattern[str]
    met: re.Pattern[str]

    def heads_in(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The head nouns in `text[start:end]`; the matches are of `text` in lower case where case does not count."""
        if self.rules.order != "prepositional":
            yield from self.heads.finditer(text, start, end)
            return
        for match in self.heads_lower.finditer(_lower(text), start, end):
            if not match.start() or not _in_word(text[match.start() - 1]):
                yield match

    def numbers_in(self, text: str, start: int, end: int) -> Iterator[tuple[int, tuple[int, int]]]:
        """The numbers of sessions in `text[start:end]`, each with its place."""
        for match in self.ordinal.finditer(text, start, end):
            value = self.number(next(filter(None, match.groups())))
            if value is not None:
                yield value, match.span()

    def number(self, written: str) -> int | None:
        """The value of a number in figures or words, None where it is none."""
        text = "".join(written.split()).lower()
        if text.isascii() and text.isdigit():
            return int(text)
        if text in self.rules.ordinal.words:
            return self.rules.ordinal.words[text]
        return _positional(text, self.rules.ordinal.digits)


@lru_cache(maxsize=8)
def _lower(text: str) -> str:
    """In lower case and of the same length: a letter that becomes two stays."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _positional(text: str, digits: dict[str, int]) -> int | None:
    """A number below ten thousand in characters for digits and for powers of ten.

    >>> _positional("三十一", {"一": 1, "三": 3, "十": 10})
    31
    """
    total, current = 0, 0
    for character in text:
        value = digits.get(character)
        if value is None:
            return None
        if value >= 10:
            total += (current or 1) * value
            current = 0
        else:
            current = current * 10 + value
    return total + current or None


@cache
def grammar(lang: Lang) -> Grammar:
    """The compiled rules of a language.

    Raises:
        BadResource: the file is missing, or an expression in it is wrong.
    """
    rules = load(lang, "meetings", MeetingRules)
    fill = {
        "letters": "".join(countries().names(lang, "letter")),
        "country": _alternation(countries().names(lang)),
        "digits": "".join(rules.ordinal.digits),
        "office": rules.boundary.office,
        "number": _alternation([*rules.ordinal.words, *map(re.escape, rules.ordinal.digits)]),
    }

    def compiled(name: str, pattern: str, flags: int = 0) -> re.Pattern[str]:
        for key, value in fill.items():
            pattern = pattern.replace("{" + key + "}", value)
        try:
            return re.compile(pattern, flags)
        except re.error as error:
            raise BadResource(f"meetings.toml ({lang}), {name}: {error}", hint="Mend the expression") from error

    noun_of = {word.lower(): noun for noun in rules.noun for word in noun.words}
    ignore = re.IGNORECASE if rules.order == "prepositional" else 0
    noun_of |= _nouns_of_series(lang, compiled("noun", _alternation(noun_of), ignore))
    border = r"\b" if rules.order == "prepositional" else ""
    nouns = trie_expression(noun_of)
    heads = f"{border}{nouns}{border}{rules.boundary.after}"
    cues = "|".join(f"(?P<c{number}>{cue.pattern})" for number, cue in enumerate(rules.cue))
    expressions: dict[str, Any] = {}
    for part in (rules.boundary, rules.pointer, rules.prose):
        for name in type(part).model_fields:
            if name not in NOT_COMPILED:
                flags = re.IGNORECASE if name in ANY_CASE else ignore
                expressions[name] = compiled(name, getattr(part, name), flags)
    return Grammar(
        lang=lang,
        rules=rules,
        heads=compiled("noun", heads, ignore),
        heads_lower=compiled("noun", f"{nouns}{border}{rules.boundary.after}"),
        noun_of=noun_of,
        ordinal=compiled("ordinal", rules.ordinal.pattern, ignore),
        descriptions=tuple((rule, compiled(rule.id, rule.pattern)) for rule in rules.description),
        givens=tuple((rule, compiled(rule.id, rule.pattern)) for rule in rules.given),
        cue=compiled("cue", f"{border}(?:{cues})", ignore),
        cue_of={f"c{number}": cue for number, cue in enumerate(rules.cue)},
        formats=tuple((sign, compiled(sign.id, sign.pattern, ignore)) for sign in rules.format),
        levels=tuple((sign, compiled(sign.id, sign.pattern, ignore)) for sign in rules.level),
        ranks=tuple((sign, compiled(sign.id, sign.pattern, ignore)) for sign in rules.rank),
        place=compiled("place", rules.place.pattern),
        no_place=compiled("place.reject", rules.place.reject),
        no_lead=compiled("place.lead", rules.place.lead),
        **expressions,
    )


def _nouns_of_series(lang: Lang, known: re.Pattern[str]) -> dict[str, Noun]:
    """The last words of the names of series that hold no noun of the rules: `Youth Exchange`."""
    noun = Noun(id=f"{lang}.noun.series", kind="talks", words=[], note="Names of series of the registry.", examples=[])
    rows = (row for _, row in read_table(ROOT / "series" / f"{lang}.csv", SeriesName))
    tails = (row.name.removeprefix(PLACEHOLDER).strip() for row in rows if row.name.startswith(PLACEHOLDER))
    words = (tail for tail in tails if len(tail) >= SHORTEST_TAIL and not known.search(tail))
    return {word.lower(): noun for word in words if not set(word) & set(".()[]*+?|")}


def _alternation(words: object) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))  # type: ignore[call-overload]
    return "|".join(longest_first) or "(?!)"
