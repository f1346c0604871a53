"""Japanese names in Latin letters and in Hangul.

Hangul writes k, t and ch plain at the beginning of a word and aspirated inside it; releases do not keep to that, and
long vowels are marked in neither script with any constancy, so both are left open.

Source: transcription of Japanese (외래어 표기법, notice of the Ministry of Culture, table 4).
"""

import re

from .jamo import letters

_INITIALS = {
    "": "-", "k": "ㄱ ㅋ", "ky": "ㄱ ㅋ", "g": "ㄱ", "gy": "ㄱ", "s": "ㅅ", "sh": "ㅅ", "z": "ㅈ", "j": "ㅈ",
    "t": "ㄷ ㅌ",
    "ts": "ㅆ ㅉ ㅊ", "ch": "ㅈ ㅊ", "d": "ㄷ", "n": "ㄴ", "ny": "ㄴ", "h": "ㅎ", "hy": "ㅎ", "f": "ㅎ",
    "b": "ㅂ", "by": "ㅂ",
    "p": "ㅍ", "py": "ㅍ", "m": "ㅁ", "my": "ㅁ", "y": "-", "r": "ㄹ", "ry": "ㄹ", "w": "-",
}  # fmt: skip
_VOWELS = {"a": "ㅏ", "i": "ㅣ", "u": "ㅜ", "e": "ㅔ", "o": "ㅗ"}
_GLIDED = {"a": "ㅑ", "u": "ㅠ", "o": "ㅛ", "e": "ㅖ", "i": "ㅣ"}
_WITH_W = {"a": "ㅘ", "i": "ㅟ", "u": "ㅜ", "e": "ㅞ", "o": "ㅗ"}
_SYLLABLE = re.compile(
    r"(?P<double>([kstpc])(?=\2|ch))?(?P<initial>[kgnhbpmr]y|sh|ch|ts|[kgsztdnhfbpmyrwj])?(?P<vowel>[aiueo])"
    r"(?P<tail>[nm](?![aiueoy]))?"
)
_LONG = {"a": "a", "u": "u", "o": "ou", "i": "i", "e": "i"}


def _moras(word: str) -> list[tuple[str, ...]] | None:
    """For each syllable of a word, the letters of Hangul that may write it; None where the word is no Japanese."""
    found: list[tuple[str, ...]] = []
    position, last = 0, ""
    while position < len(word):
        match = _SYLLABLE.match(word, position)
        if match is None:
            if word[position] == "h" and last == "o":  # Ohno, Satoh
                position += 1
                continue
            return None
        initial, vowel, tail = match["initial"] or "", match["vowel"], match["tail"]
        if not initial and vowel in _LONG.get(last, "") and not tail:
            own = _VOWELS[vowel]
            found.append(("", own))  # a long vowel, written or not
        else:
            found.append(_spelt(initial, vowel, tail, match["double"]))
        last, position = "" if tail else vowel, match.end()
    return found


def _spelt(initial: str, vowel: str, tail: str | None, double: str | None) -> tuple[str, ...]:
    if initial == "y" or (initial.endswith("y") and initial != "y"):
        vowels = [_GLIDED[vowel]]
    elif initial in ("sh", "ch", "j"):
        vowels = [_VOWELS[vowel], _GLIDED[vowel]]
    elif initial == "w":
        vowels = [_WITH_W[vowel]]
    elif initial in ("ts", "s", "z") and vowel == "u":
        vowels = ["ㅡ", "ㅜ"]
    else:
        vowels = [_VOWELS[vowel]]
    leads = ["" if lead == "-" else lead for lead in _INITIALS[initial].split()]
    tails = ["ㄴ", "ㅁ", "ㅇ"] if tail else [""]
    before = ["ㅅ", "ㄱ", "ㅂ", ""] if double else [""]
    return tuple(a + b + c + d for a in before for b in leads for c in vowels for d in tails)


def moras_of(word: str) -> int:
    """How many moras a word of Japanese in Latin letters, lower case, has; 0 for a word that is none.

    >>> moras_of("shinsuke"), moras_of("abe"), moras_of("smith")
    (4, 2, 0)
    """
    found, position = 0, 0
    while position < len(word):
        match = _SYLLABLE.match(word, position)
        if match is None:
            return 0
        found, position = found + 1 + bool(match["double"]) + bool(match["tail"]), match.end()
    return found


def writes_japanese(hangul: str, words: tuple[str, ...]) -> bool:
    """Whether `hangul` transcribes the Japanese name of these words in Latin letters, lower case, in this order.

    >>> writes_japanese("고이즈미 신지로", ("koizumi", "shinjiro")), writes_japanese("도쿄", ("kyoto",))
    (True, False)
    """
    own = letters(hangul)
    ends = {0}
    for word in words:
        moras = _moras(word)
        if not moras:
            return False
        for options in moras:
            ends = {end + len(one) for end in ends for one in options if own.startswith(one, end)}
            if not ends:
                return False
    return len(own) in ends


def ends_in_hangul(words: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    """The first and the last letter of Hangul of all that transcribes a Japanese name (`writes_japanese`).

    >>> sorted(ends_in_hangul(("koizumi", "shinjiro")))
    [('ㄱ', 'ㅗ'), ('ㅋ', 'ㅗ')]
    """
    moras: list[tuple[str, ...]] = []
    for word in words:
        found = _moras(word)
        if not found:
            return frozenset()
        moras += found
    heads = _letters_at(moras, 0)
    tails = _letters_at(moras[::-1], -1)
    return frozenset((head, tail) for head in heads for tail in tails)


def _letters_at(moras: list[tuple[str, ...]], end: int) -> set[str]:
    """The letters at one end of a name; a long vowel may be unwritten, so that what is next to it stands there."""
    found: set[str] = set()
    for options in moras:
        found |= {one[end] for one in options if one}
        if "" not in options:
            break
    return found
