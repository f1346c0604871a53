"""From elements to the tree of paragraphs and tables, and which region of the page each belongs to."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from ingest.loaders.flow import Content, Grid, GridCell, Paragraph
from ingest.loaders.raw import Hint

from .unseen import is_seen

# fmt: off
_BREAKING = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "head", "title", "select", "option",
    "button", "input", "textarea", "canvas", "video", "audio", "map", "rp", "rt", "dialog",
})
# fmt: on
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLANKS = re.compile(r"[ \t\r\n\f\xa0\u200b\ufeff]+")
_WRAPPED = re.compile(
    r"(?<=[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60])[ \t]*\r?\n\s*(?=[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60])"
)
"""A line end of the source between Chinese characters, where a blank would be wrong."""
_MOST_SPANNED = 1000
_DEEPEST_TABLE = 30
"""Tables in tables; below this the words of a cell are one paragraph."""

Shape = tuple[Hint | None, int]
"""Kind and level that an element gives to the paragraphs in it."""


@dataclass(slots=True)
class Piece:
    """A paragraph or table, the region of the page in which it stands, and how much of a paragraph is links (to 1)."""

    content: Content
    region: str
    linked: float = 0.0


class Reader:
    """Walks through a page once.

    `regions` names that of some nodes, by their `mem_id`; what is in none is in "". `open_tables` are tables that hold
    such nodes: these are layout, and walked through.
    """

    def __init__(self, regions: Mapping[int, str], open_tables: Collection[int] = ()) -> None:
        self._regions = regions
        self._open_tables = open_tables
        self._pieces: list[Piece] = []
        self._words: list[str] = []
        self._links = 0
        self._linked = 0

    def read(self, root: LexborNode, depth: int = 0) -> list[Piece]:
        """The paragraphs and tables below `root`, in order; `depth` counts the tables around it."""
        self._walk(root, depth)
        self._flush("", None)
        return self._pieces

    def _walk(self, root: LexborNode, depth: int) -> None:
        """Depth first, with a stack of its own: pages nest deeper than calls may."""
        open_nodes: list[tuple[LexborNode, str, Shape | None, Iterator[LexborNode]]]
        open_nodes = [(root, "", None, _children(root))]
        while open_nodes:
            node, region, shape, rest = open_nodes[-1]
            child = next(rest, None)
            if child is None:
                if node.tag in _BREAKING or node.mem_id in self._regions:
                    self._flush(region, shape)
                self._links -= node.tag == "a"
                open_nodes.pop()
                continue
            tag = child.tag or ""
            if tag == "-text":
                words = child.text_content or ""
                self._words.append(words)
                self._linked += len(words.strip()) if self._links else 0
            elif tag == "br":
                self._flush(region, shape)
            elif tag in _UNSEEN or not is_seen(child):
                continue
            else:
                inner = self._regions.get(child.mem_id, region)
                if tag in _BREAKING or inner != region:
                    self._flush(region, shape)
                elif inner == "info":
                    self._words.append(" ")
                if tag == "table" and child.mem_id not in self._open_tables:
                    self._pieces.append(Piece(_table(child, depth), inner))
                else:
                    self._links += tag == "a"
                    open_nodes.append((child, inner, _shape(child, shape), _children(child)))

    def _flush(self, region: str, shape: Shape | None) -> None:
        text = _BLANKS.sub(" ", _WRAPPED.sub("", "".join(self._words))).strip(" \u3000")
        linked, self._linked = self._linked, 0
        self._words.clear()
        if text:
            kind, level = shape or (None, 0)
            self._pieces.append(Piece(Paragraph(text, kind, level), region, min(linked / len(text), 1.0)))


def _shape(node: LexborNode, outer: Shape | None) -> Shape | None:
    """Kind and level of the paragraphs in an element: its own for headings and list items, else that around it."""
    tag = node.tag or ""
    if tag in _HEADINGS:
        return "heading", _HEADINGS[tag]
    if tag in ("ul", "ol"):
        return None, (outer[1] if outer and outer[0] != "heading" else 0) + 1
    if tag == "li":
        return "bullet", max(outer[1], 1) if outer else 1
    return outer


def _table(table: LexborNode, depth: int) -> Grid:
    """A table; cells stand where those before them, and those that reach down from above, leave room."""
    grid = Grid([])
    row = -1
    reach: dict[int, int] = {}
    for node in _parts(table):
        if node.tag == "caption":
            grid.caption += _content(node, depth)
        elif node.tag == "tr":
            row += 1
            col = 0
            for cell in _children(node):
                if cell.tag not in ("td", "th"):
                    continue
                while reach.get(col, 0) > row:
                    col += 1
                rows, cols = _span(cell, "rowspan"), _span(cell, "colspan")
                grid.cells.append(GridCell(row, col, rows, cols, _content(cell, depth), cell.tag == "th"))
                for taken in range(col, col + cols):
                    reach[taken] = row + rows
                col += cols
    return grid


def _content(node: LexborNode, depth: int) -> list[Content]:
    if depth > _DEEPEST_TABLE:
        return [Paragraph(" ".join(node.text().split()))]
    return [piece.content for piece in Reader({}).read(node, depth + 1)]


def _parts(table: LexborNode) -> Iterator[LexborNode]:
    for node in _children(table):
        if node.tag in ("thead", "tbody", "tfoot"):
            yield from _children(node)
        else:
            yield node


def _children(node: LexborNode) -> Iterator[LexborNode]:
    return iter(node.iter(include_text=True))


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or ""
    return min(max(int(value), 1), _MOST_SPANNED) if value.isascii() and value.isdigit() and len(value) < 6 else 1
