"""The body of a Word document: paragraphs, tables and boxes as the reader of the page sees them.

Tracked insertions are text, tracked deletions are not; of the forms in which an object is kept for different versions
of Word one is read. Source: ECMA-376, part 1, "WordprocessingML".
"""

from collections.abc import Iterator

from lxml import etree

from ingest.loaders.archive import local
from ingest.loaders.flow import Anchored, Content, Grid, GridCell, headed, paragraphs

from .styles import Numbering, Styles, child, is_on, number, symbol, value

_IN_TEXT = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DELETED = frozenset({"del", "moveFrom"})
_WITHOUT_TEXT = frozenset(
    {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "sdtEndPr", "instrText", "delText", "rt"}
)
_BOXES = frozenset({"drawing", "pict", "object"})
_WIDEST = 1000


class Body:
    """Reads the parts of a document; `notes` gathers the ids of notes in the order of their marks."""

    def __init__(self, styles: Styles, numbering: Numbering, deepest: int) -> None:
        self.notes: list[tuple[str, str]] = []
        self.is_cut = False
        self.has_foreign_parts = False
        self._styles = styles
        self._numbering = numbering
        self._deepest = deepest

    def content(self, parent: etree._Element, depth: int = 0) -> list[Content]:
        """The paragraphs and tables below an element, whatever they are wrapped in."""
        if depth > self._deepest:
            self.is_cut = True
            return []
        found: list[Content] = []
        carried: list[str | Anchored] = []
        for element in _unwrapped(parent):
            kind = local(element)
            if kind == "p":
                pieces = [*carried, *self._pieces(element, depth)]
                if _is_joined(element):
                    carried = pieces
                    continue
                carried = []
                found += self._paragraph(element, pieces)
            elif kind == "tbl":
                found.append(self._table(element, depth + 1))
            elif kind == "altChunk":
                self.has_foreign_parts = True
        return [*found, *paragraphs(carried)]

    def _paragraph(self, element: etree._Element, pieces: list[str | Anchored]) -> Iterator[Content]:
        properties = child(element, "pPr")
        style = value(child(properties, "pStyle")) or self._styles.default
        kind, level = self._styles.kind(style, properties)
        list_id, at = self._list_of(style, properties)
        mark, is_bullet = "", False
        if list_id and any(isinstance(piece, Anchored) or piece.strip() for piece in pieces):
            mark, is_bullet = self._numbering.mark(list_id, at)
        if is_bullet and kind is None:
            kind, level = "bullet", at + 1
        if is_bullet:
            yield from paragraphs(headed(mark.strip(), pieces), kind, level)
        else:
            yield from paragraphs(pieces, kind, level, mark.strip())

    def _list_of(self, style: str, properties: etree._Element | None) -> tuple[str, int]:
        """List and level of a paragraph: its own, else those of its style; list 0 is none."""
        list_id, at = self._styles.list_of(style)
        own = child(properties, "numPr")
        if own is not None:
            list_id = value(child(own, "numId")) or list_id
            at = number(child(own, "ilvl"), default=at)
        return ("" if list_id == "0" else list_id), at

    def _pieces(self, parent: etree._Element, depth: int) -> Iterator[str | Anchored]:
        """The words of a paragraph and what is anchored among them."""
        if depth > self._deepest:
            self.is_cut = True
            return
        for element in parent:
            kind = local(element)
            if kind == "t":
                yield element.text or ""
            elif kind in _IN_TEXT:
                yield _IN_TEXT[kind]
            elif kind == "sym":
                yield _symbol(element)
            elif kind == "r":
                if not is_on(child(element, "rPr", "vanish")):
                    yield from self._pieces(element, depth)
            elif kind in ("footnoteReference", "endnoteReference"):
                self.notes.append((kind.removesuffix("Reference"), value(element, "id")))
            elif kind in _BOXES:
                content = self._boxes(element, depth + 1)
                yield Anchored(content, floats=not any(local(each) == "inline" for each in element))
            elif kind == "AlternateContent":
                form = child(element, "Choice")
                yield from self._pieces(form if form is not None else element, depth + 1)
            elif kind and kind not in _WITHOUT_TEXT | _DELETED:
                yield from self._pieces(element, depth + 1)

    def _boxes(self, element: etree._Element, depth: int) -> list[Content]:
        """The text of the boxes in a drawing."""
        found: list[Content] = []
        for part in element:
            if local(part) == "txbxContent":
                found += self.content(part, depth)
            elif local(part) == "AlternateContent":
                form = child(part, "Choice")
                found += self._boxes(form if form is not None else part, depth)
            elif depth > self._deepest:
                self.is_cut = True
            else:
                found += self._boxes(part, depth + 1)
        return found

    def _table(self, table: etree._Element, depth: int) -> Grid:
        grid = Grid([])
        above: dict[int, GridCell] = {}
        row = 0
        for element in _unwrapped(table):
            properties = child(element, "trPr")
            if local(element) != "tr" or child(properties, "del") is not None:
                continue
            is_header = is_on(child(properties, "tblHeader"))
            col = min(number(child(properties, "gridBefore")), _WIDEST)
            for cell in (each for each in _unwrapped(element) if local(each) == "tc"):
                shape = child(cell, "tcPr")
                cols = min(max(number(child(shape, "gridSpan"), default=1), 1), _WIDEST)
                merge = child(shape, "vMerge")
                if merge is not None and value(merge) != "restart" and col in above:
                    above[col].rows += 1
                    above[col].content += self.content(cell, depth)
                elif child(shape, "cellDel") is None:
                    placed = GridCell(row, col, 1, cols, self.content(cell, depth), is_header)
                    grid.cells.append(placed)
                    above.pop(col, None)
                    if merge is not None:
                        above[col] = placed
                col += cols
            row += 1
        return grid


def _unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of an element; what only marks or groups some of them is opened, what was deleted left out."""
    waiting = [iter(parent)]
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif (kind := local(element)) in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"):
            waiting.append(iter(element))
        elif kind == "AlternateContent":
            form = child(element, "Choice")
            waiting.append(iter(form if form is not None else element))
        elif kind == "Fallback":
            waiting.append(iter(element))
        elif kind and kind not in _DELETED:
            yield element


def _is_joined(paragraph: etree._Element) -> bool:
    """Whether the end of a paragraph was deleted, so that the next continues it."""
    mark = child(paragraph, "pPr", "rPr")
    return any(child(mark, kind) is not None for kind in _DELETED)


def _symbol(element: etree._Element) -> str:
    code = value(element, "char")
    try:
        return symbol(chr(int(code, 16)), value(element, "font"))
    except (ValueError, OverflowError):
        return ""
