"""The parts of a release on a page: by the selectors of its site, else by what an article usually looks like."""

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.folding import squeezed
from ingest.loaders.flow import Paragraph
from ingest.loaders.raw import RawFacts

from .elements import Piece, Reader
from .sites import Site, candidates, found, sites

_SHORTEST_BODY = 20
_LONGEST_INFO = 160
_SHORTEST_MATCH = 12
_DATE = re.compile(r"(?:19|20)\d{2}\s*[-./年년]\s*\d{1,2}\s*[-./月월]\s*\d{1,2}(?:\s*[日일])?\.?(?:\s*\d{1,2}:\d{2})?")
_SITE_NAME = re.compile(r"\s*[|_｜>»:：]|\s[-–—]\s")
_HEAD_PIECES = 8
_LABEL_END = ":：|"


@dataclass(slots=True)
class Parts:
    """The pieces of a page, each with its region ("body", "title", "subtitle", "info", "files"; "" is furniture)."""

    pieces: list[Piece]
    facts: RawFacts
    attachments: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def parts_of(tree: LexborHTMLParser, page: str, name: str) -> Parts:
    """Tell the release from the page around it."""
    for site in candidates(tree, page, name):
        body = _body(tree, site)
        if body is not None:
            return _by_selectors(tree, site, body)
    known = next((site for site in candidates(tree, page, name) if site.hosts and _attachments(tree, site, None)), None)
    if known is not None:
        return _by_selectors(tree, known, None)
    return _by_density(tree, page)


def _body(tree: LexborHTMLParser, site: Site) -> LexborNode | None:
    for selector in site.body:
        nodes = [(len(text), node) for node, text in found(tree, selector)]
        if nodes and (longest := max(nodes, key=lambda node: node[0]))[0] >= _SHORTEST_BODY:
            return longest[1]
    return None


def _by_selectors(tree: LexborHTMLParser, site: Site, body: LexborNode | None) -> Parts:
    regions: dict[int, str] = {}
    marked: list[LexborNode] = []

    def mark(node: LexborNode, region: str) -> None:
        if node.mem_id not in regions:
            regions[node.mem_id] = region
            marked.append(node)

    if body is not None:
        mark(body, "body")
    attachments = _attachments(tree, site, body)
    for node, _ in attachments:
        mark(node, "files")
    title = _first(tree, site.title)
    if title is not None and title[0].tag != "meta":
        mark(title[0], "title")
    subtitle = _first(tree, site.subtitle)
    if subtitle is not None and (title is None or subtitle[0].mem_id != title[0].mem_id):
        mark(subtitle[0], "subtitle")
    date, issuer = _first(tree, site.date), _first(tree, site.issuer)
    for fact in (date, issuer):
        if fact is not None and fact[0].tag != "meta":
            mark(_line_of(fact[0]), "info")
    pieces = Reader(regions, _tables_around(marked)).read(_root(tree))
    facts = RawFacts(
        title=title[1] if title else None,
        date=date[1] if date else None,
        issuer=issuer[1] if issuer else None,
    )
    result = Parts(pieces, facts, [text for _, text in attachments])
    _place_title(result, tree)
    _add_labelled(result)
    if body is None:
        files = ", ".join(result.attachments[:5])
        result.reasons.append(f"the page has no text of its own, the release is attached: {files}")
    return result


def _by_density(tree: LexborHTMLParser, page: str) -> Parts:
    """The paragraphs that trafilatura takes for the article, and what stands between the first and last of them."""
    pieces = Reader({}).read(_root(tree))
    import trafilatura  # here, because it takes longer to load than most pages to read

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    article = squeezed(trafilatura.extract(page, favor_precision=True, include_comments=False) or "")
    words = [squeezed(piece.content.text) if isinstance(piece.content, Paragraph) else "" for piece in pieces]
    inside = [at for at, text in enumerate(words) if len(text) >= _SHORTEST_MATCH and text in article]
    result = Parts(pieces, RawFacts())
    if inside:
        for piece in pieces[inside[0] : inside[-1] + 1]:
            piece.region = "body"
    else:
        for piece in pieces:
            piece.region = "body"
        result.reasons.append("the release could not be told from the page around it")
    _place_title(result, tree)
    _add_labelled(result)
    return result


