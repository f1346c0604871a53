"""Answers that were given are given again while the corpus is as it was; the same question of many is answered once."""

import asyncio
import re
from collections import OrderedDict

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .served import Served

MOST_BYTES = 64 << 20
"""Of all answers kept; those not asked for lately go first."""
_LONGEST = 1 << 20
"""Bytes of an answer that is kept."""
_PAGES = re.compile(
    r"/[a-z]{2}/(?:(?:search|meetings|agreements|series|agencies|people|countries|releases)|releases/.+)"
)
"""Pages that follow from the address and the corpus alone; views also tell follow-ups, which may be found later."""
Key = tuple[str, bytes, str]
Answer = tuple[Message, bytes]


class Answers:
    """Keeps answers under the `prefix` of the API, and pages, by address, language of the reader and state."""

    def __init__(self, app: ASGIApp, served: Served, prefix: str, *, most: int = MOST_BYTES) -> None:
        self.app, self._served, self._prefix, self._most = app, served, prefix, most
        self._kept: OrderedDict[Key, Answer] = OrderedDict()
        self._size = 0
        self._making: dict[Key, asyncio.Event] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not self._may(scope["path"]):
            await self.app(scope, receive, send)
            return
        asked = (scope.get("raw_path") or scope["path"].encode()) + b"?" + scope["query_string"]
        key = self._served.state(), asked, Headers(scope=scope).get("accept-language", "")
        while key not in self._kept and key in self._making:
            await self._making[key].wait()
        if (known := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            await send(dict(known[0]))
            await send({"type": "http.response.body", "body": known[1]})
            return
        done = self._making[key] = asyncio.Event()
        try:
            await self._answer(key, scope, receive, send)
        finally:
            if self._making.get(key) is done:
                del self._making[key]
            done.set()

    def _may(self, path: str) -> bool:
        return path.startswith(self._prefix) or _PAGES.fullmatch(path) is not None

    async def _answer(self, key: Key, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message | None = None
        body: bytearray | None = bytearray()

        async def keep(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                headers = Headers(raw=message["headers"])
                start = {**message, "headers": [*message["headers"]]}
                if message["status"] != 200 or headers.get("cache-control") == "no-store":
                    body = None
            elif body is not None:
                body += message.get("body", b"")
                if len(body) > _LONGEST:
                    body = None
                elif not message.get("more_body", False) and start is not None:
                    self._keep(key, (start, bytes(body)))
            await send(message)

        await self.app(scope, receive, keep)

    def _keep(self, key: Key, answer: Answer) -> None:
        self._kept[key] = answer
        self._size += len(answer[1])
        while self._size > self._most or next(iter(self._kept))[0] != key[0]:
            _, (_, body) = self._kept.popitem(last=False)
            self._size -= len(body)
