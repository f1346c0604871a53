"""Addresses: the form in which a URL is requested and kept, and which machines may be asked at all.

A page, a feed or a redirect can name any address, also one inside the network of whoever runs this program. So a host
is resolved first, each of its addresses is checked, and the connection goes to the address that was checked: a name
that resolves otherwise a moment later changes nothing.
"""

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import idna

from corpus.errors import Unreachable

Resolve = Callable[[str, int], list[str]]
"""The addresses of a host, as text; raises OSError where there are none."""

_RESERVED = "!#$&'()*+,/:;=?@[]~%"
_STRAY_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_BLANKS = re.compile("[\t\r\n]")
_SESSION = re.compile(";jsessionid=[^/;?]*", re.IGNORECASE)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def normalised(url: str | bytes, *, base: str | None = None, encoding: str = "utf-8") -> str:
    """A URL as it is requested: absolute, in ASCII, without a fragment and without the number of a session.

    `encoding` is that of the page that holds a link: browsers send the characters of a query in it, those of a path as
    UTF-8. Bytes, as in a header, are kept as they are.

    >>> normalised("보도자료.hwp?no=1#top", base="https://www.example.go.kr/board/")
    'https://www.example.go.kr/board/%EB%B3%B4%EB%8F%84%EC%9E%90%EB%A3%8C.hwp?no=1'

    Raises:
        Unreachable: not http or https, without a host, or with a password.
    """
    if isinstance(url, bytes):
        url = quote(url, safe=_RESERVED)
    url = _BLANKS.sub("", url.strip())
    head, mark, tail = url.partition("?")
    url = (head if head.split(":")[0].lower() in ("data", "javascript") else head.replace("\\", "/")) + mark + tail
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Unreachable(f"{url[:200]} is no address: {error}", hint="Check how it is written") from error
    if parts.scheme not in _DEFAULT_PORTS:
        raise Unreachable(f"{url[:200]} is no web address", hint="Only http and https are fetched")
    if not host:
        raise Unreachable(f"{url[:200]} names no host", hint="Check how it is written")
    if parts.username is not None or parts.password is not None:
        raise Unreachable(f"the address at {host} holds a user name or password", hint="Leave them out")
    if ":" in host:
        host = f"[{host}]"
    elif not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise Unreachable(f"{host} is no name of a host: {error}", hint="Check how it is written") from error
    if port is not None and port != _DEFAULT_PORTS[parts.scheme]:
        host = f"{host}:{port}"
    path = _quoted(_SESSION.sub("", parts.path) or "/", "utf-8")
    return urlunsplit((parts.scheme, host, path, _quoted(parts.query, encoding), ""))


def _quoted(part: str, encoding: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=_RESERVED, encoding=encoding, errors="replace")


def host_of(url: str) -> str:
    """The host and port of a normalised URL: what a pause between requests and robots.txt belong to."""
    return urlsplit(url).netloc


def is_public(address: str) -> bool:
    """Whether an IP address is of the public Internet: not private, loopback, link-local, multicast or reserved.

    >>> [is_public(a) for a in ("8.8.8.8", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False, False]
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        within = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if within is None and ip in _NAT64:
            within = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if within is not None:
            ip = within
    return ip.is_global and not ip.is_multicast


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, as the system resolves it."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@dataclass(frozen=True)
class AddressRules:
    """Which machines may be asked; `allow_private` lifts the check."""

    allow_private: bool = False
    resolve: Resolve = resolve
    is_public: Callable[[str], bool] = is_public

    def addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host to connect to, in order.

        Raises:
            Unreachable: one of them is not public.
            OSError: there are none.
        """
        found = self.resolve(host, port)
        inside = next((address for address in found if not self.is_public(address)), None)
        if inside is not None and not self.allow_private:
            shown = host if host == inside else f"{host} ({inside})"
            raise Unreachable(
                f"{shown} is inside a private network", hint="Use --allow-private if you mean to fetch from there"
            )
        return found
