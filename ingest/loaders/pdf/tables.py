"""Tables of a page, from the lines that are drawn around their cells.

The finder is pdfplumber's; the lines come from pdfium, in a fraction of the time that pdfplumber takes to parse a page.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from pdfplumber.table import cells_to_tables

from corpus.documents import Box

from .drawn import Edge
from .lines import around

_SNAP = 3
_SHORTEST_EDGE = 3
_MOST_CROSSINGS = 2_000_000
_MOST_CORNERS = 2_000
"""The finder's time grows with the square: 1,500 corners take a second, a page of a yearbook has 800."""
_MARGIN = 2

Corner = tuple[set[int], set[int]]
"""The numbers of the upright and of the level edges that meet there."""


class TooDense(Exception):
    """The lines of a page cross too often for its tables to be looked for."""


@dataclass(frozen=True)
class Ruled:
    """The cells that lines draw, each with its place in the grid: row, column, rows and columns spanned."""

    box: Box
    cells: tuple[tuple[Box, tuple[int, int, int, int]], ...]

    def cell_at(self, x: float, y: float) -> int | None:
        """The number of the cell that holds a point."""
        return next((number for number in range(len(self.cells)) if self.is_in(number, x, y)), None)

    def is_in(self, cell: int, x: float, y: float) -> bool:
        """Whether cell number `cell` holds a point."""
        left, top, right, bottom = self.cells[cell][0]
        return left <= x < right and top <= y < bottom

    def holds(self, x: float, y: float) -> bool:
        """Whether a point is in the box around the cells."""
        left, top, right, bottom = self.box
        return left <= x < right and top <= y < bottom


def ruled(edges: Sequence[Edge]) -> list[Ruled]:
    """The tables of two cells and more that `edges` draw, from top to bottom.

    Raises:
        TooDense: more crossings than a table has.
    """
    merged = _merged(dict.fromkeys(edges))
    if all(edge.is_upright for edge in merged) or not any(edge.is_upright for edge in merged):
        return []
    if closing := _closing([_for_finder(edge) for edge in merged]):
        merged = _merged([*merged, *closing])
    upright = sum(edge.is_upright for edge in merged)
    if upright * (len(merged) - upright) > _MOST_CROSSINGS:
        raise TooDense
    corners = _corners(merged)
    if len(corners) > _MOST_CORNERS:
        raise TooDense
    return [_in_grid(cells) for cells in cells_to_tables(list(_cells(corners)))]


def _corners(edges: Sequence[Edge]) -> dict[tuple[float, float], Corner]:
    """Where upright and level edges meet, from left to right and top to bottom: the numbers of those that do."""
    level = [(number, edge) for number, edge in enumerate(edges) if not edge.is_upright]
    found: dict[tuple[float, float], Corner] = {}
    for number, (x, top, _, bottom) in enumerate(edges):
        if not edges[number].is_upright:
            continue
        for other, (left, y, right, _) in level:
            if top - _SNAP <= y <= bottom + _SNAP and left - _SNAP <= x <= right + _SNAP:
                corner = found.setdefault((x, y), (set(), set()))
                corner[0].add(number)
                corner[1].add(other)
    return dict(sorted(found.items()))


def _cells(corners: Mapping[tuple[float, float], Corner]) -> Iterator[Box]:
    """Of each corner that has one, the smallest cell of which it is the first: its sides are edges from end to end.

    The same as pdfplumber finds, in a tenth of the time.
    """
    below: dict[float, list[float]] = {}
    beside: dict[float, list[float]] = {}
    for x, y in corners:
        below.setdefault(x, []).append(y)
        beside.setdefault(y, []).append(x)
    for (x, y), (upright, level) in corners.items():
        bottoms = [at for at in below[x] if at > y and not upright.isdisjoint(corners[x, at][0])]
        rights = [at for at in beside[y] if at > x and not level.isdisjoint(corners[at, y][1])]
        for bottom, right in product(bottoms, rights):
            last = corners.get((right, bottom))
            if last is None or last[0].isdisjoint(corners[right, y][0]) or last[1].isdisjoint(corners[x, bottom][1]):
                continue
            yield x, y, right, bottom
            break


