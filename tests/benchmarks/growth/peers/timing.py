"""Seconds of the processor for a piece of work, the least of a few rounds."""

import time
from collections.abc import Callable


def seconds(work: Callable[[], object], *, rounds: int = 3) -> float:
    """Of the processor, all threads, in the quickest of a few rounds after one that does not count."""
    work()
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)
