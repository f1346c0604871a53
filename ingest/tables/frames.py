"""Where the tables of a file stand in the text and in each other, those among them that only frame what they hold."""

from dataclasses import dataclass, field

from corpus.documents import Cell
from ingest.loaders.raw import RawTable, Within

Span = tuple[int, int]


@dataclass(eq=False, slots=True)
class Frame:
    """A table around blocks: `spans` holds, by the number of the cell, from where to where its text goes.

    `at` is where it begins should there be none.
    """

    shape: RawTable
    at: int
    page: int | None
    spans: dict[int, Span] = field(default_factory=dict)

    def widen(self, number: int, start: int, end: int) -> None:
        """Take the text from `start` to `end` into a cell."""
        first, last = self.spans.get(number, (start, end))
        self.spans[number] = min(first, start), max(last, end)

    @property
    def span(self) -> Span:
        """From the first to the last character in it."""
        if not self.spans:
            return self.at, self.at
        return min(start for start, _ in self.spans.values()), max(end for _, end in self.spans.values())

    def cells(self) -> tuple[Cell, ...]:
        """All cells; one without text stands, without length, at the end of the one before."""
        found: list[Cell] = []
        at = self.span[0]
        for number, cell in enumerate(self.shape.cells):
            start, end = self.spans.get(number, (at, at))
            found.append(Cell(row=cell.row, col=cell.col, start=start, end=end, rows=cell.rows, cols=cell.cols))
            at = end
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Place:
    """A table: a frame, or the number of a grid; and the number, among all, of the one in which it stands."""

    table: Frame | int
    within: int | None


class Places:
    """The tables of a document while its text is put together; `found` has them in reading order."""

    def __init__(self) -> None:
        self.found: list[Place] = []
        self._numbers: dict[int, int] = {}

    def frame(self, table: RawTable, within: Within, at: int, page: int | None) -> Frame:
        """The frame of that shape, begun at a place of the text if it is new."""
        number = self._numbers.get(id(table))
        known = self.found[number].table if number is not None else None
        if isinstance(known, Frame):
            return known
        made = Frame(table, at, page)
        self._add(table, made, within)
        return made

    def grid(self, table: RawTable, number: int, within: Within) -> None:
        """A table that is no frame."""
        self._add(table, number, within)

    def hold(self, within: Within, start: int, end: int, page: int | None) -> None:
        """Take a stretch of the text into the frames around it, as far as they stand in no other table."""
        for depth, (table, cell) in enumerate(within):
            if not table.is_frame:
                break
            self.frame(table, within[:depth], start, page).widen(cell, start, end)

    def _add(self, table: RawTable, place: Frame | int, within: Within) -> None:
        around = (self._numbers.get(id(each)) for each, _ in reversed(within))
        self._numbers[id(table)] = len(self.found)
        self.found.append(Place(place, next((number for number in around if number is not None), None)))
