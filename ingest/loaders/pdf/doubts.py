"""Why text of a page is probably missing: scans, letters drawn as curves, letters without a name."""

from collections.abc import Iterator, Sequence

from .page import Drawn, Glyph

_FEWEST_SHAPES = 500
_CJK = "\u1100"
_CJK_SHARE = 0.1
_FEWEST_UNKNOWN = 20
_UNKNOWN_SHARE = 0.2
_OCR = "its text needs recognition (OCR)"


def doubts(glyphs: Sequence[Glyph], drawn: Drawn) -> Iterator[str]:
    """What completes "page 3 …".

    Some releases set digits and Latin as text but draw every Hangul syllable as curves: hundreds of shapes, more than
    letters, and next to no syllable among these.
    """
    letters = [glyph.char for glyph in glyphs if glyph.char.isalnum()]
    if not letters:
        if drawn.images:
            yield f"is an image: {_OCR}"
        elif drawn.shapes > _FEWEST_SHAPES:
            yield f"draws its letters as curves: {_OCR}"
        return
    if drawn.shapes > max(_FEWEST_SHAPES, len(letters)):
        cjk = sum(char >= _CJK for char in letters)
        if cjk < _CJK_SHARE * len(letters):
            yield f"draws letters as curves: {_OCR}"
    unknown = sum("\ue000" <= glyph.char <= "\uf8ff" or glyph.char == "\ufffd" for glyph in glyphs)
    if unknown > max(_FEWEST_UNKNOWN, _UNKNOWN_SHARE * len(glyphs)):
        yield f"has letters that its fonts do not name: {_OCR}"
