"""The body of an answer: unpacked as it comes, counted and hashed, given up where it grows too large or too slow."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

import httpx

from corpus.errors import Unreachable

from .clock import Clock

_PIECE = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS


class CutOff(Exception):
    """A body that ended before its end, or took too long: it may come whole another time."""


@dataclass(frozen=True)
class Body:
    """What was received: `size` in bytes after unpacking."""

    sha256: str
    size: int


def receive(response: httpx.Response, target: IO[bytes], *, most: int, seconds: float, clock: Clock) -> Body:
    """Write the body to `target`, unpacked.

    Raises:
        Unreachable: more than `most` bytes, damaged, or packed in a way that was not asked for.
        CutOff: it ended too early, or took more than `seconds`.
    """
    url = str(response.url)
    announced = response.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > most:
        raise too_large(url, most)
    deadline = clock.seconds() + seconds
    digest, size = hashlib.sha256(), 0
    for piece in unpacked(response.iter_raw(), response.headers.get("content-encoding", ""), url=url):
        size += len(piece)
        if size > most:
            raise too_large(url, most)
        if clock.seconds() > deadline:
            raise CutOff(f"took more than {seconds:g} seconds")
        digest.update(piece)
        target.write(piece)
    return Body(digest.hexdigest(), size)


def unpacked(pieces: Iterator[bytes], coding: str, *, url: str) -> Iterator[bytes]:
    """The pieces of a body without its content coding, none larger than 64 KiB: a bomb shows before it is unpacked.

    Raises:
        Unreachable: an unknown coding, or damaged data.
        CutOff: the packed data lacks its end.
    """
    coding = coding.strip().lower()
    if coding in ("", "identity"):
        yield from pieces
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise Unreachable(f"{url} is sent packed as {coding[:40]!r}", hint="The server ignores what it is asked for")
    inflate = None
    try:
        for piece in pieces:
            if inflate is None:
                inflate = zlib.decompressobj(_window(coding, piece))
            while piece and not inflate.eof:
                yield inflate.decompress(piece, _PIECE)
                piece = inflate.unconsumed_tail
        while inflate is not None and not inflate.eof:
            if not (rest := inflate.decompress(b"", _PIECE)):
                raise CutOff("is cut off")
            yield rest
    except zlib.error as error:
        raise Unreachable(f"{url} is damaged: {error}", hint="Fetch it again later") from error


def _window(coding: str, start: bytes) -> int:
    if coding != "deflate":
        return _GZIP
    # The standard means zlib's format; some servers send deflate data without its two bytes of head.
    is_zlib = len(start) > 1 and start[0] & 15 == 8 and int.from_bytes(start[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS


def gunzipped(data: bytes, *, url: str, most: int) -> bytes:
    """The content of a .gz file.

    Raises:
        Unreachable: damaged, cut off, or more than `most` bytes.
    """
    content = bytearray()
    try:
        for piece in unpacked(iter((data,)), "gzip", url=url):
            content += piece
            if len(content) > most:
                raise too_large(url, most)
    except CutOff as error:
        raise Unreachable(f"{url} {error}", hint="Fetch it again later") from error
    return bytes(content)


def too_large(url: str, most: int) -> Unreachable:
    """The error for a body over the limit."""
    return Unreachable(f"{url} has more than {most:,} bytes", hint="Fetch it by other means, if it is a release")
