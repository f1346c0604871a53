"""Threads by kind of work, so that what takes long holds up its like and nobody else."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal, TypeVar

import anyio.to_thread
from anyio import CapacityLimiter

Lane = Literal["uploads", "exports", "follow-ups"]
QUICK = 8
"""Threads for everything else: Python computes one thing at a time, so more of them only take turns."""
_AT_ONCE: dict[Lane, int] = {"uploads": 4, "exports": 2, "follow-ups": 4}
_Value = TypeVar("_Value")


class Lanes:
    """The threads of one server."""

    def __init__(self) -> None:
        self._limits = {lane: CapacityLimiter(number) for lane, number in _AT_ONCE.items()}

    async def run(self, lane: Lane, work: Callable[..., _Value], *arguments: Any, **options: Any) -> _Value:
        """Do some work in a thread of a lane; wait for one where all are busy."""
        return await anyio.to_thread.run_sync(partial(work, *arguments, **options), limiter=self._limits[lane])


def limit_quick() -> None:
    """Bound the threads of the event loop that runs now."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = QUICK
