"""Keeping in the store which items of one meeting are one, so that lists show them once."""

from collections.abc import Callable, Sequence

from corpus.errors import MissingPart
from corpus.records import Agreement
from corpus.store import Place, Store

from .compare import shared_items
from .embedding import kept
from .likeness import at_hand, texts_of

_MOST_RELEASES = 60
"""Releases of a meeting of which the items are matched, those about it first; of more, most only mention it."""
_AT_ONCE = 200
"""Meetings written in one transaction."""

Told = tuple[str, int, Agreement]


def group_items(store: Store, *, progress: Callable[[int, int], None] = lambda *_: None) -> int:
    """Match the items of the meetings that were touched since this was last done; how many meetings that were.

    What was not matched yet (a program stopped between) is listed once for each release until it is; so it is where
    the model that compares texts is not installed, which `communique status` tells. `progress` is called with how
    many meetings are done, and how many there are.
    """
    stale = store.ungrouped()
    for start in range(0, len(stale), _AT_ONCE):
        try:
            told = {event: _told(store, event) for event in stale[start : start + _AT_ONCE]}
            texts = [text for items in told.values() for _, _, item in items for text in texts_of(item)]
            places = [
                Place(record=record, field="agreements", position=position)
                for items in told.values()
                for record, position, _ in items
            ]
            with at_hand(texts, kept(store, places)):
                groups = {event: _groups(items) for event, items in told.items()}
        except MissingPart:
            return start
        store.put_items(groups)
        progress(min(start + _AT_ONCE, len(stale)), len(stale))
    return len(stale)


def _matched(told: Sequence[Told], core: Sequence[str]) -> list[Told]:
    """The items that are matched: those of the first releases, of which those in `core` come first."""
    releases = sorted({record for record, _, _ in told}, key=lambda record: (record not in core, record))
    among = frozenset(releases[:_MOST_RELEASES])
    return [each for each in told if each[0] in among]


def _told(store: Store, event: str) -> list[Told]:
    """The items of a meeting that are to be matched; none where one release alone tells of it."""
    lookup = store.lookup
    told = [
        (place.record, place.position, item)
        for place, item in lookup.items(lookup.of_event(event, "agreements"))
        if isinstance(item, Agreement)
    ]
    if len({record for record, _, _ in told}) < 2:
        return []
    return _matched(told, lookup.records_about([event]))


def _groups(told: Sequence[Told]) -> list[list[tuple[str, int]]]:
    return [[(record, position) for record, position, _ in group] for group in shared_items(told)]
