"""The words that stand for countries in a text: names, and letters in compounds."""

import re
from collections.abc import Iterator
from functools import cache

from corpus.languages import HOME, LATIN, Lang
from corpus.registry.countries import countries
from corpus.registry.finder import trie_expression

from .lines import Line
from .rules import grammar

SUBJECT = 48
"""Characters at the start of a line in which its subject is named."""

_BETWEEN = re.compile(r"[\s,·\-/、]*(?:\b(?:and|the)\b\s*|&\s*|和|与|及|과\s|와\s)*(?:the\s)?$")
_NEAR = 12
"""Characters between two names that may belong to one compound."""


class CountryWords:
    """The words of one language that stand for countries: names, and letters in compounds."""

    def __init__(self, lang: Lang) -> None:
        rules = grammar(lang)
        self._joins, self._examples = rules.joins, rules.examples
        letters = countries().names(lang, "letter")
        self.names = countries().names(lang, "name", "adjective", "side")
        context = rules.rules.context
        free = [letter for letter in context.letters if letter in letters]
        self.letters = {letter: letters[letter] for letter in (*free, *context.tied_letters) if letter in letters}
        names = trie_expression(self.names)
        name = rf"(?<!\w)(?:{names})(?!\w)" if lang in LATIN else f"(?:{names})"
        pattern = rf"(?P<name>{name})"
        if self.letters:
            some = "[" + "".join(map(re.escape, free)) + "]"
            tied = r"\s?[·\-/]\s?"
            compound = rf"{some}(?:(?:{tied}(?!{names}))?{some}){{1,4}}|{some}(?={tied}(?:{names}))"
            if context.tied_letters:
                every = "[" + "".join(map(re.escape, self.letters)) + "]"
                compound = rf"{context.tied_first}(?:(?!{names}){every}){{1,4}}{context.tied_end}|{compound}"
            pattern += rf"|(?<![가-힣])(?!{context.no_letters})(?P<letters>{compound})"
        first = "".join(sorted({re.escape(name[0]) for name in (*self.names, *self.letters)}))
        # A class of characters comes first, since `re` passes over a text by it much faster than by trying the names.
        self._spots = re.compile(rf"[{first}](?<=(?={pattern})[\s\S])")

    def in_order(self, text: str) -> str:
        """The text with the letters of each compound in one order, since each side begins with its own (中韩, 韩中)."""
        in_order = list(text)
        for spot in self._spots.finditer(text):
            start, end = spot.span("letters") if spot.lastgroup == "letters" else (0, 0)
            if all(letter in self.letters for letter in text[start:end]):
                in_order[start:end] = sorted(text[start:end])
        return "".join(in_order)

    def ends(self, text: str, start: int, end: int) -> Iterator[int]:
        """Where the countries named in `text[start:end]` end, one by one."""
        for spot in self._spots.finditer(text, start, end):
            yield spot.end(spot.lastgroup or "name")

    def groups(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, ...]]:
        """The countries named in `text[start:end]`, those of one compound or enumeration together."""
        for group, _ in self.enumerated(text, start, len(text) if end is None else end):
            yield group

    def sides(self, text: str, start: int, end: int) -> Iterator[tuple[str, ...]]:
        """The groups in `text[start:end]` but for those that are examples of a larger number of countries."""
        for group, place in self.enumerated(text, start, end):
            counted = self._examples.match(text, place, end)
            if counted is None or int(counted["number"]) <= len(group):
                yield group

    def enumerated(self, text: str, start: int, end: int) -> Iterator[tuple[tuple[str, ...], int]]:
        """The countries of each compound or enumeration, and where it ends."""
        group: list[str] = []
        last = start
        for spot in self._spots.finditer(text, start, end):
            if spot.start() < last:
                continue
            kind = spot.lastgroup or "name"
            found = spot[kind]
            letters = kind == "letters"
            codes = [self.letters[c] for c in found if c in self.letters] if letters else [self.names[found]]
            gap = text[last : spot.start()]
            if group and (len(gap) > _NEAR or not _BETWEEN.match(gap)) and not self._joins.fullmatch(gap):
                yield tuple(dict.fromkeys(group)), last
                group = []
            group += codes
            last = spot.end(kind)
        if group:
            yield tuple(dict.fromkeys(group)), last


@cache
def country_words(lang: Lang) -> CountryWords:
    """The country words of a language, read once."""
    return CountryWords(lang)


def parties_named(text: str, start: int, end: int, lang: Lang) -> tuple[str, ...]:
    """The countries that a name itself gives in a compound, none where it gives fewer than two."""
    groups = [group for group in country_words(lang).groups(text, start, end) if len(group) > 1]
    return tuple(sorted(groups[0])) if groups else ()


def names_country(line: Line) -> bool:
    """Whether a line names a country."""
    return next(country_words(line.sentence.lang).ends(line.text, 0, len(line.text)), None) is not None


def names_other(line: Line) -> bool:
    """Whether a line names a country other than that of its language."""
    home = HOME.get(line.sentence.lang)
    return any(code != home for group in country_words(line.sentence.lang).groups(line.text) for code in group)


def names_sides(line: Line, end: int) -> bool:
    """Whether a line begins with two countries named together (Korea and Vietnam), or has one as a partner by `end`."""
    words = country_words(line.sentence.lang)
    partnered = grammar(line.sentence.lang).partnered
    opening = min(len(line.text), SUBJECT)
    return any(len(group) > 1 for group in words.groups(line.text, 0, opening)) or any(
        partnered.match(line.text, place) for place in words.ends(line.text, 0, max(opening, end))
    )
