"""Lines of a page: glyphs that stand beside each other, and what they say together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from corpus.documents import Box

from .page import BROKEN_WORD, Glyph, Page

_SPACELESS = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]*")


@dataclass(eq=False)
class Line:
    """A line as set: the glyphs of one row, in reading order.

    `blank` is the mean width of the blanks between its words, 0 without any. `ends_in_blank`: the file has a blank
    after the last letter. `is_broken`: the last word goes on after a hyphen.
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
        return len(self.text) > 2 and bottom - top > 3 * (right - left)

    @cached_property
    def first_word_width(self) -> float:
        """About the width of what must fit before the line can break: a word; of Chinese, two characters."""
        left, _, right, _ = self.box
        word = self.text.split(maxsplit=1)[0]
        letters = 2 if is_spaceless(word[:2]) else len(word)
        return (right - left) * letters / len(self.text)


def line_of(glyphs: Sequence[Glyph], page: Page) -> Line | None:
    """The line of `glyphs`, or None if they are all blank."""
    ink = [glyph for glyph in glyphs if not glyph.char.isspace() and glyph.char != BROKEN_WORD]
    if not ink:
        return None
    last = glyphs[-1]
    return Line(
        text="".join(glyph.char for glyph in glyphs if glyph.char != BROKEN_WORD).strip(),
        box=around([glyph[1:5] for glyph in ink]),
        size=page.size_of(ink[len(ink) // 2]),
        blank=_mean_blank(glyphs),
        ends_in_blank=last.char.isspace() and page.is_blank_drawn(last),
        is_broken=last.char == BROKEN_WORD,
    )


def in_rows(lines: Sequence[Line]) -> list[Line]:
    """Lines of one row joined, from left to right; rows in the order of their first line."""
    rows: list[list[Line]] = []
    for line in lines:
        if rows and not line.is_upright and _share_row(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(row) for row in rows]


def around(boxes: Sequence[Sequence[float]]) -> Box:
    """The smallest box that holds `boxes`."""
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def is_spaceless(text: str) -> bool:
    """Whether `text` is in a script that sets no blanks between words: Han characters, kana, their punctuation."""
    return _SPACELESS.fullmatch(text) is not None


def is_hangul(text: str) -> bool:
    """Whether `text` is in Hangul syllables."""
    return all("\uac00" <= char <= "\ud7a3" for char in text)


def _mean_blank(glyphs: Sequence[Glyph]) -> float:
    widths = [
        after.left - before.right
        for before, blank, after in zip(glyphs, glyphs[1:], glyphs[2:], strict=False)
        if blank.char == " " and not before.char.isspace() and not after.char.isspace()
    ]
    return sum(widths) / len(widths) if widths else 0.0


def _share_row(one: Line, other: Line) -> bool:
    common = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    low = min(one.box[3] - one.box[1], other.box[3] - other.box[1])
    apart = other.box[0] >= one.box[2] - 1 or other.box[2] <= one.box[0] + 1
    return common > 0.5 * low and apart


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
