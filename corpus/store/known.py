"""What was read of a store lately and holds until something is committed to it."""

import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Found = TypeVar("Found")
_MOST = 16
"""Answers kept; one on a corpus of 10,000 releases takes up to a few megabytes."""


class Known:
    """Keeps what is made from one state of a store; what another connection or this one commits makes it forget.

    Within a transaction the state is that of its beginning, so what is kept is of the moment that is read.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._state: tuple[int, int] | None = None
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Found]) -> Found:
        """What was made for `key` in this state, or what is made now; the caller does not change it."""
        [version] = self._connection.execute("PRAGMA data_version").fetchone()
        state = int(version), self._connection.total_changes
        if state != self._state:
            self._kept.clear()
            self._state = state
        if key not in self._kept:
            self._kept[key] = make()
        self._kept.move_to_end(key)
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)
        found: Found = self._kept[key]
        return found
