"""Talks told one after the other in the items of a list, of which a sentence before says when they took place."""

from dataclasses import replace

from .parties import countries_in
from .sightings import ENCOUNTERS, LEAD_RANK, Sighting, Thread

FEWEST_ITEMS, FEWEST_PARTIES = 2, 2


def with_items(threads: list[Thread]) -> list[Thread]:
    """The threads, in which talks named by their countries alone take the day and the rank of the words for them all.

    These words (`a series of bilateral meetings`) are then no meeting of their own.
    """
    items = [thread for thread in threads if _is_item(thread)]
    if len(items) < FEWEST_ITEMS:
        return threads
    first = min(thread.sightings[0].mention.start for thread in items)
    summed = next((s for t in threads for s in t.sightings if _sums_up(s, items) and s.mention.start < first), None)
    if summed is None:
        return threads
    for thread in items:
        said = replace(thread.sightings[0].said, date=summed.said.date, margin=summed.said.margin)
        thread.sightings[0] = replace(thread.sightings[0], said=said, rank=0)
    return [t for t in threads if t in items or not all(_sums_up(s, items) for s in t.sightings)]


def _is_item(thread: Thread) -> bool:
    first = thread.sightings[0]
    if first.mention.kind not in ENCOUNTERS or thread.ordinal is not None or thread.date or first.rank < LEAD_RANK - 1:
        return False
    if first.mention.bare or first.mention.described or any(s.said.place for s in thread.sightings):
        return False
    return len(countries_in(first.surface, first.grammar.lang)) >= FEWEST_PARTIES


def _sums_up(sighting: Sighting, items: list[Thread]) -> bool:
    """Whether it speaks of talks in general, by the noun of the items, before the first of them."""
    mention = sighting.mention
    if mention.numbered or mention.kind not in ENCOUNTERS or sighting.rank >= LEAD_RANK:
        return False
    if not (mention.bare or sighting.vague) or len(countries_in(sighting.surface, sighting.grammar.lang)) > 1:
        return False
    heads = {thread.sightings[0].mention.head for thread in items}
    return any(mention.head.startswith(head) or mention.head.endswith(head) for head in heads)
