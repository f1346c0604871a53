"""Places of China and Korea in Latin letters: pinyin, and the Revised Romanisation of Korean.

Source: notice 2014-42 of the Ministry of Culture, Sports and Tourism of the Republic of Korea (국어의 로마자 표기법);
ISO 7098:2015 for Chinese.
"""

from functools import cache

from ..languages import Lang
from .jamo import parts
from .readings import korean_readings

_LEADS = dict(
    zip(
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
        ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"),
        strict=True,
    )
)
_VOWELS = dict(
    zip(
        "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
        (
            *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae"),
            *("oe", "yo", "u", "wo", "we", "wi", "yu", "eu", "ui", "i"),
        ),
        strict=True,
    )
)
_R = "ㄹ"
_TAILS = {"ㄱ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅅ": "t", "ㅇ": "ng", "ㅈ": "t", "ㅊ": "t"}
_NASAL = {"ㄱ": "ng", "ㄷ": "n", "ㅂ": "m", "ㅅ": "n", "ㅈ": "n"}
_LINKED = {"ㄱ": "g", "ㄷ": "d", "ㄹ": "r", "ㅂ": "b", "ㅅ": "s", "ㅈ": "j", "ㅊ": "ch"}


@cache
def place_in_latin(name: str, lang: Lang, country: str | None) -> str | None:
    """The English spelling of a place of China or Korea, named in Chinese or Korean without its level (市, 시).

    None: of another country, or characters whose reading is unknown or not one alone.

    >>> place_in_latin("洛阳", "zh", "CN"), place_in_latin("忠州", "zh", "KR"), place_in_latin("강릉", "ko", "KR")
    ('Luoyang', 'Chungju', 'Gangneung')
    """
    if lang == "zh" and country == "CN":
        from pypinyin import lazy_pinyin  # half a second of dictionaries

        return "".join(lazy_pinyin(name, v_to_u=False, errors="ignore")).capitalize() or None
    if country != "KR" or lang == "en":
        return None
    readings = _as_spoken(korean_readings(name)) if lang == "zh" else [name]
    return revised(readings[0]).capitalize() if len(readings) == 1 else None


def _as_spoken(readings: list[str]) -> list[str]:
    """Of readings that differ only in ㄹ, the one of the south: none at the beginning, kept inside (용인, 강릉)."""
    begin = [reading for reading in readings if parts(reading[0])[0] != _R]
    most = max((_liquids(reading) for reading in begin), default=0)
    return [reading for reading in begin if _liquids(reading) == most]


def _liquids(reading: str) -> int:
    return sum(parts(syllable)[0] == _R for syllable in reading)


def revised(hangul: str) -> str:
    """Hangul in the Revised Romanisation, lower case, spelt as it is spoken.

    >>> revised("신라"), revised("왕십리"), revised("백마"), revised("석유")
    ('silla', 'wangsimni', 'baengma', 'seogyu')
    """
    spelt = ""
    before = ""
    syllables = [parts(syllable) for syllable in hangul if "가" <= syllable <= "힣"]
    for number, (lead, vowel, tail) in enumerate(syllables):
        following = syllables[number + 1][0] if number + 1 < len(syllables) else ""
        spelt += _lead(before, lead) + _VOWELS[vowel] + _tail(tail, following)
        before = tail
    return spelt


def _lead(before: str, lead: str) -> str:
    if lead == "ㄹ" and before:
        return "l" if before in "ㄴㄹ" else "n"
    if lead == "ㄴ" and before == "ㄹ":
        return "l"
    return _LEADS[lead]


def _tail(tail: str, following: str) -> str:
    if not tail:
        return ""
    if following == "ㅇ" and tail in _LINKED:
        return _LINKED[tail]
    if following in ("ㄴ", "ㅁ", "ㄹ") and tail in _NASAL:
        return _NASAL[tail]
    if tail == "ㄴ" and following == "ㄹ":
        return "l"
    return _TAILS.get(tail, "t")