def _merged(edges: Iterable[Edge]) -> list[Edge]:
    """Edges on one line, or next to it, as one, and those that touch joined; what is then short is left out."""
    lines: dict[bool, list[tuple[float, float, float]]] = {True: [], False: []}
    for left, top, right, bottom in edges:
        if bottom - top > right - left:
            lines[True].append(((left + right) / 2, top, bottom))
        elif right - left >= 1:
            lines[False].append(((top + bottom) / 2, left, right))
    found = []
    for upright, placed in lines.items():
        for place, low, high in _joined(placed):
            if high - low >= _SHORTEST_EDGE:
                found.append(Edge(place, low, place, high) if upright else Edge(low, place, high, place))
    return found


def _joined(lines: list[tuple[float, float, float]]) -> Iterator[tuple[float, float, float]]:
    """Parallel lines, each as its place across and its two ends: near ones at one place, touching ones joined."""
    lines.sort()
    groups: list[list[tuple[float, float, float]]] = []
    for line in lines:
        if groups and line[0] - groups[-1][-1][0] <= _SNAP:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        place = sum(line[0] for line in group) / len(group)
        ends = sorted(line[1:] for line in group)
        low, high = ends[0]
        for start, stop in ends[1:]:
            if start > high + _SNAP:
                yield place, low, high
                low, high = start, stop
            high = max(high, stop)
        yield place, low, high


def _closing(edges: list[dict[str, Any]]) -> list[Edge]:
    """The sides that tables leave open: left and right by custom, top and bottom where a page ends.

    Two lines that end flush and are crossed by a third are closed between these ends.
    """
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    level = [edge for edge in edges if edge["orientation"] == "h"]
    found = []
    for lines, others, start, along in ((level, upright, "x0", "top"), (upright, level, "top", "x0")):
        stop = {"x0": "x1", "top": "bottom"}
        crossing = [
            {
                number
                for number, other in enumerate(others)
                if other[along] - _SNAP <= line[along] <= other[stop[along]] + _SNAP
                and line[start] - _SNAP <= other[start] <= line[stop[start]] + _SNAP
            }
            for line in lines
        ]
        in_order = sorted((at for at in range(len(lines)) if crossing[at]), key=lambda at: lines[at][along])
        for end in (start, stop[start]):
            last: dict[int, int] = {}
            for at in in_order:
                place = round(lines[at][end] / _SNAP)
                near = next((last[key] for key in (place, place - 1, place + 1) if key in last), None)
                if near is not None and crossing[near] & crossing[at]:
                    found.append(_side(lines[near], lines[at], end, along))
                last[place] = at
    return found


def _side(one: dict[str, Any], other: dict[str, Any], end: str, along: str) -> Edge:
    """The line between the ends `end` of two parallel lines; `along` is the axis on which they lie apart."""
    place, low, high = one[end], one[along], other[along]
    if along == "top":
        return Edge(place, low, place, high)
    return Edge(low, place, high, place)


def _for_finder(edge: Edge) -> dict[str, Any]:
    left, top, right, bottom = edge
    return {
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "width": right - left,
        "height": bottom - top,
        "orientation": "v" if edge.is_upright else "h",
        "object_type": "line",
    }


def _in_grid(boxes: Sequence[Box]) -> Ruled:
    tops = _distinct([box[1] for box in boxes])
    lefts = _distinct([box[0] for box in boxes])
    cells = []
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        row, col = _place(tops, box[1]), _place(lefts, box[0])
        rows = max(bisect_left(tops, box[3] - _MARGIN) - row, 1)
        cols = max(bisect_left(lefts, box[2] - _MARGIN) - col, 1)
        cells.append((box, (row, col, rows, cols)))
    return Ruled(around(boxes), tuple(cells))


def _distinct(values: Sequence[float]) -> list[float]:
    """`values` in order; of those nearer to each other than a margin, the least."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _MARGIN:
            found.append(value)
    return found


def _place(starts: list[float], value: float) -> int:
    return max(bisect_left(starts, value + _MARGIN) - 1, 0)
