"""The heads that paragraphs get from their shape, bullets and numbers: seen on the page but not part of the text."""

import struct
from collections.abc import Hashable

from ingest.limits import Allowance
from ingest.loaders.numbering import STYLES, Level, Numbers

from .records import Tag, flat
from .text import string

_HEAD_SHIFT, _LEVEL_SHIFT = 23, 25
_OUTLINE, _NUMBER, _BULLET = 1, 2, 3
_LIST_AT = 30
_BULLET_AT = 12
_LEVELS, _MORE_LEVELS = 7, 3
_LEVEL_AT = 54
_LARGEST_START = 9999
_STYLE_SHIFT = 5


class Shapes:
    """The heads of paragraphs by the number of their shape; `outline` is the list that numbers the outline."""

    def __init__(self, document_info: bytes, allowance: Allowance) -> None:
        self.outline = 0
        self._heads: list[tuple[int, int, int]] = []
        self._bullets: list[str] = []
        lists: dict[Hashable, dict[int, Level]] = {}
        for tag, _, data in flat(document_info, allowance):
            if tag == Tag.PARA_SHAPE:
                self._heads.append(_head(data))
            elif tag == Tag.BULLET:
                self._bullets.append(string(data[_BULLET_AT : _BULLET_AT + 2]).strip("\x00 "))
            elif tag == Tag.NUMBERING:
                lists[len(lists) + 1] = _levels(data)
        self._numbers = Numbers(lists)

    def bullet(self, paragraph: bytes) -> tuple[str, int]:
        """The bullet of a paragraph, by its header record, and its depth from 1; an empty bullet for none."""
        kind, level, number = self._shape(paragraph)
        if kind != _BULLET or not 1 <= number <= len(self._bullets):
            return "", 0
        return self._bullets[number - 1], level + 1

    def number(self, paragraph: bytes) -> str:
        """The number of the next paragraph, by its header record, "" for none; paragraphs are asked for in order."""
        kind, level, number = self._shape(paragraph)
        if kind not in (_OUTLINE, _NUMBER):
            return ""
        return self._numbers.next(self.outline if kind == _OUTLINE else number, level + 1)

    def _shape(self, paragraph: bytes) -> tuple[int, int, int]:
        """Kind of head, level from 0, number of the list or bullet."""
        if len(paragraph) < 10:
            return 0, 0, 0
        (shape,) = struct.unpack_from("<H", paragraph, 8)
        return self._heads[shape] if shape < len(self._heads) else (0, 0, 0)


def _head(data: bytes) -> tuple[int, int, int]:
    """Kind, level and list; levels beyond the seventh stand at the end of newer records only."""
    if len(data) < _LIST_AT + 2:
        return 0, 0, 0
    (bits,) = struct.unpack_from("<I", data)
    (number,) = struct.unpack_from("<H", data, _LIST_AT)
    level = (bits >> _LEVEL_SHIFT) & 7
    if level == _LEVELS - 1 and len(data) >= _LEVEL_AT + 4:
        (level,) = struct.unpack_from("<I", data, _LEVEL_AT)
    return (bits >> _HEAD_SHIFT) & 3, level, number


def _levels(data: bytes) -> dict[int, Level]:
    """The levels of a list: their forms; the start of the list, and in newer versions of each level; then three more.

    A form is the bits of its number, 8 bytes of layout, its length, its characters.
    """
    forms, at = _forms(data, 0, _LEVELS)
    starts = [1] * len(forms)
    if at + 2 <= len(data):
        starts[:1] = struct.unpack_from("<H", data, at)
    if at + 2 + 4 * _LEVELS <= len(data):
        starts = list(struct.unpack_from(f"<{_LEVELS}I", data, at + 2))
        more, at = _forms(data, at + 2 + 4 * _LEVELS, _MORE_LEVELS)
        if at + 4 * len(more) <= len(data):
            forms += more
            starts += struct.unpack_from(f"<{len(more)}I", data, at)
    levels = enumerate(zip(forms, starts, strict=False), 1)
    return {level: Level(form, style, min(start, _LARGEST_START)) for level, ((form, style), start) in levels}


def _forms(data: bytes, at: int, count: int) -> tuple[list[tuple[str, str]], int]:
    """Form and style of `count` levels from `at` on, and where they end."""
    forms: list[tuple[str, str]] = []
    while len(forms) < count and at + 14 <= len(data):
        bits, units = struct.unpack_from("<I8xH", data, at)
        style = (bits >> _STYLE_SHIFT) & 0xF
        form = string(data[at + 14 : at + 14 + 2 * units])
        forms.append((form, STYLES[style] if style < len(STYLES) else ""))
        at += 14 + 2 * units
    return forms, at
