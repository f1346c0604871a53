"""Sitemaps, plain and packed, and indexes of them."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from lxml import etree

from corpus.errors import Unreachable

from .addresses import normalised
from .bodies import gunzipped
from .links import Link, Lists
from .period import ALWAYS, Period

_GZIP = b"\x1f\x8b"
_FACTS = {"lastmod": "lastmod", "title": "title", "publication_date": "published", "name": "publication"}


@dataclass(frozen=True)
class Sitemap:
    """The sitemap or index at `url`; an index may name others in any depth, each is read once."""

    url: str
    period: Period = ALWAYS
    most: int = 500
    most_bytes: int = 52_428_800

    def links(self, lists: Lists) -> Iterator[Link]:
        """The addresses, in the order of the maps; a map that cannot be read is noted, unless it is the first.

        Raises:
            Unreachable: the first cannot be read.
        """
        waiting, seen = deque([self.url]), {self.url}
        read = 0
        while waiting:
            url = waiting.popleft()
            if read == self.most:
                lists.note(
                    Unreachable(f"{self.url} leads to more than {self.most} sitemaps", hint="Name the one you need")
                )
                return
            read += 1
            try:
                kind, entries = self._entries(lists.read(url), url)
            except Unreachable as error:
                if url == self.url:
                    raise
                lists.note(error)
                continue
            for address, facts in entries:
                try:
                    named = normalised(address, base=url)
                except Unreachable as error:
                    lists.note(error)
                    continue
                if kind == "sitemapindex":
                    if named not in seen:
                        seen.add(named)
                        waiting.append(named)
                elif self.period.holds(day := _day(facts.get("published"))):
                    label = facts.get("title", "")
                    yield Link(named, url, label=label, day=day, modified=_moment(facts.get("lastmod")), facts=facts)

    def _entries(self, data: bytes, url: str) -> tuple[str, list[tuple[str, dict[str, Any]]]]:
        """Whether it is an index, and its addresses with what is said of each."""
        if data.startswith(_GZIP):
            data = gunzipped(data, url=url, most=self.most_bytes)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreachable(f"{url} is a broken sitemap: {error}", hint="Fetch it again later") from error
        kind = "" if root is None else _local(root)
        if kind not in ("urlset", "sitemapindex"):
            raise Unreachable(f"{url} is no sitemap", hint="Name the address of a sitemap, feed or page")
        entries = []
        for element in root:
            texts = {_local(part): (part.text or "").strip() for part in element.iter() if isinstance(part.tag, str)}
            if address := texts.get("loc"):
                facts = {fact: texts[name] for name, fact in _FACTS.items() if texts.get(name)}
                entries.append((address, facts))
        if parser.error_log:
            raise_if_empty(entries, url, str(parser.error_log[0].message))
        return kind, entries


def raise_if_empty(entries: list[Any], url: str, reason: str) -> None:
    """Refuse a damaged sitemap that gave nothing.

    Raises:
        Unreachable: there are no entries.
    """
    if not entries:
        raise Unreachable(f"{url} is a broken sitemap: {reason}", hint="Fetch it again later")


def _local(element: Any) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def _moment(text: str | None) -> datetime | None:
    """A W3C date or time as the latest moment that it can mean."""
    if not text:
        return None
    try:
        if len(text) <= 10:
            return datetime.combine(date.fromisoformat(text) + timedelta(days=2), time(), UTC)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC) + timedelta(hours=14)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
