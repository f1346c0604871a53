"""What a page holds, in the order of the file: lines, and tables with the lines of their cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.documents import Box
from ingest.loaders import flow

from .lines import Line, line_of
from .page import Page, Span
from .tables import Ruled


@dataclass(frozen=True, slots=True)
class TableOnPage:
    """A ruled table; `cells` are the lines of its cells, in the same order."""

    ruled: Ruled
    cells: tuple[tuple[Line, ...], ...]

    @property
    def box(self) -> Box:
        return self.ruled.box


@dataclass(frozen=True, slots=True)
class PageContent:
    """What page `number` holds."""

    number: int
    height: float
    items: tuple[Line | TableOnPage, ...]

    def lines(self) -> list[Line]:
        """Lines outside of tables."""
        return [item for item in self.items if isinstance(item, Line)]

    def columns(self) -> Iterator[Sequence[Line]]:
        """The lines outside of tables, then those of each cell."""
        yield self.lines()
        for item in self.items:
            if isinstance(item, TableOnPage):
                yield from item.cells


WIDE_GAP = 1.5
"""Heights of a line between two words from which they may belong to two columns."""

_WORD = re.compile(r"[^\s\x00\x02]+")

Place = tuple[int, int] | None
"""Numbers of a table and of its cell; None outside of tables."""


def items_of(page: Page, tables: Sequence[Ruled]) -> Iterator[Line | TableOnPage]:
    """Lines, and each table where its first letter stands.

    The lines of a table that only frames them are lines like others.
    """
    placed = list(_placed(page, tables))
    cells: dict[int, list[list[Line]]] = {}
    for place, line in placed:
        if place is not None:
            cells.setdefault(place[0], [[] for _ in tables[place[0]].cells])[place[1]].append(line)
    kept = {number for number, lines in cells.items() if not _frames(tables[number], lines)}
    given: set[int] = set()
    if not kept:
        yield from (line for _, line in placed)
        return
    for place, line in placed:
        if place is None or place[0] not in kept:
            yield line
        elif place[0] not in given:
            given.add(place[0])
            yield TableOnPage(tables[place[0]], tuple(map(tuple, cells[place[0]])))


def _placed(page: Page, tables: Sequence[Ruled]) -> Iterator[tuple[Place, Line]]:
    """The lines of the page, each with its place; those that reach into a table or over a gap come in their parts."""
    for span in page.lines():
        start, stop = span
        boxes = page.boxes_of(start, stop)
        line = line_of(page, start, stop, boxes)
        if line is None:
            continue
        widest = WIDE_GAP * (line.box[3] - line.box[1])
        touches = tables and any(_touch(line.box, table.box) for table in tables)
        if not touches and not (len(boxes) > 1 and _has_gap(boxes, widest)):
            yield None, line
            continue
        if (cell := _cell_around(line.box, tables)) is not None:
            yield cell, line
            continue
        for place, part in _runs(page, span, tables, widest):
            if part == span:
                yield place, line
            elif (short := line_of(page, *part)) is not None:
                yield place, short


def _cell_around(box: Box, tables: Sequence[Ruled]) -> Place:
    """The cell that holds a line from end to end."""
    y = (box[1] + box[3]) / 2
    for number, table in enumerate(tables):
        if table.holds(box[0], y) and table.holds(box[2], y):
            cell = table.cell_at(box[0], y)
            return (number, cell) if cell is not None and table.is_in(cell, box[2], y) else None
    return None


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _has_gap(boxes: Sequence[Box], widest: float) -> bool:
    right = boxes[0][2]
    for box in boxes:
        if box[0] - right > widest:
            return True
        right = box[2]
    return False


def _frames(table: Ruled, cells: Sequence[Sequence[Line]]) -> bool:
    content: Iterator[list[flow.Content]] = ([flow.Paragraph(line.text) for line in cell] for cell in cells)
    return flow.Grid(
        [flow.GridCell(*place, cell) for (_, place), cell in zip(table.cells, content, strict=True)]
    ).frames


def _runs(page: Page, span: Span, tables: Sequence[Ruled], widest: float) -> Iterator[tuple[Place, Span]]:
    """The parts of a line within one place and without a wide gap. Blanks belong to the letter before them."""
    start = span.start
    place: Place = None
    right: float | None = None
    for word in _WORD.finditer(page.text, *span):
        for number, at, box, end in _pieces(page, Span(*word.span()), tables, place):
            if right is not None and (at != place or box[0] - right > widest):
                yield place, Span(start, number)
                start = number
            place, right = at, end
    yield place, Span(start, span.stop)


def _pieces(page: Page, word: Span, tables: Sequence[Ruled], before: Place) -> Iterator[tuple[int, Place, Box, float]]:
    """A word, or its letters where it reaches over the side of a cell: number, place, first box, right side."""
    first = page.box_of(word.start)
    last = first if word.stop == word.start + 1 else page.box_of(word.stop - 1)
    at = _place_of(first, tables, before)
    if first is last or _place_of(last, tables, at) == at:
        yield word.start, at, first, last[2]
        return
    for number in range(*word):
        box = page.box_of(number)
        at = _place_of(box, tables, at)
        yield number, at, box, box[2]


def _place_of(box: Box, tables: Sequence[Ruled], before: Place) -> Place:
    """The cell that the middle of `box` stands in; `before` is tried first."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    if before is not None and tables[before[0]].is_in(before[1], x, y):
        return before
    for number, table in enumerate(tables):
        if table.holds(x, y) and (cell := table.cell_at(x, y)) is not None:
            return number, cell
    return None
