"""Values that take long to make, kept until the corpus changes."""

import logging
import threading
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from queries.web.served import Served

Value = TypeVar("Value")
_log = logging.getLogger(__name__)


class Kept(Generic[Value]):
    """At most `most` values of the corpus as it is now; the oldest makes room. Safe to use from several threads."""

    def __init__(self, served: Served, *, most: int = 8) -> None:
        self._served, self._most = served, most
        self._making, self._looking = threading.Lock(), threading.Lock()
        self._values: dict[tuple[str, Hashable], Value] = {}
        self._begun: set[tuple[str, Hashable]] = set()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value of a key; made where it is not there yet, one at a time."""
        whole = self._served.state(), key
        with self._making:
            found = self._look(whole)
            if found is None:
                found = make()
                self._keep(whole, found)
            return found

    def ready(self, key: Hashable, make: Callable[[], Value]) -> Value | None:
        """The value of a key where it is there; else None, and a thread begins to make it."""
        whole = self._served.state(), key
        found = self._look(whole)
        if found is not None:
            return found
        with self._looking:
            if whole not in self._begun:
                self._begun = {each for each in self._begun if each[0] == whole[0]} | {whole}
                threading.Thread(target=self._make, args=(whole, make), daemon=True).start()
        return None

    def _make(self, whole: tuple[str, Hashable], make: Callable[[], Value]) -> None:
        try:
            with self._making:
                if self._look(whole) is None:
                    self._keep(whole, make())
        except Exception:
            _log.exception("what was begun in the background failed")
        finally:
            with self._looking:
                self._begun.discard(whole)

    def _look(self, whole: tuple[str, Hashable]) -> Value | None:
        with self._looking:
            return self._values.get(whole)

    def _keep(self, whole: tuple[str, Hashable], value: Value) -> None:
        with self._looking:
            self._values = {known: each for known, each in self._values.items() if known[0] == whole[0]}
            while len(self._values) >= self._most:
                self._values.pop(next(iter(self._values)))
            self._values[whole] = value
