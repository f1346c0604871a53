"""The files that a page offers with a release: their names, addresses and kinds."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.documents import Attachment
from ingest.downloads import downloads

from .nodes import above, is_in
from .rules import compiled, pages
from .sites import Site, found, joined

_MOST_LINKS = 5000
_MOST_FILES = 200
_LONGEST_NAME = 200
_CALL = re.compile(r"\w+\s*\(")
_GIVES = re.compile(r"down|file|atch|attach", re.IGNORECASE)
_ENDING = re.compile(r"\.[A-Za-z]\w{1,4}$")
LINK = "a[href], a[onclick], button[onclick]"
_OUTSIDE = frozenset({"nav", "header", "footer"})
_SIBLINGS = 6


@dataclass(slots=True)
class Files:
    """The links to files outside of the text, to be set apart from it, and all files of the release."""

    nodes: list[LexborNode] = field(default_factory=list)
    attachments: tuple[Attachment, ...] = ()


def files_of(tree: LexborHTMLParser, site: Site | None, body: LexborNode | None, base: str | None) -> Files:
    """The files of a page: those in the lists of its site and in the text, or else all that it links by name.

    `base` is what relative addresses start from.
    """
    listed = _listed(tree, site, body)
    within = list(body.css(LINK))[:_MOST_LINKS] if body is not None else []
    reader = _Reader(base)
    reader.read(listed, are_files=True)
    reader.read(within, are_files=False)
    if not reader.found:
        reader.read(_anywhere(tree, body), are_files=False)
    return Files(listed, tuple(reader.found.values())[:_MOST_FILES])


def _listed(tree: LexborHTMLParser, site: Site | None, body: LexborNode | None) -> list[LexborNode]:
    """The links of the first list of files that is outside of the text."""
    for selector in site.attachments if site else ():
        nodes = [node for node, _ in found(tree, selector)[:_MOST_LINKS] if not is_in(node, body)]
        if nodes:
            return nodes
    return []


def _anywhere(tree: LexborHTMLParser, body: LexborNode | None) -> Iterator[LexborNode]:
    """The links of a page but those of its head, menus and foot."""
    for node in tree.css(LINK)[:_MOST_LINKS]:
        if not is_in(node, body) and not any(each.tag in _OUTSIDE for each in above(node)):
            yield node


class _Reader:
    """Reads links; `found` maps their addresses, or names where they have none, to the files."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._host = _host(base)
        self.found: dict[str, Attachment] = {}

    def read(self, nodes: Iterable[LexborNode], *, are_files: bool) -> None:
        """Add the files that links name; with `are_files` also those that only give one."""
        for node in nodes:
            if len(self.found) >= _MOST_FILES:
                return
            address = self._address(node)
            label = " ".join(node.text().split())
            if downloads().is_skipped(address or "", label):
                continue
            name = _name(node, address)
            if not name and not (are_files and address and _GIVES.search(address)):
                continue
            self._add(name or _last_part(address or "") or label, address)

    def _add(self, name: str, address: str | None) -> None:
        """Keep a file; of two links to it the one that names it."""
        key = address or name
        known = self.found.get(key)
        if not name or (known is not None and _ending(known.name)):
            return
        self.found[key] = Attachment(
            name=name[:_LONGEST_NAME], url=address, media_type=pages().media_types.get(_ending(name))
        )

    def _address(self, node: LexborNode) -> str | None:
        """The address of a link, or the one that the function it calls stands for."""
        href, meant = target_of(node, self._host)
        return joined(meant or href, self._base)


def target_of(node: LexborNode, host: str) -> tuple[str, str | None]:
    """Where a link leads as written, and the address that the function it calls stands for on that host."""
    href = (node.attributes.get("href") or "").strip()
    calls = [call[:500] for call in (href, node.attributes.get("onclick") or "") if _CALL.search(call[:500])]
    return href, next((url for call in calls if (url := downloads().called(call, host))), None)


def _name(node: LexborNode, address: str | None) -> str:
    """The name of the file behind a link: its words, its title, what stands beside it, the end of its address."""
    attributes = node.attributes
    labels = [" ".join(node.text().split()), attributes.get("download") or "", attributes.get("title") or ""]
    named = next((name for label in labels if (name := _file_name(label))), "")
    if named:
        return named
    is_generic = re.search(pages().files.generic, labels[0], re.IGNORECASE) is not None or not labels[0]
    if is_generic and (beside := next(filter(None, map(_file_name, _beside(node))), "")):
        return beside
    last = _last_part(address or "")
    if not _ending(last):
        return ""
    return last if is_generic else f"{labels[0]}{_ending(last)}"


def _file_name(label: str) -> str:
    """The name of a file in some words: up to its ending, without a label before it; empty where there is none.

    >>> _file_name("첨부파일 : 한중 회의 결과.hwpx [120 KB]")
    '한중 회의 결과.hwpx'
    """
    label = " ".join(label.split())[: 2 * _LONGEST_NAME]
    match = _named().match(label)
    return compiled((pages().files.labels,)).sub("", match[0]).strip(" \u3000·•-") if match else ""


@cache
def _named() -> re.Pattern[str]:
    endings = "|".join(re.escape(ending) for ending in sorted(pages().media_types, key=len, reverse=True))
    return re.compile(rf".*?[^\s.](?:{endings})(?![A-Za-z0-9])", re.IGNORECASE)


def _beside(node: LexborNode) -> Iterator[str]:
    """The words before a link that only says "download", up to the link before it."""
    before, steps = node.prev, 0
    while before is not None and steps < _SIBLINGS:
        if before.tag in ("a", "button"):
            return
        if words := " ".join((before.text_content or before.text() or "").split()):
            yield words
        before, steps = before.prev, steps + 1
    parent = node.parent
    if parent is not None and parent.tag in ("span", "em", "strong", "p", "li", "td", "dd", "div"):
        others = len(parent.css("a"))
        words = " ".join(parent.text(separator=" ").split())
        if others == 1 and len(words) <= 2 * _LONGEST_NAME:
            yield words
        elif parent.prev is not None and others == 1:
            yield " ".join(parent.prev.text().split())


def _ending(name: str) -> str:
    match = _ENDING.search(name)
    ending = match[0].lower() if match else ""
    return ending if ending in pages().media_types else ""


def _last_part(address: str) -> str:
    """The name of the file at the end of an address."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    last = path.rpartition("/")[2]
    return last if _ending(last) else ""


def _host(base: str | None) -> str:
    try:
        return (urlsplit(base).hostname or "") if base else ""
    except ValueError:
        return ""
