"""The numbers that Hancom Office puts before paragraphs of a list or outline: seen on the page, not part of the text.

A list has up to ten levels, each with the form of its number: "^1." is the number of the first level and a full stop,
"^1.^2" those of both levels. A paragraph of a deeper level counts the levels above it that have not begun as begun.

Source: KS X 6101 (OWPML), `numbering`; Hancom, "Hwp Document File Formats 5.0", revision 1.3, tables 38 to 43.
"""

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass

_PLACE = re.compile(r"\^(\d{1,2}|[nN])")
_SYLLABLES = "가나다라마바사아자차카타파하"
_JAMO = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_PHONETIC = ("", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구")
_IDEOGRAPHS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))

STYLES = (
    "DIGIT",
    "CIRCLED_DIGIT",
    "ROMAN_CAPITAL",
    "ROMAN_SMALL",
    "LATIN_CAPITAL",
    "LATIN_SMALL",
    "CIRCLED_LATIN_CAPITAL",
    "CIRCLED_LATIN_SMALL",
    "HANGUL_SYLLABLE",
    "CIRCLED_HANGUL_SYLLABLE",
    "HANGUL_JAMO",
    "CIRCLED_HANGUL_JAMO",
    "HANGUL_PHONETIC",
    "IDEOGRAPH",
    "CIRCLED_IDEOGRAPH",
)
"""The names of OWPML, in the order of the numbers of HWP 5."""


@dataclass(frozen=True, slots=True)
class Level:
    """How a level is numbered; `style` is one of `STYLES`, another counts in digits."""

    form: str
    style: str = "DIGIT"
    start: int = 1


class Numbers:
    """The numbers of the lists of one document, counted in the order of its paragraphs."""

    def __init__(self, lists: Mapping[Hashable, Mapping[int, Level]]) -> None:
        """`lists` are the levels, from 1, of each list."""
        self._lists = lists
        self._counts: dict[Hashable, dict[int, int]] = {}

    def next(self, key: Hashable, level: int) -> str:
        """The number of the next paragraph of a list at a level, "" where the file states no form for it.

        >>> numbers = Numbers({7: {1: Level("^1."), 2: Level("^1.^2)", "HANGUL_SYLLABLE")}})
        >>> numbers.next(7, 1), numbers.next(7, 2), numbers.next(7, 1)
        ('1.', '1.가)', '2.')
        """
        levels = self._lists.get(key)
        if levels is None or level not in levels:
            return ""
        counts = self._counts.setdefault(key, {})
        for above in range(1, level):
            counts.setdefault(above, levels[above].start if above in levels else 1)
        counts[level] = counts[level] + 1 if level in counts else levels[level].start
        for below in [other for other in counts if other > level]:
            del counts[below]

        def shown(place: re.Match[str]) -> str:
            if place[1] in "nN":
                path = ".".join(str(counts[at]) for at in range(1, level + 1))
                return f"{path}." if place[1] == "N" else path
            at = int(place[1])
            return numeral(counts[at], levels[at].style) if at in counts and at in levels else ""

        return _PLACE.sub(shown, levels[level].form).strip()


def numeral(count: int, style: str) -> str:
    """A number in one of `STYLES`; in digits where the style has no sign for it.

    >>> [numeral(3, style) for style in ("DIGIT", "ROMAN_CAPITAL", "CIRCLED_HANGUL_SYLLABLE", "IDEOGRAPH")]
    ['3', 'III', '㉰', '三']
    """
    return (_STYLES[style](count) if style in _STYLES and count > 0 else "") or str(count)


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (count // value)
        count %= value
    return text


def _signs(signs: str) -> Callable[[int], str]:
    return lambda count: signs[count - 1] if count <= len(signs) else ""


def _run(first: str, length: int) -> Callable[[int], str]:
    return _signs("".join(chr(ord(first) + at) for at in range(length)))


def _tens(digits: tuple[str, ...], ten: str) -> Callable[[int], str]:
    def spelled(count: int) -> str:
        if count > 99:
            return ""
        tens, ones = divmod(count, 10)
        return (digits[tens] if tens > 1 else "") + (ten if tens else "") + digits[ones]

    return spelled


_STYLES: dict[str, Callable[[int], str]] = {
    "DIGIT": str,
    "CIRCLED_DIGIT": _run("①", 20),
    "ROMAN_CAPITAL": lambda count: _roman(count).upper(),
    "ROMAN_SMALL": _roman,
    "LATIN_CAPITAL": _run("A", 26),
    "LATIN_SMALL": _run("a", 26),
    "CIRCLED_LATIN_CAPITAL": _run("Ⓐ", 26),
    "CIRCLED_LATIN_SMALL": _run("ⓐ", 26),
    "HANGUL_SYLLABLE": _signs(_SYLLABLES),
    "CIRCLED_HANGUL_SYLLABLE": _run("㉮", 14),
    "HANGUL_JAMO": _signs(_JAMO),
    "CIRCLED_HANGUL_JAMO": _run("㉠", 14),
    "HANGUL_PHONETIC": _tens(_PHONETIC, "십"),
    "IDEOGRAPH": _tens(_IDEOGRAPHS, "十"),
    "CIRCLED_IDEOGRAPH": _run("㊀", 10),
}
