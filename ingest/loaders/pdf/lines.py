"""Lines of a page: glyphs that stand beside each other, and what they say together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from corpus.documents import Box

from .page import BROKEN_WORD, Page

_HANGUL = re.compile("[\uac00-\ud7a3]*")
_SPACELESS = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]*")


@dataclass(eq=False, slots=True)
class Line:
    """A line as set: the glyphs of one row, in reading order.

    `blank` is about the width of the blanks between its words where it ends in Hangul, 0 without any. `ends_in_blank`:
    the file has a blank after the last letter. `is_broken`: the last word goes on after a hyphen.
    """

    text: str
    box: Box
    size: float
    blank: float = 0.0
    ends_in_blank: bool = False
    is_broken: bool = False

    @property
    def is_upright(self) -> bool:
        """Whether it runs from top to bottom."""
        left, top, right, bottom = self.box
        return bottom - top > 3 * (right - left) and len(self.text) > 2

    @property
    def first_word_width(self) -> float:
        """About the width of what must fit before the line can break: a word; of Chinese, two characters."""
        left, _, right, _ = self.box
        word = self.text.split(maxsplit=1)[0]
        letters = 2 if is_spaceless(word[:2]) else len(word)
        return (right - left) * letters / len(self.text)


def line_of(page: Page, start: int, stop: int, boxes: Sequence[Box] | None = None) -> Line | None:
    """The line of the characters from `start` to `stop`, in `boxes` if known, or None if they are all blank."""
    words = page.words_of(start, stop)
    text = words.strip()
    if not text or not (boxes := boxes or page.boxes_of(start, stop)):
        return None
    last = page.text[stop - 1]
    return Line(
        text,
        boxes[0] if len(boxes) == 1 else around(boxes),
        page.size_of(_middle(page.text, start, stop)),
        page.blank_of(start, stop) if is_hangul(text[-1]) else 0.0,
        last.isspace() and page.is_blank_drawn(stop - 1),
        last == BROKEN_WORD,
    )


def in_rows(lines: Sequence[Line]) -> list[Line]:
    """Lines of one row joined, from left to right; rows in the order of their first line."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and _share_row(rows[-1][-1].box, line.box) and not line.is_upright:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(row) for row in rows]


def around(boxes: Sequence[Sequence[float]]) -> Box:
    """The smallest box that holds `boxes`."""
    left, top, right, bottom = boxes[0]
    for box in boxes:
        if box[0] < left:
            left = box[0]
        if box[1] < top:
            top = box[1]
        if box[2] > right:
            right = box[2]
        if box[3] > bottom:
            bottom = box[3]
    return left, top, right, bottom


def is_spaceless(text: str) -> bool:
    """Whether `text` is in a script that sets no blanks between words: Han characters, kana, their punctuation."""
    return _SPACELESS.fullmatch(text) is not None


def is_hangul(text: str) -> bool:
    """Whether `text` is in Hangul syllables."""
    return _HANGUL.fullmatch(text) is not None


def _middle(text: str, start: int, stop: int) -> int:
    """The number of a character about the middle of a line that is not blank."""
    half = (start + stop) // 2
    if text[half] > " ":
        return half
    return next((at for at in chain(range(half, stop), range(start, half)) if text[at] > " "), start)


def _share_row(one: Box, other: Box) -> bool:
    if other[1] >= one[3] or one[1] >= other[3]:
        return False
    common = min(one[3], other[3]) - max(one[1], other[1])
    apart = other[0] >= one[2] - 1 or other[2] <= one[0] + 1
    return apart and common > 0.5 * min(one[3] - one[1], other[3] - other[1])


def _joined(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    row.sort(key=lambda line: line.box[0])
    text = row[0].text
    for before, line in pairwise(row):
        gap = line.box[0] - before.box[2]
        text += (" " if gap > 0.15 * line.size else "") + line.text
    largest = max(row, key=lambda line: len(line.text))
    return Line(
        text, around([line.box for line in row]), largest.size, largest.blank, row[-1].ends_in_blank, row[-1].is_broken
    )
