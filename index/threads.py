"""How the libraries of this stage use processor cores; to be imported before any of them.

OpenMP threads that wait by spinning make a question take ten times as long on a busy machine; the library reads this
setting when it is loaded, so it is made on import.
"""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

Part = TypeVar("Part")
Found = TypeVar("Found")

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

_TURN = 0.0005
"""Seconds after which a thread that waits for the interpreter gets it. With Python's 5 ms, what takes 2 ms in numpy
holds up the library call beside it: e5 and USE together take as long as one after the other (7.5 ms, and 4.6 so)."""
sys.setswitchinterval(min(_TURN, sys.getswitchinterval()))


def cores() -> int:
    """How many threads to use: what OMP_NUM_THREADS says, or the cores this process may run on."""
    wanted = os.environ.get("OMP_NUM_THREADS", "").split(",")[0]
    return int(wanted) if wanted.isdigit() and int(wanted) else len(os.sched_getaffinity(0))


@contextmanager
def one_thread() -> Iterator[None]:
    """A library that is loaded in this context runs on one thread, unless OMP_NUM_THREADS is set."""
    if "OMP_NUM_THREADS" in os.environ:
        yield
        return
    os.environ["OMP_NUM_THREADS"] = "1"
    try:
        yield
    finally:
        del os.environ["OMP_NUM_THREADS"]


def side_by_side(work: Callable[[Part], Found], parts: Iterable[Part]) -> list[Found]:
    """What `work` makes of every part, in their order; on a thread for each core: numpy and FAISS let go of the lock.

    For a few milliseconds of work: one question is answered sooner, many at once are not answered later.
    """
    every = list(parts)
    if len(every) < _LEAST or cores() == 1:
        return [work(part) for part in every]
    return list(_threads().map(work, every))


def together(one: Callable[[], Part], other: Callable[[], Found]) -> tuple[Part, Found]:
    """What both give; on more than one core at the same time."""
    if cores() == 1:
        return one(), other()
    waiting = _besides().submit(one)
    try:
        found = other()
    finally:
        wait([waiting])
    return waiting.result(), found


_LEAST = 2
_MOST_THREADS = 4


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(min(cores(), _MOST_THREADS), thread_name_prefix="index")


@cache
def _besides() -> ThreadPoolExecutor:
    """Threads of their own: what runs on them may itself hand out parts."""
    return ThreadPoolExecutor(_MOST_THREADS, thread_name_prefix="beside")
