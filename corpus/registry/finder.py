"""Find many names in a text at once.

Names are compared without blanks, dots and hyphens and without case, because layouts break names anywhere
(`환\\n경부`, `한·중·일 협력사무국`, `MINISTRY OF COMMERCE`). All names of a script form one regular expression in the
shape of a trie, so that the time to search does not grow with the number of names.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

_KEPT = re.compile(r"[^\s·,.'\-–]+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ0-9]")
_LETTER = re.compile(r"[A-Za-zÀ-ɏ]")
_LATIN_START = re.compile(r"[A-ZÀ-Þ](?<![A-Za-zÀ-ɏ0-9].)", re.DOTALL)
_BLANK = re.compile(r"\s")
_STOP = re.compile(r"[,.']")
_LONG_ENOUGH_FOR_A_BLANK = 6
_LONG_ENOUGH_FOR_A_BREAK = 4
_LONG_ENOUGH_FOR_A_TITLE = 5
"""KORAIL is also written Korail, but WHO is not Who."""
_SPACED_OUT = re.compile(r"\S(?: \S){2,}")
_BROKEN_LINE = re.compile(r"\s*\n\s*")


def squeezed(name: str) -> str:
    """The form in which names are compared.

    >>> squeezed("Ministry of Agriculture, Food and Rural Affairs")
    'ministryofagriculturefoodandruralaffairs'
    """
    return "".join(_KEPT.findall(name)).lower()


@dataclass(frozen=True)
class Hit:
    """A name at `start:end` of the text; `key` is its squeezed form."""

    start: int
    end: int
    key: str


class _Squeezed:
    """A text without blanks and dots, and the way back to its offsets."""

    def __init__(self, text: str) -> None:
        self._full = text
        self.original = [match.start() for match in _KEPT.finditer(text)]
        pieces = _KEPT.findall(text)
        self.own = [0, *accumulate(map(len, pieces))][: len(pieces)]
        joined = "".join(pieces)
        lower = joined.lower()
        self.text = (
            lower if len(lower) == len(joined) else "".join(c if len(c.lower()) != 1 else c.lower() for c in joined)
        )

    @cached_property
    def latin_starts(self) -> list[tuple[int, int]]:
        """Where a word in Latin letters begins with a capital: in the original and here."""
        return [(start.start(), self.into(start.start())) for start in _LATIN_START.finditer(self._full)]

    def back(self, position: int) -> int:
        """Where the character at `position` stands in the original."""
        piece = bisect_right(self.own, position) - 1
        return self.original[piece] + position - self.own[piece]

    def into(self, start: int) -> int:
        """Where the kept character at `start` of the original stands here."""
        piece = bisect_right(self.original, start) - 1
        return self.own[piece] + start - self.original[piece]


@lru_cache(maxsize=1024)
def _squeezed_text(text: str) -> _Squeezed:
    """The form of a block in which every registry looks for its names, made once for all of them."""
    return _Squeezed(text)


_WORTH_COMPILING = 2000
"""Characters after which one expression of all keys has paid for the half second that it takes to be made."""


class _Keys:
    """The longest of many keys at a place of a text.

    A few lines, as a question is, are looked up key by key; more are read by an expression.
    """

    def __init__(self, keys: Collection[str]) -> None:
        self._keys = frozenset(keys)
        self._read = 0
        lengths: dict[str, set[int]] = {}
        for key in self._keys:
            lengths.setdefault(key[:_BEGINNING], set()).add(len(key))
        self._lengths = {beginning: sorted(found, reverse=True) for beginning, found in lengths.items()}
        self._shortest = min(map(len, self._lengths), default=_BEGINNING)

    def expect(self, text: str) -> None:
        """Say that `text` is looked at next."""
        self._read += len(text)

    def longest(self, text: str, start: int, stop: int) -> int | None:
        """Where the longest key at `start` ends, not after `stop`; None where there is none."""
        if self._read > _WORTH_COMPILING:
            match = self._expression.match(text, start, stop)
            return match.end() if match else None
        return self._looked_up(text, start, stop)

    def next(self, text: str, start: int) -> tuple[int, int] | None:
        """Start and end of the longest key at the first place from `start` on where there is one."""
        if self._read > _WORTH_COMPILING:
            spot = self._spots.search(text, start)
            match = self._expression.match(text, spot.start()) if spot else None
            return match.span() if match else None
        for first in range(start, len(text)):
            if (stop := self._looked_up(text, first, len(text))) is not None:
                return first, stop
        return None

    def _looked_up(self, text: str, start: int, stop: int) -> int | None:
        ends = {
            start + length
            for width in range(self._shortest, _BEGINNING + 1)
            for length in self._lengths.get(text[start : start + width], ())
        }
        fitting = (end for end in sorted(ends, reverse=True) if end <= stop and text[start:end] in self._keys)
        return next(fitting, None)

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        return re.compile(trie_expression(self._keys))

    @cached_property
    def _spots(self) -> re.Pattern[str]:
        return spots(self._keys)


_BEGINNING = 3
"""Characters of a key that tell which lengths to try; shorter keys are their own beginnings."""


class NameFinder:
    """Finds names, from left to right, the longest at each place, none overlapping."""

    def __init__(self, names: Iterable[str]) -> None:
        self._cased: dict[str, set[str]] = {}
        self._blanks: dict[str, set[int]] = {}
        latin, other = set(), set()
        for name in names:
            key = squeezed(name)
            self._blanks.setdefault(key, set()).update(_blank_places(name))
            if _LETTER.match(name):
                latin.add(key)
                if " " not in name:
                    self._cased.setdefault(key, set()).add(name)
            else:
                other.add(key)
        self._latin, self._other = _Keys(latin), _Keys(other)

    def find(self, text: str) -> list[Hit]:
        """The names in `text`, in order."""
        form = _squeezed_text(text)
        self._latin.expect(form.text)
        self._other.expect(form.text)
        hits = [*self._found_in_latin(text, form), *self._found_in_other(text, form)]
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        for hit in hits:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
        return kept

    def _found_in_latin(self, text: str, form: _Squeezed) -> Iterator[Hit]:
        done = 0
        for start, first in form.latin_starts:
            if start >= done and (hit := self._latin_at(text, form, start, first)):
                done = hit.end
                yield hit

    def _latin_at(self, text: str, form: _Squeezed, start: int, first: int) -> Hit | None:
        """The longest name at `start` that ends where a word ends (MOFA, and not MOFAT, in "MOFA, the")."""
        last = len(form.text)
        while (stop := self._latin.longest(form.text, first, last)) is not None:
            end, key = form.back(stop - 1) + 1, form.text[first:stop]
            surface = text[start:end]
            if not _LATIN.match(text, end) and (" " in surface.strip() or self._spelt_so(key, surface)):
                return Hit(start, end, key)
            last = stop - 1
        return None

    def _spelt_so(self, key: str, surface: str) -> bool:
        cased = self._cased.get(key)
        if cased is None or surface in cased:
            return True
        return len(surface) >= _LONG_ENOUGH_FOR_A_TITLE and surface in {name.title() for name in cased}

    def _found_in_other(self, text: str, form: _Squeezed) -> Iterator[Hit]:
        position = 0
        while (found := self._other.next(form.text, position)) is not None:
            first, stop = found
            hit = self._whole_at(text, form, first, stop)
            if hit is None:
                position = first + 1
                continue
            position = first + len(hit.key)
            yield hit

    def _whole_at(self, text: str, form: _Squeezed, first: int, stop: int) -> Hit | None:
        """The longest name at `first` whose blanks are its own (유엔, and not 유엔사, in "유엔 사무국")."""
        last: int | None = stop
        while last is not None:
            hit = Hit(form.back(first), form.back(last - 1) + 1, form.text[first:last])
            if self._whole(text, hit):
                return hit
            last = self._other.longest(form.text, first, last - 1)
        return None

    def _whole(self, text: str, hit: Hit) -> bool:
        """Whether the blanks inside are those of the name, or of a broken line."""
        surface = text[hit.start : hit.end]
        if len(surface) == len(hit.key):
            return True
        if _STOP.search(surface):
            return False
        if len(hit.key) >= _LONG_ENOUGH_FOR_A_BLANK or not _BLANK.search(surface) or _SPACED_OUT.fullmatch(surface):
            return True
        if len(hit.key) >= _LONG_ENOUGH_FOR_A_BREAK:
            surface = _BROKEN_LINE.sub("", surface, count=1)
        return _blank_places(surface) <= self._blanks[hit.key]


def _blank_places(name: str) -> set[int]:
    places, length = set(), 0
    for piece in name.split():
        places.add(length)
        length += len(squeezed(piece))
    return places - {0}


def spots(keys: Collection[str]) -> re.Pattern[str]:
    """Matches the first character of any of `keys`, where all of the key stands.

    A class of characters comes first, since `re` passes over a text by it much faster than by trying the keys.

    >>> [spot.start() for spot in spots(["ab", "bcd"]).finditer("ac abcd")]
    [3, 4]
    """
    first = "".join(sorted({re.escape(key[0]) for key in keys}))
    expression = beginnings(keys) + trie_expression(keys)
    return re.compile(rf"[{first}](?<=(?={expression})[\s\S])" if first else "(?!)")


def beginnings(keys: Iterable[str]) -> str:
    """A look ahead at the first two characters of any of `keys`, which spares most places of a text the long search.

    >>> beginnings(["ab", "abc", "x"])
    '(?=[ax])'
    >>> beginnings(["ab", "xyz"])
    '(?=[ax][by])'
    """
    names = sorted(keys)
    width = min((len(name) for name in names), default=0)
    classes = ("".join(sorted({re.escape(name[place]) for name in names})) for place in range(min(width, 2)))
    looked_at = "".join(f"[{characters}]" for characters in classes)
    return f"(?={looked_at})" if looked_at else ""


def trie_expression(keys: Iterable[str]) -> str:
    """An expression that matches the longest of `keys` at a place, and nothing where there are none.

    >>> trie_expression(["ab", "abc", "x"])
    '(?:ab(?:c)?|x)'
    """
    root: dict[str, dict] = {}  # type: ignore[type-arg]  # a tree of unknown depth
    for key in sorted(keys):
        node = root
        for character in key:
            node = node.setdefault(character, {})
        node[""] = {}
    # Only where every branch begins with a plain character does `re` pass quickly over those that begin none.
    return _one_of([character + tail for tail, character in _branches(root)]) or "(?!)"


def _branches(node: dict) -> Iterator[tuple[str, str]]:  # type: ignore[type-arg]
    """What follows each character of a node, and the character."""
    return ((_expression(child), re.escape(character)) for character, child in node.items() if character)


def _expression(node: dict) -> str:  # type: ignore[type-arg]
    branches: dict[str, list[str]] = {}
    for tail, character in _branches(node):
        branches.setdefault(tail, []).append(character)
    joined = _one_of([(one[0] if len(one) == 1 else f"[{''.join(one)}]") + tail for tail, one in branches.items()])
    return f"(?:{joined})?" if joined and "" in node else joined


def _one_of(options: list[str]) -> str:
    return f"(?:{'|'.join(options)})" if len(options) > 1 else "".join(options)
