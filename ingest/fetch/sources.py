"""What a SOURCE on the command line means."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError, Unreachable
from ingest.encodings import decode, narrowed
from ingest.limits import FetchLimits

from .addresses import normalised
from .boards import BoardPages, described, load_board
from .briefing import NAME, Briefing
from .feeds import Feed
from .links import Link, Lists, Source
from .period import ALWAYS, Period
from .sitemaps import Sitemap

_LOOKED_AT = 2000
_FEED = re.compile(rb"<(?:rss|feed|(?:\w+:)?RDF)[\s>]")
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)[\s>]")
_WEB = re.compile("https?://", re.IGNORECASE)


@dataclass(frozen=True)
class Options:
    """How sources are read; `board` is the description, by name or file, of the list at an address."""

    period: Period = ALWAYS
    board: str | None = None
    new_only: bool = False


@dataclass(frozen=True)
class Addresses:
    """Addresses given one by one: each is a release, a feed or a sitemap, as its content shows."""

    urls: tuple[str, ...]
    source: str

    def links(self, lists: Lists) -> Iterator[Link]:
        """The addresses that can be one; the others are noted."""
        for url in self.urls:
            try:
                yield Link(normalised(url), source=self.source)
            except Unreachable as error:
                lists.note(error)


def is_source(argument: str) -> bool:
    """Whether an argument is for fetching although it is no file: an address, a described board, or the API."""
    return bool(_WEB.match(argument)) or argument == NAME or argument in described()


def source_of(argument: str, options: Options, limits: FetchLimits) -> Source:
    """What an argument means: an address, a file with addresses or the description of a board, or a known name.

    Raises:
        Unreachable: none of these.
        BadResource: the description of a board does not follow its schema.
    """
    if _WEB.match(argument):
        url = normalised(argument)
        return _board(options.board, url, options, limits) if options.board else Addresses((url,), argument)
    if argument == NAME:
        return Briefing(options.period, most_pages=limits.pages)
    path = Path(argument)
    if path.suffix.lower() == ".toml" and path.is_file():
        return _board(argument, None, options, limits)
    if path.is_file():
        return Addresses(tuple(_lines(path)), argument)
    if argument in described():
        return _board(argument, None, options, limits)
    if "://" in argument:
        return Addresses((normalised(argument),), argument)
    raise Unreachable(
        f"{argument} is no address, no file with addresses, and no known source",
        hint=f"Known are {', '.join([*described(), NAME])}",
    )


def source_within(url: str, head: bytes, options: Options, limits: FetchLimits) -> Source | None:
    """The feed or sitemap that came from an address, told from its first bytes; None for anything else."""
    if head.startswith(b"\x1f\x8b") and re.search(r"\.xml\.gz$", url.partition("?")[0]):
        return Sitemap(url, options.period, most=limits.sitemaps, most_bytes=limits.list_bytes)
    start = narrowed(head)[:_LOOKED_AT].lstrip()
    if not start.startswith(b"<") or re.match(rb"<(?:!doctype\s+html|html)\b", start, re.IGNORECASE):
        return None
    if _SITEMAP.search(start):
        return Sitemap(url, options.period, most=limits.sitemaps, most_bytes=limits.list_bytes)
    return Feed(url, options.period) if _FEED.search(start) else None


def _board(name: str, url: str | None, options: Options, limits: FetchLimits) -> Source:
    board = load_board(described().get(name, Path(name)))
    start = url or board.list
    if start is None:
        raise Unreachable(
            f"the description {name} names no list", hint=f"`communique fetch URL --board {name}` reads the list at URL"
        )
    return BoardPages(board, normalised(start), options.period, limits.pages, options.new_only)


def _lines(path: Path) -> list[str]:
    """The addresses in a file, one a line; a # begins a comment at the start of a line."""
    try:
        text = decode(path.read_bytes(), name=str(path)).text
    except OSError as error:
        raise Unreachable(f"{path} cannot be opened: {error.strerror}", hint="Check its permissions") from error
    except CorpusError as error:
        raise Unreachable(error.problem, hint=error.hint) from error
    return [line.strip() for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
