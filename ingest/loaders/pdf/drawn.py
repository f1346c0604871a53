"""What a page shows beside text: straight edges, and counts of images and shapes.

Thin paths, the most by far, are taken by their bounds: reading each of their points takes three times as long.
"""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from corpus.documents import Box

_TEXT: int = pdfium.FPDF_PAGEOBJ_TEXT
_LINE_TO = 0
_BEZIER_TO = 1
_STRAIGHT = 1.0
"""Points by which the ends of an edge may differ across it."""
_THIN = 2.0
"""Points up to which a filled or stroked path is a line, its stroke included."""
_SHAPE_SEGMENTS = 8
_MOST_SEGMENTS = 400
_FORMS_WITHIN_FORMS = 8

Matrix = tuple[float, float, float, float, float, float]
Place = Callable[[float, float, float, float], Box]
"""From left, bottom, right, top in the page's own space to its box as shown."""
_AS_IS: Matrix = (1, 0, 0, 1, 0, 0)


class Edge(NamedTuple):
    """A straight stroke, or a side of a rectangle, along one of the axes."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_upright(self) -> bool:
        return self.bottom - self.top > self.right - self.left


@dataclass(slots=True)
class Drawn:
    """What a page shows beside text.

    `paths` counts strokes and fills, `shapes` those with the outline of a letter; `covered` is the share of the page
    that its largest image covers.
    """

    edges: list[Edge] = field(default_factory=list)
    paths: int = 0
    shapes: int = 0
    images: int = 0
    covered: float = 0.0


def drawn_on(page: Any, place: Place, most_paths: int) -> Drawn:
    """Edges and counts of a page of pdfium; of one with more than `most_paths` paths no edges."""
    tracer = _Tracer(place, max(page.get_width() * page.get_height(), 1.0))
    tracer.trace(page.raw, most_paths)
    if tracer.drawn.paths > most_paths:
        tracer.drawn.edges.clear()
    return tracer.drawn


class _Tracer:
    """What is gathered while the objects of a page are gone through."""

    def __init__(self, place: Place, area: float) -> None:
        self.drawn = Drawn()
        self._place = place
        self._area = area
        self._numbers = tuple(ctypes.c_float() for _ in range(4))

    def trace(self, page: Any, most_paths: int) -> None:
        """Go through the objects of the page, those of forms included."""
        kind_of = pdfium.FPDFPageObj_GetType
        objects = map(partial(pdfium.FPDFPage_GetObject, page), range(pdfium.FPDFPage_CountObjects(page)))
        pending: list[tuple[Iterator[Any], Matrix]] = [(objects, _AS_IS)]
        while pending and self.drawn.paths <= most_paths:
            current, matrix = pending[-1]
            for drawing in current:
                kind = kind_of(drawing)
                if kind == _TEXT:
                    continue
                if kind == pdfium.FPDF_PAGEOBJ_PATH:
                    self.drawn.paths += 1
                    self._add_path(drawing, matrix)
                    if self.drawn.paths > most_paths:
                        break
                elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                    self.drawn.images += 1
                    left, bottom, right, top = self._bounds(drawing, matrix)
                    self.drawn.covered = max(self.drawn.covered, (right - left) * (top - bottom) / self._area)
                elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(pending) < _FORMS_WITHIN_FORMS:
                    pending.append((_objects_of_form(drawing), _joined(_matrix(drawing), matrix)))
                    break
            else:
                pending.pop()

    def _bounds(self, drawing: Any, matrix: Matrix) -> Box:
        """Left, bottom, right, top in the page's own space."""
        left, bottom, right, top = self._numbers
        if not pdfium.FPDFPageObj_GetBounds(drawing, left, bottom, right, top):
            return 0.0, 0.0, 0.0, 0.0
        one = _moved(left.value, bottom.value, matrix)
        other = _moved(right.value, top.value, matrix)
        return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])

    def _add_path(self, path: Any, within: Matrix) -> None:
        count = pdfium.FPDFPath_CountSegments(path)
        if count >= _SHAPE_SEGMENTS:
            self.drawn.shapes += count // _SHAPE_SEGMENTS
        left, bottom, right, top = self._bounds(path, within)
        if right - left <= _THIN or top - bottom <= _THIN:
            if right - left <= top - bottom:
                left = right = (left + right) / 2
            else:
                bottom = top = (bottom + top) / 2
            self.drawn.edges.append(Edge(*self._place(left, bottom, right, top)))
        else:
            self._add_sides(path, count, _joined(_matrix(path), within))

    def _add_sides(self, path: Any, count: int, matrix: Matrix) -> None:
        x, y = self._numbers[:2]
        start = last = (0.0, 0.0)
        for at in range(min(count, _MOST_SEGMENTS)):
            segment = pdfium.FPDFPath_GetPathSegment(path, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _moved(x.value, y.value, matrix)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == _LINE_TO:
                self._add_edge(last, point)
            elif kind != _BEZIER_TO:
                start = point
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment):
                self._add_edge(last, start)
                last = start

    def _add_edge(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        if abs(one[0] - other[0]) > _STRAIGHT and abs(one[1] - other[1]) > _STRAIGHT:
            return
        box = self._place(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
        self.drawn.edges.append(Edge(*box))


def _objects_of_form(form: Any) -> Iterator[Any]:
    return map(partial(pdfium.FPDFFormObj_GetObject, form), range(pdfium.FPDFFormObj_CountObjects(form)))


def _matrix(drawing: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawing, matrix):
        return _AS_IS
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _joined(first: Matrix, then: Matrix) -> Matrix:
    if then == _AS_IS:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
