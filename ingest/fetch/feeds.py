"""RSS and Atom feeds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser

from corpus.errors import Unreachable, UnreadableFile
from ingest.encodings import narrowed
from ingest.limits import LIMITS, Allowance
from ingest.loaders.html.source import check_depth

from .addresses import normalised
from .links import Link, Lists
from .period import ALWAYS, Period

_MOST_BYTES = 5_000_000
"""Feeds hold tens of entries; the parser takes five seconds a megabyte at worst."""
_NESTING = 1000
_CDATA = re.compile(rb"<!\[CDATA\[.*?\]\]>", re.DOTALL)
_NOT_READ = ("image/", "audio/", "video/")
_KEPT = ("id", "title", "summary", "author", "published", "updated", "rights")


@dataclass(frozen=True)
class Feed:
    """The feed at `url`, and the pages that continue it (RFC 5005)."""

    url: str
    period: Period = ALWAYS
    most_pages: int = 100

    def links(self, lists: Lists) -> Iterator[Link]:
        """The entries that name an address, in the order of the feed.

        Raises:
            Unreachable: it is no feed, or broken before its first entry.
        """
        url, seen = self.url, set[str]()
        while url and url not in seen and len(seen) < self.most_pages:
            seen.add(url)
            feed = parse(lists.read(url), url=url)
            for entry in feed.entries:
                link = self._link(entry, url, lists)
                if link is not None and self.period.holds(link.day):
                    yield link
            following = [each.get("href") for each in feed.feed.get("links", ()) if each.get("rel") == "next"]
            url = normalised(following[0], base=url) if following and following[0] else ""

    def _link(self, entry: Any, url: str, lists: Lists) -> Link | None:
        title = str(entry.get("title", ""))
        try:
            address = normalised(str(entry.get("link") or ""), base=url) if entry.get("link") else None
            files = tuple(
                Link(
                    normalised(enclosure["href"], base=url),
                    source=address or url,
                    label=str(enclosure.get("title", "")),
                )
                for enclosure in entry.get("enclosures", ())
                if enclosure.get("href")
                and not str(enclosure.get("type", "")).startswith(("image/", "audio/", "video/"))
            )
        except Unreachable as error:
            lists.note(error)
            return None
        if address is None and files:
            address, files = files[0].url, files[1:]
        if address is None:
            lists.note(Unreachable(f"{url} has an entry without an address: {title[:80]!r}", hint="Ask its publisher"))
            return None
        facts = {name: str(value) for name in _KEPT if (value := dict.get(entry, name))}
        return Link(address, source=url, label=title, day=_day(entry), facts=facts, attachments=files)


def parse(data: bytes, *, url: str) -> Any:
    """The feed in some bytes.

    Raises:
        Unreachable: it is no feed, or broken before its first entry.
    """
    _check(data, url)
    headers = {"content-location": url}
    feed = feedparser.parse(data, response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    if feed.bozo and not feed.entries:
        raise Unreachable(f"{url} is a broken feed: {feed.bozo_exception}", hint="Fetch it again later")
    return feed


def _check(data: bytes, url: str) -> None:
    """Refuse what takes the parser minutes: its time grows with the square of the depth.

    Raises:
        Unreachable: too large, or elements nested too deeply.
    """
    allowance = Allowance(url, LIMITS.model_copy(update={"html_nesting": _NESTING}))
    try:
        if len(data) > _MOST_BYTES:
            raise allowance.refusal(f"is a feed of more than {_MOST_BYTES:,} bytes")
        check_depth(_CDATA.sub(b"", narrowed(data)).decode("latin-1"), allowance)
    except UnreadableFile as error:
        raise Unreachable(error.problem, hint="Name the addresses of its releases in a file") from error


def _day(entry: Any) -> date | None:
    """The day of an entry where it was written; in UTC, in which parsed times are, a morning in Seoul is yesterday."""
    for name in ("published", "updated"):
        text = str(dict.get(entry, name) or "")
        for read in (datetime.fromisoformat, parsedate_to_datetime):
            try:
                return read(text).date()
            except ValueError:
                continue
        if parsed := dict.get(entry, f"{name}_parsed"):
            return date(*parsed[:3])
    return None
