"""Of which country a person is by the form of a name in Latin letters, where the text does not say it.

A form decides only between the countries that write names so, and only for one that the release names.
"""

import re
from functools import cache

from corpus.registry.pinyin import syllables_of_pinyin
from corpus.registry.romaji import moras_of

from .names import KOREAN_GIVEN, KOREAN_SYLLABLE
from .rules import lexicon

KOREA, CHINA, JAPAN = "KR", "CN", "JP"
EAST_ASIA = frozenset([KOREA, CHINA, JAPAN])
_WORD = re.compile(r"[A-Za-zü'-]+")
_IN_ONE = re.compile(f"(?:{KOREAN_SYLLABLE.pattern}){{1,3}}")
_LEAST_MORAS = 5
_PARTS = 2


@cache
def of_name(name: str) -> frozenset[str]:
    """The countries among Korea, China and Japan whose names in Latin letters have this form.

    What begins with a family name of Korea may be cut into syllables of Japanese, and is none.

    >>> sorted(of_name("Kim Do-yun")), sorted(of_name("HAN Linqing")), sorted(of_name("Aoki Shinsuke"))
    (['KR'], ['CN'], ['JP'])
    >>> sorted(of_name("Anna Bergström"))
    []
    """
    words = [word.casefold() for word in _WORD.findall(name)]
    if len(words) < _PARTS or len(" ".join(words)) < len(name.replace(",", "").strip()) - 1:
        return frozenset()
    orders = (words, [words[-1], *words[:-1]])
    tests = {KOREA: _is_korean, CHINA: _is_chinese, JAPAN: _is_japanese}
    found = {code for code, test in tests.items() if any(test(order[0], order[1:]) for order in orders)}
    return frozenset(found - {JAPAN} if KOREA in found else found)


@cache
def _surnames(key: str) -> frozenset[str]:
    return frozenset(surname.casefold() for surname in lexicon("en").words[key])


def _is_korean(surname: str, given: list[str]) -> bool:
    if surname not in _surnames("korean_surname"):
        return False
    if len(given) == _PARTS:
        return all(KOREAN_SYLLABLE.fullmatch(word) for word in given)
    if len(given) != 1:
        return False
    if KOREAN_GIVEN.fullmatch(given[0]):
        return True
    is_shared = surname in _surnames("shared_surname") or syllables_of_pinyin(surname) != ()
    return not is_shared and _IN_ONE.fullmatch(given[0]) is not None


def _is_chinese(surname: str, given: list[str]) -> bool:
    if surname not in _surnames("chinese_surname") or len(given) != 1 or "-" in given[0]:
        return False
    return 0 < len(syllables_of_pinyin(given[0])) <= _PARTS


def _is_japanese(surname: str, given: list[str]) -> bool:
    lengths = [moras_of(word) for word in (surname, *given)]
    return len(lengths) == _PARTS and min(lengths) >= _PARTS and sum(lengths) >= _LEAST_MORAS
