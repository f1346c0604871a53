"""The open API of Korea's Policy Briefing service: the releases of all ministries, with text, files and changes."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, partial
from html import escape, unescape
from urllib.parse import quote, unquote, urlencode

from lxml import etree

from corpus.errors import MissingPart, Unreachable
from corpus.model import Model
from ingest.rulefiles import load

from .addresses import normalised
from .failures import Passing
from .links import Content, Link, Lists
from .period import Period

NAME = "policy-briefing"
_MOMENT = "%m/%d/%Y %H:%M:%S"


class Service(Model):
    """The file `policy_briefing.toml`."""

    endpoint: str
    key: str
    window_days: int
    rows: int
    fine: tuple[str, ...]
    empty: tuple[str, ...]
    withdrawn: tuple[str, ...]
    kept: tuple[str, ...]
    page: str
    failures: dict[str, str]
    passing: tuple[str, ...]


@cache
def service() -> Service:
    """What is known of the service."""
    rules: Service = load("policy_briefing", Service)
    return rules


@dataclass(frozen=True)
class Briefing:
    """The releases approved in `period`; `endpoint` replaces the address of the service."""

    period: Period
    endpoint: str | None = None
    most_pages: int = 1000

    def links(self, lists: Lists) -> Iterator[Link]:
        """The releases, window by window.

        Each comes as a page made of its title, day and text, with its files as attachments; its facts are the fields of
        the API as they stand.

        Raises:
            MissingPart: no key is set.
            Unreachable: the service refuses the key, or fails.
        """
        since, until = self.period.since, self.period.until
        if since is None or until is None:
            raise Unreachable(f"{NAME} needs a period", hint="Give --since and --until")
        key = os.environ.get(service().key, "").strip()
        if not key:
            raise MissingPart(
                f"{NAME} needs a key of data.go.kr in the environment variable {service().key}",
                hint="Ask for one at https://www.data.go.kr, service “정책브리핑 보도자료”",
            )
        secret = f"serviceKey={quote(unquote(key), safe='')}"
        first = since
        while first <= until:
            last = min(first + timedelta(days=service().window_days - 1), until)
            yield from self._window(first, last, secret, lists)
            first = last + timedelta(days=1)

    def _window(self, first: date, last: date, secret: str, lists: Lists) -> Iterator[Link]:
        seen: set[str] = set()
        for number in range(1, self.most_pages + 1):
            query = {"startDate": f"{first:%Y%m%d}", "endDate": f"{last:%Y%m%d}", "pageNo": number,
                     "numOfRows": service().rows}  # fmt: skip
            url = f"{self.endpoint or service().endpoint}?{urlencode(query)}"
            answer = lists.read(url, secret=secret, robots=False, check=partial(items_of, url=url))
            items = items_of(answer, url)
            fresh = [item for item in items if f"{item.get('NewsItemId')} {item.get('ModifyId')}" not in seen]
            seen.update(f"{item.get('NewsItemId')} {item.get('ModifyId')}" for item in fresh)
            for item in fresh:
                try:
                    yield link_of(item, url)
                except Unreachable as error:
                    lists.note(error)
            if len(items) < service().rows or not fresh:
                return
        lists.note(Unreachable(f"{first} to {last} has too many pages", hint="Report it: the service has changed"))


def items_of(data: bytes, url: str) -> list[dict[str, str]]:
    """The items of an answer, each with its fields as they stand; files are joined by line feeds.

    Raises:
        Passing: the service failed, and may work in a minute.
        Unreachable: it refused, or gave something else.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=False)
    try:
        root = etree.fromstring(data.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        said = re.search(rb"[A-Z][A-Z_]{8,60}(?:ERROR|EXPIRED|EXCEEDS)\w*", data)
        meaning = said[0].decode() if said else "no XML"
        raise Unreachable(f"{url} gives {meaning}", hint="Check the key and the period") from error
    code = (root.findtext(".//resultCode") or root.findtext(".//returnReasonCode") or "").strip()
    message = (
        root.findtext(".//resultMsg") or root.findtext(".//returnAuthMsg") or root.findtext(".//errMsg") or ""
    ).strip()
    if code in service().empty:
        return []
    if code not in service().fine:
        plain = code.lstrip("0") or code
        meaning = service().failures.get(plain, "the service gives no result")
        refusal = Unreachable(
            f"{url}: {meaning} (code {code or 'none'}, {message[:100] or 'no message'})",
            hint="Run again later" if plain in service().passing else "Check the key and the period",
        )
        raise Passing(refusal) if plain in service().passing else refusal
    items = []
    for element in root.iter("NewsItem"):
        fields: dict[str, list[str]] = {}
        for part in element.iter():
            if part.tag in service().kept and (text := (part.text or "").strip()):
                fields.setdefault(str(part.tag), []).append(text)
        items.append({name: "\n".join(texts) for name, texts in fields.items()})
    return items


def link_of(item: dict[str, str], url: str) -> Link:
    """An item of the API as a release.

    Raises:
        Unreachable: it has neither an id nor an address.
    """
    if not (item.get("OriginalUrl") or item.get("NewsItemId")):
        raise Unreachable(f"{url} has an item without an id: {item.get('Title', '')[:60]!r}", hint="Ask its publisher")
    address = normalised(item.get("OriginalUrl") or service().page.format(**item))
    approved = _moment(item.get("ApproveDate", ""))
    names = item.get("FileName", "").split("\n")
    files = [file for file in item.get("FileUrl", "").split("\n") if file]
    kogl = item.get("KoglType", "")
    return Link(
        address,
        source=url,
        label=unescape(item.get("Title", "")),
        day=approved.date() if approved else None,
        facts=dict(item),
        attachments=tuple(
            Link(normalised(file), source=address, label=names[number] if number < len(names) else "")
            for number, file in enumerate(files)
        ),
        content=Content(
            page_of(item, address, approved), f"KOGL-{kogl}" if kogl in ("0", "1", "2", "3", "4") else None
        ),
        withdrawn=item.get("ContentsStatus") in service().withdrawn,
    )


def page_of(item: dict[str, str], address: str, approved: datetime | None) -> bytes:
    """A page that says what an item says, in the fields that pages have for it."""
    text = item.get("DataContents", "")
    body = text if item.get("ContentsType", "H") == "H" else f"<p>{escape(text).replace(chr(10), '</p><p>')}</p>"
    title = escape(unescape(item.get("Title", "")))
    subtitles = [escape(unescape(item[name])) for name in ("SubTitle1", "SubTitle2", "SubTitle3") if item.get(name)]
    lines = [
        "<!DOCTYPE html>",
        '<html lang="ko"><head><meta charset="utf-8">',
        f"<title>{title}</title>",
        f'<link rel="canonical" href="{escape(address)}">',
        f'<meta property="article:published_time" content="{approved.isoformat() if approved else ""}">',
        f'<meta property="article:author" content="{escape(item.get("MinisterCode", ""))}">',
        f'</head><body><article><h1 itemprop="headline">{title}</h1>',
        *(f'<h2 class="subtitle">{subtitle}</h2>' for subtitle in subtitles),
        f'<div itemprop="articleBody">{body}</div>',
        "</article></body></html>",
    ]
    return "\n".join(lines).encode("utf-8")


def _moment(text: str) -> datetime | None:
    """A time as the API writes it: month first."""
    for form in (_MOMENT, "%m/%d/%Y"):
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    return None
