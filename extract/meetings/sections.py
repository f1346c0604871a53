"""Days and places told under a title or heading that names a meeting, by sentences that do not name it."""

from bisect import bisect_left
from dataclasses import replace

from .circumstances import Circumstances, Dated
from .grammar import grammar
from .judgement import LEAD, TITLE
from .mention import Mention
from .parts import Part
from .reader import Reader
from .sightings import Thread

HEADINGS = ("title", "subtitle", "heading")
PARTS_UNDER = 3
"""Sentences under a heading of which one may give the day."""
DAY = len("2020-01-01")

OUTCOME_REACH = 36
"""Characters between a verb of agreeing and the day of it."""

Place = tuple[Thread, int]
"""A meeting, and which of its sightings stands in the heading."""


def date_by_sections(text: str, parts: list[Part], threads: list[Thread], dates: list[Dated]) -> None:
    """Give a meeting without a day that a heading names the first day that is told under it.

    Under a title the sentence must also say that people met; it is among the first ones.
    """
    places = [(t, number) for t in threads for number in range(len(t.sightings))]
    places.sort(key=lambda place: place[0].sightings[place[1]].mention.start)
    starts = [thread.sightings[number].mention.start for thread, number in places]
    owner: Place | None = None
    under = 0
    for part in parts:
        first, last = bisect_left(starts, part.start), bisect_left(starts, part.end)
        if part.block.kind in HEADINGS:
            if part.block.kind != "subtitle" or owner is None:
                owner, under = (places[first] if last - first == 1 and _names(places[first]) else None), 0
            continue
        under += 1
        if owner is None or under > PARTS_UNDER or part.table or first < last:
            continue
        thread, number = owner
        own = thread.sightings[number]
        if thread.date:
            owner = None
        elif said := _told(text, part, dates, title=own.rank == TITLE):
            placed = any(sighting.said.place for sighting in thread.sightings)
            thread.sightings[number] = replace(own, said=_with(own.said, said, placed=placed))
            owner = None


def date_by_outcome(text: str, parts: list[Part], core: list[Thread], dates: list[Dated]) -> None:
    """Give the meeting the release is about the day on which, by the sentences before its name, the sides agreed.

    Only the first one told, where nothing else says its day and it lies in the past.
    """
    thread = core[0] if core else None
    if thread is None or thread.date or thread.next:
        return
    lead = [s for s in thread.sightings if s.rank == LEAD and not s.table]
    if not lead or any(s.said.tense == "planned" for s in thread.sightings):
        return
    told = thread.sightings.index(lead[0])
    for part in parts:
        if part.start >= lead[0].mention.at:
            return
        if part.block.kind in HEADINGS or part.table:
            continue
        for verb in grammar(part.lang).outcome.finditer(text, part.start, part.end):
            at = bisect_left(dates, verb.start() - OUTCOME_REACH, key=lambda date: date.start)
            near = [date for date in dates[at : at + 3] if max(part.start, verb.start() - OUTCOME_REACH) <= date.start]
            near = [date for date in near if date.end <= min(part.end, verb.end() + OUTCOME_REACH)]
            day = next((date.value for date in near if len(date.value) == DAY), None)
            if day is not None:
                thread.sightings[told] = replace(lead[0], said=replace(lead[0].said, date=day))
                return


def _names(place: Place) -> bool:
    """Whether the heading names a meeting: a bare noun that may not stand alone names none."""
    thread, number = place
    mention = thread.sightings[number].mention
    return mention.numbered or mention.alone or not mention.bare


def _told(text: str, part: Part, dates: list[Dated], *, title: bool) -> Circumstances | None:
    """What a sentence that names no meeting says of one; None without a day."""
    rules = grammar(part.lang)
    verb = rules.convene.search(text, part.start, part.end) or rules.attend.search(text, part.start, part.end)
    if title and verb is None:
        return None
    span = verb.span() if verb else (part.start, part.start)
    act = Mention(*span, text[slice(*span)], "event", "section", part.start, part.end)
    said = Reader(text, [act], dates, rules).read(act)
    return said if len((said.date or "").partition("/")[0]) >= DAY else None


def _with(own: Circumstances, told: Circumstances, *, placed: bool) -> Circumstances:
    return replace(
        own,
        date=told.date,
        place=own.place or (None if placed else told.place),
        format=own.format or told.format,
        attended=own.attended or told.attended,
        tense=told.tense if own.tense in (None, "open") else own.tense,
    )
