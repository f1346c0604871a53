"""robots.txt, as RFC 9309 has it: a host without one allows everything, one that fails to answer allows nothing."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from protego import Protego

from corpus.errors import Unreachable

from .failures import BadStatus, EmptyBody

if TYPE_CHECKING:
    from .client import Client


class _Rules(Protocol):
    def can_fetch(self, url: str, user_agent: str) -> bool: ...

    def crawl_delay(self, user_agent: str) -> float | None: ...


class Robots:
    """The rules of each host asked so far."""

    def __init__(self, client: "Client", *, agent: str) -> None:
        self._client = client
        self._agent = agent
        self._rules: dict[str, _Rules | Unreachable] = {}

    def check(self, url: str) -> None:
        """Ask the host's rules about a URL.

        Raises:
            Unreachable: they disallow it, or could not be had.
        """
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._rules:
            self._rules[origin] = self._ask(origin, parts.netloc)
        rules = self._rules[origin]
        if isinstance(rules, Unreachable):
            raise rules
        if not rules.can_fetch(url, self._agent):
            raise Unreachable(f"{url} is closed to programs by {origin}/robots.txt", hint="Save it from a browser")

    def _ask(self, origin: str, host: str) -> _Rules | Unreachable:
        limits = self._client.limits
        with tempfile.TemporaryDirectory(prefix="communique-") as folder:
            try:
                answer = self._client.get(
                    f"{origin}/robots.txt", into=Path(folder), most=limits.body_bytes, robots=False
                )
            except EmptyBody:
                return _parsed(b"")
            except BadStatus as error:
                return _parsed(b"") if 400 <= error.status < 500 and error.status != 429 else error
            except Unreachable as error:
                return error
            with answer.path.open("rb") as file:  # type: ignore[union-attr]  # an unconditional answer has a body
                rules = _parsed(file.read(limits.robots_bytes))
        if delay := rules.crawl_delay(self._agent):
            self._client.pace.slow_down(host, float(delay))
        return rules


def _parsed(content: bytes) -> _Rules:
    rules: _Rules = Protego.parse(content.decode("utf-8-sig", errors="replace"))
    return rules
