"""The commitments of a corpus that is served: found once for all that ask, until a release changes."""

import threading
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from corpus.errors import NotYetFound, StoreError
from corpus.store import Store

from .background import Follower, Found, found_here, mark_of
from .model import Commitment

AT_ONCE = 40
"""Releases of which they are found while the reader waits, a second; of more a process of its own does it."""
PATIENCE = 2.0
"""Seconds that are waited for those of now where there are those of a moment ago."""
FIRST = 60.0
"""Seconds that are waited where there are none as yet."""


@dataclass(frozen=True)
class Known:
    """Commitments on a day; `of` is None where they are of the corpus as it is, else the moment they are of."""

    every: list[Commitment]
    of: datetime | None = None


class Commitments:
    """The commitments of a corpus as they stood on a day."""

    def __init__(self, folder: Path, *, at_once: int = AT_ONCE) -> None:
        """Of the corpus in `folder`; of at most `at_once` releases they are found in this process."""
        self._at_once = at_once
        self._follower = Follower(folder)
        self._here = threading.Lock()
        self._last: Found | None = None
        self._days: dict[date, list[Commitment]] = {}

    def on(self, store: Store, day: date) -> Known:
        """What `queries.following.follow_up` finds.

        While a run changes the corpus faster than it can be followed, those of a moment ago.

        Raises:
            StoreError: the server is ending.
            NotYetFound: they are being found for the first time, which takes longer than a reader is to wait.
        """
        known = self._known(store, day, PATIENCE)
        if known is not None:
            return known
        try:
            return self._of(self._received(self._follower.found(), FIRST), day, None)
        except NotYet as error:
            raise NotYetFound(
                "What became of the commitments of this corpus is still being found out",
                hint="Ask again in a minute: the server goes on with it",
            ) from error

    def ready(self, store: Store, day: date) -> Known | None:
        """The same without waiting, those of a moment ago where there are such; None where there are none as yet."""
        return self._known(store, day, 0)

    def by_item(self, store: Store) -> dict[tuple[str, int], Commitment]:
        """The commitment of today of each item, by record and position; none while they are being found."""
        known = self.ready(store, date.today())
        every = known.every if known is not None else []
        return {(source.record, source.position): each for each in every for source in each.sources}

    def warm(self, store: Store) -> None:
        """Begin to find them, so that the first reader need not wait."""
        self.ready(store, date.today())

    def close(self) -> None:
        """End the process that finds them."""
        self._follower.close()

    def _known(self, store: Store, day: date, patience: float) -> Known | None:
        mark, last = mark_of(store), self._last
        if last is not None and last.mark == mark:
            return self._of(last, day, None)
        _, releases = store.lookup.releases(limit=1)
        if releases <= self._at_once:
            with self._here:
                if (last := self._last) is None or last.mark != mark:
                    last = self._keep(found_here(store))
            return self._of(last, day, None)
        coming = self._follower.found()
        coming.add_done_callback(self._received_later)
        if last is None:
            return None
        try:
            return self._of(self._received(coming, patience), day, None)
        except NotYet:
            return self._of(last, day, last.at)

    def _received(self, coming: "Future[Found]", patience: float | None) -> Found:
        try:
            return self._keep(coming.result(patience))
        except CancelledError as error:
            raise StoreError("The server is ending", hint="Ask again when it has started") from error

    def _received_later(self, coming: "Future[Found]") -> None:
        if not coming.cancelled() and coming.exception() is None:
            self._keep(coming.result())

    def _keep(self, found: Found) -> Found:
        if self._last is None or found.at >= self._last.at:
            self._last, self._days = found, {}
        return found

    def _of(self, found: Found, day: date, at: datetime | None) -> Known:
        if found is not self._last:
            return Known(found.followed.on(day), at)
        days = self._days
        if day not in days:
            if len(days) >= _DAYS:
                days.clear()
            days[day] = found.followed.on(day)
        return Known(days[day], at)


_DAYS = 8
"""Days of which the commitments are kept."""
