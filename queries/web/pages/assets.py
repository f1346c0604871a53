"""Styles, scripts and pictures of the pages, each under an address that changes with its bytes."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parent.parent / "static"
TYPES = MappingProxyType(
    {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
)


@dataclass(frozen=True)
class Asset:
    """A file: its bytes, their media type, and the start of their SHA-256 in hexadecimal digits."""

    data: bytes
    media_type: str
    digest: str


@cache
def assets() -> dict[str, Asset]:
    """The files by name, read once."""
    found = {}
    for path in sorted(ROOT.iterdir()):
        if path.suffix in TYPES:
            data = path.read_bytes()
            found[path.name] = Asset(data, TYPES[path.suffix], hashlib.sha256(data).hexdigest()[:12])
    return found


def address(name: str) -> str:
    """Where a file is found; may be kept for ever, since other bytes have another address.

    Raises:
        KeyError: there is no such file.
    """
    return f"/assets/{assets()[name].digest}/{name}"
