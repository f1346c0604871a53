"""How much of one document is read before it counts as hostile, and what fetching may cost; every default, once.

A release is a few hundred kilobytes with a handful of tables; yearbooks and annexes reach tens of megabytes and
hundreds of pages. The limits leave room above that and stop what only an attack or a damaged file contains.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Self, TypeVar

from pydantic import ValidationError, model_validator

from corpus.errors import BadResource, UnreadableFile
from corpus.model import Model

MIB = 1 << 20
_LARGEST_FILE = 200_000_000


_Own = TypeVar("_Own", bound=Model)


def _without(limits: _Own, is_wrong: Callable[[float], bool], said: str) -> _Own:
    """The limits, none of which is wrong."""
    for name in type(limits).model_fields:
        value = getattr(limits, name)
        if not isinstance(value, Model) and is_wrong(value):
            raise ValueError(f"{name} {said}")
    return limits


class FetchLimits(Model):
    """What one request, one page and one source may cost. Sizes are bytes after unpacking, times seconds."""

    body_bytes: int = _LARGEST_FILE
    """Largest file kept: what is larger is not read either."""
    list_bytes: int = 52_428_800
    """Largest feed, sitemap or list page: the limit of the sitemap protocol."""
    robots_bytes: int = 512_000
    """RFC 9309 asks for at least 500 KiB; what comes after is left out."""
    redirects: int = 8
    connect_seconds: float = 20.0
    silence_seconds: float = 60.0
    """Between two pieces of an answer."""
    body_seconds: float = 900.0
    """From the first to the last byte of a body: 200 MB at 220 KB a second."""
    attempts: int = 4
    first_wait: float = 2.0
    """Before the second attempt; it doubles from attempt to attempt, unless the server names a time."""
    longest_wait: float = 300.0
    """A server that asks for more patience is left alone until the next run."""
    delay: float = 1.0
    """Between two requests to one host; a longer one asked for in robots.txt holds."""
    longest_delay: float = 60.0
    host_failures: int = 5
    """So many failed addresses in a row, and a host is left alone until the next run."""
    attachments: int = 60
    """Of one page."""
    pages: int = 1000
    """List pages of one board, pages of one window of the API."""
    sitemaps: int = 500
    resume_hours: float = 24.0
    """A run that was stopped is continued for so long; later it begins anew."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        return _without(self, lambda value: value < 0, "must not be below 0")


class Limits(Model):
    """What one document may cost. Sizes are bytes, times seconds. `fetch` is what it costs to get it from the web."""

    file_bytes: int = _LARGEST_FILE
    """Largest file of any kind; above it nothing is read into memory."""
    text_bytes: int = 20_000_000
    """Largest plain text file: a hundred times the longest annual report seen, and read in seconds."""
    html_bytes: int = 5 * MIB
    html_nesting: int = 5000
    """Open elements of a page, those included that it never closes: 5,000 take 20 ms, 100,000 take 23 s."""
    html_elements: int = 100_000
    """A page of five megabytes that is no attack has half of them; as many links take twenty seconds."""
    html_attributes: int = 2000
    """Of one element: 20,000 take 0.3 s, 300,000 over a minute."""
    expanded_bytes: int = 128 * MIB
    """Sum of what the compressed parts of one file unpack to."""
    archive_entries: int = 4096
    bundle_bytes: int = 1024 * MIB
    """Sum of what the files in a bundle unpack to; each of them has `file_bytes` as any other."""
    bundle_depth: int = 3
    """Bundles in bundles: a mail with an archive of archives is as far as releases go."""
    mail_bytes: int = 64 * MIB
    mail_parts_of_parts: int = 100
    """Parts of a mail that hold others, mails in mails included: to take 20,000 apart takes half a minute."""
    nesting: int = 60
    """Tables in cells, boxes in boxes."""
    records: int = 3_000_000
    cells: int = 200_000
    """Cells of one table, those that its spans cover included."""
    pages: int = 2000
    page_paths: int = 20_000
    """Strokes and fills of a page above which its tables are not looked for."""
    picture_pixels: int = 50_000_000
    """Pixels of one picture: a page of A3 at 300 dots an inch has 17 million, a bomb a thousand million."""
    recognition_dpi: int = 300
    """Half of it costs three of a hundred characters and saves next to no time."""
    recognition_page_seconds: float = 60.0
    recognition_seconds: float = 180.0
    """For all pages of one document; a page takes two to six."""
    memory_bytes: int = 1536 * MIB
    cpu_seconds: int = 50
    """Of the reader itself; the program that recognises text has its own limit."""
    wall_seconds: float = 240.0
    fetch: FetchLimits = FetchLimits()

    @model_validator(mode="after")
    def _check(self) -> Self:
        return _without(self, lambda value: value <= 0, "must be above 0")


LIMITS = Limits()


def load_limits(path: Path) -> Limits:
    """The limits that a TOML file states, by the names above; those that it does not state keep their defaults.

    Those of fetching stand in its table `[fetch]`.

    Raises:
        BadResource: no such file, no TOML, a name that is none, or a value that is none.
    """
    hint = f"Write lines like `wall_seconds = {LIMITS.wall_seconds:g}`; docs/safety.md lists the names"
    try:
        return Limits.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        what = ".".join(map(str, first["loc"])) or "a value"
        said = "no such limit" if first["type"] == "extra_forbidden" else first["msg"].removeprefix("Value error, ")
        raise BadResource(f"{path}, {what}: {said}", hint=hint) from error
    except OSError as error:
        raise BadResource(f"{path} cannot be opened: {error.strerror}", hint="Check the path") from error
    except ValueError as error:
        raise BadResource(f"{path} is no TOML: {error}", hint=hint) from error


class Allowance:
    """What one file may still cost while it is read; `name` is the file's, for the errors."""

    def __init__(self, name: str, limits: Limits = LIMITS) -> None:
        self.name = name
        self.limits = limits
        self.left = limits.expanded_bytes

    def spend(self, size: int) -> None:
        """Count `size` unpacked bytes.

        Raises:
            UnreadableFile: the parts of the file unpack to more than the limit.
        """
        self.left -= size
        if self.left < 0:
            raise self.refusal(f"unpacks to more than {self.limits.expanded_bytes // MIB} MB")

    def refusal(self, excess: str) -> UnreadableFile:
        """The error for a file that costs more than it may; `excess` is the verb and what follows it."""
        return UnreadableFile(f"{self.name} {excess}", hint="Save it anew, or in parts, from the program that made it")
