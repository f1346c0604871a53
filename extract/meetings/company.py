"""Who leads the sides of a meeting, which bodies meet, and what is on the agenda, by the sentences that tell of it."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from pydantic import Field
from spacy.tokens import Doc

from corpus.languages import Lang
from corpus.model import Model

from ..found import found_in, reading_of, release_of
from ..rulefiles import load
from .grammar import grammar
from .parts import Part
from .sightings import Thread

MOST = 10
"""Heads, bodies or items taken for one meeting; more are a list of those who were there."""
SHORTEST_ITEM, LONGEST_ITEM = 2, 70
"""Characters of an item of an agenda."""
GROUP = "(?P<agenda>"
LONGEST_AGENDA = 160
"""Characters before the words that end an agenda in which it begins."""
PARTS_AFTER = 4
"""Sentences after the last one that names a meeting which may still say who led it."""


class CompanyCue(Model):
    """Words that say what the persons and bodies nearest to them do; `examples`: a text and the names it gives."""

    id: str
    pattern: str
    note: str
    examples: list[tuple[str, list[str]]] = Field(default_factory=list)


class AgendaRule(Model):
    """Words around what is talked about (group `agenda`), or, without the group, words that come after it.

    `examples`: a sentence and the items.
    """

    id: str
    pattern: str
    note: str
    examples: list[tuple[str, list[str]]]


class CompanyRules(Model):
    """Schema of `company.toml`.

    `head`: who is near leads a side; `host`: the bodies in the sentence meet or host; `apart`: who is near only looks
    on or speaks. `split` parts the items of an agenda, `start` ends what comes before the first of them, `trim` comes
    off the end of an item, `no_item` is none.
    """

    head: list[CompanyCue]
    host: list[CompanyCue]
    apart: list[CompanyCue]
    agenda: list[AgendaRule]
    split: str
    start: str = "(?!)"
    trim: str = "(?!)"
    no_item: str = "(?!)"


@dataclass(frozen=True)
class CompanyGrammar:
    """The rules of a language as compiled expressions; the groups of `cue` are `head`, `host` and `apart`."""

    cue: re.Pattern[str]
    agenda: re.Pattern[str]
    split: re.Pattern[str]
    start: re.Pattern[str]
    trim: re.Pattern[str]
    no_item: re.Pattern[str]


@cache
def company_grammar(lang: Lang) -> CompanyGrammar:
    """The compiled rules of a language.

    Raises:
        BadResource: the file is missing or does not follow the schema.
    """
    rules = load(lang, "company", CompanyRules)
    groups = (("head", rules.head), ("host", rules.host), ("apart", rules.apart))
    cue = "|".join(f"(?P<{name}>{'|'.join(rule.pattern for rule in several)})" for name, several in groups)
    agenda = "|".join(
        rule.pattern.replace(GROUP, f"(?P<agenda{number}>")
        if GROUP in rule.pattern
        else f"(?P<said{number}>{rule.pattern})"
        for number, rule in enumerate(rules.agenda)
    )
    return CompanyGrammar(
        re.compile(rf"\b(?:{cue})" if grammar(lang).rules.order == "prepositional" else cue),
        re.compile(agenda),
        *(re.compile(pattern) for pattern in (rules.split, rules.start, rules.trim, rules.no_item)),
    )


@dataclass
class Company:
    """Heads by `Person.name`, bodies by `Agency.name`, items of the agenda; `spans` of the sentences that say so."""

    heads: dict[str, None] = field(default_factory=dict)
    agencies: dict[str, None] = field(default_factory=dict)
    agenda: dict[str, None] = field(default_factory=dict)
    spans: dict[tuple[int, int], None] = field(default_factory=dict)


def companies_of(doc: Doc, parts: list[Part], threads: list[Thread], core: list[Thread]) -> list[Company]:
    """The company of each of the `threads`, in their order."""
    companies = [Company() for _ in threads]
    people = _Named(doc, "persons", {})
    bodies = _Named(doc, "agencies", _names_of_bodies(doc))
    agencies = {person.name: person.agency for person in found_in(doc).persons if person.agency}
    text, own = reading_of(doc), release_of(doc).text
    for part, told in _told(parts, threads, core):
        if part.table:
            continue
        rules = company_grammar(part.lang)
        persons = people.within(part)
        here = bodies.within(part) if any(named for _, named in told) else []
        cues: list[tuple[str, int, int]] = []
        if persons or here:
            cues = [(match.lastgroup or "", *match.span()) for match in rules.cue.finditer(text, part.start, part.end)]
        heads = [name for start, end, name in persons if _nearest(cues, start, end) == "head"]
        hosts = [name for start, end, name in here if _nearest(cues, start, end) not in (None, "apart")]
        items = list(_agenda(text, own, part, rules))
        if not (heads or hosts or items):
            continue
        for number, named in told:
            company = companies[number]
            _add(company.heads, heads)
            _add(company.agencies, [agencies[name] for name in heads if name in agencies])
            _add(company.agencies, hosts if named else [])
            _add(company.agenda, items)
            company.spans[part.start, part.end] = None
    return companies


def _told(
    parts: list[Part], threads: list[Thread], core: list[Thread]
) -> Iterator[tuple[Part, list[tuple[int, bool]]]]:
    """The parts, each with the numbers of the meetings that it tells of and whether it names them."""
    sightings = sorted(
        (s.mention.start, number, (s.said.host, s.said.bound))
        for number, thread in enumerate(threads)
        for s in thread.sightings
    )
    starts = [start for start, *_ in sightings]
    main = next((number for number, thread in enumerate(threads) if core and thread is core[0]), None)
    last: tuple[int, int] | None = None
    for index, part in enumerate(parts):
        first, to = bisect_left(starts, part.start), bisect_left(starts, part.end)
        here = list(dict.fromkeys(number for _, number, _ in sightings[first:to]))
        own = [number for _, number, (host, _) in sightings[first:to] if not host] or here
        if here:
            last = (index, here[-1] if len(here) == 1 or main not in here or main is None else main)
            led = own[0]
            if grammar(part.lang).rules.order == "prepositional":  # else the one that the sentence is about comes first
                held = [number for _, number, (host, bound) in sightings[first:to] if bound and not host]
                led = main if main in held else led
            yield part, [(led, True)]
        elif part.block.kind not in ("title", "subtitle", "heading"):
            near = last is not None and index - last[0] <= PARTS_AFTER
            number = last[1] if near and last else main
            if number is not None:
                yield part, [(number, False)]


class _Named:
    """The spans of a field, each with the canonical name of its item, in order of the text."""

    def __init__(self, doc: Doc, name: str, names: dict[str, str]) -> None:
        own = release_of(doc).text
        spans = sorted((span.start_char, span.end_char, span.kb_id_) for span in doc.spans.get(name, []))
        named = ((start, end, names.get(own[start:end]) if names else value) for start, end, value in spans)
        self._spans = [(start, end, name) for start, end, name in named if name]

    def within(self, part: Part) -> list[tuple[int, int, str]]:
        at = bisect_left(self._spans, (part.start,))
        to = bisect_left(self._spans, (part.end,))
        return self._spans[at:to]


def _names_of_bodies(doc: Doc) -> dict[str, str]:
    return {surface: agency.name for agency in found_in(doc).agencies for surface in agency.surfaces}


def _nearest(cues: list[tuple[str, int, int]], start: int, end: int) -> str | None:
    """What the nearest words say of the name at `start:end`."""
    gaps = ((max(first - end, start - last, 0), kind) for kind, first, last in cues)
    return min(gaps, default=(0, None))[1]


def _add(names: dict[str, None], found: Iterable[str]) -> None:
    for name in found:
        if len(names) < MOST:
            names[name] = None


def _agenda(text: str, own: str, part: Part, rules: CompanyGrammar) -> Iterator[str]:
    """The items of the agenda that a part gives, as written."""
    for match in rules.agenda.finditer(text, part.start, part.end):
        if match.lastgroup is None:
            continue
        start, end = match.span(match.lastgroup)
        if match.lastgroup.startswith("said"):
            start, end = max(part.start, match.start() - LONGEST_AGENDA), match.start()
        for before in rules.start.finditer(text, start, end):
            start = before.end()
        at = start
        for cut in [*rules.split.finditer(text, start, end), None]:
            stop = cut.start() if cut else end
            item = " ".join(own[at:stop].split()).strip(" ,·-")
            if trimmed := rules.trim.search(item):
                item = item[: trimmed.start()].rstrip()
            if SHORTEST_ITEM <= len(item) <= LONGEST_ITEM and not rules.no_item.fullmatch(item):
                yield item
            at = cut.end() if cut else end
