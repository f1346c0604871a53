"""A release as it was read: its text with every extracted span, or the pages of its PDF with their boxes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.documents import Block, Document, Table

from .spans import Mark, Stretch, stretches


@dataclass(frozen=True)
class ShownCell:
    """A cell of a table with text; `head` where it names a column."""

    stretches: list[Stretch]
    rows: int
    cols: int
    head: bool


@dataclass(frozen=True)
class Shown:
    """A block to show: its stretches, or the rows of a table; `page` where a page of the source begins with it."""

    block: Block
    stretches: list[Stretch]
    table: list[list[ShownCell]]
    page: int | None

    @property
    def tag(self) -> str:
        """The element that a block of this kind is."""
        return {"title": "h2", "subtitle": "h3", "heading": "h3"}.get(self.block.kind, "p")


def shown(document: Document, marks: Sequence[Mark], wanted: Sequence[tuple[int, int]] = ()) -> list[Shown]:
    """The blocks of a document in reading order, cut at the marks and at the spans that are `wanted`."""
    named: set[tuple[int, int]] = set()
    tables = {(table.start, table.end): table for table in document.data_tables}
    found = []
    for before, block in pairwise([None, *document.blocks]):
        assert block is not None
        table = tables.get((block.start, block.end))
        begins = block.page if block.page is not None and (before is None or before.page != block.page) else None
        cut = [] if table else stretches(document.text, block.start, block.end, marks, wanted=wanted, named=named)
        rows = _rows(document, table, marks, wanted, named) if table else []
        found.append(Shown(block, cut, rows, begins))
    return found


def _rows(
    document: Document,
    table: Table,
    marks: Sequence[Mark],
    wanted: Sequence[tuple[int, int]],
    named: set[tuple[int, int]],
) -> list[list[ShownCell]]:
    """The rows of a table; places that no cell with text covers are empty cells."""
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    height = max((cell.row + cell.rows for cell in table.cells), default=0)
    width = max((cell.col + cell.cols for cell in table.cells), default=0)
    covered: set[tuple[int, int]] = set()
    rows = []
    for row in range(height):
        shown_cells = []
        for col in range(width):
            if (row, col) in covered:
                continue
            cell = cells.get((row, col))
            head = row < table.header_rows
            if cell is None:
                shown_cells.append(ShownCell([], 1, 1, head))
                continue
            covered |= {(row + down, col + right) for down in range(cell.rows) for right in range(cell.cols)}
            cut = stretches(document.text, cell.start, cell.end, marks, wanted=wanted, named=named)
            shown_cells.append(ShownCell(cut, cell.rows, cell.cols, head))
        rows.append(shown_cells)
    return rows


def spans_asked(places: Sequence[str], length: int) -> list[tuple[int, int]]:
    """The spans that an address asks for, `START-END` each; what is no span of the text is left out.

    >>> spans_asked(["4-15", "9-3", "x"], 100)
    [(4, 15)]
    """
    found = []
    for each in places:
        first, _, last = each.partition("-")
        if first.isdecimal() and last.isdecimal() and len(first) + len(last) < 20:
            start, end = int(first), int(last)
            if start < end <= length:
                found.append((start, end))
    return found
