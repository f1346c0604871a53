"""Who agreed: the countries on the sides of a release, of a sentence, or of a name."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from corpus.languages import LANGS, Lang
from corpus.registry.countries import countries

from ..found import found_in, reading_of, release_of
from .rules import grammar

OPENING = 700
"""Characters at the top of a release in which its parties are named."""

_BETWEEN = re.compile(r"[\s,·\-/、]*(?:\b(?:and|the)\b\s*|&\s*|和|与|及|과\s|와\s)*(?:the\s)?$")
_NEAR = 12
"""Characters between two names that may belong to one compound."""


class CountryWords:
    """The words of one language that stand for countries: names, and letters in compounds."""

    def __init__(self, lang: Lang) -> None:
        rules = grammar(lang)
        letters = countries().names(lang, "letter")
        self.names = countries().names(lang, "name", "adjective", "side")
        self.letters = {letter: letters[letter] for letter in rules.rules.context.letters if letter in letters}
        names = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        edge = r"\b" if lang == "en" else ""
        pattern = rf"(?P<name>{edge}(?:{names}){edge})"
        if self.letters:
            some = "[" + "".join(map(re.escape, self.letters)) + "]"
            tied = r"\s?[·\-/]\s?"
            pattern += rf"|(?<![가-힣])(?P<letters>{some}(?:{tied})?{some}(?:(?:{tied})?{some}){{0,3}}|{some}(?={tied}(?:{names})))"
        self.pattern = re.compile(pattern)

    def groups(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[str, ...]]:
        """The countries named in `text[start:end]`, those of one compound or enumeration together."""
        group: list[str] = []
        last = start
        for match in self.pattern.finditer(text, start, len(text) if end is None else end):
            letters = match.groupdict().get("letters")
            codes = [self.letters[c] for c in letters if c in self.letters] if letters else [self.names[match["name"]]]
            gap = text[last : match.start()]
            if group and (len(gap) > _NEAR or not _BETWEEN.match(gap)):
                yield tuple(dict.fromkeys(group))
                group = []
            group += codes
            last = match.end()
        if group:
            yield tuple(dict.fromkeys(group))


@cache
def country_words(lang: Lang) -> CountryWords:
    """The country words of a language, read once."""
    return CountryWords(lang)


def parties_of(doc: Doc) -> tuple[str, ...]:
    """The countries on the sides of a release: those named together, in its title and core meetings above all.

    Failing that, the two named most often; none where fewer than two are named.
    """
    release, text = release_of(doc), reading_of(doc)
    votes: Counter[tuple[str, ...]] = Counter()
    single: Counter[str] = Counter()
    three = 0
    for lang in LANGS:
        if lang not in release.langs:
            continue
        words = country_words(lang)
        for meeting in found_in(doc).meetings:
            if meeting.core:
                votes.update({tuple(sorted(group)): 4 for group in words.groups(meeting.name) if len(group) > 1})
        for block in release.blocks:
            if block.kind == "furniture" or block.lang != lang:
                continue
            weight = 3 if block.start < OPENING else 1
            three += len(grammar(lang).three.findall(text, block.start, block.end))
            for group in words.groups(text, block.start, block.end):
                single.update(dict.fromkeys(group, weight))
                if len(group) > 1:
                    votes[tuple(sorted(group))] += weight * (len(group) - 1)
    if three > 1 and any(len(group) == 3 for group in votes):
        votes = Counter({group: count for group, count in votes.items() if len(group) == 3})
    if votes:
        return max(votes, key=lambda group: (votes[group], len(group), group))
    ranked = sorted(single, key=lambda code: (-single[code], code))
    return tuple(sorted(ranked[:2])) if len(ranked) >= 2 else ()


def parties_named(text: str, start: int, end: int, lang: Lang) -> tuple[str, ...]:
    """The countries that a name itself gives in a compound, none where it gives fewer than two."""
    groups = [group for group in country_words(lang).groups(text, start, end) if len(group) > 1]
    return tuple(sorted(groups[0])) if groups else ()
