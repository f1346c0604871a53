"""Paged lists of releases on a ministry's site, each described in a TOML file: where the items are, how pages go on.

The described boards lie in `resources/boards`; a file of one's own may be named instead.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pydantic import ValidationError, model_validator
from selectolax.lexbor import LexborNode, SelectolaxError

from corpus.errors import BadResource, Unreachable
from corpus.model import Model
from ingest.rulefiles import ROOT

from .addresses import normalised
from .links import Link, Lists
from .pages import Page, address_of, parse
from .period import ALWAYS, Period, day_in

BOARDS = ROOT / "boards"


class Board(Model):
    """How a list is read. Selectors are CSS, the first that finds something counts; "selector@attribute" takes an
    attribute, a selector that is empty means the item itself.

    `list` is the address of the first page (none: it is given with the command). The next page is the one that `pages`
    names with {page} filled in, or that the selector `next` links, or that a parameter of the address counts:
    `parameters` are its usual names, of which the first is added where the address has none. {page} of the second page
    is `second`. `archives` are links from the first page to lists of earlier months, told and put in order by the named
    groups year and month of `archive_month` in their addresses. Within `groups`, such as the releases of a day,
    `group_date` dates all items. `json_html` is the way to the page within an answer in JSON. `follow` is what an
    address must contain. `call` turns a function that a link calls into the address `call_url`. `attachments` are
    selectors for the page of a release, `most_pages` where a board ends at the latest.
    """

    id: str
    note: str
    list: str | None = None
    pages: str | None = None
    next: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    second: int = 2
    archives: tuple[str, ...] = ()
    archive_month: str = r"(?P<year>\d{4})(?P<month>\d{2})"
    groups: tuple[str, ...] = ()
    group_date: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    link: tuple[str, ...] = ("a",)
    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    follow: str | None = None
    call: str | None = None
    call_url: str | None = None
    json_html: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    most_pages: int = 200

    @model_validator(mode="after")
    def _goes_on(self) -> "Board":
        if not (self.pages or self.next or self.parameters or self.archives):
            raise ValueError("one of pages, next, parameters and archives says how the list goes on")
        if bool(self.call) != bool(self.call_url):
            raise ValueError("call and call_url belong together")
        return self


def load_board(path: Path) -> Board:
    """The description in a file.

    Raises:
        BadResource: it cannot be read or does not follow the schema.
    """
    try:
        return Board.model_validate(tomllib.loads(path.read_text(encoding="utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadResource(
            f"{path} cannot be read as TOML: {error}", hint=f"Compare it with those in {BOARDS}"
        ) from error
    except ValidationError as error:
        where = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()[:3])
        raise BadResource(f"{path}: {where}", hint=f"Compare it with those in {BOARDS}") from error


def described() -> dict[str, Path]:
    """The boards that are described here, by id."""
    return {path.stem: path for path in sorted(BOARDS.glob("*.toml"))}


@dataclass(frozen=True)
class BoardPages:
    """The board described by `board`, from the page at `url`."""

    board: Board
    url: str
    period: Period = ALWAYS
    most_pages: int = 1000
    new_only: bool = False

    def links(self, lists: Lists) -> Iterator[Link]:
        """The items of page after page.

        It ends with a page that has no items, repeats the items of an earlier one, or holds only items from before the
        period; with `new_only` also with one whose items were all had before.

        Raises:
            Unreachable: the first page cannot be read, or no item is found on it.
        """
        seen: set[str] = set()
        archives: list[str] = []
        url: str | None = self.url
        number, most = 1, min(self.board.most_pages, self.most_pages)
        while url is not None and number <= most:
            try:
                page = parse(self._html(lists.read(url), url), url=url)
                items = self._items(page, url)
            except Unreachable as error:
                if number == 1:
                    raise
                lists.note(error)
                return
            if not items and number == 1:
                raise Unreachable(
                    f"{url} has no items as the description {self.board.id!r} has them", hint="Check its selectors"
                )
            fresh = [item for item in items if item.url not in seen]
            seen.update(item.url for item in fresh)
            yield from (item for item in fresh if self.period.holds(item.day))
            dated = [item for item in items if item.day is not None]
            if not fresh or (dated and all(self.period.is_before(item.day) for item in dated)):
                return
            if self.new_only and all(lists.known(item.url) for item in fresh):
                return
            if number == 1:
                archives = self._archives(page)
            number += 1
            url = archives.pop(0) if archives else self._page(page, number)
        if url is not None:
            problem = f"{self.url} has more than {most} pages; the rest was left out"
            lists.note(Unreachable(problem, hint="Fetch a shorter period with --since"))

    def _page(self, page: Page, number: int) -> str | None:
        """The address of the page with a number; `page` is the one before it."""
        board, count = self.board, self.board.second + number - 2
        if board.pages is not None:
            return normalised(board.pages.format(page=count), base=self.url)
        for selector in board.next:
            node = page.tree.css_first(selector.partition("@")[0])
            if node is not None:
                return address_of(node, page)
        if not board.parameters:
            return None
        parts = urlsplit(self.url)
        query = parse_qsl(parts.query, keep_blank_values=True, encoding="latin-1")
        names = {name for name, _ in query}
        parameter = next((name for name in board.parameters if name in names), board.parameters[0])
        query = [(name, value) for name, value in query if name != parameter] + [(parameter, str(count))]
        return urlunsplit(parts._replace(query=urlencode(query, encoding="latin-1")))

    def _archives(self, page: Page) -> list[str]:
        """The lists of earlier months that the first page links, latest first, as far as the period goes back."""
        months: dict[str, tuple[int, int]] = {}
        for node in _nodes(page.tree.root, self.board.archives) if page.tree.root is not None else ():
            address = address_of(node, page)
            if address is not None and (match := re.search(self.board.archive_month, address)):
                months[address] = int(match["year"]), int(match["month"])
        since = self.period.since
        earliest = (since.year, since.month) if since else (0, 0)
        return sorted((url for url in months if months[url] >= earliest), key=lambda url: months[url], reverse=True)

    def _html(self, data: bytes, url: str) -> bytes:
        if not self.board.json_html:
            return data
        try:
            value: Any = json.loads(data)
            for name in self.board.json_html:
                value = value[name]
        except (ValueError, KeyError, TypeError) as error:
            raise Unreachable(
                f"{url} gives no list at {'.'.join(self.board.json_html)}", hint="Check the address"
            ) from error
        return str(value).encode("utf-8")

    def _items(self, page: Page, url: str) -> list[Link]:
        root = page.tree.root
        if root is None:
            return []
        links: dict[str, Link] = {}
        groups = _nodes(root, self.board.groups) if self.board.groups else [root]
        for group in groups:
            day = day_in(_text(group, self.board.group_date)) if self.board.group_date else None
            for item in _nodes(group, self.board.items) if self.board.items else [group]:
                for node in _nodes(item, self.board.link)[: None if not self.board.items else 1]:
                    if (link := self._link(item if self.board.items else node, node, page, url, day)) is not None:
                        links.setdefault(link.url, link)
        return list(links.values())

    def _link(self, item: LexborNode, node: LexborNode, page: Page, url: str, day: date | None) -> Link | None:
        address = self._called(node, page) or address_of(node, page)
        if address is None or (self.board.follow and not re.search(self.board.follow, address)):
            return None
        words = " ".join((node.attributes.get("title") or node.text()).split())
        title = _text(item, self.board.title) or words
        facts = {"title": title, "date": _text(item, self.board.date), "issuer": _text(item, self.board.issuer)}
        return Link(
            self._lasting(address),
            source=url,
            label=title[:300],
            day=day or (day_in(facts["date"]) if self.board.date else _day_beside(item, node)),
            facts={name: value for name, value in facts.items() if value},
            selectors=self.board.attachments,
        )

    def _lasting(self, address: str) -> str:
        """An address without the page of the list on which it stands today."""
        if not self.board.parameters:
            return address
        names = "|".join(map(re.escape, self.board.parameters))
        return re.sub(rf"(?<=[?&])(?:{names})=[^&]*(?:&|$)", "", address).rstrip("?&")

    def _called(self, node: LexborNode, page: Page) -> str | None:
        if self.board.call is None or self.board.call_url is None:
            return None
        for name in ("href", "onclick"):
            if match := re.search(self.board.call, node.attributes.get(name) or ""):
                return normalised(self.board.call_url.format(**match.groupdict()), base=page.url)
        return None


def _day_beside(item: LexborNode, node: LexborNode) -> date | None:
    """The day in a row, rather beside its link than in it: titles name days of meetings."""
    whole, linked = (" ".join(each.text(separator=" ").split()) for each in (item, node))
    return day_in(whole.replace(linked, " ", 1)) or day_in(whole)


def _nodes(node: LexborNode, selectors: tuple[str, ...]) -> list[LexborNode]:
    for selector in selectors:
        path = selector.partition("@")[0]
        if not path:
            return [node]
        try:
            found = node.css(path)
        except SelectolaxError as error:
            raise BadResource(
                f"{path!r} is no CSS selector: {error}", hint="Mend it in the board's description"
            ) from error
        if found:
            return list(found)
    return []


def _text(node: LexborNode, selectors: tuple[str, ...]) -> str:
    for selector in selectors:
        attribute = selector.partition("@")[2]
        for found in _nodes(node, (selector,)):
            text = found.attributes.get(attribute) if attribute else found.text(separator=" ")
            if text and text.strip():
                return " ".join(text.split())
    return ""
