"""The bullets that paragraphs get from their shape: they are seen on the page but not part of the text."""

import struct

from ingest.limits import Allowance

from .records import Tag, flat
from .text import string

_HEAD_SHIFT, _HEAD_BULLET, _LEVEL_SHIFT = 23, 3, 25
_LIST_AT = 30
_BULLET_AT = 12


class Shapes:
    """Bullet and level by the number of a paragraph's shape."""

    def __init__(self, document_info: bytes, allowance: Allowance) -> None:
        self._heads: list[tuple[int, int, int]] = []
        self._bullets: list[str] = []
        for tag, _, data in flat(document_info, allowance):
            if tag == Tag.PARA_SHAPE:
                self._heads.append(_head(data))
            elif tag == Tag.BULLET:
                self._bullets.append(string(data[_BULLET_AT : _BULLET_AT + 2]).strip("\x00 "))

    def bullet(self, paragraph: bytes) -> tuple[str, int]:
        """The bullet of a paragraph, by its header record, and its depth from 1; an empty bullet for none."""
        if len(paragraph) < 10:
            return "", 0
        (shape,) = struct.unpack_from("<H", paragraph, 8)
        kind, level, number = self._heads[shape] if shape < len(self._heads) else (0, 0, 0)
        if kind != _HEAD_BULLET or not 1 <= number <= len(self._bullets):
            return "", 0
        return self._bullets[number - 1], level + 1


def _head(data: bytes) -> tuple[int, int, int]:
    if len(data) < _LIST_AT + 2:
        return 0, 0, 0
    (bits,) = struct.unpack_from("<I", data)
    (number,) = struct.unpack_from("<H", data, _LIST_AT)
    return (bits >> _HEAD_SHIFT) & 3, (bits >> _LEVEL_SHIFT) & 7, number