def _place_title(parts: Parts, tree: LexborHTMLParser) -> None:
    """Find the title among the pieces where no selector did, or set that of the page's fields before the body."""
    if any(piece.region == "title" for piece in parts.pieces):
        return
    facts = parts.facts
    named = [facts.title] if facts.title else list(dict.fromkeys(_page_titles(tree)))
    for name in map(squeezed, named):
        for piece in parts.pieces:
            if isinstance(piece.content, Paragraph) and (text := squeezed(piece.content.text)):
                is_heading = piece.content.kind == "heading" and len(text) >= _SHORTEST_MATCH
                if text == name or (is_heading and name.startswith(text)):
                    piece.region = "title"
                    parts.facts = RawFacts(piece.content.text, facts.date, facts.issuer)
                    return
    if facts.title:
        first = next((at for at, piece in enumerate(parts.pieces) if piece.region == "body"), 0)
        parts.pieces.insert(first, Piece(Paragraph(facts.title), "title"))
    elif named:
        parts.facts = RawFacts(named[-1], facts.date, facts.issuer)


def _page_titles(tree: LexborHTMLParser) -> Iterator[str]:
    """The titles in the head of the page, each also without the names of the site that follow, shortest last."""
    for selector in ("meta[property='og:title']@content", "title"):
        for _, text in found(tree, selector):
            ends = [match.start() for match in _SITE_NAME.finditer(text)]
            yield from (text[:end].strip() for end in [len(text), *reversed(ends)] if end)


def _add_labelled(parts: Parts) -> None:
    """Complete the facts by those that stand on the page beside a label, below the title or at the head of the body."""
    labels, pieces = sites().labels, parts.pieces
    texts = [piece.content.text if isinstance(piece.content, Paragraph) else "" for piece in pieces]
    title, date, issuer = parts.facts.title, parts.facts.date, parts.facts.issuer
    below = next((at for at, piece in enumerate(pieces) if piece.region == "title"), 0)
    body = [at for at, piece in enumerate(pieces) if piece.region == "body"]
    for at in range(below, len(pieces)):
        text, following = texts[at], texts[at + 1] if at + 1 < len(texts) else ""
        if pieces[at].region == "body" and at not in body[:_HEAD_PIECES]:
            continue
        if max(len(text), len(following)) > _LONGEST_INFO:
            following = ""
        if not any(piece.region == "title" for piece in pieces) and (value := _after(text, labels.title, "")):
            title = value[0]
        if date is None and (value := _after(text, labels.date, following)) and (match := _DATE.search(value[0])):
            date = match[0]
            _mark_info(pieces, at, value[1])
        if issuer is None and len(text) <= _LONGEST_INFO and (value := _after(text, labels.issuer, following)):
            issuer = value[0]
            _mark_info(pieces, at, value[1])
    if issuer is not None and (value := _after(issuer, labels.issuer, "")):
        issuer = value[0]
    parts.facts = RawFacts(title, date, issuer)


def _after(text: str, labels: Sequence[str], following: str) -> tuple[str, int] | None:
    """What stands after a label and a colon, in the same piece (0), or after a label alone, as the next piece (1)."""
    lower = text.casefold()
    for label in labels:
        if lower.startswith(label):
            rest = text[len(label) :].strip()
            if not rest.strip(_LABEL_END):
                return (following, 1) if following else None
            if rest[0] in _LABEL_END or _DATE.match(rest):
                return rest.strip(_LABEL_END).strip(), 0
    return None


def _mark_info(pieces: Sequence[Piece], at: int, further: int) -> None:
    for piece in pieces[at : at + further + 1]:
        if not piece.region:
            piece.region = "info"


def _first(tree: LexborHTMLParser, selectors: Sequence[str]) -> tuple[LexborNode, str] | None:
    for selector in selectors:
        if nodes := found(tree, selector):
            return nodes[0]
    return None


def _attachments(tree: LexborHTMLParser, site: Site, body: LexborNode | None) -> list[tuple[LexborNode, str]]:
    """The links to files, outside of the body."""
    for selector in site.attachments:
        nodes = [(node, text) for node, text in found(tree, selector) if not _is_in(node, body)]
        if nodes:
            return nodes
    return []


def _root(tree: LexborHTMLParser) -> LexborNode:
    root = tree.body or tree.root
    if root is None:
        raise ValueError("no element")
    return root


def _is_in(node: LexborNode, outer: LexborNode | None) -> bool:
    return outer is not None and any(above.mem_id == outer.mem_id for above in _above(node))


def _line_of(node: LexborNode) -> LexborNode:
    """The element around a fact that holds the others beside it, if it is no longer than a line."""
    parent = node.parent
    return parent if parent is not None and len(parent.text()) <= _LONGEST_INFO else node


def _tables_around(nodes: Sequence[LexborNode]) -> set[int]:
    return {above.mem_id for node in nodes for above in _above(node) if above.tag == "table"}


def _above(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent
