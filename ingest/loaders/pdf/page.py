"""What is drawn on a page: glyphs in the order of the file, straight edges, counts of images and shapes.

Coordinates are points from the top left corner of the page as it is shown: cropped and turned.
"""

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from corpus.documents import Box
from ingest.loaders.hancom import USUAL_FORMS

LINE_END = "\n"
BROKEN_WORD = "\x02"
"""Stands for a hyphen at the end of a line, as pdfium reports it."""

_NO_UNICODE = 0xFFFE
_LINE_TO = 0
_BEZIER_TO = 1
_STRAIGHT = 1.0
"""Points by which the ends of an edge may differ across it."""
_SHAPE_SEGMENTS = 8
_FORMS_WITHIN_FORMS = 8

Matrix = tuple[float, float, float, float, float, float]
_AS_IS: Matrix = (1, 0, 0, 1, 0, 0)


class Glyph(NamedTuple):
    """A character and its box; of blanks and line ends the box means nothing. `number` is pdfium's."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    number: int


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
    """What a page shows beside text. `paths` counts strokes and fills, `shapes` those with the outline of a letter."""

    edges: list[Edge] = field(default_factory=list)
    paths: int = 0
    shapes: int = 0
    images: int = 0


class Page:
    """An open page of a document of pdfium; close it to give back its memory."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._text = page.get_textpage()
        self.width, self.height = page.get_size()
        self._place = _placement(page)

    def close(self) -> None:
        """Give back the memory of the page."""
        self._text.close()
        self._page.close()

    def glyphs(self) -> Iterator[Glyph]:
        """The characters of the page, with the blanks and line ends that pdfium sees between them."""
        text = self._text.raw
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        high = 0
        for index in range(self._text.count_chars()):
            code = pdfium.FPDFText_GetUnicode(text, index)
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000 and high:
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
            high = 0
            if code in (0, 13):
                continue
            if code in (2, _NO_UNICODE) and pdfium.FPDFText_IsHyphen(text, index) == 1:
                code = 2
            if code == 10:
                yield Glyph(LINE_END, 0, 0, 0, 0, index)
                continue
            pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
            box = self._place(left.value, bottom.value, right.value, top.value)
            yield Glyph(chr(USUAL_FORMS.get(code, code)), *box, index)

    def size_of(self, glyph: Glyph) -> float:
        """The size of its font as it is shown, in points."""
        size = pdfium.FPDFText_GetFontSize(self._text.raw, glyph.number)
        matrix = pdfium.FS_MATRIX()
        if pdfium.FPDFText_GetMatrix(self._text.raw, glyph.number, matrix):
            size *= (matrix.c**2 + matrix.d**2) ** 0.5 or 1
        return round(float(size), 1)

    def is_blank_drawn(self, glyph: Glyph) -> bool:
        """Whether a blank is in the file, rather than seen by pdfium in a gap."""
        return bool(pdfium.FPDFText_IsGenerated(self._text.raw, glyph.number) == 0)

    def drawn(self, most_paths: int) -> Drawn:
        """Edges and counts; of a page with more than `most_paths` paths no edges."""
        drawn = Drawn()
        self._add_objects(drawn, most_paths)
        if drawn.paths > most_paths:
            drawn.edges.clear()
        return drawn

    def _add_objects(self, drawn: Drawn, most_paths: int) -> None:
        page = self._page.raw
        objects = (pdfium.FPDFPage_GetObject(page, at) for at in range(pdfium.FPDFPage_CountObjects(page)))
        pending: list[tuple[Iterator[Any], Matrix]] = [(objects, _AS_IS)]
        while pending and drawn.paths <= most_paths:
            current, matrix = pending[-1]
            if (drawing := next(current, None)) is None:
                pending.pop()
                continue
            kind = pdfium.FPDFPageObj_GetType(drawing)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                drawn.paths += 1
                self._add_path(drawn, drawing, _joined(_matrix(drawing), matrix))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                drawn.images += 1
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and len(pending) < _FORMS_WITHIN_FORMS:
                pending.append((_objects_of_form(drawing), _joined(_matrix(drawing), matrix)))

    def _add_path(self, drawn: Drawn, path: Any, matrix: Matrix) -> None:
        count = pdfium.FPDFPath_CountSegments(path)
        if count >= _SHAPE_SEGMENTS:
            drawn.shapes += count // _SHAPE_SEGMENTS
        x, y = ctypes.c_float(), ctypes.c_float()
        start = last = (0.0, 0.0)
        for at in range(min(count, 400)):
            segment = pdfium.FPDFPath_GetPathSegment(path, at)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _moved(x.value, y.value, matrix)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == _LINE_TO:
                self._add_edge(drawn, last, point)
            elif kind != _BEZIER_TO:
                start = point
            last = point
            if pdfium.FPDFPathSegment_GetClose(segment):
                self._add_edge(drawn, last, start)
                last = start

    def _add_edge(self, drawn: Drawn, one: tuple[float, float], other: tuple[float, float]) -> None:
        if abs(one[0] - other[0]) > _STRAIGHT and abs(one[1] - other[1]) > _STRAIGHT:
            return
        box = self._place(min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1]))
        drawn.edges.append(Edge(*box))


def _placement(page: Any) -> Callable[[float, float, float, float], Box]:
    """From left, bottom, right, top in the page's own space to its box as shown."""
    origin_x, origin_y, end_x, end_y = page.get_cropbox()
    width, height = end_x - origin_x, end_y - origin_y
    turned = page.get_rotation()

    def place(left: float, bottom: float, right: float, top: float) -> Box:
        left, right, bottom, top = left - origin_x, right - origin_x, bottom - origin_y, top - origin_y
        if turned == 90:
            return bottom, left, top, right
        if turned == 180:
            return width - right, bottom, width - left, top
        if turned == 270:
            return height - top, width - right, height - bottom, width - left
        return left, height - top, right, height - bottom

    return place


def _objects_of_form(form: Any) -> Iterator[Any]:
    return (pdfium.FPDFFormObj_GetObject(form, at) for at in range(pdfium.FPDFFormObj_CountObjects(form)))


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
