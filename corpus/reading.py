"""The form of a text in which rules match: as long as the text, so that offsets hold in both.

Beyond `corpus.folding`, traditional characters are simplified, so that one rule reads both.
"""

import re
from functools import cache

import opencc

from .folding import folded

_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_TABLED = (range(0x3400, 0xA000), range(0x20000, 0x2A6E0))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def _singly() -> dict[int, str]:
    """Each traditional character by itself, for the texts that have a word with another number of characters."""
    convert = _converter().convert
    singles = {code: convert(chr(code)) for codes in _TABLED for code in codes}
    return {code: simple for code, simple in singles.items() if len(simple) == 1 and simple != chr(code)}


def reading(text: str) -> str:
    """The form of `text` in which rules match; of the same length.

    >>> reading("２０２２年９月２８日，韓國環境部")
    '2022年9月28日,韩国环境部'
    """
    return simplified(folded(text))


def simplified(text: str) -> str:
    """`text` with simplified characters for traditional ones; of the same length."""
    if text.isascii() or not _HAN.search(text):
        return text
    simple: str = _converter().convert(text)
    return simple if len(simple) == len(text) else text.translate(_singly())
