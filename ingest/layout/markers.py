"""What opens a bullet or a numbered item: the families of `resources/markers.toml`, and depth by family."""

import re
from dataclasses import dataclass, field
from functools import cache

from corpus.model import Model
from ingest.rulefiles import load


class Family(Model):
    """A family of markers; `rank` is its usual depth among the others."""

    id: str
    rank: int
    pattern: str
    note: str
    examples: tuple[str, ...]
    rejects: tuple[str, ...] = ()


class WordEnd(Model):
    """A marker that also ends words: it counts only where `after`, the one before it in the numbering, has come."""

    marker: str
    after: str
    note: str


class MarkerRules(Model):
    """The file `markers.toml`."""

    word_end: tuple[WordEnd, ...]
    family: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """The characters that open an item, and their family."""

    text: str
    family: str
    rank: int


@cache
def families() -> tuple[Family, ...]:
    """The families of markers, in the order in which they are tried."""
    rules: MarkerRules = load("markers", MarkerRules)
    return rules.family


@cache
def word_ends() -> dict[str, str]:
    """The markers that also end words, and what comes before each in its numbering."""
    rules: MarkerRules = load("markers", MarkerRules)
    return {each.marker: each.after for each in rules.word_end}


@cache
def _compiled() -> tuple[re.Pattern[str], dict[str, Family]]:
    by_group = {family.id.replace("-", "_"): family for family in families()}
    alternatives = "|".join(f"(?P<{group}>{family.pattern})" for group, family in by_group.items())
    return re.compile(alternatives), by_group


_ORDINARY = re.compile(
    r"[^\W\d_ㅁㅇοIVXoa-h가-하一二三四五六七八九十제第주注nN㈀-㉿º\u2160-\u217f\u2460-\u24ff\u2776-\u2793]"
)
"""A letter that opens no marker: most lines start so."""


def marker_of(words: str) -> Marker | None:
    """The marker that opens the line `words` (folded), if one does.

    >>> marker_of("(가) 참석자").family
    'korean-letter'
    """
    if _ORDINARY.match(words):
        return None
    pattern, by_group = _compiled()
    match = pattern.match(words)
    if match is None or match.lastgroup is None:
        return None
    family = by_group[match.lastgroup]
    return Marker(match[0].rstrip(), family.id, family.rank)


@dataclass
class Depth:
    """The depth of the bullets of one document, from 1: by the order of families and by indentation.

    A family and indentation that was met before returns to its depth; a new one lies one below what is open, but
    never below an open family of higher rank.
    """

    _open: list[tuple[str, int, int]] = field(default_factory=list)

    def of(self, marker: Marker, indent: int) -> int:
        """The depth of the next bullet."""
        key = (marker.family, marker.rank, indent)
        for depth, (family, _, at) in enumerate(self._open, 1):
            if family == marker.family and abs(at - indent) <= 1:
                del self._open[depth:]
                return depth
        while self._open and (
            self._open[-1][1] > marker.rank or (self._open[-1][0] == marker.family and self._open[-1][2] > indent)
        ):
            self._open.pop()
        self._open.append(key)
        return len(self._open)
