"""English names of departments and ministries, composed word by word from the lexicon of their language."""

import re
from functools import cache

from corpus.languages import Lang
from corpus.registry import countries
from corpus.registry.organisations import INTERNATIONAL
from corpus.registry.places import place_in_latin

from .rules import Unit, grammar

_NUMBER = re.compile(r"(?:제)?(\d+)$")
_GLUE = re.compile(r"[·&、,\s]|[与和及]")
_TOPIC = "{topic}"
_OF_A_COUNTRY = re.compile(r"\{(?:country|plain|adjective)\}")
_LONGEST_ABBREVIATION = 3
_QUARTERS = frozenset("중동서남북")
"""Districts of Korean cities that are named by where they lie."""
_WITH_ARTICLE = frozenset({"KR", "US", "GB", "PH", "NL", "AE", "CZ", "DO", "MV", "CD", "VA"})
"""Countries whose English name takes the article."""


@cache
def english(name: str, lang: Lang, country: str | None, *, inside: bool = False) -> str | None:
    """The English name of a unit named in `lang`, of `country`; None: a word is unknown.

    `inside`: it is a part of another organisation.

    >>> english("국제협력과", "ko", "KR")
    'International Cooperation Division'
    """
    for prefix, meaning in grammar(lang).rules.prefixes.items():
        if name.startswith(prefix):
            rest = english(name.removeprefix(prefix), lang, country, inside=inside)
            return f"{meaning} {rest}" if rest else None
    for unit in _units(lang, country):
        if name.endswith(unit.suffix) and unit.inside in (None, inside):
            if _TOPIC not in unit.english:
                if name == unit.suffix:
                    return unit.english
                continue
            return _unit_name(unit, name.removesuffix(unit.suffix), lang, inside=inside)
    return None


@cache
def _units(lang: Lang, country: str | None) -> tuple[Unit, ...]:
    """The units that may apply, those of the country first, longer ends before shorter."""
    units = [unit for unit in grammar(lang).rules.unit if unit.parent in (None, country)]
    return tuple(sorted(units, key=lambda unit: (-len(unit.suffix), unit.parent is None)))


@cache
def _topics(lang: Lang) -> tuple[dict[str, str], re.Pattern[str]]:
    topics = grammar(lang).rules.topics
    whole = {key[1:]: value for key, value in topics.items() if key.startswith("=")}
    parts = sorted((key for key in topics if not key.startswith("=")), key=lambda key: (-len(key), key))
    return whole, re.compile("|".join(map(re.escape, parts)) or "(?!)")


def of_a_province(name: str, lang: Lang, place: str, english_place: str) -> str | None:
    """The English name of a bureau that begins with the name of its province or city.

    `place` is the beginning of `name`, `english_place` the same in English.
    """
    rest = name.removeprefix(place)
    for level in grammar(lang).rules.level:
        if rest.startswith(level.suffix):
            unit = english(rest.removeprefix(level.suffix), lang, None)
            return f"{english_place} {level.english} {unit}" if unit else None
    return None


def _unit_name(unit: Unit, stem: str, lang: Lang, *, inside: bool) -> str | None:
    """A unit's name: what the whole of its topic is called comes first for the larger units, else last."""
    number = _NUMBER.search(stem)
    if number:
        topic = _composed(stem[: number.start()], lang, unit)
        return f"{unit.english.format(topic=topic)} {number[1]}" if topic else None
    whole = _topics(lang)[0].get(stem)
    topic = (whole or _composed(stem, lang, unit)) if unit.whole else (_composed(stem, lang, unit) or whole)
    if topic and unit.english.endswith(_TOPIC):
        topic = _ending_in_a_noun(topic, lang, inside=inside)
    return unit.english.format(topic=topic) if topic else None


def _ending_in_a_noun(topic: str, lang: Lang, *, inside: bool) -> str:
    """A topic that ends the name of a body: Economic Affairs where it is `inside` another, else Economy."""
    before, _, last = topic.rpartition(" ")
    nouns = grammar(lang).rules.nouns.get(last)
    return f"{before} {nouns[inside]}".lstrip() if nouns else topic


