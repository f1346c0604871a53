"""Running the server: on which address, for whom, and how it ends."""

import errno
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

import uvicorn
from fastapi import FastAPI

from corpus.errors import BadQuery, CorpusError

from .app import create_app
from .connections import connection_class
from .settings import SETTINGS, Settings, is_loopback

_HEAD_BYTES = 98_304
"""Of the lines before a body: room for the longest address that is let in, and for headers."""
_IDLE_SECONDS = 15
_LAST_SECONDS = 5
"""What requests under way get when the server is told to end."""
_AT_ONCE = 1000
"""Connections; more are told that the server is busy."""


def serve(
    folder: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8371,
    settings: Settings = SETTINGS,
    without_token: bool = False,
    started: Callable[[str], None] = lambda _: None,
    ended: threading.Event | None = None,
) -> None:
    """Serve the corpus in `folder` until told to end; `started` is called with the address when requests may come.
    `ended` ends it from another thread, where signals cannot.

    `port` 0 takes a free one. Beyond this machine only with a token, or where `without_token` says so.

    Raises:
        StoreError: there is no corpus, or it cannot be opened.
        BadQuery: the address cannot be taken, or is open to others and there is no token.
    """
    if not is_loopback(host) and settings.token is None and not without_token:
        raise BadQuery(
            f"{host} can be reached from other machines, and there is no token",
            hint="Give one with --token-file, or say --without-token if everybody may read the corpus",
        )
    if not is_loopback(host):
        settings = settings.model_copy(update={"hosts": (*settings.hosts, host)})
    app = create_app(folder, settings=settings)
    with _listening(host, port) as listener:
        config = uvicorn.Config(
            app,
            http=connection_class(of_one_client=settings.connections, head_seconds=settings.head_seconds),
            ws="none",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            h11_max_incomplete_event_size=_HEAD_BYTES,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=_LAST_SECONDS,
            limit_concurrency=_AT_ONCE,
        )
        bound = listener.getsockname()
        name = f"[{bound[0]}]" if ":" in bound[0] else bound[0]

        def tell() -> None:
            started(f"http://{name}:{bound[1]}/")
            threading.Thread(target=_warm, args=(app,), daemon=True).start()

        server = _Server(config, tell, ended)
        with _told_to_end():
            server.run(sockets=[listener])


def _warm(app: FastAPI) -> None:
    """Begin what the first to ask would wait for: following commitments up in its process, and the model."""
    with suppress(CorpusError), app.state.served.reading() as store:
        app.state.commitments.warm(store)
    app.state.served.warm()


@contextmanager
def _told_to_end() -> Iterator[None]:
    """Interrupting, and ending as services are ended, is no failure: the server has let go of everything by then."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    if threading.current_thread() is not threading.main_thread():  # signals come to the main thread alone
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        with suppress(KeyboardInterrupt, SystemExit):
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


class _Server(uvicorn.Server):
    """Tells when it has started, and ends when it is told to."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None], ended: threading.Event | None) -> None:
        super().__init__(config)
        self._tell, self._ended = started, ended

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if not self.should_exit:
            self._tell()

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or (self._ended is not None and self._ended.is_set())


def _listening(host: str, port: int) -> socket.socket:
    """A socket that takes connections at an address.

    Raises:
        BadQuery: it cannot.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.create_server(address[:2], family=family, backlog=256)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise BadQuery(
                f"Port {port} of {host} is in use", hint="Choose another with --port; 0 takes a free one"
            ) from error
        raise BadQuery(
            f"{host}, port {port}, cannot be listened at: {error.strerror}", hint="Choose others with --host and --port"
        ) from error
    # Connections inherit it. asyncio sets it only on sockets that name TCP as their protocol, which this one does not;
    # without it the body of an answer waits until the client has acknowledged the head, mostly 40 ms.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening
