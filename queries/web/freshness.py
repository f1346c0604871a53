"""Answers that a client has already are not made again: entity tags from the state of the corpus. And HEAD."""

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .served import Served

CONTROL = "private, no-cache"
"""Kept by the client alone, and only with a question whether it still holds."""


class Heads:
    """HEAD is GET without the body (RFC 9110, section 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, send_head)


class Freshness:
    """Tags the answers under `prefix`, and answers 304 where the client has the one of now.

    The tag is that of the address in the state of the corpus: a client that shows it once got an answer here, so that
    this need not be made to know that there is one.
    """

    def __init__(self, app: ASGIApp, served: Served, prefix: str) -> None:
        self.app, self._served, self._prefix = app, served, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(self._prefix):
            await self.app(scope, receive, send)
            return
        tag = self._tag(scope)
        shown = [each.strip() for each in ",".join(Headers(scope=scope).getlist("if-none-match")).split(",")]
        unchanged = Response(status_code=304, headers={"ETag": tag, "Cache-Control": CONTROL})
        if tag in shown:
            await unchanged(scope, receive, send)
            return

        told = False

        async def send_tagged(message: Message) -> None:
            nonlocal told
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                if headers.get("Cache-Control") == "no-store":  # not of the state that the tag stands for
                    await send(message)
                    return
                headers["ETag"] = tag
                headers.setdefault("Cache-Control", CONTROL)
                if "*" in shown:  # any answer at all is at hand
                    told = True
                    await unchanged(scope, receive, send)
            if not told:
                await send(message)

        await self.app(scope, receive, send_tagged)

    def _tag(self, scope: Scope) -> str:
        asked = (scope.get("raw_path") or scope["path"].encode()) + b"?" + scope["query_string"]
        return f'W/"{hashlib.sha256(self._served.state().encode() + asked).hexdigest()[:24]}"'
