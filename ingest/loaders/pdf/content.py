"""What a page holds, in the order of the file: lines, and tables with the lines of their cells."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.documents import Box
from ingest.loaders import flow

from .lines import Line, line_of
from .page import BROKEN_WORD, LINE_END, Glyph, Page
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


Place = tuple[int, int] | None
"""Numbers of a table and of its cell; None outside of tables."""


def items_of(page: Page, glyphs: Sequence[Glyph], tables: Sequence[Ruled]) -> Iterator[Line | TableOnPage]:
    """Lines, and each table where its first letter stands.

    The lines of a table that only frames them are lines like others.
    """
    placed = [(place, line) for place, run in _runs(glyphs, tables) if (line := line_of(run, page)) is not None]
    cells: dict[int, list[list[Line]]] = {}
    for place, line in placed:
        if place is not None:
            cells.setdefault(place[0], [[] for _ in tables[place[0]].cells])[place[1]].append(line)
    kept = {number for number, lines in cells.items() if not _frames(tables[number], lines)}
    given: set[int] = set()
    for place, line in placed:
        if place is None or place[0] not in kept:
            yield line
        elif place[0] not in given:
            given.add(place[0])
            yield TableOnPage(tables[place[0]], tuple(map(tuple, cells[place[0]])))


def _frames(table: Ruled, cells: Sequence[Sequence[Line]]) -> bool:
    content: Iterator[list[flow.Content]] = ([flow.Paragraph(line.text) for line in cell] for cell in cells)
    return flow.Grid(
        [flow.GridCell(*place, cell) for (_, place), cell in zip(table.cells, content, strict=True)]
    ).frames


def _runs(glyphs: Iterable[Glyph], tables: Sequence[Ruled]) -> Iterator[tuple[Place, list[Glyph]]]:
    """Glyphs of one line within one place. Blanks belong to the letter before them."""
    run: list[Glyph] = []
    place: Place = None
    for glyph in glyphs:
        if glyph.char == LINE_END:
            yield place, run
            run = []
            continue
        if not glyph.char.isspace() and glyph.char != BROKEN_WORD:
            at = _place_of(glyph, tables, place)
            if at != place:
                yield place, run
                run, place = [], at
        run.append(glyph)
        if glyph.char == BROKEN_WORD:
            yield place, run
            run = []
    yield place, run


def _place_of(glyph: Glyph, tables: Sequence[Ruled], before: Place) -> Place:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    if before is not None and tables[before[0]].is_in(before[1], x, y):
        return before
    for number, table in enumerate(tables):
        if table.holds(x, y) and (cell := table.cell_at(x, y)) is not None:
            return number, cell
    return None
