"""Clients that are slow, flood, or send what is no request are refused; others are answered meanwhile."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from queries.web.serving import serve
from queries.web.settings import Settings
from tests.queries.served import RELEASES, sample_corpus

SETTINGS = Settings(head_seconds=0.4, connections=20, answer_seconds=1.5, body_bytes=1000, rate="100000/minute")


@contextmanager
def serving(folder: Path, settings: Settings = SETTINGS) -> Iterator[tuple[str, int]]:
    """A server in a thread: its address."""
    told: list[str] = []
    ready, ended = threading.Event(), threading.Event()

    def tell(address: str) -> None:
        told.append(address)
        ready.set()

    options = {"port": 0, "settings": settings, "started": tell, "ended": ended}
    thread = threading.Thread(target=serve, args=(folder,), kwargs=options)
    thread.start()
    try:
        assert ready.wait(60)
        url = httpx.URL(told[0])
        yield url.host, url.port or 0
    finally:
        ended.set()
        thread.join(60)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    with serving(sample_corpus(tmp_path_factory.mktemp("hostile"))) as address:
        yield address


def opened(address: tuple[str, int]) -> socket.socket:
    return socket.create_connection(address, timeout=20)


def told(connection: socket.socket) -> bytes:
    """All that the server sends until it closes."""
    said = b""
    with suppress(ConnectionError):
        while piece := connection.recv(65536):
            said += piece
    return said


def answers(address: tuple[str, int]) -> bool:
    """Whether another client is served."""
    return httpx.get(f"http://{address[0]}:{address[1]}/healthz", timeout=20).status_code == 200


def test_a_head_that_comes_letter_by_letter_is_not_waited_for(address: tuple[str, int]) -> None:
    with opened(address) as slow:
        begun = time.monotonic()
        try:
            for letter in b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * 1000:
                slow.sendall(bytes([letter]))
                time.sleep(0.02)
            closed = False
        except ConnectionError:
            closed = True
        assert closed
        assert time.monotonic() - begun < 20
        assert answers(address)


def test_connections_that_say_nothing_are_closed_also_after_an_answer(address: tuple[str, int]) -> None:
    with opened(address) as silent, opened(address) as kept:
        kept.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert b"200 OK" in told(kept)
        assert told(silent) == b""


def test_a_body_that_does_not_come_is_given_up(address: tuple[str, int]) -> None:
    head = b"POST /api/v1/records/sample-ko-01/corrections HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n"
    with opened(address) as slow:
        slow.sendall(head + b"Content-Type: application/json\r\n\r\n{")
        assert answers(address)
        assert told(slow).startswith(b"HTTP/1.1 503 ")


def test_an_address_has_only_so_many_connections_and_gets_them_back(address: tuple[str, int]) -> None:
    with ExitStack() as stack:
        many = [stack.enter_context(opened(address)) for _ in range(SETTINGS.connections + 5)]
        refused = 0
        for connection in many:
            connection.settimeout(0.05)
            try:
                refused += connection.recv(1) == b""
            except ConnectionError:
                refused += 1
            except TimeoutError:
                continue
        assert refused >= 5
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            assert answers(address)
            break
        except httpx.TransportError:
            time.sleep(0.05)
    else:
        pytest.fail("the server did not recover")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"nonsense\r\n\r\n", b"400"),
        (b"GET / HTTP/1.1\r\n\r\n", b"400"),
        (b"GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"400"),
        (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", b"400"),
        (b"GET /healthz HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n", b"421"),
        (b"GET /\xff\xfe HTTP/1.1\r\nHost: localhost\r\n\r\n", b"400"),
        (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", b"400"),
        (
            b"GET /api/v1/search?q=" + b"a" * 90_000 + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            b"414",
        ),
        (
            b"POST /api/v1/records/a/corrections HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9999999\r\n\r\n",
            b"413",
        ),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 500, b"400"),
    ],
)
def test_what_is_no_request_or_too_large_is_refused(address: tuple[str, int], sent: bytes, status: bytes) -> None:
    with opened(address) as connection:
        with suppress(ConnectionError):
            connection.sendall(sent)
        assert told(connection).startswith(b"HTTP/1.1 " + status + b" ")
    assert answers(address)


def test_a_request_under_way_is_answered_before_the_server_ends(tmp_path: Path) -> None:
    with ExitStack() as server:
        address = server.enter_context(serving(sample_corpus(tmp_path), Settings()))
        with opened(address) as connection:
            connection.sendall(b"GET /api/v1/exports/jsonl HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            time.sleep(0.05)  # it is under way
            server.close()
            head, _, body = told(connection).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 ")
    assert f"content-length: {len(body)}".encode() in head.lower()
    assert len(body.splitlines()) == len(RELEASES)
    with pytest.raises(ConnectionError):
        opened(address)
