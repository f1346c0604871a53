"""Where one of many alternatives may match: dear patterns are tried only where one of their first characters stands."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

_ZERO = re.compile(r"\\b|\(\?(?:=|!|<=|<!)")
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))")
_CLASS = re.compile(r"\[([^\\\]^-]+)\]")
_ESCAPED = re.compile(r"\\([^\w\s])")
_PLAIN = re.compile(r"[^\\\[\](){}.*+?^$|]")
_QUANTIFIER = re.compile(r"(?:(?P<none>[?*]|\{0?,\d*\})|\+|\{\d+(?:,\d*)?\})\??")


def openings(pattern: str) -> frozenset[str] | None:
    """The characters with which a match of a regular expression may begin; None where that cannot be told.

    >>> sorted(openings("[Ss]ign(?:ing)?|(?:co-)?host") or ())
    ['S', 'c', 'h', 's']
    >>> openings("a?") is None
    True
    """
    found: set[str] = set()
    for branch in _branches(pattern):
        first = _first(branch)
        if first is None:
            return None
        found |= first
    return frozenset(found)


def _spread(pattern: str) -> Iterator[str]:
    """A pattern that begins with a plain group, as one pattern for each alternative of the group, in their order.

    >>> list(_spread("(?:buy|sell)ing"))
    ['buying', 'selling']
    """
    end = _closing(pattern, 0) if pattern.startswith("(?:") else 0
    if not end or _QUANTIFIER.match(pattern, end) or len(list(_branches(pattern))) > 1:
        yield pattern
        return
    for branch in _branches(pattern[3 : end - 1]):
        yield branch + pattern[end:]


def _first(branch: str) -> set[str] | None:
    """The first characters of a pattern without alternatives of its own."""
    found: set[str] = set()
    place = 0
    while place < len(branch):
        if _ZERO.match(branch, place):
            place = place + 2 if branch[place] == "\\" else _closing(branch, place)
            continue
        group, several = _GROUP.match(branch, place), _CLASS.match(branch, place)
        escaped, plain = _ESCAPED.match(branch, place), _PLAIN.match(branch, place)
        if group:
            end = _closing(branch, place)
            inner = openings(branch[group.end() : end - 1])
            if inner is None:
                return None
            found |= inner
        elif one := several or escaped or plain:
            found |= set(one.group(1) if one is not plain else one.group())
            end = one.end()
        else:
            return None
        quantifier = _QUANTIFIER.match(branch, end)
        if quantifier is None or quantifier["none"] is None:
            return found
        place = quantifier.end()
    return None


def _branches(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern that stand in no group."""
    start = 0
    place = 0
    while place < len(pattern):
        place = _after(pattern, place)
        if pattern[place : place + 1] == "|":
            yield pattern[start:place]
            start = place = place + 1
    yield pattern[start:]


def _after(pattern: str, place: int) -> int:
    """Where the atoms from `place` on have reached an alternative or the end."""
    while place < len(pattern) and pattern[place] != "|":
        place = _closing(pattern, place)
    return place


def _closing(pattern: str, place: int) -> int:
    """Where the atom at `place` ends: a group, a class, an escaped or plain character."""
    if pattern[place] == "\\":
        return place + 2
    if pattern[place] == "[":
        return pattern.index("]", place + 2) + 1
    if pattern[place] != "(":
        return place + 1
    place += 1
    while pattern[place] != ")":
        place = _closing(pattern, place)
    return place + 1


class Scan:
    """Named groups of alternatives, tried in their order; its matches are those of `pattern.finditer`."""

    def __init__(self, groups: Sequence[tuple[str, Sequence[str]]], *, edge: str = "", tail: str = "") -> None:
        """`edge` stands before every alternative, `tail` behind it."""
        words = self._words = [
            (name, word, openings(word))
            for name, alternatives in groups
            for alternative in alternatives
            for word in _spread(alternative)
        ]
        self._edge, self._tail = edge, tail
        first = {character for _, _, characters in words for character in characters or ()}
        known = "|".join(word for _, word, characters in words if characters is not None)
        other = [word for _, word, characters in words if characters is None]
        told = bool(words) and not other
        starts = f"[{''.join(map(re.escape, sorted(first)))}]" if first else "(?!)"
        self._starts = re.compile(f"{edge}{starts}") if told else None
        self._any = f"{edge}(?:{'|'.join([f'(?={starts})(?:{known})', *other])})"
        self._by_first: dict[str, re.Pattern[str]] = {}

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All alternatives in one expression."""
        return self._compiled([(name, word) for name, word, _ in self._words])

    @cached_property
    def _somewhere(self) -> re.Pattern[str]:
        return re.compile(self._any)

    def _opening(self, character: str) -> re.Pattern[str]:
        """The alternatives that can begin with a character; a text has few of them, and to compile all takes long."""
        if character not in self._by_first:
            words = [(name, word) for name, word, opens in self._words if opens and character in opens]
            self._by_first[character] = self._compiled(words)
        return self._by_first[character]

    def _compiled(self, words: Sequence[tuple[str, str]]) -> re.Pattern[str]:
        names = dict.fromkeys(name for name, _ in words)
        parts = [f"(?P<{name}>{'|'.join(word for own, word in words if own == name)})" for name in names]
        return re.compile(f"{self._edge}(?:{'|'.join(parts)}){self._tail}")

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches in `text[start:end]`, from left to right."""
        if self._starts is None:
            yield from self._anywhere(text, start, end)
            return
        position = start
        for hit in self._starts.finditer(text, start, end):
            if hit.start() < position:
                continue
            match = self._opening(hit.group()).match(text, hit.start(), end)
            if match is not None:
                yield match
                position = match.end()

    def _anywhere(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches where the first characters of some alternatives cannot be told."""
        position = start
        while position <= end and (hit := self._somewhere.search(text, position, end)):
            match = self.pattern.match(text, hit.start(), end)
            if match is None:
                position = hit.start() + 1
                continue
            yield match
            position = max(match.end(), hit.start() + (match.end() == hit.start()))
