"""Seconds of the processor and of the clock, and memory and disk."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np


class Spent:
    """What stages took, in seconds, by name; stages may stand within another, whose time is then without theirs."""

    def __init__(self) -> None:
        self.processor: defaultdict[str, float] = defaultdict(float)
        self.clock: defaultdict[str, float] = defaultdict(float)
        self._open: list[str] = []

    @contextmanager
    def on(self, stage: str) -> Iterator[None]:
        """Time what is done within; of the processor with all threads of this process."""
        processor, clock = time.process_time(), time.perf_counter()
        self._open.append(stage)
        try:
            yield
        finally:
            self._open.pop()
            taken = time.process_time() - processor, time.perf_counter() - clock
            for seconds, more in zip((self.processor, self.clock), taken, strict=True):
                seconds[stage] += more
                if self._open:
                    seconds[self._open[-1]] -= more


def percentiles(seconds: list[float]) -> dict[str, float]:
    """Milliseconds: of half, and of 95 of a hundred."""
    return {f"p{share}": 1000 * float(np.percentile(seconds, share)) for share in (50, 95)}


def memory() -> dict[str, float]:
    """Megabytes of this process: the most there were, mapped files included, and what is its own now. Linux."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    fields = dict(line.split(":", 1) for line in lines)
    return {name: int(fields[field].split()[0]) / 1024 for name, field in (("peak", "VmHWM"), ("own", "RssAnon"))}


def megabytes(*paths: Path) -> float:
    """What files and folders take on disk."""
    files = [path for each in paths for path in ([each] if each.is_file() else each.rglob("*")) if path.is_file()]
    return sum(path.stat().st_size for path in files) / 2**20
