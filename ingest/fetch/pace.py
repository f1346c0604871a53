"""The pause between requests to one host, and the hosts that are left alone for the rest of a run."""

from corpus.errors import Unreachable
from ingest.limits import FetchLimits

from .clock import Clock


class Pace:
    """What is remembered of the hosts asked so far."""

    def __init__(self, clock: Clock, limits: FetchLimits) -> None:
        self._clock = clock
        self._limits = limits
        self._last: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._failures: dict[str, int] = {}
        self._closed: dict[str, str] = {}

    def wait(self, host: str) -> None:
        """Wait until the host may be asked again.

        Raises:
            Unreachable: it is left alone for the rest of this run.
        """
        if host in self._closed:
            raise Unreachable(f"{host} {self._closed[host]}", hint="Run again later; what was fetched stays")
        if host in self._last:
            left = self._last[host] + self._delays.get(host, self._limits.delay) - self._clock.seconds()
            if left > 0:
                self._clock.sleep(left)
        self._last[host] = self._clock.seconds()

    def slow_down(self, host: str, delay: float) -> None:
        """Ask the host at most once in `delay` seconds, where that is longer than the usual pause."""
        self._delays[host] = max(self._limits.delay, min(delay, self._limits.longest_delay))

    def close(self, host: str, reason: str) -> None:
        """Leave the host alone for the rest of this run; `reason` completes a sentence that its name begins."""
        self._closed[host] = reason

    def failed(self, host: str) -> None:
        """Count an address of the host that could not be had in any attempt."""
        self._failures[host] = self._failures.get(host, 0) + 1
        if self._failures[host] >= self._limits.host_failures:
            self.close(host, f"failed {self._failures[host]} times in a row")

    def answered(self, host: str) -> None:
        """The host works."""
        self._failures.pop(host, None)
