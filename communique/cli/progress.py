"""How far a command is, and what is left: bars on a terminal, now and then a line elsewhere."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

_LINES_APART = 10.0
"""Seconds between two lines."""
_PACE = 120.0
"""Seconds over which the pace is measured: loading the models would count for too much otherwise."""


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Told of stages, how much of each is done and how much there is; shows what has something to do on standard error,
    with the time that is left at the pace of the last minutes."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Lines(lambda line: print(line, file=sys.stderr, flush=True))
        return
    columns = (TextColumn("{task.description:>9}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bars = Progress(*columns, console=console, speed_estimate_period=_PACE)
    tasks: dict[str, TaskID] = {}

    def show(stage: str, done: int, total: int) -> None:
        if total and stage not in tasks:
            bars.start()
            tasks[stage] = bars.add_task(stage, total=total)
        if stage in tasks:
            bars.update(tasks[stage], completed=done, total=total)

    try:
        yield show
    finally:
        if tasks:
            bars.stop()


class Lines:
    """A line every ten seconds: `reading 1200 of 10000, 0:07:20 left`. What takes less time says nothing."""

    def __init__(self, write: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._write, self._clock = write, clock
        self._said = clock()
        self._paces: dict[str, list[tuple[float, int]]] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take note of it, and say it where the last line is long enough ago."""
        now = self._clock()
        pace = self._paces.setdefault(stage, [(now, done)])
        if now - pace[-1][0] >= 1:
            pace.append((now, done))
        while len(pace) > 1 and now - pace[0][0] > _PACE:
            del pace[0]
        if now - self._said < _LINES_APART or done >= total:
            return
        self._said = now
        since, before = pace[0]
        left = f", {_clock_time((total - done) * (now - since) / (done - before))} left" if done > before else ""
        self._write(f"communique: {stage} {done} of {total}{left}")


def _clock_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}"
