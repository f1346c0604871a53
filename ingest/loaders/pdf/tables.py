"""Tables of a page, from the lines that are drawn around their cells.

The finder is pdfplumber's; the lines come from pdfium, in a fraction of the time that pdfplumber takes to parse a page.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from corpus.documents import Box

from .drawn import Edge
from .lines import around

_SNAP = 3
_SHORTEST_EDGE = 3
_MOST_CROSSINGS = 2_000_000
_MOST_CORNERS = 2_000
"""The finder's time grows with the square: 1,500 corners take a second, a page of a yearbook has 800."""
_MARGIN = 2


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
    marked = [_for_finder(edge) for edge in dict.fromkeys(edges)]
    long = [edge for edge in marked if edge["x1"] - edge["x0"] >= 1 or edge["bottom"] - edge["top"] >= 1]
    merged = _merged(long)
    if closing := _closing(merged):
        merged = _merged(merged + closing)
    corners = edges_to_intersections(merged, _SNAP, _SNAP)
    if len(corners) > _MOST_CORNERS:
        raise TooDense
    return [_in_grid(cells) for cells in cells_to_tables(intersections_to_cells(corners))]


def _merged(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    long = [
        edge
        for edge in merge_edges(edges, _SNAP, _SNAP, _SNAP, _SNAP)
        if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= _SHORTEST_EDGE
    ]
    upright = sum(edge["orientation"] == "v" for edge in long)
    if upright * (len(long) - upright) > _MOST_CROSSINGS:
        raise TooDense
    return long


def _closing(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
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


def _side(one: dict[str, Any], other: dict[str, Any], end: str, along: str) -> dict[str, Any]:
    """The line between the ends `end` of two parallel lines; `along` is the axis on which they lie apart."""
    place, low, high = one[end], one[along], other[along]
    if along == "top":
        return _for_finder(Edge(place, low, place, high))
    return _for_finder(Edge(low, place, high, place))


def _for_finder(edge: Edge) -> dict[str, Any]:
    left, top, right, bottom = edge
    upright = edge.is_upright
    if upright:
        left = right = (left + right) / 2
    else:
        top = bottom = (top + bottom) / 2
    return {
        "x0": left,
        "x1": right,
        "top": top,
        "bottom": bottom,
        "width": right - left,
        "height": bottom - top,
        "orientation": "v" if upright else "h",
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
