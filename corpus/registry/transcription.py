"""One name in two scripts: Hangul, Han characters, Latin letters.

Each script is compared with the other by the sounds of its syllables: a Korean name in Latin letters by the spellings
of Hangul (`romanisation`), a Chinese one by pinyin and the Hangul that is written for it (`pinyin`), a Japanese one by
its syllables (`romaji`), Han characters by their Chinese and Korean readings. Which people the name is of need not be
known: whatever fits by one of these rules is one name.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import product
from typing import Literal

import opencc
from rapidfuzz.distance import Levenshtein

from . import pinyin, romaji, romanisation
from . import readings as korean
from .jamo import letters
from .pinyin import all_cuts, hangul_of_chinese, plain_latin, readings_of_han, sounds_like
from .readings import korean_readings, reads_as
from .romaji import writes_japanese
from .romanisation import spells

SAME_CHINESE = 0.67
"""Least likeness of one Chinese name in Hangul and in pinyin; unlike names measured 0.50 at most."""

Script = Literal["hangul", "han", "latin"]
_NOT_LETTERS = re.compile("[^a-z]")
_BLANKS = re.compile(r"[\s,，、.·・]+")
_KEPT = 8192


def script_of(name: str) -> Script:
    """The script of a name, by its first letter that tells.

    >>> script_of("천 리민"), script_of("陈立民"), script_of("Chen Limin")
    ('hangul', 'han', 'latin')
    """
    for character in name:
        if "가" <= character <= "힣":
            return "hangul"
        if "\u3040" <= character <= "\u9fff":
            return "han"
    return "latin"


def likeness(hangul: str, other: str) -> float:
    """How well `other`, in Latin letters or Han characters, spells the Chinese name `hangul`: 0 to 1."""
    transcribed = hangul_of_chinese(other)
    if transcribed is None:
        return 0.0
    return Levenshtein.normalized_similarity(letters(hangul), letters(transcribed))


@lru_cache(maxsize=_KEPT)
def _orders(latin: str) -> tuple[tuple[str, ...], ...]:
    """The words of a name, plain, in the orders of its parts: as written, the last first, the first last.

    >>> _orders("Jae-hyun YOON")
    (('jae-hyun', 'yoon'), ('yoon', 'jae-hyun'))
    """
    words = tuple(word for word in _BLANKS.split(plain_latin(latin).replace("’", "'")) if word.strip("'-"))
    return tuple(dict.fromkeys([words, (*words[-1:], *words[:-1]), (*words[1:], *words[:1])])) if words else ()


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@lru_cache(maxsize=_KEPT)
def _simplified(han: str) -> str:
    """A name in simplified Han characters, without blanks and dots."""
    converted: str = _converter().convert("".join(_BLANKS.split(han)))
    return converted


def same_name(hangul: str, other: str) -> bool:
    """Whether a name in Hangul and one in Latin letters or Han characters are one name.

    >>> same_name("류광밍", "Liu Guangming"), same_name("윤재현", "Yoon Jae-hyun"), same_name("윤재현", "Jae Hyun YUN")
    (True, True, True)
    >>> same_name("고이즈미 신지로", "Shinjiro Koizumi"), same_name("윤재현", "Yoon Jae-hyung")
    (True, False)
    """
    own = "".join(hangul.split())
    if script_of(other) == "han":
        han = _simplified(other)
        readings = readings_of_han(han)
        return reads_as(han, own) or (bool(readings) and sounds_like(own, readings))
    return any(_spelt_in(own, order) for order in _orders(other))


def _spelt_in(hangul: str, words: tuple[str, ...]) -> bool:
    """Whether words of Latin letters in this order spell the name, by the rules of any of the three languages."""
    if spells(_NOT_LETTERS.sub("", "".join(words)), hangul):
        return True
    if len(words) < _PARTS_OF_A_NAME:
        return False
    for cuts in product(*map(all_cuts, words)):
        if sounds_like(hangul, tuple(frozenset([syllable]) for cut in cuts for syllable in cut)):
            return True
    return writes_japanese(hangul, tuple(_NOT_LETTERS.sub("", word) for word in words))


_PARTS_OF_A_NAME = 2
"""A family name and a given name; one word alone is compared as Korean only."""


def same_han_name(han: str, latin: str) -> bool:
    """Whether a Chinese or Korean name in Han characters and one in Latin letters are one name.

    >>> same_han_name("宋启明", "Song Qiming"), same_han_name("尹炳哲", "Yoon Byung-chul")
    (True, True)
    """
    name = _simplified(han)
    readings = readings_of_han(name)
    orders = _orders(latin)
    for words in orders if readings else ():
        for cuts in product(*map(all_cuts, words)):
            syllables = [syllable for cut in cuts for syllable in cut]
            if len(syllables) == len(readings) and all(s in r for s, r in zip(syllables, readings, strict=True)):
                return True
    plain = [_NOT_LETTERS.sub("", "".join(words)) for words in orders]
    return any(spells(letters_of_name, reading) for reading in korean_readings(name) for letters_of_name in plain)


def same_latin_name(left: str, right: str) -> bool:
    """Whether two names in Latin letters differ only in order, case, hyphens, blanks and accents.

    >>> same_latin_name("Huang Runqiu", "HUANG Run Qiu"), same_latin_name("Lee Jae-myung", "Jae-Myung Lee")
    (True, True)
    """
    return not _run_together(left).isdisjoint(_run_together(right))


def _run_together(latin: str) -> frozenset[str]:
    """The letters of a name in the orders of its parts; none where it has no letters from a to z (Cyrillic)."""
    return frozenset(_NOT_LETTERS.sub("", "".join(words)) for words in _orders(latin)) - {""}


def same_characters(one: str, other: str) -> bool:
    """Whether two names in Han characters, simplified or traditional, are one name.

    >>> same_characters("陈立民", "陳立民"), same_characters("陈立民", "陈利民")
    (True, False)
    """
    return _simplified(one) == _simplified(other)


@lru_cache(maxsize=_KEPT)
def outlines(name: str) -> frozenset[tuple[str, ...]]:
    """What two names have in common, at least one thing, if they are one in two scripts or two spellings.

    The first and last sounds that each of the rules above begins and ends with: to find which of many names are one,
    only those need be compared that share an outline.

    >>> outlines("천리민").isdisjoint(outlines("陈立民")), outlines("천리민").isdisjoint(outlines("Chen Limin"))
    (False, False)
    >>> outlines("천리민").isdisjoint(outlines("Yoon Jae-hyun"))
    True
    """
    script = script_of(name)
    if script == "hangul":
        return frozenset(_outlines_of_hangul("".join(name.split())))
    return frozenset(_outlines_of_han(_simplified(name)) if script == "han" else _outlines_of_latin(name))


def _outlines_of_hangul(own: str) -> Iterator[tuple[str, ...]]:
    sounds = letters(own)
    yield "written", own
    yield "read", str(len(own)), own[0], own[-1]
    yield "heard", sounds[:2], sounds[-1:]
    yield "japanese", sounds[:1], sounds[-1:]
    yield from (("korean", *ends) for ends in romanisation.ends(own))


def _outlines_of_han(han: str) -> Iterator[tuple[str, ...]]:
    readings = readings_of_han(han)
    yield "written", han
    yield from (("read", str(len(han)), *ends) for ends in korean.ends_in_hangul(han))
    yield from (("heard", *ends) for ends in pinyin.ends_in_hangul(readings))
    if readings:
        yield from (("pinyin", str(len(readings)), *ends) for ends in product(readings[0], readings[-1]))
    for reading in korean_readings(han):
        yield from (("korean", *ends) for ends in romanisation.ends(reading))


def _outlines_of_latin(latin: str) -> Iterator[tuple[str, ...]]:
    for words in _orders(latin):
        plain = _NOT_LETTERS.sub("", "".join(words))
        if not plain:
            continue
        yield "written", plain
        yield "korean", plain[:2], plain[-1]
        for cuts in product(*map(all_cuts, words)):
            syllables = [syllable for cut in cuts for syllable in cut]
            yield "pinyin", str(len(syllables)), syllables[0], syllables[-1]
            if len(words) >= _PARTS_OF_A_NAME:
                sounds = tuple(frozenset([syllable]) for syllable in syllables)
                yield from (("heard", *ends) for ends in pinyin.ends_in_hangul(sounds))
        if len(words) >= _PARTS_OF_A_NAME:
            parts = tuple(_NOT_LETTERS.sub("", word) for word in words)
            yield from (("japanese", *ends) for ends in romaji.ends_in_hangul(parts))
