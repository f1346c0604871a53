"""Where the words of one text stand in another that says the same: a release as HWPX and as PDF.

Only letters and digits are compared: formats differ in white space, in line breaks, and in which quotes and dashes
they use. Long stretches that occur once in both texts hold the alignment, what lies between them is matched letter by
letter.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from .documents import Document, Evidence

_ANCHOR = 12
_SHORTER_ANCHOR = 6
_MOST_CELLS = 4_000_000
"""Of the table of distances between two anchors: 40 ms; a gap that is larger stays unmatched."""
_LEAST_RUN = 3
_LEAST_SHARE = 0.9
_MOST_STRETCH = 1.5


@dataclass(frozen=True, slots=True)
class Difference:
    """A place between two matching stretches where the texts differ: its span in each."""

    start: int
    end: int
    other_start: int
    other_end: int


class Alignment:
    """`text` aligned with `other`."""

    def __init__(self, text: str, other: str) -> None:
        self._text, self._other = text, other
        self._mine, self._at = _squeezed(text)
        self._theirs, self._other_at = _squeezed(other)
        self._runs = _joined(_runs(self._mine, self._theirs, _ANCHOR))
        self._starts = [run[0] for run in self._runs]

    @cached_property
    def shares(self) -> tuple[float, float]:
        """Which part of the letters of each text the other has in the same order."""
        matched = sum(size for _, _, size in self._runs)
        return matched / max(len(self._mine), 1), matched / max(len(self._theirs), 1)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the other text has the words of `text[start:end]`; None where it does not have them."""
        first, last = bisect_left(self._at, start), bisect_left(self._at, end)
        if first == last:
            return None
        found = self._aligned(first, last) or self._elsewhere(first, last)
        return self._with_marks(start, end, first, last, found) if found else None

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the other text has what stands at `text[start:end]`, be it in other words; empty where it has nothing.

        From behind the last letters before it that both have to the first ones after it.
        """
        first, last = bisect_left(self._at, start), bisect_left(self._at, end)
        low, high = 0, len(self._theirs)
        for i, j, size in self._runs:
            if size <= _LEAST_RUN:
                continue
            if i <= first:
                low = j + min(first - i, size)
            if i + size >= last:
                high = j + max(last - i, 0)
                break
        return _place(self._other_at, low, max(low, high))

    def differences(self) -> Iterator[Difference]:
        """The places where one text has letters or digits that the other has not, short matches in them included.

        Where only one has something, the span in the other is empty.
        """
        ends = (len(self._mine), len(self._theirs), 0)
        firm = [(0, 0, 0), *(run for run in self._runs if run[2] > _LEAST_RUN), ends]
        for (i, j, size), (next_i, next_j, _) in pairwise(firm):
            if next_i > i + size or next_j > j + size:
                mine, theirs = _place(self._at, i + size, next_i), _place(self._other_at, j + size, next_j)
                yield Difference(*mine, *theirs)

    def _aligned(self, first: int, last: int) -> tuple[int, int] | None:
        """The letters `first:last` in the other text, by the alignment."""
        matched, low, high = 0, -1, -1
        for i, j, size in self._runs[max(bisect_right(self._starts, first) - 1, 0) :]:
            if i >= last:
                break
            begin, finish = max(i, first), min(i + size, last)
            if begin < finish:
                matched += finish - begin
                low = j + begin - i if low < 0 else low
                high = j + finish - i
        if matched < _LEAST_SHARE * (last - first) or high - low > _MOST_STRETCH * (last - first) + 2:
            return None
        return low, high

    def _elsewhere(self, first: int, last: int) -> tuple[int, int] | None:
        """The same letters in another place, if they stand in one only: formats order tables and notes differently."""
        words = self._mine[first:last]
        at = self._theirs.find(words)
        if at < 0 or self._theirs.find(words, at + 1) >= 0:
            return None
        return at, at + len(words)

    def _with_marks(self, start: int, end: int, first: int, last: int, found: tuple[int, int]) -> tuple[int, int]:
        """The span in the other text, with the same marks before and after the letters as in this one."""
        other_start, other_end = self._other_at[found[0]], self._other_at[found[1] - 1] + 1
        for mark in reversed(self._text[start : self._at[first]]):
            if other_start and self._other[other_start - 1] == mark:
                other_start -= 1
        for mark in self._text[self._at[last - 1] + 1 : end]:
            if other_end < len(self._other) and self._other[other_end] == mark:
                other_end += 1
        return other_start, other_end


def found_in(copy: Document, evidence: Evidence, alignment: Alignment) -> Evidence | None:
    """The evidence as `copy` has it, with its page and box there; None where the copy lacks the words.

    `alignment` is of the text of the document that the evidence quotes with the text of `copy`.
    """
    span = alignment.span(evidence.start, evidence.end)
    return copy.quote(*span) if span else None


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The letters and digits of a text in their usual form, and where each stands."""
    letters, places = [], []
    for at, letter in enumerate(text):
        if letter.isalpha() or letter.isdecimal():
            usual = letter if letter.isascii() else unicodedata.normalize("NFKC", letter)
            letters.append((usual if len(usual) == 1 else letter).lower()[:1])
            places.append(at)
    return "".join(letters), places


