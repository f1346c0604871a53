"""The words that tesseract prints, and one reading of a Korean page from two.

Read as Korean and English at once, one Hangul word in ten of some typefaces comes out as Latin letters (양측은 as SSS);
read as Korean alone, English comes out as syllables, digits and signs at random. So a word of Latin letters is
Hangul where the reading as Korean alone has little but whole syllables in its place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_WORD_LEVEL, _COLUMNS = "5", 12
_MOST_BLANKS = 80
"""Blanks and blank lines that may stand between two words of the text: across a page there are that many."""
_LATIN = re.compile(r"[A-Za-z][A-Za-z.,]*")
_SYLLABLE = re.compile("[\uac00-\ud7a3]")
_SURE = 92.0
"""Confidence from which a word of Latin letters is one; English among Hangul has 30 to 97, misread Hangul 35 to 88."""
_HANGUL_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its line, its confidence of 100, and its sides in pixels; `is_apart`: a blank stands before it."""

    text: str
    is_apart: bool
    line: tuple[str, ...]
    confidence: float
    left: int
    top: int
    right: int
    bottom: int


def words_of(printed: str) -> Iterator[Word]:
    """The words of tesseract's table: level, page, block, paragraph, line, word, four sides, confidence, text.

    Its words of Korean and Chinese are single syllables, or a few; where a blank stands between them only its text
    says, which it prints apart.
    """
    rows = printed.splitlines()
    text = "\n".join(row for row in rows if row.count("\t") < _COLUMNS - 1)
    at = 0
    before = ""
    for row in rows:
        fields = row.split("\t")
        if len(fields) < _COLUMNS or fields[0] != _WORD_LEVEL or not fields[11].strip():
            continue
        word = fields[11].strip()
        found = text.find(word, at, at + len(word) + _MOST_BLANKS)
        if found >= 0:
            is_apart = not before or text[at:found].isspace()
            at = found + len(word)
        else:
            is_apart = not before or not (_is_han(before[-1]) and _is_han(word[0]))
        before = word
        left, top, width, height = map(int, fields[6:10])
        yield Word(word, is_apart, tuple(fields[1:5]), float(fields[10]), left, top, left + width, top + height)


def are_doubtful(words: Sequence[Word]) -> bool:
    """Whether there are words of Latin letters that may be Hangul."""
    return any(map(_is_doubtful, words))


def with_hangul(words: Sequence[Word], korean: Sequence[Word]) -> list[Word]:
    """`words` with those of the reading as Korean alone where they are misread Hangul."""
    found: list[Word] = []
    goes_apart = False
    """Whether the reading as Korean has a blank after what was taken from it."""
    for number, word in enumerate(words):
        places = _places(words, number, korean) if _is_doubtful(word) else range(0)
        held = [replace(korean[place], line=word.line) for place in places]
        letters = "".join(other.text for other in held)
        if len(_SYLLABLE.findall(letters)) >= max(_HANGUL_SHARE * len(letters), 1):
            found += [replace(held[0], is_apart=word.is_apart or goes_apart), *held[1:]]
            goes_apart = places.stop < len(korean) and korean[places.stop].is_apart
        else:
            found.append(replace(word, is_apart=word.is_apart or goes_apart))
            goes_apart = False
    return found


def _places(words: Sequence[Word], number: int, korean: Sequence[Word]) -> range:
    """Which words of `korean` stand in the place of a word: a syllable at its side may have been taken for its edge."""
    word = words[number]
    beside = [other for other in words[max(number - 1, 0) : number + 2] if other.line == word.line]
    height = word.bottom - word.top
    left = max([word.left - height, *(other.right for other in beside if other.right <= word.left)])
    right = min([word.right + height, *(other.left for other in beside if other.left >= word.right)])
    inside = [
        place
        for place, other in enumerate(korean)
        if left <= (other.left + other.right) / 2 <= right and word.top <= (other.top + other.bottom) / 2 <= word.bottom
    ]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _is_doubtful(word: Word) -> bool:
    return word.confidence < _SURE and _LATIN.fullmatch(word.text) is not None


def _is_han(char: str) -> bool:
    return "\u3000" <= char <= "\u30ff" or "\u3400" <= char <= "\u9fff" or "\uff00" <= char <= "\uff60"
