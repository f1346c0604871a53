"""Reading order of what stands on a page.

Writers put out the lines of a column one after the other, so the order of the file is kept as long as it goes down the
page. The stretches that this makes are ordered by where they stand: above before below, left before right.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from corpus.documents import Box

from .lines import Line, around

_OVERLAP = 3.0
"""Points by which stretches may overlap and still count as apart."""
_BESIDE = 0.2
"""Share of items beside others above which stretches are columns."""


_FEWEST_ROWS = 4
"""Rows in a row that must be cut at the same place before they count as those of columns."""
_FILLED = 0.75
"""Share of the width of a column that its lines fill in the middle of their order: prose does, labels do not."""
_CLOSE = 0.8
"""Heights of a line below the row before within which a line alone still belongs to its column."""
_FEWEST_LETTERS = 16
"""Letters of a line of a column, a Han character or syllable counted double."""


class Boxed(Protocol):
    """Something with a place on the page."""

    @property
    def box(self) -> Box: ...


Item = TypeVar("Item", bound=Boxed)
Placed = tuple[Box, list[Item]]


def stretches(items: Sequence[Item], *, alone: type[object]) -> list[list[Item]]:
    """`items`, given in the order of the file, in stretches that go down the page, these in reading order.

    What is of the class `alone` is a stretch of its own.
    """
    found = [part for stretch in _divided(items, alone) for part in _unwoven(stretch)]
    placed = [(around([item.box for item in stretch]), stretch) for stretch in found]
    return [stretch for part in _cut(placed, axis=1, is_last=False) for stretch in _woven(part, alone)]


def _divided(items: Sequence[Item], alone: type[object]) -> list[list[Item]]:
    found: list[list[Item]] = []
    for item in items:
        before = found[-1][-1] if found else None
        if before is None or isinstance(item, alone) or isinstance(before, alone) or _goes_up(before.box, item.box):
            found.append([item])
        else:
            found[-1].append(item)
    return found


def _unwoven(stretch: list[Item]) -> list[list[Item]]:
    """A stretch, or where it goes through columns row by row: what is above them, each column, what is below.

    Labels with their values stand beside each other too, but do not fill their column with prose.
    """
    rows: list[list[Item]] = []
    for item in stretch:
        if rows and _in_row(rows[-1][-1].box, item.box):
            rows[-1].append(item)
        else:
            rows.append([item])
    if sum(len(row) > 1 for row in rows) < _FEWEST_ROWS:
        return [stretch]
    found: list[list[Item]] = [[]]
    at = 0
    while at < len(rows):
        stop, gutter = _rows_of_columns(rows, at)
        if stop - at < _FEWEST_ROWS or not _is_prose(rows[at:stop], gutter):
            found[-1] += rows[at]
            at += 1
            continue
        block = [item for row in rows[at:stop] for item in row]
        left = [item for item in block if item.box[2] <= gutter + _OVERLAP]
        right = [item for item in block if item.box[2] > gutter + _OVERLAP]
        found += [left, *_unwoven(right), []]
        at = stop
    return [part for part in found if part]


def _rows_of_columns(rows: Sequence[Sequence[Item]], start: int) -> tuple[int, float]:
    """The row behind the last that a common gutter cuts, from `start` on, and the left side of the gutter.

    A row may lack one of its columns: the last lines of a column are beside nothing.
    """
    low, high = float("-inf"), float("inf")
    stop = start
    for at in range(start, len(rows)):
        first = rows[at][0].box
        if len(rows[at]) > 1:
            if max(low, first[2]) >= min(high, rows[at][1].box[0]):
                break
            low, high = max(low, first[2]), min(high, rows[at][1].box[0])
            stop = at + 1
        elif at == start or not (first[2] < high or first[0] > low):
            break
        elif first[1] - rows[at - 1][0].box[3] < _CLOSE * (first[3] - first[1]):
            stop = at + 1
    return stop, low


def _is_prose(rows: Sequence[Sequence[Item]], gutter: float) -> bool:
    sides = (
        [item for row in rows for item in row if (item.box[2] <= gutter + _OVERLAP) is left] for left in (True, False)
    )
    for side in sides:
        left, _, right, _ = around([item.box for item in side])
        shares = sorted((item.box[2] - item.box[0]) / (right - left) for item in side)
        letters = sorted(_length(item) for item in side)
        if shares[len(shares) // 2] < _FILLED or letters[len(letters) // 2] < _FEWEST_LETTERS:
            return False
    return True


def _length(item: object) -> int:
    """Letters of a line, those of double width counted twice; 0 of what is no line."""
    return sum(2 if char >= "\u1100" else 1 for char in item.text) if isinstance(item, Line) else 0


def _in_row(one: Box, other: Box) -> bool:
    if other[0] < one[2] - 1:
        return False
    common = min(one[3], other[3]) - max(one[1], other[1])
    return common > 0.5 * min(one[3] - one[1], other[3] - other[1])


def _woven(stretches: list[list[Item]], alone: type[object]) -> list[list[Item]]:
    """Stretches that no gap keeps apart: from top to bottom, unless they are columns."""
    if len(stretches) == 1:
        return stretches
    owner = {id(item): number for number, stretch in enumerate(stretches) for item in stretch}
    items = sorted((item for stretch in stretches for item in stretch), key=lambda item: (item.box[1], item.box[0]))
    beside = sum(
        owner[id(one)] != owner[id(other)] and other.box[1] < (one.box[1] + one.box[3]) / 2
        for one, other in pairwise(items)
    )
    return stretches if beside > _BESIDE * len(items) else _divided(items, alone)


def _goes_up(before: Box, box: Box) -> bool:
    """Whether `box` begins above the row of `before`."""
    if box[1] >= before[3]:
        return False
    height = min(before[3] - before[1], box[3] - box[1])
    return box[3] < before[1] + 0.5 * height or (box[1] < before[1] - 0.5 * height and box[3] < before[3])


def _cut(placed: list[Placed[Item]], *, axis: int, is_last: bool) -> list[list[list[Item]]]:
    """The stretches, cut apart along the gaps across `axis` (0: left to right, 1: top to bottom), then the other."""
    parts: list[list[Placed[Item]]] = []
    end = float("-inf")
    for box, stretch in sorted(placed, key=lambda place: place[0][axis]):
        if box[axis] >= end - _OVERLAP:
            parts.append([])
        parts[-1].append((box, stretch))
        end = max(end, box[axis + 2])
    if len(parts) > 1:
        in_file = {id(stretch): at for at, (_, stretch) in enumerate(placed)}
        ordered = (sorted(part, key=lambda place: in_file[id(place[1])]) for part in parts)
        return [group for part in ordered for group in _cut(part, axis=1 - axis, is_last=False)]
    if is_last or len(placed) < 2:
        return [[stretch for _, stretch in placed]]
    return _cut(placed, axis=1 - axis, is_last=True)
