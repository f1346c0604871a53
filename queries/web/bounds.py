"""How much and how often a client may ask, and for how long: sizes, rates, time, and what happens to a fault."""

import asyncio
import logging
import math
import time

from limits import RateLimitItem, parse
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import problems
from .problems import Refusal
from .settings import Settings

_UPLOAD = "multipart/form-data"
_log = logging.getLogger(__name__)


class Faults:
    """Turns what nobody foresaw into an answer that tells nothing of the inside; the log has the rest."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def note(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, note)
        except Exception:
            _log.exception("%s %s failed", scope["method"], scope["path"])
            if begun:  # the client sees an answer that breaks off
                raise
            told = problems.problem(
                "fault", "The request met a fault of the program", hint="The server's log says more"
            )
            await problems.answer(told)(scope, receive, send)


class Rates:
    """Refuses a client that asks too often; uploads have a rate of their own."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._every, self._uploads = parse(settings.rate), parse(settings.upload_rate)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            client = (scope.get("client") or ("local",))[0]
            rates = [self._every]
            if scope["method"] == "POST" and _is_upload(Headers(scope=scope)):
                rates.append(self._uploads)
            for rate in rates:
                if not await self._limiter.hit(rate, client):
                    await _refuse(await self._refusal(rate, client), scope, receive, send)
                    return
        await self.app(scope, receive, send)

    async def _refusal(self, rate: RateLimitItem, client: str) -> Refusal:
        free_at = (await self._limiter.get_window_stats(rate, client)).reset_time
        wait = max(1, math.ceil(free_at - time.time()))
        return Refusal(
            "too-many-requests", f"More than {rate} came from one address", hint=f"Ask again in {wait} seconds",
            headers={"Retry-After": str(wait)},
        )  # fmt: skip


class Sizes:
    """Refuses addresses and bodies that are too long, by what they say of themselves and by what comes."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        limit = self._settings.upload_bytes if _is_upload(headers) else self._settings.body_bytes
        too_large = Refusal("too-large", f"A body here has at most {limit:,} bytes", headers={"Connection": "close"})
        if len(scope.get("raw_path") or scope["path"].encode()) + len(scope["query_string"]) > (
            most := self._settings.address_bytes
        ):
            await _refuse(Refusal("address-too-long", f"An address has at most {most:,} bytes"), scope, receive, send)
            return
        stated = headers.get("content-length", "")
        if stated.isdecimal() and int(stated) > limit:
            await _refuse(too_large, scope, receive, send)
            return
        received = 0

        async def count() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise TooLarge(too_large)
            return message

        await self.app(scope, count, send)


class TooLarge(HTTPException):
    """A body that turned out larger than it said; raised where it is read.

    Of that kind because what reads bodies lets nothing else through.
    """

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(413, refusal.detail, headers=refusal.headers)


class Patience:
    """Answers in the place of what takes too long; that goes on where it cannot be stopped, and nobody hears of it."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self._seconds = app, settings.answer_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = given_up = False

        async def note(message: Message) -> None:
            nonlocal begun
            if not given_up:
                begun = True
                await send(message)

        work = asyncio.ensure_future(self.app(scope, receive, note))
        try:
            await asyncio.wait({work}, timeout=self._seconds)
            if work.done() or begun:
                await work
                return
        except asyncio.CancelledError:
            work.cancel()
            raise
        given_up = True
        work.add_done_callback(_forget)
        refusal = Refusal("too-slow", f"No answer within {self._seconds:g} seconds", hint="Ask for less at once")
        await _refuse(refusal, scope, receive, send)


def _forget(work: asyncio.Future[None]) -> None:
    if not work.cancelled() and (error := work.exception()) is not None:
        _log.error("a request that had taken too long failed", exc_info=error)


def _is_upload(headers: Headers) -> bool:
    return headers.get("content-type", "").lower().startswith(_UPLOAD)


async def _refuse(refusal: Refusal, scope: Scope, receive: Receive, send: Send) -> None:
    told = problems.problem(refusal.kind, refusal.detail, hint=refusal.hint)
    await problems.answer(told, headers=refusal.headers)(scope, receive, send)
