"""Who may ask, and what a browser may do with an answer."""

import hmac
import ipaddress
import re
from base64 import b64decode
from hashlib import sha256

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import problems
from .problems import Refusal
from .settings import Settings

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing but what this server sends: text of documents that would be markup loads and runs nothing."""
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
OPEN_PATHS = frozenset({"/health", "/healthz", "/readyz"})
"""What is told without a token."""
_HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
_HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::(?P<port>[0-9]{1,5}))?")
_CHALLENGE = 'Bearer realm="communique", Basic realm="communique", charset="UTF-8"'


class SafeHeaders:
    """Adds to every answer what keeps a browser from running or passing on what is in it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_safely)


class Gate:
    """Lets in who calls the server by a name of its own and has the token; changes nothing for pages of other sites."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._hosts = {"localhost", *(name.lower() for name in settings.hosts)}
        self._token = _digest(settings.token.get_secret_value()) if settings.token else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                self._check(scope)
            except Refusal as refusal:
                told = problems.problem(refusal.kind, refusal.detail, hint=refusal.hint)
                await problems.answer(told, headers=refusal.headers)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _check(self, scope: Scope) -> None:
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        match = _HOST.fullmatch(hosts[0]) if len(hosts) == 1 else None
        if match is None or not self._is_ours(match["name"]):
            raise Refusal(
                "foreign-host", "The request names another host than this server",
                hint="Call it by its address in numbers or as localhost; --allow-host adds a name",
            )  # fmt: skip
        if scope["method"] not in _HARMLESS and _is_foreign(headers, hosts[0]):
            raise Refusal("foreign-page", "The request comes from a page of another site")
        if self._token is not None and scope["path"] not in OPEN_PATHS and not self._has_token(headers):
            raise Refusal(
                "no-token", "The request shows no token, or a wrong one", hint="Send `Authorization: Bearer TOKEN`",
                headers={"WWW-Authenticate": _CHALLENGE},
            )  # fmt: skip

    def _is_ours(self, name: str) -> bool:
        if name.lower() in self._hosts:
            return True
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return False
        return True

    def _has_token(self, headers: Headers) -> bool:
        """Whether the token was sent: as a bearer's, or as the password that a browser asks for."""
        scheme, _, rest = headers.get("authorization", "").partition(" ")
        given = rest.strip()
        if scheme.lower() == "basic":
            try:
                given = b64decode(given, validate=True).decode("utf-8").partition(":")[2]
            except ValueError:
                return False
        elif scheme.lower() != "bearer":
            return False
        return self._token is not None and hmac.compare_digest(_digest(given), self._token)


def _digest(token: str) -> bytes:
    """Of one length for every token, so that comparing tells nothing about the right one."""
    return sha256(token.encode("utf-8", "surrogateescape")).digest()


def _is_foreign(headers: Headers, host: str) -> bool:
    """Whether a browser says that another site's page asks; programs say nothing of the kind."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    return origin is not None and origin.lower() not in (f"http://{host}".lower(), f"https://{host}".lower())
