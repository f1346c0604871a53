"""Which countries a name gives: 한중, 中日韩, ROK-China."""

import re
from functools import cache

from corpus.languages import LATIN, Lang
from corpus.registry.countries import countries

from .grammar import grammar


@cache
def _patterns(lang: Lang) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    letters, names = countries().names(lang, "letter"), countries().names(lang)
    shared = grammar(lang).rules.boundary.shared
    letters = {letter: code for letter, code in letters.items() if letter not in shared}
    one = "|".join(sorted(map(re.escape, letters), key=lambda letter: (-len(letter), letter))) or "(?!)"
    whole = "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name)))
    name = rf"(?<!\w)(?:{whole})(?!\w)" if lang in LATIN else f"(?:{whole})"
    apart = "(?<![가-힣])" if lang == "ko" else ""
    pair = rf"{apart}(?:(?:{one})[·-]?){{2,3}}(?![·-])"
    return re.compile(pair), re.compile(name), {**letters, **names}


@cache
def countries_in(name: str, lang: Lang) -> tuple[str, ...]:
    """The countries in `name`, in alphabetical order of their codes; empty where it gives none.

    >>> countries_in("第八次中韩环境部长会议", "zh"), countries_in("8th China-ROK Environment Ministers' Meeting", "en")
    (('CN', 'KR'), ('CN', 'KR'))
    """
    pairs, whole, codes = _patterns(lang)
    found = {codes[match.group()] for match in whole.finditer(name)}
    for match in pairs.finditer(whole.sub(" ", name)):  # the letters of a name are no countries (乌克兰)
        found |= {codes[letter] for letter in re.split(r"[·-]?", match.group()) if letter in codes}
    return tuple(sorted(found))


def without_countries(name: str, lang: Lang) -> str:
    """`name` with a blank for each country that it gives."""
    pairs, whole, _ = _patterns(lang)
    return pairs.sub(" ", whole.sub(" ", name))
