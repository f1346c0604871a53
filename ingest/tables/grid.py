"""A table found among the lines: its rows, its cells with their spans, its header."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.documents import Cell

Span = tuple[int, int]

_NUMBER = re.compile(r"[-+△▲]?[\d,.]+\s?(?:%|[^\W\d_])?$|[-–—]$")
_YEAR = re.compile(r"['’]?(?:19|20)?\d\d[^\W\d_a-z]?$")
_SURE_YEAR = re.compile(r"(?:['’]\d\d|(?:19|20)\d\d)[^\W\d_a-z]?$|\d\d[^\W\d_a-z]$")
_HEADER_CELL = 30


@dataclass(slots=True)
class Grid:
    """Rows of a table from line `first` to line `last`; each row is a list of (column, span).

    Rows without text are left out: `places` are the rows of the table where some are, else empty. By row and column,
    `spans` holds how many rows and columns a merged cell covers, and `numbers` what lists put before its paragraphs.
    """

    first: int
    last: int
    rows: list[list[tuple[int, Span]]]
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    numbers: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    places: list[int] = field(default_factory=list)

    def without_empty_columns(self) -> "Grid":
        """The same table, its columns that are empty in every row left out."""
        used = sorted({col for row in self.rows for col, _ in row})
        place = {col: index for index, col in enumerate(used)}
        return Grid(self.first, self.last, [[(place[col], span) for col, span in row] for row in self.rows])

    @property
    def width(self) -> int:
        """The number of columns."""
        return 1 + max((col for row in self.rows for col, _ in row), default=-1)

    def place(self, row: int) -> int:
        """The row of the table that one of `rows` is."""
        return self.places[row] if self.places else row

    def cells(self) -> tuple[Cell, ...]:
        """The cells that hold text."""
        return tuple(
            Cell(
                row=self.place(number),
                col=col,
                start=start,
                end=end,
                rows=height,
                cols=width,
                numbers=self.numbers.get((number, col), ()),
            )
            for number, row in enumerate(self.rows)
            for col, (start, end) in row
            for height, width in (self.spans.get((number, col), (1, 1)),)
        )


def header_rows(text: str, rows: Sequence[Sequence[tuple[int, Span]]]) -> int:
    """How many rows at the top name the columns.

    The first row does where it fills every column, but perhaps the first, with short names, and the rows below hold
    something else: numbers, or longer text. Two rows do where the first leaves columns empty that the second names,
    and numbers stand below.
    """
    if len(rows) < 2:
        return 0
    width = 1 + max(col for row in rows for col, _ in row)
    if width < 2:
        return 0
    named = {col for col, _ in rows[0]}
    if named != set(range(width)) and named != set(range(1, width)):
        return 2 if _on_two_rows(text, rows, width) else 0
    names = [text[start:end].strip() for _, (start, end) in rows[0]]
    below = [[text[start:end].strip() for _, (start, end) in row] for row in rows[1:]]
    if any(len(name) > _HEADER_CELL or (len(name) > 8 and name.endswith((".", "。"))) for name in names):
        return 0
    if all(_YEAR.match(name) for name in names):
        return 1
    if any(_NUMBER.match(name) and not _SURE_YEAR.match(name) for name in names):
        return 0
    longest = max((len(cell) for row in below for cell in row), default=0)
    numbers = any(_NUMBER.match(cell) or cell[:1].isdigit() for row in below for cell in row)
    return 1 if numbers or longest > max(map(len, names)) else 0


def _on_two_rows(text: str, rows: Sequence[Sequence[tuple[int, Span]]], width: int) -> bool:
    """Whether the second row names columns that stand below one name of the first."""
    if len(rows) < 4 or width < 3:
        return False
    above, below = ({col for col, _ in row} for row in rows[:2])
    if above | below != set(range(width)) or not above - {0} or not below - above:
        return False
    names = [text[start:end].strip() for row in rows[:2] for _, (start, end) in row]
    if any(len(name) > _HEADER_CELL or (_NUMBER.match(name) and not _SURE_YEAR.match(name)) for name in names):
        return False
    figures = {col for row in rows[2:] for col, (start, end) in row if _NUMBER.match(text[start:end].strip())}
    return below - {0} <= figures
