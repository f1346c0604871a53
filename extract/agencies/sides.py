"""Which country a name belongs to where ministries of several countries share it."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Mapping
from functools import cache
from itertools import pairwise

from corpus.languages import LATIN, Lang
from corpus.registry import countries
from corpus.registry.finder import beginnings, trie_expression
from corpus.registry.organisations import INTERNATIONAL

from .bearers import countries_of, kinds_of, living
from .mention import Mention
from .mentions import MentionFinder, sentences

_JOINING = re.compile(r"[-\u2013/]|,? and (?:the )?")
_MARKS = ("", "·", "-")
_GENERIC = frozenset({"ministry", "agency"})
"""Kinds whose names countries share."""
_LISTED = frozenset({"KR", "CN", "JP"})
"""Countries of which the registry has every ministry: a name that it does not list for them is another's."""


class Sides:
    """Gives every mention a country, as far as the text says or implies one."""

    def __init__(self, finder: MentionFinder, on: str | None) -> None:
        """`on` is the day of the release: whose body was gone by then is asked last."""
        self._finder, self._on = finder, on
        self._context = finder.grammar.context

    def settle(
        self, text: str, start: int, end: int, mentions: list[Mention], home: str | None, named: Mapping[str, int]
    ) -> None:
        """Settle the countries of `mentions`, in the block `start:end`; `home` is the country that issues the release.

        `named` counts how often the release names each country.

        First what is written beside the name; then whose side of the table the sentence has come to; then the
        members of a list after one that is known; then the issuer; at last the only country that has such a body.
        """
        starts = [mention.start for mention in mentions]
        for first, last in sentences(text, start, end, self._context["sentence_end"]):
            inside = mentions[bisect_left(starts, first) : bisect_left(starts, last)]
            if inside:
                self._by_side(text, first, last, inside, home)
        if home is None:
            self._by_contrast(text, mentions, named)
        previous: Mention | None = None
        for mention in mentions:
            if mention.country is None and mention.parent is None:
                self._by_list(text, previous, mention)
            if mention.country is None and mention.parent is None:
                elsewhere = self._elsewhere(mention, home, text, named)
                mention.country = elsewhere or self._by_default(mention, home, named)
            previous = mention
        for mention in mentions:
            if mention.parent is not None:
                mention.country = _root(mention).country
            if mention.country is None:
                mention.country = mention.home or home

    def _by_side(self, text: str, start: int, end: int, mentions: list[Mention], home: str | None) -> None:
        before = self._markers("side_before", text, start, end)
        after = self._markers("side_after", text, start, end)
        for mention in mentions:
            if mention.country is not None or mention.parent is not None:
                continue
            possible = countries_of(mention.ids)
            if home in possible and self._tells(text, mention):
                continue
            number = bisect_left(after, mention.end, key=lambda marker: marker[0])
            following = after[number][2] if number < len(after) else None
            number = bisect_right(before, mention.start, key=lambda marker: marker[1])
            preceding = before[number - 1][2] if number else None
            side = following or preceding
            if side is None:
                continue
            if (
                side in possible
                or not possible
                or (preceding == side and self._may_be_theirs(text, mention, possible, home))
            ):
                mention.country = side

    def _tells(self, text: str, mention: Mention) -> bool:
        """Whether a body only reports what the other side said (북한 측은 동의했다고 외교부는 전했다)."""
        return self._context["tells_after"].match(text, mention.end) is not None

    def _markers(self, name: str, text: str, start: int, end: int) -> list[tuple[int, int, str | None]]:
        """Where the text names a side: start, end and country."""
        found = self._context[name].finditer(text, start, end)
        return [(match.start(), match.end(), self._finder.code(match["country"])) for match in found]

    def _may_be_theirs(self, text: str, mention: Mention, possible: tuple[str, ...], home: str | None) -> bool:
        """Whether a name that the registry knows at home may be the other side's (몽골 측에서 산림청)."""
        name = text[mention.start : mention.end]
        return (
            home in possible and kinds_of(mention.ids) <= _GENERIC and self._context["own_country"].match(name) is None
        )

    def _by_list(self, text: str, previous: Mention | None, mention: Mention) -> None:
        if previous is None or previous.country is None or not 0 <= mention.start - previous.end <= 3:
            return
        between = text[previous.end : mention.start]
        if self._context["list"].fullmatch(between) and previous.country in countries_of(mention.ids):
            mention.country = previous.country

    def _by_contrast(self, text: str, mentions: list[Mention], named: Mapping[str, int]) -> None:
        """Give a bare name the country named most besides that of the same name behind it in the paragraph."""
        bare: dict[tuple[str, ...], Mention] = {}
        for mention in mentions:
            if mention.country is None and mention.parent is None and mention.ids:
                bare.setdefault(mention.ids, mention)
                continue
            first = bare.pop(mention.ids, None)
            if first is None or "\n" in text[first.end : mention.start]:
                continue
            others = [code for code in countries_of(first.ids) if code != mention.country and named.get(code)]
            if mention.country in countries_of(first.ids) and others:
                first.country = max(others, key=lambda code: named[code])

    def _by_default(self, mention: Mention, home: str | None, named: Mapping[str, int]) -> str | None:
        possible = countries_of(mention.ids)
        if mention.column is not None and (not possible or mention.column in possible):
            return mention.column
        if not possible:
            return None
        if self._is_gone(mention, home) and any(named.get(code) for code in possible if code != home):
            possible = tuple(code for code in possible if code != home)
        if home in possible or len(possible) == 1:
            return home if home in possible else possible[0]
        if INTERNATIONAL in possible:
            return INTERNATIONAL
        unnamed = kinds_of(mention.ids) <= _GENERIC and not any(named.get(code) for code in possible)
        if mention.lang in LATIN and unnamed and home not in _LISTED:
            return home  # a name that ministries everywhere bear, and those that are listed have no part in the text
        return max(possible, key=lambda code: named.get(code, 0))

    def _is_gone(self, mention: Mention, country: str | None) -> bool:
        """Whether a country had a body of this name, and has none on the day of the release."""
        return country in countries_of(mention.ids) and country not in countries_of(living(mention.ids, self._on))

    def _elsewhere(self, mention: Mention, home: str | None, text: str, named: Mapping[str, int]) -> str | None:
        """The country that a release is about, where a name shared by ministries is listed for countries it is not."""
        possible = countries_of(living(mention.ids, self._on))
        if not possible or mention.lang in LATIN or home in possible or not kinds_of(mention.ids) <= _GENERIC:
            return None
        if any(named.get(code) or _in_compound(text, code, home, mention.lang) for code in possible):
            return None
        return max((code for code in named if code != home), key=lambda code: (named[code], code), default=None)


