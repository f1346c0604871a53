"""Han characters as Korean reads them."""

from functools import cache
from itertools import product

from ..model import Model
from .jamo import composed, parts
from .tables import ROOT, read_table

_MOST_READINGS = 24
"""A name of characters with many readings is not tried in all of them."""
_GLIDES = "ㅑㅕㅖㅛㅠㅣ"


class HanjaReading(Model):
    """The Hangul `reading` of the Han `characters`, simplified, that stand in names."""

    reading: str
    characters: str


@cache
def _hanja() -> dict[str, frozenset[str]]:
    readings: dict[str, set[str]] = {}
    for _, row in read_table(ROOT / "hanja.csv", HanjaReading):
        for character in row.characters:
            readings.setdefault(character, set()).update(row.reading if len(row.reading) == 1 else ())
    return {character: _with_older(frozenset(options)) for character, options in readings.items()}


def _with_older(syllables: frozenset[str]) -> frozenset[str]:
    """The readings with and without the ㄹ or ㄴ that is not spoken at the beginning of a word (龙: 룡, 용)."""
    found = set(syllables)
    for syllable in syllables:
        lead, vowel, tail = parts(syllable)
        if lead == "ㄹ":
            found.add(composed("ㅇ" if vowel in _GLIDES else "ㄴ", vowel, tail))
        elif lead == "ㄴ" and vowel in _GLIDES:
            found.add(composed("ㅇ", vowel, tail))
    return frozenset(found)


def reads_as(han: str, hangul: str) -> bool:
    """Whether the name `han`, in simplified Han characters, is read as `hangul` in Korean.

    >>> reads_as("金度亨", "김도형"), reads_as("金度亨", "김도현")
    (True, False)
    """
    own = "".join(hangul.split())
    return len(han) == len(own) and all(syllable in _hanja().get(c, ()) for c, syllable in zip(han, own, strict=True))


def korean_readings(han: str) -> list[str]:
    """The Hangul that a Korean name in simplified Han characters may be read as; none where a character is unknown.

    >>> korean_readings("尹炳哲")
    ['윤병철']
    """
    options = [sorted(_hanja().get(character, ())) for character in han]
    if not 2 <= len(han) <= 4 or not all(options):
        return []
    return ["".join(syllables) for syllables in product(*options)][:_MOST_READINGS]


def ends_in_hangul(han: str) -> frozenset[tuple[str, str]]:
    """The first and the last syllable of all that the name may be read as (`reads_as`).

    >>> ends_in_hangul("尹炳哲")
    frozenset({('윤', '철')})
    """
    if not han:
        return frozenset()
    return frozenset(product(_hanja().get(han[0], frozenset()), _hanja().get(han[-1], frozenset())))
