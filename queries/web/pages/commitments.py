"""The commitments of the corpus that is served, kept until it changes: finding them reads every release."""

from datetime import date

from corpus.store import Store
from queries.following import Commitment, follow_up
from queries.web.served import Served

from .kept import Kept

AT_ONCE = 400
"""Releases of which a reader waits for the commitments, some ten seconds; of more they are found in the background."""


class Commitments:
    """The commitments of a corpus as they stood on a day."""

    def __init__(self, served: Served, *, at_once: int = AT_ONCE) -> None:
        self._served, self._at_once = served, at_once
        self._kept: Kept[list[Commitment]] = Kept(served)

    def on(self, store: Store, day: date) -> list[Commitment]:
        """What `queries.following.follow_up` finds; the second time without looking."""
        return self._kept.get(day, lambda: follow_up(store, day))

    def ready(self, store: Store, day: date) -> list[Commitment] | None:
        """The same, or None while they are still being found in a large corpus."""
        _, releases = store.lookup.releases(limit=1)
        if releases <= self._at_once:
            return self.on(store, day)
        return self._kept.ready(day, lambda: self._found(day))

    def by_item(self, store: Store) -> dict[tuple[str, int], Commitment]:
        """The commitment of today of each item, by record and position; none while they are being found."""
        every = self.ready(store, date.today()) or []
        return {(source.record, source.position): each for each in every for source in each.sources}

    def _found(self, day: date) -> list[Commitment]:
        with self._served.reading() as store:
            return follow_up(store, day)