def _in_compound(text: str, code: str, home: str | None, lang: Lang) -> bool:
    """Whether a country stands by its letter beside that of the home country (한미, 한·미)."""
    letters = countries().names(lang, "letter")
    own = [letter for letter, country in letters.items() if country == home]
    theirs = [letter for letter, country in letters.items() if country == code]
    return any(a + mark + b in text for x in own for y in theirs for a, b in ((x, y), (y, x)) for mark in _MARKS)


def countries_named(text: str, lang: Lang) -> Counter[str]:
    """How often `text` names each country, in the names of one language; by its capital too in Latin letters."""
    names = _code_of(lang)
    return Counter(names[match] for match in _names(lang).findall(text))


def named_first(text: str, lang: Lang, among: Collection[str]) -> str | None:
    """The first of two countries that `text` first names in one breath (ROK-China); None unless one of `among`.

    A release puts the country that speaks first.
    """
    names = _code_of(lang)
    pairs = pairwise(_names(lang).finditer(text))
    pair = ((one, two) for one, two in pairs if _JOINING.fullmatch(text, one.end(), two.start()))
    first = next((names[one[0]] for one, two in pair if names[one[0]] != names[two[0]]), None)
    return first if first in among else None


@cache
def _code_of(lang: Lang) -> Mapping[str, str]:
    """The country of each name; in Latin letters, where capitals are no parts of other words, of each capital too."""
    names = countries().names(lang)
    return {**countries().names(lang, "capital"), **names} if lang in LATIN else names


@cache
def _names(lang: Lang) -> re.Pattern[str]:
    names = _code_of(lang)
    return re.compile(beginnings(names) + trie_expression(names))


def _root(mention: Mention) -> Mention:
    while mention.parent is not None:
        mention = mention.parent
    return mention
