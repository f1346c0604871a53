"""Connections that bring nothing, or take nothing, are closed: each holds a place that another client wants."""

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 15.0
"""Until the head of a request is there, from the connection or from the answer before."""
STALLED_SECONDS = 30.0
"""That a client may leave an answer where it is."""
OF_ONE_CLIENT = 128
"""Connections of one address; a browser opens six."""


class Connection(H11Protocol):
    """A connection with limits of time; an address gets only so many of them."""

    head_seconds, stalled_seconds, of_one_client = HEAD_SECONDS, STALLED_SECONDS, OF_ONE_CLIENT
    _head: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if self.client is not None:
            host = self.client[0]
            own = [each for each in self.connections if isinstance(each, Connection) and each.client]
            if sum(each.client[0] == host for each in own if each.client) > self.of_one_client:
                transport.abort()
                return
        self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            _end(self._head)

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.transport.is_closing() and self.conn.their_state is h11.IDLE:
            self._await_head()

    def pause_writing(self) -> None:
        super().pause_writing()
        _end(self._stalled)
        self._stalled = self.loop.call_later(self.stalled_seconds, self.transport.abort)

    def resume_writing(self) -> None:
        _end(self._stalled)
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        _end(self._head)
        _end(self._stalled)
        super().connection_lost(exc)

    def _await_head(self) -> None:
        _end(self._head)
        self._head = self.loop.call_later(self.head_seconds, self._too_late)

    def _too_late(self) -> None:
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.transport.abort()


def _end(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()


def connection_class(**limits: Any) -> type[Connection]:
    """The protocol with other limits than its own: `head_seconds`, `stalled_seconds`, `of_one_client`."""
    return type("Connection", (Connection,), limits)
