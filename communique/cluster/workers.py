"""The workers of a Dask cluster: which of them are fit, and batches handed to them until each has its shard.

A worker that dies is Dask's to replace: what it did not finish is given to another. A scheduler that goes away is
waited for; what it knew is handed out again, and batches whose shards are there cost next to nothing.
"""

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import dask
import distributed
from distributed.client import FutureCancelledError
from distributed.comm.core import CommClosedError

from corpus.errors import ClusterError

from ..readings import Problem
from .program import Program, this_program
from .sources import Source
from .task import Made, Order, OtherProgram, make_shard

LOCAL = "local"
_CONNECT_SECONDS = 30
_RETURN_SECONDS = 120
"""A scheduler that is restarted is back within this, or the run ends; the next one continues it."""
_WITHOUT_WORKERS_SECONDS = 300
_RESTART_SECONDS = "300s"
"""A local worker that died may take so long to be there again: on a busy machine longer than the 15 s of Dask."""
_LOOK_SECONDS = 20
_AHEAD = 4
"""Batches handed out for each thread of the workers: none waits for work while the first one in order is awaited."""
_LOST = (FutureCancelledError, CancelledError, CommClosedError, ConnectionError)

Say = Callable[[str], None]
Result = tuple[Sequence[Source], Made]


@dataclass
class _Pending:
    """A batch that was handed out; `future` is None where it has to be handed out anew, `is_alone` where no other is
    to be with a worker meanwhile."""

    batch: Sequence[Source]
    future: Any = None
    only_fit: bool = False
    is_alone: bool = False


