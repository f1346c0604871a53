"""Reading order of what stands on a page.

Writers put out the lines of a column one after the other, so the order of the file is kept as long as it goes down the
page. The stretches that this makes are ordered by where they stand: above before below, left before right.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from corpus.documents import Box

from .lines import around

_OVERLAP = 3.0
"""Points by which stretches may overlap and still count as apart."""
_BESIDE = 0.2
"""Share of items beside others above which stretches are columns."""


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
    found = _divided(items, alone)
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
