"""The body of a word-processor file as a tree, and how it becomes blocks.

Both Hancom formats hold paragraphs in cells of tables in boxes in paragraphs. Much of that is layout: a release may
stand, whole, in a table of one cell. What sets paragraphs beside each other stays a table, what only frames them
does not: its paragraphs are blocks of their own, and say in which of its cells they stand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ingest.limits import Allowance

from .raw import Hint, RawBlock, RawCell, RawTable, Within


@dataclass(slots=True)
class Paragraph:
    """A paragraph, line breaks inside it as "\\n"; `number` is what its list puts before it."""

    text: str
    kind: Hint | None = None
    level: int = 0
    number: str = ""


@dataclass(slots=True)
class GridCell:
    """A cell with its place in the grid, from 0, and what it holds."""

    row: int
    col: int
    rows: int
    cols: int
    content: "list[Content]"
    is_header: bool = False


@dataclass(eq=False)
class Grid:
    """A table as the file has it."""

    cells: list[GridCell]
    caption: "list[Content]" = field(default_factory=list)

    @cached_property
    def frames(self) -> bool:
        """Whether it only frames what it holds: one cell, one column, or a body with next to nothing beside it."""
        filled = [
            cell for cell in self.cells if any(map(_text, cell.content)) or any(True for _ in _grids(cell.content))
        ]
        if len({cell.col for cell in filled}) <= 1:
            return True
        sizes = [sum(len(_text(item)) for item in cell.content) for cell in filled]
        is_body = max(sizes) > _BODY_CHARS and max(sizes) > _BODY_SHARE * sum(sizes)
        return (len(filled) <= 3 and is_body) or (len(filled) <= 4 and any(map(_holds_grid, filled)))

    @cached_property
    def text(self) -> str:
        """Its words as lines of the cell that it stands in; none where it becomes a block of its own."""
        if not self.frames:
            return ""
        within = [*self.caption, *(inner for cell in self.cells for inner in cell.content)]
        return "\n".join(filter(None, map(_text, within)))

    @cached_property
    def frame(self) -> RawTable:
        """The places of its cells, where it only frames; the same object every time."""
        return RawTable(tuple(RawCell(c.row, c.col, "", c.rows, c.cols) for c in self.cells), is_frame=True)


Content = Paragraph | Grid

_BODY_CHARS = 500
_BODY_SHARE = 0.7


@dataclass(slots=True)
class Anchored:
    """What hangs on a place in a paragraph: a table, a box. `floats`: set apart from the line, not a part of it."""

    content: list[Content]
    floats: bool


def paragraphs(
    pieces: Iterable[str | Anchored], kind: Hint | None = None, level: int = 0, number: str = ""
) -> Iterator[Content]:
    """A paragraph whose `pieces` are its words and, where they are anchored, tables and boxes.

    Its number goes with its first words.
    What floats comes after the line that it is anchored in, or before it if anchored at its start: it must not cut a
    sentence in two. What stands in the line as if it were a letter ends the paragraph there.
    """
    line, waiting = "", list[Content]()
    for piece in pieces:
        if isinstance(piece, Anchored):
            if piece.floats and line.strip(" \t") and not line.endswith("\n"):
                waiting += piece.content
            elif piece.content:
                if line.strip():
                    yield Paragraph(line, kind, level, number)
                    number = ""
                yield from [*waiting, *piece.content]
                line, waiting = "", []
        elif waiting and "\n" in piece:
            head, _, tail = piece.partition("\n")
            yield Paragraph(line + head, kind, level, number)
            yield from waiting
            number = ""
            line, waiting = tail, []
        else:
            line += piece
    if line.strip():
        yield Paragraph(line, kind, level, number)
    yield from waiting


def headed(head: str, pieces: Iterable[str | Anchored]) -> Iterator[str | Anchored]:
    """`pieces` with the bullet of the paragraph before its first words."""
    for piece in pieces:
        if head and isinstance(piece, str) and piece.strip():
            yield f"{head} {piece.lstrip()}"
            head = ""
        else:
            yield piece


def blocks(
    content: Iterable[Content], allowance: Allowance, kind: Hint | None = None, within: Within = ()
) -> Iterator[RawBlock]:
    """The blocks of a body, in reading order; `kind`, where given, is the kind of every one that is no table.

    Tables of page furniture are furniture.
    """
    for item in content:
        if isinstance(item, Paragraph):
            if item.text.strip():
                yield RawBlock(item.text.strip("\n"), kind or item.kind, item.level, within=within, number=item.number)
        elif item.frames:
            if item.cells:
                yield RawBlock(kind="table", table=item.frame, within=within)
            yield from blocks(item.caption, allowance, kind, within)
            for number, cell in enumerate(item.cells):
                yield from blocks(cell.content, allowance, kind, (*within, (item.frame, number)))
        else:
            table = _table(item, allowance)
            yield RawBlock(kind="furniture" if kind == "furniture" else "table", table=table, within=within)
            numbers = {(cell.row, cell.col): number for number, cell in enumerate(table.cells)}
            for cell in item.cells:
                around = (*within, (table, numbers[cell.row, cell.col]))
                for grid, frames in _grids(cell.content):
                    yield from blocks([grid], allowance, kind, (*around, *frames))


def _grids(content: Iterable[Content], within: Within = ()) -> Iterator[tuple[Grid, Within]]:
    """The tables within a cell that set paragraphs beside each other, at any depth, and the frames around them."""
    for item in content:
        if isinstance(item, Grid):
            if not item.frames:
                yield item, within
            else:
                for number, cell in enumerate(item.cells):
                    yield from _grids(cell.content, (*within, (item.frame, number)))


def _parts(content: Iterable[Content], within: Within = ()) -> Iterator[tuple[str, Within]]:
    """The texts of a cell, each with the frames around it; before those of a frame an empty one."""
    for item in content:
        if isinstance(item, Paragraph):
            if words := item.text.strip():
                yield words, within
        elif item.frames:
            if item.cells:
                yield "", (*within, (item.frame, 0))
            yield from _parts(item.caption, within)
            for number, cell in enumerate(item.cells):
                yield from _parts(cell.content, (*within, (item.frame, number)))


def _numbers(content: Iterable[Content]) -> Iterator[str]:
    """The numbers of the paragraphs whose text is that of a cell."""
    for item in content:
        if isinstance(item, Paragraph):
            if item.number and item.text.strip():
                yield item.number
        elif item.frames:
            yield from _numbers([*item.caption, *(inner for cell in item.cells for inner in cell.content)])


def _holds_grid(cell: GridCell) -> bool:
    return next(_grids(cell.content), None) is not None


def _text(item: Content) -> str:
    return item.text.strip() if isinstance(item, Paragraph) else item.text


def _table(grid: Grid, allowance: Allowance) -> RawTable:
    rows = max(cell.row for cell in grid.cells) + 1
    cols = max(cell.col for cell in grid.cells) + 1
    if rows * cols > allowance.limits.cells:
        raise allowance.refusal(f"has a table of more than {allowance.limits.cells:,} cells")
    taken: dict[tuple[int, int], RawCell] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.col)):
        parts = tuple(_parts(cell.content))
        framed = parts if any(within for _, within in parts) else ()
        text = "\n".join(part for part, _ in parts if part)
        spans = min(max(cell.rows, 1), rows - cell.row), min(max(cell.cols, 1), cols - cell.col)
        numbers = tuple(_numbers(cell.content))
        taken.setdefault((cell.row, cell.col), RawCell(cell.row, cell.col, text, *spans, framed, numbers))
    caption = "\n".join(filter(None, map(_text, grid.caption)))
    return RawTable(tuple(taken.values()), caption or None, _header_rows(grid))


def _header_rows(grid: Grid) -> int | None:
    """Rows at the top of which every cell is marked as header; None where no cell is."""
    plain = [cell.row for cell in grid.cells if not cell.is_header]
    if len(plain) == len(grid.cells) or not plain:
        return None
    return min(plain) or None
