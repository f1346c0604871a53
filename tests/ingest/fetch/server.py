"""A web server on the loopback address that answers as a test tells it to, and remembers what it was asked."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ingest.fetch import AddressRules, Entry, FetchOptions, FetchReport, Manifest, fetch
from ingest.fetch.addresses import is_public
from ingest.limits import FetchLimits

NAME = "ministry.test"


@dataclass
class Answer:
    """What a path gives: `announced` is the Content-Length where that is not the length of the body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    announced: int | None = None
    pieces: int = 1
    raw_headers: bytes = b""


@dataclass
class Request:
    """What was asked: path with query, and headers by lower-case name."""

    path: str
    headers: dict[str, str]


Route = Answer | list[Answer] | Callable[[Request], Answer]


class Site:
    """Answers by path, with its query or without; a list gives its answers one after the other, the last for good."""

    def __init__(self) -> None:
        self.routes: dict[str, Route] = {"/robots.txt": Answer(status=404)}
        self.requests: list[Request] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                request = Request(self.path, {name.lower(): value for name, value in self.headers.items()})
                site.requests.append(request)
                site.send(self, site.answer(request))

            def log_message(self, *_: Any) -> None:
                """Print nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def url(self, path: str, *, host: str = NAME) -> str:
        return f"http://{host}:{self.port}{path}"

    def answer(self, request: Request) -> Answer:
        route = self.routes.get(request.path) or self.routes.get(request.path.partition("?")[0])
        if isinstance(route, list):
            return route.pop(0) if len(route) > 1 else route[0]
        if callable(route):
            return route(request)
        return route or Answer(b"nothing here", status=404)

    def send(self, handler: BaseHTTPRequestHandler, answer: Answer) -> None:
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if "Transfer-Encoding" not in answer.headers and answer.status != 304:
            length = len(answer.body) if answer.announced is None else answer.announced
            handler.send_header("Content-Length", str(length))
        handler.send_header("Connection", "close")
        if answer.raw_headers:
            handler._headers_buffer.append(answer.raw_headers)  # type: ignore[attr-defined]
        handler.end_headers()
        size = max(len(answer.body) // answer.pieces, 1)
        try:
            for start in range(0, len(answer.body), size):
                handler.wfile.write(answer.body[start : start + size])
                handler.wfile.flush()
        except OSError:
            pass
        handler.close_connection = True

    def asked(self) -> Counter[str]:
        """How often each path was asked for, robots.txt left out."""
        return Counter(request.path for request in self.requests if request.path != "/robots.txt")

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


class FakeClock:
    """Time passes when someone sleeps, and by `tick` whenever it is looked at."""

    def __init__(self, tick: float = 0.0) -> None:
        self.at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self.tick = tick
        self.slept: list[float] = []

    def now(self) -> datetime:
        self.at += timedelta(milliseconds=1)
        return self.at

    def seconds(self) -> float:
        self.at += timedelta(seconds=self.tick)
        return self.at.timestamp()

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.at += timedelta(seconds=seconds)


def names(host: str, port: int) -> list[str]:
    """Addresses stand for themselves, two names for machines inside, all others for the server of the tests."""
    if host.replace(".", "").isdigit() or ":" in host:
        return [host]
    return {"inside.test": ["10.1.2.3"], "both.test": ["127.0.0.1", "192.168.1.1"]}.get(host, ["127.0.0.1"])


RULES = AddressRules(resolve=names, is_public=lambda address: address == "127.0.0.1" or is_public(address))
"""The server of the tests counts as public, and nothing else of this machine does."""


class Desk:
    """Fetches into a folder with a clock that does not wait."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.limits = FetchLimits(silence_seconds=5, connect_seconds=5)
        self.rules = RULES

    def fetch(self, *sources: str, **options: Any) -> FetchReport:
        return fetch(
            sources,
            self.folder,
            options=FetchOptions(**options),
            rules=self.rules,
            limits=self.limits,
            clock=self.clock,
        )

    def manifest(self) -> Manifest:
        return Manifest(self.folder)

    def entry(self, url: str) -> Entry:
        manifest = self.manifest()
        try:
            entry = manifest.get(url)
        finally:
            manifest.close()
        assert entry is not None, url
        return entry

    def content(self, url: str) -> bytes:
        sha256 = self.entry(url).sha256
        assert sha256 is not None, url
        return (self.folder / "originals" / sha256[:2] / sha256[2:]).read_bytes()


def problems(report: FetchReport) -> list[str]:
    return [str(error) for _, error in report.failures]
