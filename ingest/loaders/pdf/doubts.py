"""Why text of a page is probably missing: scans, letters drawn as curves, letters without a name."""

import re
from dataclasses import dataclass

from .drawn import Drawn

_FEWEST_SHAPES = 500
_CJK = "\u1100"
_CJK_SHARE = 0.1
_FEWEST_UNKNOWN = 20
_UNKNOWN_SHARE = 0.2
_STAMP = 40
"""Letters, at most, that are put over a scan: a number of receipt, a date, a page number."""
_MOST_OF_PAGE = 0.6
_MUCH_MORE = 2

_LETTER = re.compile(r"[^\W_]")
_UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd]")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a page needs recognition; `problem` is what stands on it in their place.

    `is_open`: the drawings may be drawings, the image a background. Then what is recognised decides, see `outweighs`.
    """

    problem: str
    is_open: bool = False


def doubt_about(text: str, drawn: Drawn) -> Doubt | None:
    """What speaks against the text of a page, None where nothing does.

    Some releases set digits and Latin as text but draw every Hangul syllable as curves: hundreds of shapes, more than
    letters, and next to no syllable among these.
    """
    if _LETTER.search(text) is None:
        if drawn.images:
            return Doubt("an image")
        return Doubt("letters drawn as curves") if drawn.shapes > _FEWEST_SHAPES else None
    if drawn.covered > _MOST_OF_PAGE and len(_LETTER.findall(text)) <= _STAMP:
        return Doubt("an image", is_open=True)
    if not text.isascii() and len(_UNKNOWN.findall(text)) > max(_FEWEST_UNKNOWN, _UNKNOWN_SHARE * len(text)):
        return Doubt("letters that its fonts do not name")
    if drawn.shapes > _FEWEST_SHAPES:
        letters = len(_LETTER.findall(text))
        if drawn.shapes > letters and _syllables(text) < _CJK_SHARE * letters:
            return Doubt("letters drawn as curves", is_open=True)
    return None


def outweighs(recognised: str, text: str) -> bool:
    """Whether what was recognised shows that the text of the page lacks its Hangul or Han characters, or most of it."""
    letters = len(_LETTER.findall(recognised))
    is_more = letters > _MUCH_MORE * len(_LETTER.findall(text))
    return is_more or _syllables(recognised) > max(_syllables(text), _CJK_SHARE * letters)


def _syllables(text: str) -> int:
    return sum(char >= _CJK for char in _LETTER.findall(text))
