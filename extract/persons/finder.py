"""Mentions of persons in the text of a release, found by the rules of the language of each block."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Protocol

from corpus.documents import Block
from corpus.languages import Lang

from .han import HanNames
from .hangul import HangulNames
from .latin import LatinNames
from .mentions import Mention, Span
from .rules import CompiledRule, Lexicon, Rule, lexicon

_AUTHOR = "author"
"""The title of whoever wrote a work that the release cites."""
_SEVERAL = 2
_REACH = 120
"""Characters on either side of a title in which the name is looked for."""


class Names(Protocol):
    """What a script's names look like."""

    def check(self, rule: Rule, text: str, mention: Mention) -> Mention | None:
        """The mention with the true extent of its name; None where it names nobody."""
        ...


class PersonFinder:
    """Finds the persons of blocks in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lexicon: Lexicon = lexicon(lang)
        self._latin = LatinNames(lexicon("en"))
        self._own: Names = self._latin
        self._kept_of: str | None = None
        self._kept: dict[tuple[int, int], dict[str, list[tuple[int, int]]]] = {}
        if lang == "ko":
            self._own = HangulNames(self.lexicon)
        elif lang == "zh":
            self._own = HanNames(self.lexicon)

    def find(self, text: str, block: Block) -> list[Mention]:
        """The mentions in one block of `text`, the reading of the release; sure ones before others."""
        found: list[Mention] = []
        taken: set[int] = set()
        windows = self._windows(text, block)
        for compiled in self.lexicon.rules:
            if compiled.rule.kind == "surname" or (compiled.rule.cue and not windows[compiled.rule.cue]):
                continue
            for mention in self._matches(compiled, text, block, windows):
                if not taken.isdisjoint(range(*mention.name)):
                    continue
                taken.update(range(*mention.name))
                if compiled.rule.kind != "none":
                    found.append(mention)
        return found

    def find_by(self, rule: str, text: str, block: Block) -> list[Mention]:
        """The mentions that the rule with this id alone finds."""
        compiled = next(one for one in self.lexicon.rules if one.rule.id == rule)
        return list(self._matches(compiled, text, block, self._windows(text, block)))

    def references(self, text: str, block: Block) -> list[Mention]:
        """Family names with a title, which refer back to a person named before."""
        rules = [compiled for compiled in self.lexicon.rules if compiled.rule.kind == "surname"]
        windows = self._windows(text, block)
        return [mention for compiled in rules for mention in self._matches(compiled, text, block, windows)]

    def _matches(
        self, compiled: CompiledRule, text: str, block: Block, windows: dict[str, list[tuple[int, int]]]
    ) -> Iterator[Mention]:
        """The mentions of one rule: around the words of its cue, or anywhere in the block where it has none."""
        needed = compiled.rule.needs
        for start, end in windows[compiled.rule.cue] if compiled.rule.cue else [(block.start, block.end)]:
            if needed and text.find(needed, start, end) < 0:
                continue
            position = start
            while match := compiled.expression.search(text, position, end):
                mention, last = self._checked(compiled, text, match), match.end()
                if mention is None or mention.name.start > match.start("name"):
                    nearer = self._nearer(compiled, text, match)
                    if nearer is not None:
                        mention, last = nearer, nearer.scope.end
                if mention is not None:
                    yield mention
                    position = max(mention.scope.end, last, position + 1)
                else:
                    position = match.start() + 1

    def _nearer(self, compiled: CompiledRule, text: str, match: re.Match[str]) -> Mention | None:
        """The mention with a title before the one that was reached, where the name of several words runs over it."""
        rule = compiled.rule
        if rule.kind != "foreign" or rule.least_words < _SEVERAL or rule.title_first:
            return None
        shorter = compiled.expression.match(text, match.start(), match.start("role"))
        return self._checked(compiled, text, shorter) if shorter else None

    def _checked(self, compiled: CompiledRule, text: str, match: re.Match[str]) -> Mention | None:
        rule = compiled.rule
        groups = match.re.groupindex

        def span(group: str) -> Span | None:
            return Span(*match.span(group)) if group in groups and match.start(group) >= 0 else None

        mention = Mention(
            name=Span(*match.span("name")),
            scope=_trimmed(text, *match.span()),
            lang=self.lexicon.lang,
            rule=rule.id,
            role=span("role"),
            gloss=span("gloss"),
            full=rule.kind != "surname",
            sure=rule.sure,
            in_order=rule.in_order,
            title=_AUTHOR if rule.kind == "author" else None,
        )
        if rule.lone and self._latin.lone(text, mention):
            return replace(mention, sure=True)
        if rule.kind in ("none", "surname", "author"):
            return mention
        return (self._latin if rule.kind == "latin" else self._own).check(rule, text, mention)

    def _windows(self, text: str, block: Block) -> dict[str, list[tuple[int, int]]]:
        """For each cue, the parts of a block around its words; kept as long as the text is the same."""
        if text is not self._kept_of:
            self._kept_of, self._kept = text, {}
        place = (block.start, block.end)
        if place not in self._kept:
            self._kept[place] = self._around_cues(text, block)
        return self._kept[place]

    def _around_cues(self, text: str, block: Block) -> dict[str, list[tuple[int, int]]]:
        windows: dict[str, list[tuple[int, int]]] = {}
        for name, cue in self.lexicon.cues.items():
            merged: list[tuple[int, int]] = []
            for word in cue.finditer(text, block.start, block.end):
                start, end = max(block.start, word.start() - _REACH), min(block.end, word.end() + _REACH)
                if merged and start <= merged[-1][1]:
                    merged[-1] = (merged[-1][0], end)
                else:
                    merged.append((start, end))
            windows[name] = merged
        return windows


def _trimmed(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


@cache
def finder(lang: Lang) -> PersonFinder:
    """The finder of a language, made once."""
    return PersonFinder(lang)
