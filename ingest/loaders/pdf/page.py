"""The text of a page of pdfium: its characters in the order of the file, and where they stand.

Coordinates are points from the top left corner of the page as it is shown: cropped and turned. The text comes in one
call and its lines are placed by the stretches of text that they are put together of: to ask for the box of every letter
takes longer than all else that pdfium does for a page. Only where a table or a gap cuts a line are its words.
"""

import ctypes
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from corpus.documents import Box
from ingest.loaders.hancom import USUAL_FORMS
from ingest.recognition.pictures import POINTS_PER_INCH, Picture

from .drawn import Drawn, Place, drawn_on

BROKEN_WORD = "\x02"
"""Stands for a hyphen at the end of a line, as pdfium reports it."""

_LINE = re.compile(r"[^\r\n\x02]+\x02?|\x02")
_SURROGATE = re.compile("[\ud800-\udfff]")
_HAS_USUAL_FORM = re.compile(f"[{''.join(map(chr, USUAL_FORMS))}]")
_SIGN = re.compile("[\x02\ufffe]")
_BLANK = re.compile(r"[^\s\x00] (?=[^\s\x00\x02])")
_BLANKS_PROBED = 3
_NO_BOX = (0.0, 0.0, 0.0, 0.0)


class Span(NamedTuple):
    """A line as pdfium tells lines: numbers of its first character and of the one behind its last."""

    start: int
    stop: int


class Page:
    """An open page of a document of pdfium; close it to give back its memory.

    `text` has one unit of UTF-16 for each of pdfium's numbers of characters.
    """

    def __init__(self, page: Any) -> None:
        self._page = page
        self._text = page.get_textpage()
        self.width, self.height = page.get_size()
        self._place = _placement(page)
        self._sides = tuple(ctypes.c_double() for _ in range(4))
        self._matrix = pdfium.FS_MATRIX()
        self.text = self._whole_text()

    def close(self) -> None:
        """Give back the memory of the page."""
        self._text.close()
        self._page.close()

    def lines(self) -> Iterator[Span]:
        """The lines of the page, in the order of the file; a hyphen that breaks a word ends one."""
        return (Span(*line.span()) for line in _LINE.finditer(self.text))

    def words_of(self, start: int, stop: int) -> str:
        """What stands in a span, without the hyphen that breaks its last word."""
        words = self.text[start:stop].replace("\x00", "").removesuffix(BROKEN_WORD)
        if words.isascii():
            return words
        if _SURROGATE.search(words):
            words = words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        return words.translate(USUAL_FORMS) if _HAS_USUAL_FORM.search(words) else words

    def boxes_of(self, start: int, stop: int) -> list[Box]:
        """The boxes of the stretches of text that a line is put together of, from first to last."""
        text, place, box_of = self._text.raw, self._place, pdfium.FPDFText_GetRect
        left, right, bottom, top = self._sides
        found = []
        for at in range(pdfium.FPDFText_CountRects(text, start, stop - start)):
            box_of(text, at, left, top, right, bottom)
            found.append(place(left.value, bottom.value, right.value, top.value))
        return found

    def box_of(self, number: int) -> Box:
        """The box of a letter; the second half of a pair of units has that of the pair."""
        if "\udc00" <= self.text[number] <= "\udfff":
            number = max(number - 1, 0)
        left, right, bottom, top = self._sides
        if not pdfium.FPDFText_GetCharBox(self._text.raw, number, left, right, bottom, top):
            return _NO_BOX
        return self._place(left.value, bottom.value, right.value, top.value)

    def blank_of(self, start: int, stop: int) -> float:
        """The mean width of the first blanks between words; 0 without any."""
        blanks = list(islice(_BLANK.finditer(self.text, start, stop), _BLANKS_PROBED))
        widths = [self.box_of(at.end())[0] - self.box_of(at.start())[2] for at in blanks]
        return sum(widths) / len(widths) if widths else 0.0

    def size_of(self, number: int) -> float:
        """The size of the font of a character as it is shown, in points."""
        text, matrix = self._text.raw, self._matrix
        size: float = pdfium.FPDFText_GetFontSize(text, number)
        if pdfium.FPDFText_GetMatrix(text, number, matrix):
            size *= (matrix.c**2 + matrix.d**2) ** 0.5 or 1
        return round(size, 1)

    def is_blank_drawn(self, number: int) -> bool:
        """Whether a blank is in the file, rather than seen by pdfium in a gap."""
        return bool(pdfium.FPDFText_IsGenerated(self._text.raw, number) == 0)

    def drawn(self, most_paths: int) -> Drawn:
        """Edges and counts; of a page with more than `most_paths` paths no edges."""
        return drawn_on(self._page, self._place, most_paths)

    def picture(self, dpi: int, most_pixels: int) -> Picture:
        """The page as it is shown, in grey; with fewer than `dpi` dots an inch where it has too many pixels for it."""
        inches = max(self.width * self.height, 1.0) / POINTS_PER_INCH**2
        dpi = max(min(dpi, int((most_pixels / inches) ** 0.5)), 1)
        bitmap = self._page.render(scale=dpi / POINTS_PER_INCH, grayscale=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        grey = bytes(bitmap.buffer)
        bitmap.close()
        if stride != width:
            grey = b"".join(grey[row * stride : row * stride + width] for row in range(height))
        return Picture(width, height, grey, dpi)

    def _whole_text(self) -> str:
        """The text at once; character by character where pdfium leaves some out or pairs them."""
        count = self._text.count_chars()
        text: str = self._text.get_text_range() if count else ""
        if len(text) != count:
            codes = (pdfium.FPDFText_GetUnicode(self._text.raw, index) for index in range(count))
            text = "".join(chr(code) if code < 0x10000 else "\ufffd" for code in codes)
        raw = self._text.raw
        return _SIGN.sub(lambda sign: BROKEN_WORD if pdfium.FPDFText_IsHyphen(raw, sign.start()) == 1 else "\x00", text)


def _placement(page: Any) -> Place:
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

    def placed(left: float, bottom: float, right: float, top: float) -> Box:
        return left, height - top, right, height - bottom

    return place if turned or origin_x or origin_y else placed
