"""Encounters that a text first sums up and then tells one by one: bilateral meetings, with A, with B and with C."""

from dataclasses import replace

from .judgement import agree_in_time
from .parties import countries_in
from .sightings import ENCOUNTERS, Sighting, Thread

LEAST_TOLD = 2
"""Encounters told one by one that make those summed up no meeting beside them."""


def told_one_by_one(threads: list[Thread]) -> list[Thread]:
    """The threads but those that only sum up others; what the sum says, its day and place, holds of each of these."""
    kept = list(threads)
    for whole in threads:
        if not all(_sums_up(sighting) for sighting in whole.named):
            continue
        single = [thread for thread in kept if thread is not whole and _is_one_of(thread, whole)]
        if len(single) < LEAST_TOLD:
            continue
        kept.remove(whole)
        for thread in single:
            thread.sightings.extend(
                replace(s, mention=replace(s.mention, bare=True, alone=False)) for s in whole.sightings
            )
    return kept


def _sums_up(sighting: Sighting) -> bool:
    mention = sighting.mention
    if mention.kind not in ENCOUNTERS or mention.numbered or mention.bare or mention.pointer:
        return False
    return sighting.grammar.several.search(sighting.surface) is not None


def _is_one_of(thread: Thread, whole: Thread) -> bool:
    first = thread.sightings[0]
    if first.mention.start < whole.sightings[0].mention.end or thread.ordinal is not None or thread.next:
        return False
    if any(s.said.host or s.mention.kind not in ENCOUNTERS or _sums_up(s) for s in thread.named):
        return False
    parties = any(s.mention.described or countries_in(s.surface, s.grammar.lang) for s in thread.named)
    return parties and agree_in_time(thread, whole)
