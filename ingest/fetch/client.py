"""One address: asked politely, followed through redirects, tried again where that can help."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import metadata
from pathlib import Path

import httpx
import tenacity

from corpus.errors import Unreachable
from ingest.limits import FetchLimits

from .addresses import AddressRules, host_of, normalised
from .bodies import Body, CutOff, receive
from .clock import Clock, SystemClock
from .failures import BadStatus, EmptyBody, Passing
from .pace import Pace
from .robots import Robots
from .transport import client as http_client

PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""What a server answers that may answer otherwise in a minute."""
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNKEPT = frozenset({"set-cookie", "set-cookie2", "www-authenticate", "proxy-authenticate"})
_MEANINGS = {
    401: "asks for a password",
    403: "is refused by the server",
    404: "does not exist",
    410: "has been removed",
    429: "is asked for too often",
    451: "is withheld for legal reasons",
}


@dataclass(frozen=True)
class Conditions:
    """What is known of an address: the server need not send what has not changed since."""

    etag: str | None = None
    last_modified: str | None = None

    def headers(self) -> dict[str, str]:
        """The headers of a conditional request."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True)
class Download:
    """An answer: its body in the file `path`, or with status 304 none; `disposition` is that header as sent."""

    url: str
    final_url: str
    status: int
    headers: dict[str, str]
    disposition: bytes
    fetched_at: datetime
    path: Path | None = None
    body: Body | None = None
    hops: tuple[str, ...] = field(default=())


class Client:
    """Asks for addresses one after the other; close it, or use it in a `with` statement."""

    def __init__(
        self, *, rules: AddressRules | None = None, limits: FetchLimits | None = None, clock: Clock | None = None
    ) -> None:
        """`rules` say which machines may be asked; the default is public ones."""
        self.limits = limits or FetchLimits()
        self.clock = clock or SystemClock()
        agent = f"communique/{metadata.version('communique')}"
        self.pace = Pace(self.clock, self.limits)
        self._http = http_client(rules or AddressRules(), self.limits, agent=agent)
        self._robots = Robots(self, agent=agent)

    def __enter__(self) -> "Client":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close what is open."""
        self._http.close()

    def get(
        self,
        url: str,
        *,
        into: Path,
        most: int | None = None,
        known: Conditions | None = None,
        robots: bool = True,
        secret: str = "",
        check: Callable[[Path], object] | None = None,
    ) -> Download:
        """Fetch a normalised URL into a new file in the folder `into`.

        `known` makes the request conditional; `robots` asks robots.txt first; `secret` is added to the query of what is
        requested, and to nothing that is kept or shown; `check` looks at the file, and raises where it is not what was
        asked for.

        Raises:
            Unreachable: refused, missing, too large, or failing in every attempt.
        """
        host = host_of(url)
        waits = tenacity.wait_exponential(multiplier=self.limits.first_wait, max=self.limits.longest_wait)

        def wait(state: tenacity.RetryCallState) -> float:
            failure = state.outcome.exception() if state.outcome else None
            asked = failure.wait if isinstance(failure, Passing) else None
            return max(asked, 0.0) if asked is not None else waits(state)

        attempts = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(self.limits.attempts),
            wait=wait,
            retry=tenacity.retry_if_exception_type(Passing),
            sleep=self.clock.sleep,
            reraise=True,
        )
        try:
            download = attempts(self._follow, url, into, most or self.limits.body_bytes, known, robots, secret, check)
        except Passing as failure:
            self.pace.failed(host)
            raise failure.error from failure
        self.pace.answered(host)
        return download

    def _follow(
        self,
        url: str,
        into: Path,
        most: int,
        known: Conditions | None,
        robots: bool,
        secret: str,
        check: Callable[[Path], object] | None,
    ) -> Download:
        """Go where the address leads; every step is checked as the first is."""
        hops = [url]
        for _ in range(self.limits.redirects + 1):
            at = hops[-1]
            if robots:
                self._robots.check(at)
            self.pace.wait(host_of(at))
            headers = known.headers() if known else {}
            asked = f"{at}{'&' if '?' in at else '?'}{secret}" if secret else at
            with self._answer(asked, at, headers) as response:
                if response.status_code in _REDIRECTS and (target := response.extensions.get("location")):
                    if secret:
                        raise Unreachable(
                            f"{at} redirects, and a key is not sent on", hint="Report it: the service has moved"
                        )
                    hops.append(normalised(target, base=at))
                    continue
                return self._kept(response, hops, into, most, check)
        raise Unreachable(
            f"{url} redirects more than {self.limits.redirects} times",
            hint="Open it in a browser, and name its last address",
        )

    @contextlib.contextmanager
    def _answer(self, asked: str, shown: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """One request; `shown` is its address in messages."""
        try:
            request = self._http.build_request("GET", asked, headers=headers)
            response = self._http.send(request, stream=True)
        except (httpx.TransportError, httpx.InvalidURL) as error:
            raise _passing(shown, error) from error
        try:
            yield response
        except (httpx.TransportError, CutOff) as error:
            raise _passing(shown, error) from error
        finally:
            response.close()

    def _kept(
        self,
        response: httpx.Response,
        hops: list[str],
        into: Path,
        most: int,
        check: Callable[[Path], object] | None,
    ) -> Download:
        at, status = hops[-1], response.status_code
        self._check_status(response, at)
        path, body = None, None
        if status != 304:
            descriptor, name = tempfile.mkstemp(dir=into, suffix=".part")
            path = Path(name)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    body = receive(response, file, most=most, seconds=self.limits.body_seconds, clock=self.clock)
                    file.flush()
                    os.fsync(file.fileno())
                if not body.size:
                    raise EmptyBody(f"{at} is empty", hint="Fetch it again later")
                if check is not None:
                    check(path)
            except BaseException:
                path.unlink(missing_ok=True)
                raise
        return Download(
            url=hops[0],
            final_url=at,
            status=status,
            headers={name: value for name, value in response.headers.items() if name not in _UNKEPT},
            disposition=_raw(response, b"content-disposition"),
            fetched_at=self.clock.now(),
            path=path,
            body=body,
            hops=tuple(hops),
        )

    def _check_status(self, response: httpx.Response, at: str) -> None:
        status = response.status_code
        if status in (200, 203, 304):
            return
        meaning = _MEANINGS.get(status, "is not given")
        error = BadStatus(f"{at} {meaning} (status {status})", hint=_hint(status), status=status)
        if status not in PASSING:
            raise error
        wait = self._asked_wait(response.headers.get("retry-after"))
        if wait is not None and wait > self.limits.longest_wait:
            self.pace.close(host_of(at), f"asks to be left alone for {wait:.0f} seconds")
            raise error
        raise Passing(error, wait=wait)

    def _asked_wait(self, header: str | None) -> float | None:
        """Seconds from now, of a header that holds seconds or a time of day."""
        if not header:
            return None
        if header.strip().isdigit():
            return float(header)
        try:
            until = parsedate_to_datetime(header)
        except ValueError:
            return None
        until = until if until.tzinfo else until.replace(tzinfo=UTC)
        return max((until - self.clock.now()).total_seconds(), 0.0)


def _raw(response: httpx.Response, name: bytes) -> bytes:
    """A header as it was sent: names of files come in any encoding."""
    return next((value for key, value in response.headers.raw if key.lower() == name), b"")


def _hint(status: int) -> str:
    if status in PASSING:
        return "Run again later; what was fetched stays"
    return "Open it in a browser, and check the address" if status >= 400 else "Open it in a browser"


def _passing(url: str, error: Exception) -> Passing:
    match error:
        case CutOff():
            problem = str(error)
        case httpx.ConnectTimeout() | httpx.ReadTimeout():
            problem = "does not answer"
        case httpx.ConnectError():
            problem = f"cannot be reached: {error}"
        case httpx.RemoteProtocolError():
            problem = f"is cut off: {error}"
        case _:
            problem = f"cannot be read: {error or type(error).__name__}"
    return Passing(Unreachable(f"{url} {problem}", hint="Check the address, or run again later"))