def _composed(stem: str, lang: Lang, unit: Unit | None = None) -> str | None:
    part = _topics(lang)[1]
    groups: list[list[str]] = [[]]
    position = 0
    while position < len(stem):
        glue = _GLUE.match(stem, position)
        if glue:
            groups.append([])
            position = glue.end()
            continue
        word = part.match(stem, position)
        if word is None:
            return None
        if unit is not None and unit.listed and groups[-1]:
            groups.append([])
        groups[-1].append(grammar(lang).rules.topics[word.group()])
        position = word.end()
    names = [" ".join(group) for group in groups if group]
    if not names:
        return None
    if len(names) == 1:
        return names[0]
    listed = (name.replace(" and ", ", ") for name in names[:-1])  # Science, Technology and Innovation
    return f"{', '.join(listed)} and {names[-1]}"


@cache
def of_a_country(name: str, lang: Lang, country: str) -> str | None:
    """The English name of a body of `country` whose name says what it is for the whole of the country.

    None: its end is none that is listed, or a word between the country's name and the end is unknown.

    >>> of_a_country("폴란드과학원", "ko", "PL"), of_a_country("智利竞争委员会", "zh", "CL")
    ('Polish Academy of Sciences', 'Competition Commission of Chile')
    """
    own = max((n for n, code in countries().names(lang).items() if code == country and name.startswith(n)), default="")
    rest = name.removeprefix(own)
    for one in sorted(grammar(lang).rules.national, key=lambda national: -len(national.suffix)):
        if not rest.endswith(one.suffix):
            continue
        if country == INTERNATIONAL and _OF_A_COUNTRY.search(one.english):
            continue
        stem = rest.removesuffix(one.suffix)
        if bool(stem) != (_TOPIC in one.english):
            continue
        topic = _composed(stem, lang) if stem else ""
        if topic is not None:
            named = {"country": _country(country), "plain": _plain(country), "adjective": _adjective(country)}
            return one.english.format(topic=topic, **named)
    return None


def of_a_place(name: str, lang: Lang, country: str | None, *, council: bool = False) -> str | None:
    """The English name of a city or province that acts, or of its `council`: the place in Latin letters and its level.

    >>> of_a_place("洛阳市", "zh", "CN"), of_a_place("충주시", "ko", "KR")
    ('Luoyang City', 'Chungju City')
    """
    for level in grammar(lang).rules.seat:
        longer = len(name) - len(level.suffix)
        if level.council == council and name.endswith(level.suffix) and (longer > 1 or name[:longer] in _QUARTERS):
            place = place_in_latin(name.removesuffix(level.suffix), lang, country)
            return level.english.format(place=place) if place else None
    return None


def mission(what: str, home: str, host: str | None) -> str:
    """The English name of an embassy, consulate or permanent mission.

    >>> mission("Embassy", "KR", "CN")
    'Embassy of the Republic of Korea in China'
    """
    return f"{what} of {_country(home)}" + (f" in {_country(host)}" if host else "")


def _country(code: str) -> str:
    name = usual_name(code)
    return f"the {name}" if code in _WITH_ARTICLE else name


def _plain(code: str) -> str:
    """The shortest English name of a country that is no abbreviation, as names of bodies begin with it."""
    named = [name for name, of in countries().names("en", "name").items() if of == code]
    known = [name for name in named if len(name.replace(".", "")) > _LONGEST_ABBREVIATION]
    return min(known, key=lambda name: (len(name), name)) if known else usual_name(code)


def _adjective(code: str) -> str:
    """The English adjective of a country, in common use: the shortest; its name where the registry has none."""
    known = [name for name, of in countries().names("en", "adjective").items() if of == code]
    return min(known, key=lambda name: (len(name), name)) if known else usual_name(code)


def usual_name(code: str) -> str:
    """The English name in common use: the shortest but for the Republic of Korea, which is not just Korea."""
    names = [name for name, of in countries().names("en", "name").items() if of == code]
    return names[0] if names else code
