"""The body of an OpenDocument text: paragraphs, lists, tables and boxes.

Source: OASIS, "Open Document Format for Office Applications", version 1.3, part 3.
"""

from collections.abc import Iterator

from lxml import etree

from ingest.loaders.archive import local
from ingest.loaders.flow import Anchored, Content, Grid, GridCell, Paragraph, paragraphs
from ingest.loaders.raw import Hint

from .lists import ListStyles, attribute, count

_WITHOUT_TEXT = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "sequence-decls", "variable-decls", "user-field-decls", "forms",
     "note-citation", "ruby-text", "table-of-content-source", "binary-data", "event-listeners",
     "table-column", "table-columns", "table-header-columns", "image", "object", "object-ole"}
)  # fmt: skip
_KINDS: dict[str, Hint] = {"Title": "title", "Subtitle": "subtitle"}
_ROWS = frozenset({"table-header-rows", "table-rows", "table-row-group"})
_CELLS = frozenset({"table-cell", "covered-table-cell"})
_WIDEST = 1000
_MOST_BLANKS = 100


class Body:
    """Reads the parts of a text; `notes` gathers footnotes and endnotes in the order of their marks."""

    def __init__(self, lists: ListStyles, kinds: dict[str, str], deepest: int) -> None:
        """`kinds` has the name of the common style for each automatic one."""
        self.notes: list[Content] = []
        self.is_cut = False
        self._lists = lists
        self._styles = kinds
        self._deepest = deepest
        self._counted: dict[str, list[int]] = {}
        self._headings: list[int] = []

    def content(self, parent: etree._Element, depth: int = 0) -> list[Content]:
        """The paragraphs and tables below an element, whatever they are grouped in."""
        if depth > self._deepest:
            self.is_cut = True
            return []
        found: list[Content] = []
        for element in parent:
            kind = local(element)
            if kind == "p":
                found += self._paragraph(element, depth)
            elif kind == "h":
                found += self._heading(element, depth)
            elif kind == "list":
                found += self._list(element, depth + 1, attribute(element, "style-name"), [])
            elif kind == "table":
                found.append(self._table(element, depth + 1))
            elif kind and kind not in _WITHOUT_TEXT:
                found += self.content(element, depth + 1)
        return found

    def _paragraph(self, element: etree._Element, depth: int) -> list[Content]:
        name = attribute(element, "style-name")
        kind = _KINDS.get(self._styles.get(name, name))
        return list(paragraphs(self._pieces(element, depth), kind))

    def _heading(self, element: etree._Element, depth: int) -> list[Content]:
        level = min(max(count(element, "outline-level"), 1), 10)
        name = attribute(element, "style-name")
        kind = _KINDS.get(self._styles.get(name, name), "heading")
        items = list(paragraphs(self._pieces(element, depth), kind, level if kind == "heading" else 0))
        if items and attribute(element, "is-list-header") != "true":
            _count(self._headings, level, self._lists, "")
            _put_before(items, *self._lists.mark("", self._headings))
        return items

    def _list(self, element: etree._Element, depth: int, style: str, above: list[int]) -> list[Content]:
        """The items of a list; `above` counts those of the lists that it stands in."""
        if depth > self._deepest:
            self.is_cut = True
            return []
        level = len(above) + 1
        counts = [*above, self._lists.start(style, level) - 1]
        if level == 1:
            before = attribute(element, "continue-list")
            key = before or (style if attribute(element, "continue-numbering") == "true" else "")
            counts = list(self._counted.get(key, counts))
        found: list[Content] = []
        for item in element:
            if local(item) not in ("list-item", "list-header"):
                continue
            is_item = local(item) == "list-item" and any(local(each) in ("p", "h") for each in item)
            if is_item:
                counts[-1] = count(item, "start-value", counts[-1] + 1)
            mark, is_bullet = self._lists.mark(style, counts) if is_item else ("", False)
            for part in item:
                if local(part) == "list":
                    found += self._list(part, depth + 1, attribute(part, "style-name") or style, counts)
                    continue
                items = self._list_part(part, depth, level if is_bullet else 0)
                if mark and items:
                    _put_before(items, mark, is_bullet)
                    mark = ""
                found += items
        if level == 1:
            self._counted[style] = self._counted[attribute(element, "id")] = counts
        return found

    def _list_part(self, part: etree._Element, depth: int, bullet_level: int) -> list[Content]:
        if local(part) == "p":
            return list(paragraphs(self._pieces(part, depth), "bullet" if bullet_level else None, bullet_level))
        if local(part) == "h":
            level = min(max(count(part, "outline-level"), 1), 10)
            return list(paragraphs(self._pieces(part, depth), "heading", level))
        return []

    def _pieces(self, parent: etree._Element, depth: int) -> Iterator[str | Anchored]:
        """The words of a paragraph and what is anchored among them; runs of white space are one blank."""
        if depth > self._deepest:
            self.is_cut = True
            return
        yield _blanks(parent.text)
        for element in parent:
            kind = local(element)
            if kind == "s":
                yield " " * min(count(element, "c"), _MOST_BLANKS)
            elif kind == "tab":
                yield "\t"
            elif kind == "line-break":
                yield "\n"
            elif kind == "note":
                for body in (each for each in element if local(each) == "note-body"):
                    self.notes += self.content(body, depth + 1)
            elif kind in ("frame", "custom-shape", "rect", "text-box", "g"):
                is_letter = attribute(element, "anchor-type") == "as-char"
                yield Anchored(self.content(element, depth + 1), floats=not is_letter)
            elif kind and kind not in _WITHOUT_TEXT:
                yield from self._pieces(element, depth + 1)
            yield _blanks(element.tail)

    def _table(self, table: etree._Element, depth: int) -> Grid:
        grid = Grid([])
        row = 0
        for element, is_header in _rows(table, depth, self._deepest):
            col = 0
            for cell in (each for each in element if local(each) in _CELLS):
                repeated = min(count(cell, "number-columns-repeated"), _WIDEST)
                content = self.content(cell, depth) if local(cell) == "table-cell" else []
                if local(cell) == "table-cell" and (content or repeated == 1):
                    spans = count(cell, "number-rows-spanned"), count(cell, "number-columns-spanned")
                    grid.cells.append(GridCell(row, col, *spans, content, is_header))
                col += repeated
            row += min(count(element, "number-rows-repeated"), _WIDEST)
        return grid


_Row = tuple[etree._Element, bool]


def _rows(table: etree._Element, depth: int, deepest: int, is_header: bool = False) -> Iterator[_Row]:
    """The rows of a table, those in groups included, and whether they are its head."""
    for element in table:
        if local(element) == "table-row":
            yield element, is_header
        elif local(element) in _ROWS and depth <= deepest:
            yield from _rows(element, depth + 1, deepest, is_header or local(element) == "table-header-rows")


def _count(counts: list[int], level: int, lists: ListStyles, style: str) -> None:
    while len(counts) < level:
        counts.append(lists.start(style, len(counts) + 1) - (len(counts) + 1 == level))
    del counts[level:]
    counts[level - 1] += 1


def _put_before(items: list[Content], mark: str, is_bullet: bool) -> None:
    first = next((item for item in items if isinstance(item, Paragraph)), None)
    if first is not None and not is_bullet:
        first.number = mark.strip()
    elif first is not None:
        first.text = f"{mark}{first.text.lstrip()}"


def _blanks(text: str | None) -> str:
    """White space in the file is one blank; more is said by elements."""
    if not text:
        return ""
    words = " ".join(text.split())
    return f"{' ' if text[0].isspace() else ''}{words}{' ' if words and text[-1].isspace() else ''}"
