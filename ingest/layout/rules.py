"""What a line is, told by its words: the rules of `resources/<lang>/layout.toml`.

The rules of all languages apply to every text: the menus of a page are often in another language than its news.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.folding import squeezed
from corpus.languages import LANGS
from corpus.model import Model
from corpus.reading import simplified
from ingest.rulefiles import load

LineKind = Literal["furniture", "tail", "header", "contact", "note", "caption", "end", "annex", "kicker"]
"""What the words of a line can say: part of the page; the start of what follows the news on a page; the head; a person
to call; a note; the name of a table; the end; annexes; the kind of document."""

_LONGEST_EXACT = 60
_LONGEST_RULED = 420
_PER_KIND: tuple[LineKind, ...] = (
    "furniture",
    "tail",
    "contact",
    "header",
    "end",
    "annex",
    "caption",
    "note",
)
"""In the order in which they are tried."""

_ANYWHERE: frozenset[LineKind] = frozenset({"end", "annex", "caption", "note"})
"""What may stand in the middle of a long text; the rest stands in the head or at the end."""


class LineRule(Model):
    """A rule for a whole line; `pattern` matches in the reading form, without regard to case."""

    id: str
    kind: LineKind
    pattern: str
    note: str
    examples: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()


class LayoutRules(Model):
    """The file `layout.toml` of a language: whole lines by kind, and rules."""

    exact: dict[Literal["furniture", "kicker"], tuple[str, ...]]
    line: tuple[LineRule, ...]


@dataclass(frozen=True)
class LineReader:
    """Tells what a line is."""

    exact: dict[str, LineKind]
    patterns: tuple[tuple[LineKind, re.Pattern[str]], ...]

    def kind_of(self, words: str, *, inside: bool = False) -> LineKind | None:
        """The kind of the line `words` (reading form, without blanks around it); None where no rule knows it.

        `inside`: the line stands far from both ends of a long text, where there are no menus and heads.
        """
        if len(words) <= _LONGEST_EXACT and not inside:
            kind = self.exact.get(squeezed(words))
            if kind is not None:
                return kind
        if len(words) > _LONGEST_RULED:
            return None
        for kind, pattern in self.patterns:
            if (not inside or kind in _ANYWHERE) and pattern.fullmatch(words):
                return kind
        return None


@cache
def line_reader() -> LineReader:
    """The rules of all languages, compiled once."""
    every = [load(f"{lang}/layout", LayoutRules) for lang in LANGS]
    exact: dict[str, LineKind] = {}
    for rules in every:
        for kind, lines in rules.exact.items():
            exact.update((squeezed(simplified(line)), kind) for line in lines)
    patterns = tuple(
        (kind, re.compile("|".join(f"(?:{rule.pattern})" for rule in chosen), re.IGNORECASE))
        for kind in _PER_KIND
        if (chosen := [rule for rules in every for rule in rules.line if rule.kind == kind])
    )
    return LineReader(exact, patterns)
