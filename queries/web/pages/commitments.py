"""The commitments of the corpus that is served, kept until it changes: finding them reads every release."""

import threading
from datetime import date

from corpus.store import Store
from queries.following import Commitment, follow_up
from queries.web.served import Served

_KEPT = 8
"""Days of which they are kept."""


class Commitments:
    """The commitments of a corpus as they stood on a day; kept until the corpus changes."""

    def __init__(self, served: Served) -> None:
        self._served = served
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, date], list[Commitment]] = {}

    def on(self, store: Store, day: date) -> list[Commitment]:
        """What `queries.following.follow_up` finds; the second time without looking."""
        key = self._served.state(), day
        with self._lock:
            if key not in self._kept:
                self._kept = {known: found for known, found in self._kept.items() if known[0] == key[0]}
                while len(self._kept) >= _KEPT:
                    self._kept.pop(next(iter(self._kept)))
                self._kept[key] = follow_up(store, day)
            return self._kept[key]

    def by_item(self, store: Store) -> dict[tuple[str, int], Commitment]:
        """The commitment of today that each item of agreement is part of, by record and position."""
        every = self.on(store, date.today())
        return {(source.record, source.position): each for each in every for source in each.sources}
