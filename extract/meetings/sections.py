"""Days and places told under a title or heading that names a meeting, by sentences that do not name it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace

from .circumstances import Circumstances, Dated
from .grammar import grammar
from .judgement import TITLE
from .mention import Mention
from .parts import Part
from .reader import Reader
from .threads import Sighting, Thread

HEADINGS = ("title", "subtitle", "heading")
PARTS_UNDER = 3
"""Sentences under a heading of which one may give the day."""
DAY = len("2020-01-01")


def date_by_sections(text: str, parts: list[Part], threads: list[Thread], dates: list[Dated]) -> None:
    """Give a meeting without a day that a heading names the first day that is told under it.

    Under a title the sentence must also say that people met; it is among the first ones.
    """
    starts = sorted(s.mention.start for thread in threads for s in thread.sightings)
    owner: Sighting | None = None
    under = 0
    for part in parts:
        first, last = bisect_left(starts, part.start), bisect_right(starts, part.end - 1)
        if part.block.kind in HEADINGS:
            if part.block.kind != "subtitle" or owner is None:
                owner, under = _headed(part, threads) if last - first == 1 else None, 0
            continue
        under += 1
        if owner is None or under > PARTS_UNDER or part.table or first < last:
            continue
        thread = next(t for t in threads if any(s is owner for s in t.sightings))
        if thread.date:
            owner = None
        elif said := _told(text, part, dates, title=owner.rank == TITLE):
            number = next(n for n, s in enumerate(thread.sightings) if s is owner)
            thread.sightings[number] = replace(owner, said=_with(owner.said, said, _sightings_said(thread)))
            owner = None


def _headed(part: Part, threads: list[Thread]) -> Sighting | None:
    """The sighting of the only meeting that a heading names; a bare noun names none, a signing without a name does."""
    for thread in threads:
        for sighting in thread.sightings:
            mention = sighting.mention
            if part.start <= mention.start < part.end:
                return sighting if mention.numbered or mention.alone or not mention.bare else None
    return None


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


def _sightings_said(thread: Thread) -> Iterable[Circumstances]:
    return (sighting.said for sighting in thread.sightings)


def _with(own: Circumstances, told: Circumstances, others: Iterable[Circumstances]) -> Circumstances:
    placed = any(other.place for other in others)
    return replace(
        own,
        date=told.date,
        place=own.place or (None if placed else told.place),
        format=own.format or told.format,
        attended=own.attended or told.attended,
        tense=told.tense if own.tense in (None, "open") else own.tense,
    )
