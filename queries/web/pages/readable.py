"""What was refused before a page could be made (too large, too often, a foreign host) is told to people as a page."""

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from queries.web.problems import MEDIA_TYPE, Problem

from .frame import error_page


class Readable:
    """Puts a page in place of problem details, except under the `prefix` of the API."""

    def __init__(self, app: ASGIApp, *, prefix: str) -> None:
        self.app, self.prefix = app, prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(self.prefix):
            await self.app(scope, receive, send)
            return
        held: list[Message] = []
        body = b""

        async def tell(message: Message) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                if dict(message["headers"]).get(b"content-type", b"").startswith(MEDIA_TYPE.encode()):
                    held.append(message)
                    return
            elif held and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    await _page(scope, held[0], body)(scope, receive, send)
                return
            await send(message)

        await self.app(scope, receive, tell)


def _page(scope: Scope, start: Message, body: bytes) -> ASGIApp:
    """The page that says the same; headers that tell the client what to do stay."""
    page = error_page(Request(scope), Problem.model_validate_json(body))
    kept = (b"www-authenticate", b"retry-after", b"allow")
    page.raw_headers.extend((name, value) for name, value in start["headers"] if name.lower() in kept)
    page.headers["Cache-Control"] = "no-store"
    return page
