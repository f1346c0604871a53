"""Connections to checked addresses only."""

import ssl
from functools import cache

import httpx

from ingest.limits import FetchLimits

from .addresses import AddressRules

_DEFAULT_PORTS = {"http": 80, "https": 443}


class CheckedTransport(httpx.BaseTransport):
    """Sends a request to the address that was checked, under the name that was asked for.

    No connection is kept: two names can share an address, and a kept connection would answer for the one with the
    certificate of the other.
    """

    def __init__(self, rules: AddressRules) -> None:
        self._rules = rules
        limits = httpx.Limits(max_keepalive_connections=0)
        self._inner = httpx.HTTPTransport(verify=_certificates(), trust_env=False, limits=limits)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send the request.

        Raises:
            Unreachable: the host is not public.
            httpx.TransportError: it has no address, does not answer, or breaks off.
        """
        url = request.url
        try:
            addresses = self._rules.addresses(url.raw_host.decode("ascii"), url.port or _DEFAULT_PORTS[url.scheme])
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"the name {url.host} is not known", request=request) from error
        failed: httpx.TransportError = httpx.ConnectError(f"{url.host} has no address", request=request)
        for address in addresses:
            checked = httpx.Request(
                request.method,
                url.copy_with(host=address),
                headers=request.headers,
                stream=request.stream,
                extensions={**request.extensions, "sni_hostname": url.raw_host.decode("ascii")},
            )
            try:
                return _without_location(self._inner.handle_request(checked))
            except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                failed = error
        raise failed

    def close(self) -> None:
        """Close what is open."""
        self._inner.close()


@cache
def _certificates() -> ssl.SSLContext:
    """The authorities that are trusted."""
    return httpx.create_ssl_context(trust_env=False)


def _without_location(response: httpx.Response) -> httpx.Response:
    """Move the header Location, as sent, out of the sight of httpx, which refuses what it cannot read in it."""
    location = next((value for name, value in response.headers.raw if name.lower() == b"location"), b"")
    if location:
        del response.headers["location"]
        response.extensions["location"] = location
    return response


def client(rules: AddressRules, limits: FetchLimits, *, agent: str) -> httpx.Client:
    """A client that follows no redirects by itself, asks no proxy, and unpacks nothing."""
    return httpx.Client(
        transport=CheckedTransport(rules),
        trust_env=False,
        follow_redirects=False,
        timeout=httpx.Timeout(limits.silence_seconds, connect=limits.connect_seconds),
        headers={"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "gzip, deflate"},
    )
