"""The form of a text in which the rules of extraction match: as long as the text, so that offsets hold in both.

Beyond `corpus.folding`, traditional characters are simplified, so that one rule reads both.
"""

from functools import cache

import opencc

from corpus.folding import folded


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def reading(text: str) -> str:
    """The form of `text` in which rules match; of the same length.

    >>> reading("２０２２年９月２８日，韓國環境部")
    '2022年9月28日,韩国环境部'
    """
    plain = folded(text)
    simplified: str = _converter().convert(plain)
    if len(simplified) == len(plain):
        return simplified
    return "".join(c if len(s := _converter().convert(c)) != 1 else s for c in plain)
