"""Who and what a question names: series, programmes, organisations, persons, countries.

They are found by the extractor's own means, so that a question is read as a release is.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from corpus.documents import Block
from corpus.languages import HOME, LANGS, LATIN, Lang
from corpus.registry import agencies, countries
from corpus.registry.finder import NameFinder, squeezed, trie_expression
from corpus.registry.groups import groups_in
from corpus.registry.programmes import programmes
from corpus.registry.series import series
from corpus.store.factfilters import ALTERNATIVE

from .labels import label
from .model import FilterName, QueryFilter, Strength
from .words import compiled, words

_SCRIPTS: dict[Lang, re.Pattern[str]] = {
    "ko": re.compile("[가-힣]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "en": re.compile("[A-Za-z]"),
}
_MOST_BEARERS = 4
"""A name that more organisations share says nothing."""
_SHORT_NAME = 3
"""Latin names up to this length are no words in lower case: US, WHO."""
_LEAST_LETTERS = {"hangul": 3, "han": 3, "latin": 7}
"""Shorter names of persons in a corpus are words as well."""
_TWO_WORDS = 2
_SMALL_WORD = re.compile(r"(?<![A-Za-z0-9'])[a-z]{2,}")


def languages_of(seen: str) -> list[Lang]:
    """The languages whose scripts a question has."""
    return [lang for lang in LANGS if _SCRIPTS[lang].search(seen)]


def made(name: FilterName, value: str, strength: Strength, start: int, end: int) -> QueryFilter:
    """A filter that was read out of words of the question."""
    return QueryFilter(
        key=f"{name}:{value}", name=name, value=value, label=label(name, value), strength=strength, start=start, end=end
    )


def longest(found: Iterable[QueryFilter]) -> list[QueryFilter]:
    """Of filters that overlap the longest, in the order of the question; equal ones are one."""
    kept: list[QueryFilter] = []
    for one in sorted(found, key=lambda one: (-(_end(one) - _start(one)), _start(one))):
        if not any(_start(one) < _end(other) and _start(other) < _end(one) for other in kept):
            kept.append(one)
    return sorted(kept, key=_start)


def _start(one: QueryFilter) -> int:
    return one.start or 0


def _end(one: QueryFilter) -> int:
    return one.end or 0


def names_in(seen: str, known: frozenset[str]) -> list[QueryFilter]:
    """Series, programmes, organisations and persons; `known` are names of persons, as the corpus has them."""
    found: list[QueryFilter] = []
    titled = _titled(seen)
    for lang in languages_of(seen):
        found += [
            made("series", ALTERNATIVE.join(match.ids), "facts", match.start, match.end)
            for match in series().find(titled, lang)
        ]
        found += [
            made("programme", match.id, "facts", match.start, match.end) for match in programmes().find(titled, lang)
        ]
        found += _agencies(titled, lang)
        found += _persons(seen, lang)
    found += _numbered_acronyms(seen)
    found += _known_persons(seen, known)
    return longest(found)


def _titled(seen: str) -> str:
    """The question with capitals, in which names are found that somebody wrote without."""
    titled = _SMALL_WORD.sub(lambda word: word[0][0].upper() + word[0][1:], seen)
    return titled if len(titled) == len(seen) else seen


def _numbered_acronyms(seen: str) -> Iterator[QueryFilter]:
    """Series with the number of a round behind: TEMM 21, TEMM21."""
    for match in _numbered().finditer(seen):
        start, end = match.span(1)
        yield made("series", series().acronyms[match[1]], "facts", start, end)
        yield made("round", str(int(match[2])), "facts", *match.span(2))


def counted_series(seen: str, rounds: Iterable[QueryFilter]) -> list[QueryFilter]:
    """Series that the number of a round counts, named without their countries: the 8th environment ministers' meeting.

    The countries that the question names otherwise choose among those that bear the name.
    """
    found = []
    for number in rounds:
        for lang in languages_of(seen):
            match = series().without_countries(seen[_end(number) :], lang)
            if match is not None:
                start = _end(number) + match.start
                found.append(made("series", ALTERNATIVE.join(match.ids), "facts", start, _end(number) + match.end))
                break
    return found


@cache
def _numbered() -> re.Pattern[str]:
    acronyms = sorted(series().acronyms, key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z])({'|'.join(map(re.escape, acronyms))})[\s-]?(\d{{1,3}})(?!\d)")


def _agencies(seen: str, lang: Lang) -> Iterator[QueryFilter]:
    owner = compiled(words(lang).owner)
    named = list(_country_names(seen, lang))
    for match in agencies().find(seen, lang):
        start, beside = next(
            ((first, code) for first, end, code in named if owner.fullmatch(seen, end, match.start)),
            (match.start, None),
        )
        bearers = {each: agencies().entry(each).country for each in match.ids}
        for country in (beside, HOME.get(lang)):
            if country in bearers.values():
                bearers = {each: code for each, code in bearers.items() if code == country}
                break
        if len(bearers) <= _MOST_BEARERS:
            yield made("agency", ALTERNATIVE.join(bearers), "facts", start, match.end)


def _persons(seen: str, lang: Lang) -> Iterator[QueryFilter]:
    if not compiled(words(lang).title).search(seen):
        return
    from extract.persons.finder import finder  # the extractor takes a second to load, and most questions do without

    block = Block(kind="paragraph", start=0, end=len(seen), lang=lang)
    for mention in finder(lang).find(seen, block):
        if mention.full:
            start, end = mention.name
            yield made("person", seen[start:end], "facts", start, end)


def _known_persons(seen: str, known: frozenset[str]) -> Iterator[QueryFilter]:
    if not known:
        return
    for hit in _finder(known).find(seen):
        yield made("person", seen[hit.start : hit.end], "facts", hit.start, hit.end)


@lru_cache(maxsize=2)
def _finder(known: frozenset[str]) -> NameFinder:
    return NameFinder(sorted(name for name in known if _is_telling(name)))


def _is_telling(name: str) -> bool:
    from corpus.registry.transcription import script_of  # half a second to load

    script = script_of(name)
    several = script != "latin" or len(name.split()) >= _TWO_WORDS
    return several and len(squeezed(name)) >= _LEAST_LETTERS[script]


def countries_in(seen: str) -> list[QueryFilter]:
    """Countries: those that a question joins are asked for together, others are a hint."""
    found: list[QueryFilter] = []
    for lang in languages_of(seen):
        rules = words(lang)
        pairs = [(group.start, group.end, group.members) for group in groups_in(seen, lang)]
        pairs += [
            (match.start(), match.end(), _codes_of_letters(match[0], lang))
            for match in compiled(rules.letters).finditer(seen)
            if match[0] not in rules.not_letters
        ]
        before, after = compiled(rules.not_before_letters), compiled(rules.not_after_letters)
        found += [
            made("party", code, "must", start, end)
            for start, end, codes in pairs
            if not (before.search(seen, max(start - 1, 0), start) or after.match(seen, end))
            for code in codes
        ]
        named = list(_country_names(seen, lang))
        joined = _joined(seen, named, lang)
        found += [made("party", code, "must" if code in joined else "facts", start, end) for start, end, code in named]
    return _widest(found)


def _codes_of_letters(text: str, lang: Lang) -> tuple[str, ...]:
    letters = countries().names(lang, "letter")
    return tuple(dict.fromkeys(letters[letter] for letter in text if letter in letters))


def _widest(found: list[QueryFilter]) -> list[QueryFilter]:
    """Without those within a wider stretch that names countries; several of one stretch stay."""
    stretches = {(_start(one), _end(one)) for one in found}
    inner = {
        (start, end)
        for start, end in stretches
        for first, last in stretches
        if (first < end and start < last) and (last - first, -first) > (end - start, -start)
    }
    kept = [one for one in found if (_start(one), _end(one)) not in inner]
    return sorted(dict.fromkeys(kept), key=_start)


def _joined(seen: str, named: list[tuple[int, int, str]], lang: Lang) -> set[str]:
    """The countries beside another one with nothing but a conjunction between them."""
    join = compiled(words(lang).join)
    pairs = set()
    for (_, end, one), (start, _, other) in pairwise(named):
        if one != other and join.fullmatch(seen, end, start):
            pairs |= {one, other}
    return pairs


def _country_names(seen: str, lang: Lang) -> Iterator[tuple[int, int, str]]:
    """Start, end and code of every country that is named in full."""
    rules = words(lang)
    names = _full_names(lang)
    for match in _country_pattern(lang).finditer(seen):
        name = match[0]
        if len(name) <= _SHORT_NAME and lang in LATIN and name not in names:
            continue
        after, before = rules.not_after_country, rules.not_before_country
        if after and compiled(after).match(seen, match.end()):
            continue
        if before and seen[: match.start()].endswith(before):
            continue
        code = names.get(name) or _folded_names(lang).get(name.casefold())
        if code is not None:
            yield match.start(), match.end(), code


@cache
def _full_names(lang: Lang) -> dict[str, str]:
    return {name: code for name, code in countries().names(lang, "name", "side").items() if len(name) > 1}


@cache
def _folded_names(lang: Lang) -> dict[str, str]:
    return {name.casefold(): code for name, code in _full_names(lang).items()}


@cache
def _country_pattern(lang: Lang) -> re.Pattern[str]:
    edges = {"en": (r"(?<![\w-])", r"(?![\w])"), "ko": ("(?<![가-힣])", "")}
    before, after = edges.get(lang, ("", ""))
    return re.compile(f"{before}(?:{trie_expression(_full_names(lang))}){after}", re.IGNORECASE)