def _place(places: list[int], first: int, last: int) -> tuple[int, int]:
    """The span of the letters `first:last` in the text; of none, the end of the letter before them."""
    if first < last:
        return places[first], places[last - 1] + 1
    at = places[first - 1] + 1 if first else 0
    return at, at


_Run = tuple[int, int, int]
"""Start in the one, start in the other, length."""


def _runs(one: str, other: str, size: int) -> Iterator[_Run]:
    """Stretches that both have, in the order of both."""
    i = j = 0
    for x, y in _anchors(one, other, size):
        if x < i or y < j:
            continue
        yield from _between(one, other, (i, x), (j, y), size)
        i, j = x, y
        while i < len(one) and j < len(other) and one[i] == other[j]:
            i, j = i + 1, j + 1
        yield x, y, i - x
    yield from _between(one, other, (i, len(one)), (j, len(other)), size)


def _between(one: str, other: str, mine: tuple[int, int], theirs: tuple[int, int], size: int) -> Iterator[_Run]:
    (i, x), (j, y) = mine, theirs
    if i == x or j == y:
        return
    left, right = one[i:x], other[j:y]
    if len(left) * len(right) <= _MOST_CELLS:
        for step in Levenshtein.opcodes(left, right):
            if step.tag == "equal":
                yield i + step.src_start, j + step.dest_start, step.src_end - step.src_start
    elif size > _SHORTER_ANCHOR:
        yield from ((i + a, j + b, length) for a, b, length in _runs(left, right, _SHORTER_ANCHOR))


def _anchors(one: str, other: str, size: int) -> list[tuple[int, int]]:
    """Places of stretches of `size` letters that occur once in each, as many as are in the same order in both."""
    places = _once(one, size)
    others = _once(other, size)
    pairs = sorted((at, others[gram]) for gram, at in places.items() if gram in others)
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        before.append(tops[at - 1] if at else -1)
        tails[at : at + 1] = [place]
        tops[at : at + 1] = [number]
    chain = []
    number = tops[-1] if tops else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _once(text: str, size: int) -> dict[str, int]:
    grams = [text[at : at + size] for at in range(len(text) - size + 1)]
    counts = Counter(grams)
    return {gram: at for at, gram in enumerate(grams) if counts[gram] == 1}


def _joined(runs: Iterator[_Run]) -> list[_Run]:
    found: list[_Run] = []
    for i, j, size in runs:
        if found and found[-1][0] + found[-1][2] == i and found[-1][1] + found[-1][2] == j:
            found[-1] = (found[-1][0], found[-1][1], found[-1][2] + size)
        elif size:
            found.append((i, j, size))
    return found
