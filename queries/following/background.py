"""Following up in a process of its own: it takes seconds to minutes, for which no other request is to wait.

One for all that ask a server: pages, API, models. What was read of a release is kept there until the release changes.
"""

import hashlib
import os
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path

from corpus.store import Store
from queries.comparing import likeness

from .following import Followed
from .parts import Parts

_COURTESY = 5
"""What the process is nicer by than the server: who searches comes first."""
_VECTORS = 20_000
"""Names of meetings whose vectors it keeps, 80 MB at most."""


@dataclass(frozen=True)
class Found:
    """What became of the commitments of a corpus as it was at a moment; `mark` tells whether it still is."""

    followed: Followed
    mark: bytes
    at: datetime


class Follower:
    """Finds it, one time after the other; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.RLock()  # what is told when a search ends may be told at once
        self._process: ProcessPoolExecutor | None = None
        self._running: Future[Found] | None = None
        self._next: Future[Found] | None = None
        self._closed = False

    def found(self) -> "Future[Found]":
        """What there is from now on: of a search that began after this call, however many ask for it."""
        with self._lock:
            if self._running is None:
                begun = self._running = self._begun()
                begun.add_done_callback(self._go_on)
                return begun
            if self._next is None:
                self._next = Future()
            return self._next

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._closed = True
            process, self._process = self._process, None
        if process is not None:
            for child in list((process._processes or {}).values()):
                child.terminate()
            process.shutdown(cancel_futures=True)

    def _begun(self) -> "Future[Found]":
        if self._closed:
            refused: Future[Found] = Future()
            refused.cancel()
            return refused
        if self._process is None:
            self._process = ProcessPoolExecutor(1, get_context("spawn"), _prepare)
        return self._process.submit(_found, self._folder)

    def _go_on(self, done: "Future[Found]") -> None:
        """Begin the next search, if one was asked for while this one ran."""
        with self._lock:
            self._running, waiting, self._next = None, self._next, None
            if not done.cancelled() and done.exception() is not None:
                self._process = None  # a process that was killed takes its pool with it
            if waiting is None:
                return
            self._running = begun = self._begun()
        begun.add_done_callback(lambda one: _pass_on(one, waiting))
        begun.add_done_callback(self._go_on)


def _pass_on(done: "Future[Found]", waiting: "Future[Found]") -> None:
    if done.cancelled():
        waiting.cancel()
    elif (error := done.exception()) is not None:
        waiting.set_exception(error)
    else:
        waiting.set_result(done.result())


def mark_of(store: Store) -> bytes:
    """What changes with any release."""
    return hashlib.blake2b(
        b"".join(identifier.encode("utf-8", "replace") + mark for identifier, mark in sorted(store.marks().items())),
        digest_size=16,
    ).digest()


_parts = Parts()


def _prepare() -> None:
    os.dup2(2, 1)  # where a server answers on standard output, nothing else may be written there
    threading.Thread(target=_end_with_server, daemon=True).start()
    os.nice(_COURTESY)
    likeness.keep(_VECTORS)


def _end_with_server() -> None:
    """A server that is killed closes nothing; this process would wait for it for ever."""
    if (server := parent_process()) is not None:
        wait([server.sentinel])
        os._exit(0)


def _found(folder: Path) -> Found:
    at = datetime.now(UTC)
    with Store(folder) as store, store.as_of_one_moment():
        return Found(Followed(store, _parts), mark_of(store), at)


def found_here(store: Store) -> Found:
    """The same in this process: for a corpus so small that it takes no time."""
    return Found(Followed(store), mark_of(store), datetime.now(UTC))