@dataclass
class Workers:
    """A cluster at an address, or one of processes of this machine; use it in a `with` statement."""

    address: str
    order: Order
    say: Say = field(default=lambda _: None)

    def __post_init__(self) -> None:
        self._local: Any = None
        self._client: Any = None
        self._refused: dict[str, str] = {}
        self._threads = (0.0, 1)

    def __enter__(self) -> Self:
        """Raises ClusterError: there is no scheduler, or none of its workers is fit."""
        if self.address == LOCAL:
            dask.config.set({"distributed.deploy.lost-worker-timeout": _RESTART_SECONDS})
            start: Any = distributed.LocalCluster
            self._local = start(
                n_workers=_cores(), threads_per_worker=1, dashboard_address=None, silence_logs=logging.ERROR
            )
        try:
            self._connect(_CONNECT_SECONDS)
            self._fit()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._disconnect()
        if self._local is not None:
            self._local.close()

    def shards(self, batches: Iterable[Sequence[Source]]) -> Iterator[Result]:
        """The batches in order, each with the shard that was made of it; one that ends its workers is taken apart.

        Raises:
            ClusterError: the scheduler or all workers are gone, or no worker is fit.
            StorageError: a shard cannot be written.
        """
        waiting: list[_Pending] = []
        try:
            for batch in batches:
                waiting.append(_Pending(batch))
                self._hand_out(waiting)
                while len(waiting) > self._ahead():
                    yield from self._first(waiting)
            while waiting:
                yield from self._first(waiting)
        finally:
            for pending in waiting:
                self._forget(pending)

    def shard(self, batch: Sequence[Source]) -> Iterator[Result]:
        """One batch again, whose shard was found damaged."""
        return self.shards([batch])

    def _first(self, waiting: list[_Pending]) -> Iterator[Result]:
        """The shard of the first batch that waits; of its parts, where it was taken apart."""
        self._hand_out(waiting)
        pending = waiting[0]
        try:
            made = self._awaited(pending)
        except distributed.KilledWorker as error:
            waiting.pop(0)
            if len(pending.batch) > 1:  # one of them is the cause: the others have to be found out
                waiting[:0] = [_Pending((source,)) for source in pending.batch]
                return
            if not pending.is_alone:  # Dask blames all that waits at a worker that dies
                for each in waiting:
                    self._forget(each)
                waiting.insert(0, _Pending(pending.batch, is_alone=True))
                return
            [source] = pending.batch
            yield pending.batch, Made("", {}, {0: _ended(source, error)}, 0)
            return
        except OtherProgram as error:
            self._fit(otherwise=str(error))
            pending.future, pending.only_fit = None, True
            return
        except _LOST:
            self._reconnect()
            for each in waiting:
                each.future = None
            return
        waiting.pop(0)
        self._forget(pending)
        yield pending.batch, made

    def _awaited(self, pending: _Pending) -> Made:
        """The shard of a batch, once it is made; whether there are workers is looked at while waiting."""
        assert pending.future is not None
        alone_since: float | None = None
        while True:
            try:
                made: Made = pending.future.result(timeout=_LOOK_SECONDS)
                return made
            except (TimeoutError, distributed.TimeoutError):
                if pending.future.done():
                    raise
            if self._count():
                alone_since = None
                continue
            alone_since = alone_since or time.monotonic()
            if time.monotonic() - alone_since > _WITHOUT_WORKERS_SECONDS:
                raise ClusterError(
                    f"The cluster at {self.address} has lost all its workers",
                    hint="Start workers and run again: finished shards are kept",
                )

    def _hand_out(self, waiting: Sequence[_Pending]) -> None:
        for pending in waiting[:1] if waiting and waiting[0].is_alone else waiting:
            if pending.future is None:
                fit = self._fit() if pending.only_fit else None
                assert self._client is not None
                pending.future = self._client.submit(
                    make_shard, tuple(pending.batch), self.order, pure=False, workers=fit, retries=0
                )

    def _forget(self, pending: _Pending) -> None:
        if pending.future is not None:
            with suppress(Exception):  # of a scheduler that is gone
                pending.future.cancel()
            pending.future = None

    def _fit(self, *, otherwise: str = "") -> list[str]:
        """The addresses of workers with this program; each of the others is named once.

        Raises:
            ClusterError: there is none.
        """
        assert self._client is not None
        mine = self.order.program
        fit = []
        told: dict[str, Any] = self._client.run(this_program, on_error="return")
        for address, theirs in sorted(told.items()):
            if isinstance(theirs, Program):
                said = "; ".join(mine.differences(theirs))
            else:
                said = f"{type(theirs).__name__}: {theirs}"
            if not said:
                fit.append(address)
            elif address not in self._refused:
                self._refused[address] = said
                self.say(f"the worker {address} is refused: {said}")
        if not fit:
            said = "; ".join(sorted({*self._refused.values()})) or otherwise or "there is none"
            raise ClusterError(
                f"No worker of the cluster at {self.address} can be used: {said}",
                hint="Install the same communique on all of them, and start them again",
            )
        return fit

    def _connect(self, seconds: float) -> None:
        """Raises ClusterError: there is no scheduler, or no worker."""
        try:
            open_client: Any = distributed.Client
            self._client = open_client(self._local or self.address, timeout=seconds, set_as_default=False)
            self._client.wait_for_workers(1, timeout=seconds)
        except (OSError, TimeoutError, distributed.TimeoutError, ValueError) as error:
            lacks = "has no workers" if self._client is not None else "cannot be reached"
            self._disconnect()
            raise ClusterError(
                f"The cluster at {self.address} {lacks}: {error}",
                hint="Start one: `dask scheduler`, and `dask worker ADDRESS --nthreads 1` on each machine",
            ) from error

    def _reconnect(self) -> None:
        """Wait for the scheduler to be there again.

        Raises:
            ClusterError: it is not.
        """
        self.say(f"the scheduler at {self.address} was lost; waiting for it")
        until = time.monotonic() + _RETURN_SECONDS
        self._disconnect()
        while True:
            try:
                self._connect(min(_CONNECT_SECONDS, _RETURN_SECONDS))
                self._fit()
                return
            except (ClusterError, *_LOST) as error:
                self._disconnect()
                if time.monotonic() > until:
                    raise ClusterError(
                        f"The cluster at {self.address} was lost: {error}",
                        hint="Run again when it is there: finished shards are kept",
                    ) from error
            time.sleep(1)

    def _disconnect(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):
                client.close(timeout=5)

    def _count(self) -> int:
        assert self._client is not None
        threads: dict[str, int] = self._client.nthreads()
        return sum(threads.values())

    def _ahead(self) -> int:
        """How many batches are handed out at a time."""
        if time.monotonic() - self._threads[0] > _LOOK_SECONDS:
            with suppress(*_LOST, TimeoutError):
                self._threads = (time.monotonic(), max(self._count(), 1))
        return _AHEAD * self._threads[1]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _ended(source: Source, error: Exception) -> Problem:
    return Problem(
        f"{source.name} ended the workers that read it: {error}",
        "Open it in its own program and save it anew, or in parts",
    )
