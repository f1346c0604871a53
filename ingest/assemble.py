"""From what a loader read to the text of a document and its lines: the only place where offsets begin."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout.lines import Line, close_up, lines_of
from ingest.loaders.raw import RawBlock, RawCell, RawFile, RawTable, Within
from ingest.tables.frames import Place, Places
from ingest.tables.grid import Grid
from ingest.tables.search import find_tables

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u00ad\u200b-\u200d\u2060\ufffe\uffff\ud800-\udfff]")
_WHITE = 0.8
_BLANKS = re.compile(r"[^\S\n]+")


@dataclass(slots=True)
class Assembled:
    """The frozen text, its lines, its tables; for each table what the file marks: header rows, span of the caption.

    `places` are all tables, frames among them, which no line belongs to; `furniture` the numbers of the tables that
    stand in running heads and feet.
    """

    text: str
    lines: list[Line]
    grids: list[Grid]
    header_rows: list[int | None]
    captions: list[tuple[int, int] | None]
    places: list[Place]
    furniture: frozenset[int] = frozenset()


def assemble(raw: RawFile) -> Assembled:
    """Make the text of a document.

    A plain text is taken as it is; the blocks of other formats are cleaned and joined, one line break between two,
    a table as one line per row with tabs between its cells.
    """
    if raw.text is not None:
        lines = lines_of(raw.text)
        close_up(lines)
        grids = find_tables(raw.text, lines)
        places = [Place(number, None) for number in range(len(grids))]
        return Assembled(raw.text, lines, grids, [None] * len(grids), [None] * len(grids), places)
    return _Assembly(wrapped=raw.wrapped).of(raw.blocks)


class _Assembly:
    """The state while blocks are joined."""

    def __init__(self, *, wrapped: bool) -> None:
        self.wrapped = wrapped
        self.parts: list[str] = []
        self.length = 0
        self.lines: list[Line] = []
        self.grids: list[Grid] = []
        self.header_rows: list[int | None] = []
        self.captions: list[tuple[int, int] | None] = []
        self.places = Places()
        self.furniture: set[int] = set()

    def of(self, blocks: Sequence[RawBlock]) -> Assembled:
        """Join the blocks."""
        for block in blocks:
            if block.table is None:
                self._add_text(block)
            elif block.table.is_frame:
                self.places.frame(block.table, block.within, self.length, block.page)
            else:
                self._add_table(block, block.table)
        text = "".join(self.parts)
        furniture = frozenset(self.furniture)
        return Assembled(text, self.lines, self.grids, self.header_rows, self.captions, self.places.found, furniture)

    def _add_text(self, block: RawBlock) -> None:
        text = clean(block.text)
        if not text.strip():
            return
        start = self._append(text)
        self.places.hold(block.within, start, self.length, block.page)
        for n, line in enumerate(lines_of(text)):
            line.gap = line.gap if n else self._gap_before(block)
            line.start += start
            line.end += start
            line.hint, line.level, line.page, line.bbox = block.kind, block.level, block.page, block.bbox
            line.number = "" if n else clean(block.number)
            self.lines.append(line)

    def _add_table(self, block: RawBlock, table: RawTable) -> None:
        cells = [(cell, " ".join(clean(cell.text).split())) for cell in table.cells]
        filled = [(cell, text) for cell, text in cells if text]
        if not filled:
            return
        caption = self._add_caption(block, table.caption)
        begin = caption[0] if caption else self.length + bool(self.length)
        starts: dict[tuple[int, int], int] = {}
        number = len(self.grids)
        first = len(self.lines)
        rows: dict[int, list[tuple[int, str, int, int]]] = {}
        for cell, text in filled:
            rows.setdefault(cell.row, []).append((cell.col, text, cell.rows, cell.cols))
        grid_rows: list[list[tuple[int, tuple[int, int]]]] = []
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        for row in sorted(rows):
            entries = sorted(rows[row])
            start = self._append("\t".join(text for _, text, _, _ in entries))
            at = start
            placed = []
            for col, text, height, width in entries:
                placed.append((col, (at, at + len(text))))
                starts[row, col] = at
                spans[(len(grid_rows), col)] = (height, width)
                at += len(text) + 1
            grid_rows.append(placed)
            for line in lines_of(self.parts[-1].lstrip("\n")):
                line.start += start
                line.end += start
                line.table, line.page, line.bbox, line.hint = number, block.page, block.bbox, "table"
                self.lines.append(line)
        ordered = sorted(rows)
        at_row = {row: at for at, row in enumerate(ordered)}
        numbers = {(at_row[cell.row], cell.col): tuple(map(clean, cell.numbers)) for cell, _ in filled if cell.numbers}
        self.grids.append(Grid(first, len(self.lines) - 1, grid_rows, spans, numbers, ordered))
        self.header_rows.append(table.header_rows)
        self.captions.append(caption)
        if block.kind == "furniture":
            self.furniture.add(number)
        self.places.hold(block.within, begin, self.length, block.page)
        self.places.grid(table, number, block.within)
        for n, cell in enumerate(table.cells):
            self._add_frames(cell, starts.get((cell.row, cell.col), begin), (*block.within, (table, n)), block.page)

    def _add_frames(self, cell: RawCell, at: int, around: Within, page: int | None) -> None:
        """The frames in a cell, whose text begins at a place: its parts follow each other, a blank between two."""
        for part, within in cell.parts:
            text = " ".join(clean(part).split())
            if text:
                self.places.hold(within, at, at + len(text), page)
                at += len(text) + 1
            elif within:
                self.places.frame(within[-1][0], (*around, *within[:-1]), at, page)

    def _add_caption(self, block: RawBlock, caption: str | None) -> tuple[int, int] | None:
        """A caption that the file marks stands on a line of its own above its table."""
        if not caption or not caption.strip():
            return None
        text = " ".join(clean(caption).split())
        if self.lines and self.lines[-1].table is None and self.parts[-1] == text:
            return self.lines[-1].start, self.lines[-1].end
        self._add_text(RawBlock(text=text, kind="heading", page=block.page, bbox=block.bbox))
        return self.lines[-1].start, self.lines[-1].end

    def _gap_before(self, block: RawBlock) -> int:
        """A paragraph stands apart; a line of a page does where more white is above it than between lines."""
        last = self.lines[-1] if self.lines else None
        if not self.wrapped or last is None:
            return 2
        if last.page != block.page or last.bbox is None or block.bbox is None:
            return 1
        return 2 if block.bbox[1] - last.bbox[3] > _WHITE * (block.bbox[3] - block.bbox[1]) else 1

    def _append(self, text: str) -> int:
        if self.length:
            self.parts.append("\n")
            self.length += 1
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return start


def clean(text: str) -> str:
    """Composed characters, no control characters, one blank where there were several; line breaks stay.

    >>> clean("한\\u200b국  환경부\\r\\n제 1차 ")
    '한국 환경부\\n제 1차'
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in _CONTROL.sub("", composed).split("\n")).strip("\n")
