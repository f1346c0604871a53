"""What a part of a release, and the parts around it, say of the meetings mentioned in it."""

from collections.abc import Iterator
from dataclasses import replace

from .circumstances import Circumstances, Dated, sign_of_format
from .grammar import Grammar
from .mention import Mention
from .parts import Part
from .places import places_in
from .reader import Reader
from .sightings import Sighting

PARTS_OF_A_DAY = 10
"""Sentences with meetings after which a time of day no longer goes back to the last day."""

TRIP_REACH = 40
"""Characters from a verb of travel to the place to which it leads."""


def read_all(
    text: str, mentions: list[Mention], part: Part, dates: list[Dated], grammar: Grammar
) -> Iterator[tuple[Mention, Circumstances]]:
    """The mentions of a part with their circumstances."""
    if part.wide and not _dates_in(dates, part.start, part.end):
        mentions = [replace(mention, at=part.wide[0], to=part.wide[1]) for mention in mentions]
    reader = Reader(text, mentions, dates, grammar)
    several = _respectively(text, mentions, reader.dates, grammar)
    for mention in mentions:
        said = reader.read(mention)
        if several:
            own = several.get(mention)
            said = replace(said, date=own.value if own else None)
        yield mention, _changed(text, said, part, dates, grammar)


def _dates_in(dates: list[Dated], start: int, end: int) -> list[Dated]:
    return [date for date in dates if start <= date.start and date.end <= end]


def _respectively(text: str, mentions: list[Mention], dates: list[Dated], grammar: Grammar) -> dict[Mention, Dated]:
    """Names and days paired in order, where the sentence says that they are."""
    named = [mention for mention in mentions if mention.numbered or not mention.bare]
    numbered = [mention for mention in mentions if mention.numbered]
    paired = next((several for several in (named, numbered) if len(several) == len(dates)), [])
    if len(paired) < 2 or not grammar.respective.search(text, mentions[0].at, mentions[0].to):
        return {}
    return dict(zip(paired, dates, strict=True))


def _changed(text: str, said: Circumstances, part: Part, dates: list[Dated], grammar: Grammar) -> Circumstances:
    """The circumstances by the row of a table of changes, where the part stands in one."""
    if part.old is None:
        return said
    old = next(iter(_dates_in(dates, *part.old)), None)
    said = replace(said, date=old.value if old else None, place=_place_in(text, part.old, grammar), bracketed=True)
    if part.new is None:
        return said
    new = next(iter(_dates_in(dates, *part.new)), None)
    words = text[slice(*part.new)]
    if grammar.unchanged.search(words):
        return replace(said, tense="planned")
    if new is None:
        cue = grammar.cue.search(words)
        called_off = cue is not None and grammar.cue_of[cue.lastgroup or ""].tense == "cancelled"
        return replace(said, tense="cancelled" if called_off else "planned")
    moved = Circumstances(
        date=new.value, format=sign_of_format(words, grammar), place=_place_in(text, part.new, grammar)
    )
    return replace(said, tense="cancelled", moved=moved)


def _place_in(text: str, cell: tuple[int, int], grammar: Grammar) -> tuple[int, int] | None:
    """The place in a cell such as `March 3, Busan`: what follows the last comma, unless it says how they meet."""
    comma = text.rfind(",", *cell)
    if comma < 0:
        return None
    start, end = comma + 1, cell[1]
    while start < end and text[start].isspace():
        start += 1
    surface = text[start:end]
    if not surface or any(character.isdigit() for character in surface) or sign_of_format(surface, grammar):
        return None
    return None if grammar.no_place.fullmatch(surface) else (start, end)


def moved_later(text: str, part: Part, dates: list[Dated], before: list[Sighting], grammar: Grammar) -> list[Sighting]:
    """The sightings of the sentence before, with the new day that this one gives those called off."""
    match = grammar.newdate.search(text, part.start, part.end)
    new = next((date for date in _dates_in(dates, match.end(), part.end)), None) if match else None
    if new is None:
        return before
    said = Circumstances(date=new.value, format=sign_of_format(text[new.end : part.end], grammar))
    kept = grammar.kept_place.search(text, part.start, part.end) is not None
    return [
        replace(s, said=replace(s.said, moved=replace(said, place=s.said.place if kept else None)))
        if s.said.tense == "cancelled" and not s.said.moved
        else s
        for s in before
    ]


class Setting:
    """The day and the place of the meetings told before, to which later sentences go back."""

    def __init__(self) -> None:
        self._day: str | None = None
        self._place: tuple[int, int] | None = None
        self._parts = 0
        self._trip: tuple[int, int] | None = None

    def travel(self, text: str, part: Part, grammar: Grammar) -> None:
        """Keep where the part says that somebody goes."""
        verb = grammar.trip.search(text, part.start, part.end)
        places = places_in(text, verb.start(), part.end, grammar) if verb else []
        near = [(start, end) for _, start, end in places if verb and start - verb.end() < TRIP_REACH]
        if near:
            self._trip = near[0]

    def complete(self, text: str, part: Part, sightings: list[Sighting], grammar: Grammar) -> list[Sighting]:
        """With the last day, where only a time of day is given, and the last place, where it is the same."""
        own = any(s.said.date for s in sightings)
        if (
            self._day
            and not own
            and self._parts <= PARTS_OF_A_DAY
            and "/" not in self._day
            and grammar.sameday.search(text, part.start, part.end)
        ):
            sightings = [replace(s, said=replace(s.said, date=self._day)) for s in sightings]
        place = self._place
        if place and any(s.said.same_place for s in sightings):
            sightings = [
                replace(s, said=replace(s.said, place=place, attended=True)) if s.said.same_place else s
                for s in sightings
            ]
        if self._trip and grammar.during.search(text, part.start, part.end):
            trip = self._trip
            sightings = [s if s.said.place else replace(s, said=replace(s.said, place=trip)) for s in sightings]
        self._parts = 0 if own else self._parts + 1
        for sighting in sightings:
            if len(sighting.said.date or "") >= len("2020-01-01"):
                self._day = sighting.said.date
            self._place = sighting.said.place or self._place
        return sightings
