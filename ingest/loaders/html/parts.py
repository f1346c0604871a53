"""The parts of a release on a page: by the selectors of its site, else by what an article usually looks like."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.folding import squeezed
from ingest.licences import licence_of
from ingest.loaders.flow import Paragraph
from ingest.loaders.raw import RawFacts, RawPage

from .attachments import Files, files_of
from .density import article_of, element_of, mark_all, mark_article
from .elements import Piece, Reader
from .facts import is_board, is_label, stated_facts, with_labelled, with_title
from .furniture import furniture_of
from .nodes import above, is_in, linked_share, root_of
from .rules import pages
from .sites import Site, address_of, base_of, candidates, found
from .variants import variants_of

_SHORTEST_BODY = 20
_LONGEST_INFO = 160
_LEAST_OWN = 120
"""Letters below which a text that sends the reader to a file says next to nothing itself."""
_MENU_SHARE = 0.6
_FEW = 100
_FAR_LONGER = 4
_NAMED_FILES = 5


@dataclass(frozen=True, slots=True)
class Found:
    """Where the text of a release is: the site whose selectors found it, and the element, if any."""

    site: Site | None
    body: LexborNode | None
    article: str = ""


@dataclass(slots=True)
class Parts:
    """The pieces of a page, each with its region: "body", "title", "subtitle", "info"; the others are furniture.

    `refers`: its text sends the reader to a file.
    """

    pieces: list[Piece]
    facts: RawFacts
    page: RawPage
    refers: bool = False
    reasons: list[str] = field(default_factory=list)


def find_body(tree: LexborHTMLParser, page: str, name: str) -> Found:
    """Find the text of the release by the selectors of its site, by those that many share, by the density of text.

    What shared selectors find must bear comparison with the article that the density of text gives.
    """
    sites = list(candidates(tree, page, name))
    for site in sites:
        body = _body(tree, site)
        if body is None:
            continue
        if not site.hosts and len(squeezed(body.text())) < _FEW and not _refers(body):
            article = article_of(page)
            if len(article) > _FAR_LONGER * _FEW:
                return Found(None, element_of(tree, article), article)
        return Found(site, body)
    base = base_of(tree, address_of(tree, page, name))
    for site in sites:
        empty = _empty_body(tree, site)
        if (site.hosts or empty is not None) and files_of(tree, site, None, base).nodes:
            return Found(site, empty)
    article = article_of(page)
    return Found(None, element_of(tree, article), article)


def parts_of(tree: LexborHTMLParser, page: str, name: str, where: Found) -> Parts:
    """Tell the release from the page around it."""
    site, body = where.site, where.body
    address = address_of(tree, page, name)
    base = base_of(tree, address)
    marks = _Marks()
    if body is not None:
        marks.add(body, "body")
    files = files_of(tree, site, body, base)
    for node in files.nodes:
        marks.add(node, "files")
    facts, title = _select_facts(tree, site, body, marks)
    for node in furniture_of(tree, site, body, [each for each in (body, title) if each is not None]):
        marks.add(node, "furniture")
    pieces = Reader(marks.regions, marks.tables()).read(root_of(tree))
    result = Parts(pieces, facts, RawPage())
    _complete(result, tree, where, files)
    result.page = RawPage(
        url=address,
        licence=licence_of(page),
        rights=_rights(pieces),
        attachments=files.attachments,
        variants=variants_of(tree, site, title, body, base),
    )
    return result


class _Marks:
    """Regions of nodes; the first that a node is given counts."""

    def __init__(self) -> None:
        self.regions: dict[int, str] = {}
        self._content: list[LexborNode] = []

    def add(self, node: LexborNode, region: str) -> None:
        """Give a node a region."""
        if node.mem_id not in self.regions:
            self.regions[node.mem_id] = region
            if region != "furniture":
                self._content.append(node)

    def tables(self) -> set[int]:
        """The tables that hold the parts of a release: they are layout."""
        return {each.mem_id for node in self._content for each in above(node) if each.tag == "table"}


def _body(tree: LexborHTMLParser, site: Site) -> LexborNode | None:
    """The longest node of the first selector that finds a text, or a sentence that stands in its place."""
    for selector in site.body:
        nodes = [(len(text), node) for node, text in found(tree, selector)]
        if not nodes:
            continue
        length, node = max(nodes, key=lambda each: each[0])
        if (length >= _SHORTEST_BODY or _refers(node)) and (site.hosts or linked_share(node) < _MENU_SHARE):
            return node
    return None


def _empty_body(tree: LexborHTMLParser, site: Site) -> LexborNode | None:
    """The element that is made for a text and has none."""
    for selector in site.body:
        if (node := tree.css_first(selector.partition("@")[0])) is not None and not node.text().strip():
            return node
    return None


def _refers(node: LexborNode) -> bool:
    return pages().referrals.search(" ".join(node.text().split())) is not None


def _select_facts(
    tree: LexborHTMLParser, site: Site | None, body: LexborNode | None, marks: _Marks
) -> tuple[RawFacts, LexborNode | None]:
    """The facts that the selectors of a site find, and the node of the title, marked with what stands beside them."""
    stated = stated_facts(tree)
    if site is None:
        return stated, None
    title = _first(tree, site.title, is_title=True)
    node = title[0] if title is not None and title[0].tag != "meta" else None
    if node is not None:
        marks.add(node, "title")
    subtitle = _first(tree, site.subtitle)
    if subtitle is not None and (node is None or subtitle[0].mem_id != node.mem_id):
        marks.add(subtitle[0], "subtitle")
    date, issuer = _first(tree, site.date), _first(tree, site.issuer)
    for fact in (date, issuer):
        if fact is not None and fact[0].tag != "meta":
            marks.add(_line_of(fact[0]), "info")
    for selector in site.info:
        for box, _ in found(tree, selector):
            if (
                not is_in(box, body)
                and (body is None or not is_in(body, box))
                and (node is None or not is_in(node, box))
            ):
                marks.add(box, "info")
    facts = RawFacts(
        title=title[1] if title else stated.title,
        date=date[1] if date else stated.date,
        issuer=issuer[1] if issuer else stated.issuer,
    )
    return facts, node


def _first(
    tree: LexborHTMLParser, selectors: Sequence[str], *, is_title: bool = False
) -> tuple[LexborNode, str] | None:
    for selector in selectors:
        for node, text in found(tree, selector):
            if not (is_title and (is_board(text) or is_label(text))):
                return node, text
    return None


def _line_of(node: LexborNode) -> LexborNode:
    """The element around a fact that holds the others beside it, if it is no longer than a line."""
    parent = node.parent
    return parent if parent is not None and len(parent.text()) <= _LONGEST_INFO else node


def _complete(result: Parts, tree: LexborHTMLParser, where: Found, files: Files) -> None:
    """Find what no selector did, and say why text may be missing."""
    if where.body is None and where.site is None and not mark_article(result.pieces, where.article):
        mark_all(tree, result.pieces)
        result.reasons.append("the release could not be told from the page around it")
    result.facts = with_labelled(result.pieces, with_title(result.pieces, result.facts, tree))
    names = ", ".join(each.name for each in files.attachments[:_NAMED_FILES])
    own, result.refers = _own_words(result)
    if own < _SHORTEST_BODY and (names or result.refers):
        what = f"the release is attached: {names}" if names else "and links none of the files that it refers to"
        result.reasons.append(f"the page has no text of its own, {what}")
    elif result.refers and own < _LEAST_OWN:
        what = f"refers to its attachments: {names}" if names else "links none of the files that it refers to"
        result.reasons.append(f"the page says little itself and {what}")


def _own_words(result: Parts) -> tuple[int, bool]:
    """Letters of the text apart from its title and sentences that send the reader to a file; whether there are such."""
    title = squeezed(result.facts.title or "")
    own, refers = 0, False
    for piece in result.pieces:
        if piece.region != "body":
            continue
        if not isinstance(piece.content, Paragraph):
            own += _LEAST_OWN
        elif pages().referrals.search(piece.content.text):
            refers = True
        elif squeezed(piece.content.text) != title:
            own += sum(map(str.isalnum, piece.content.text))
    return own, refers


def _rights(pieces: Sequence[Piece]) -> str | None:
    """The note on copyright of the page, the last one, which is that of its foot."""
    for piece in reversed(pieces):
        if isinstance(piece.content, Paragraph) and (match := pages().rights.search(piece.content.text)):
            return piece.content.text[match.start() : match.end()].strip()
    return None
