"""What a page of a release offers besides its text: its files, and the licence it states."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.errors import CorpusError, Unreachable
from ingest.downloads import downloads
from ingest.licences import licence_of
from ingest.limits import LIMITS, Allowance
from ingest.loaders.html.attachments import LINK, target_of
from ingest.loaders.html.sites import candidates
from ingest.loaders.html.source import check_depth, source_of

from .addresses import normalised
from .announced import document_suffix
from .links import Link

_NO_ADDRESS = ("#", "javascript:", "mailto:", "tel:")


@dataclass(frozen=True)
class Page:
    """A page taken apart: its tree, its source, and the encoding in which browsers send its queries."""

    url: str
    tree: LexborHTMLParser
    text: str
    encoding: str


def parse(data: bytes, *, url: str) -> Page:
    """Take a page apart, within the limits for pages.

    Raises:
        Unreachable: too large, nested too deeply, or in no known encoding.
    """
    allowance = Allowance(url)
    try:
        if len(data) > LIMITS.html_bytes:
            raise allowance.refusal(f"is a page of more than {LIMITS.html_bytes:,} bytes")
        source = source_of(data, name=url)
        check_depth(source.text, allowance)
    except CorpusError as error:
        raise Unreachable(error.problem, hint=error.hint) from error
    tree = LexborHTMLParser(source.text)
    base = tree.css_first("base[href]")
    address = url
    if base is not None:
        try:
            address = normalised(base.attributes.get("href") or "", base=url)
        except Unreachable:
            address = url
    return Page(address, tree, source.text, source.encoding)


def attachments_of(path: Path, url: str, *, selectors: Iterable[str] = ()) -> list[Link]:
    """The files that a page links: in the list that its site has for them and in its text, or else anywhere.

    Raises:
        Unreachable: the page cannot be taken apart.
    """
    page = parse(path.read_bytes(), url=url)
    found: dict[str, Link] = {}
    for nodes, within in _places(page, tuple(selectors), url):
        for node in nodes:
            if (link := _download(node, page, url)) is not None:
                found.setdefault(link.url, link)
        if found:
            for node in within.css(LINK) if within is not None else ():
                if (link := _download(node, page, url)) is not None and document_suffix(link.label, link.url):
                    found.setdefault(link.url, link)
            break
    else:
        for node in page.tree.css(LINK):
            if (link := _download(node, page, url)) is not None and document_suffix(link.label, link.url):
                found.setdefault(link.url, link)
    found.pop(url, None)
    return list(found.values())


def licence_stated(path: Path, url: str) -> str | None:
    """The licence that a page states, see `licences.licence_of`."""
    try:
        return licence_of(parse(path.read_bytes(), url=url).text)
    except Unreachable:
        return None


def _places(page: Page, selectors: tuple[str, ...], url: str) -> Iterator[tuple[list[LexborNode], LexborNode | None]]:
    """Where files can be linked, likeliest first: their list, and the text, which may link more of them."""
    for selector in selectors:
        yield page.tree.css(selector), None
    for site in candidates(page.tree, page.text, url):
        body = next((node for selector in site.body if (node := page.tree.css_first(selector)) is not None), None)
        for selector in site.attachments:
            yield page.tree.css(selector.partition("@")[0]), body


def _download(node: LexborNode, page: Page, url: str) -> Link | None:
    """The file that a link gives; None for a viewer, a place on the page, or a call that nothing is known of."""
    label = " ".join((node.text() or node.attributes.get("title") or "").split())
    if not document_suffix(label):
        label = next(
            (title for name in ("title", "download") if document_suffix(title := node.attributes.get(name) or "")),
            label,
        )
    address = address_of(node, page)
    if address is None or downloads().is_skipped(address, label):
        return None
    return Link(address, source=url, label=label[:300])


def address_of(node: LexborNode, page: Page) -> str | None:
    """The address of a link, or the one that the function it calls stands for; None where there is none."""
    href, meant = target_of(node, urlsplit(page.url).hostname or "")
    if meant is None and (not href or href.lower().startswith(_NO_ADDRESS)):
        return None
    try:
        return normalised(meant or href, base=page.url, encoding=page.encoding)
    except Unreachable:
        return None
