"""Paragraphs from lines, by where the lines stand: what would have fitted on the line before begins a new paragraph."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, pairwise
from statistics import median

from corpus.documents import Box
from corpus.folding import folded
from ingest.layout.markers import marker_of

from .english import is_compound
from .korean import closes, continues
from .lines import Line, around, is_hangul, is_spaceless

_SAME_SIZE = 0.12
_SPREAD = 1.35
"""Times the usual distance of lines at which a paragraph ends."""
_WIDEST_SPREAD = 2.6
_BLANK_AT_END = 0.15
"""Share of line ends with a blank from which the file is taken to keep the blanks between words there."""
_FEWEST_ENDS = 3
_FLUSH = 0.25
_ONE_SYLLABLE = 1.15
_EVEN_BLANKS = 0.12
"""All in sizes of the font."""
_MOSTLY = 0.85
_LONG_WORD = 3
_CJK = "\u3000"
"""What comes before is in no script of those that set no blanks, or cut words, at line ends."""

_HYPHENS = ("-", "\u2010", "\u00ad")
"""As typed, as set by a program that breaks words, and as kept in the text for breaking them."""
_ENDS_WORD = frozenset(".,!?;:)]}\u2019\u201d\u300d\u300f\u300b\u3009\u00b7")
_ENDS_SENTENCE = frozenset(".!?:;。！？：；)）]」』")
_FEWEST_OVER_PAGES = 2
_UNDER = 1.0
"""Sizes of the font by which the line at the top of a page may stand beside the last of the page before."""
_HANGUL = re.compile("[\uac00-\ud7a3]")
_WORD = re.compile(r"\S+")
_LATIN_END = re.compile(r"[A-Za-z]+$")
_LATIN_START = re.compile(r"[a-z]+")


@dataclass(slots=True)
class Paragraph:
    """Lines that are one paragraph, and its words; `right` is where the lines of its column end."""

    text: str
    box: Box
    size: float
    lines: int
    first: Line
    last: Line
    right: float

    def goes_on_in(self, after: "Paragraph") -> bool:
        """Whether this paragraph, the last of a page, goes on in the first of the next.

        Its last line is full, no sentence ends there, and the next begins below it, with no marker.
        """
        last, first = self.last, after.first
        if self.text[-1] in _ENDS_SENTENCE or max(self.lines, after.lines) < _FEWEST_OVER_PAGES:
            return False
        if last.is_upright or first.is_upright or not _same_size(last, first):
            return False
        if abs(last.box[0] - first.box[0]) > _UNDER * last.size and not last.is_broken:
            return False
        is_full = last.box[2] + first.first_word_width + 0.2 * last.size >= self.right
        return (is_full or last.is_broken) and marker_of(folded(first.text[:40])) is None

    def with_rest(self, after: "Paragraph", words: "Words") -> "Paragraph":
        """The whole of a paragraph that the end of a page cut, with the box of what is on its first page."""
        joined = words.joined(self.text, self.last, after.first)
        return replace(
            self,
            text=joined + after.text.removeprefix(after.first.text),
            lines=self.lines + after.lines,
            last=after.last,
            right=after.right,
        )


class Words:
    """What the whole file tells about words that a line end may have cut; gathered when first asked for."""

    def __init__(self, columns: Sequence[Sequence[Line]]) -> None:
        """`columns` are the lines of the file: those of each column or cell, from top to bottom."""
        self._columns = columns

    @cached_property
    def _inner(self) -> list[list[str]]:
        """The words of each line without the first and the last."""
        return [_WORD.findall(line.text)[1:-1] for column in self._columns for line in column]

    @cached_property
    def _known(self) -> Counter[str]:
        return Counter(chain.from_iterable(self._inner))

    @cached_property
    def _pairs(self) -> Counter[tuple[str, str]]:
        return Counter(chain.from_iterable(map(pairwise, self._inner)))

    @cached_property
    def _keeps_blanks(self) -> bool:
        ends = [line for column in self._columns for line in column if is_hangul(line.text[-1])]
        return sum(line.ends_in_blank for line in ends) > _BLANK_AT_END * len(ends)

    @cached_property
    def _cuts_words(self) -> bool:
        return not self._keeps_blanks and _cuts_words(self._columns)

    def joined(self, text: str, line: Line, after: Line) -> str:
        """`text`, whose last line is `line`, and the words of the line `after`, with what belongs between them."""
        if line.is_broken or text.endswith(_HYPHENS):
            return self._over_hyphen(text.rstrip("".join(_HYPHENS)), after.text)
        if line.ends_in_blank:
            return f"{text} {after.text}"
        end, start = text[-1], after.text[0]
        if end < _CJK and start < _CJK:
            return f"{text} {after.text}"
        if (is_spaceless(end) or is_spaceless(start)) and not _HANGUL.search(line.text + after.text):
            return text + after.text
        if not (is_hangul(start) and not end.isspace()):
            return f"{text} {after.text}"
        return (
            f"{text} {after.text}"
            if self._are_two(text.split()[-1], after.text.split(maxsplit=1)[0])
            else text + after.text
        )

    def _are_two(self, last: str, first: str) -> bool:
        """Whether a Korean line ended between two words: by what else the file says, then by how it sets lines."""
        whole, pair = self._known[last + first], self._pairs[last, first]
        if whole != pair:
            return pair > whole
        if self._keeps_blanks or continues(first):
            return False
        if not self._cuts_words or last[-1] in _ENDS_WORD or closes(last):
            return True
        return bool(self._known[first] and (self._known[last] or len(first) > _LONG_WORD))

    def _over_hyphen(self, text: str, after: str) -> str:
        """A Latin word that goes on is joined, unless it is a compound, or one of several parts (people-to-people).

        What the file writes elsewhere, with the hyphen or without, goes before the rules.
        """
        last, first = _LATIN_END.search(text), _LATIN_START.match(after)
        if last is None or first is None:
            return f"{text}-{after}"
        whole, compound = self._known[last[0] + first[0]], self._known[f"{last[0]}-{first[0]}"]
        if whole == compound:
            has_more_parts = text[: last.start()].endswith(_HYPHENS) or after[first.end() :].startswith(_HYPHENS)
            return f"{text}-{after}" if has_more_parts or is_compound(last[0], first[0]) else text + after
        return f"{text}-{after}" if compound > whole else text + after


def _cuts_words(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether Korean lines end within words, as some styles have it, rather than between them.

    Lines that end between words leave room at the right, or where they are justified stretch their blanks. Lines that
    end anywhere do neither.
    """
    room: list[float] = []
    blanks: list[float] = []
    for column in columns:
        right = max((line.box[2] for line in column), default=0)
        for line, after in pairwise(column):
            if not (is_hangul(line.text[-1]) and is_hangul(after.text[0])):
                continue
            if line.box[2] + after.first_word_width > right and after.box[1] > line.box[1]:
                room.append((right - line.box[2]) / line.size)
                blanks.append(line.blank / line.size)
    if len(room) < _FEWEST_ENDS:
        return False
    if sum(width < _FLUSH for width in room) > _MOSTLY * len(room):
        blanks.sort()
        return blanks[int(_MOSTLY * len(blanks))] - blanks[int((1 - _MOSTLY) * len(blanks))] < _EVEN_BLANKS
    return sum(width < _ONE_SYLLABLE for width in room) > _MOSTLY * len(room)


def paragraphs(lines: Sequence[Line], words: Words) -> list[Paragraph]:
    """The paragraphs of one column: lines from top to bottom."""
    if not lines:
        return []
    right = max(line.box[2] for line in lines)
    leading = _leading(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1], line, right, leading):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group, words, right) for group in groups]


def _paragraph(lines: list[Line], words: Words, right: float) -> Paragraph:
    text = lines[0].text
    if len(lines) == 1 and not lines[0].is_broken:
        return Paragraph(text, lines[0].box, lines[0].size, 1, lines[0], lines[0], right)
    for before, line in pairwise(lines):
        text = words.joined(text, before, line)
    if lines[-1].is_broken:
        text += "-"
    box = around([line.box for line in lines])
    return Paragraph(text, box, lines[0].size, len(lines), lines[0], lines[-1], right)


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance of the feet of two lines of a paragraph, in sizes of the font."""
    pairs = pairwise(lines)
    steps = [(after.box[3] - line.box[3]) / line.size for line, after in pairs if _same_size(line, after)]
    below = [step for step in steps if 0.8 < step < _WIDEST_SPREAD]
    return min(median(below), _WIDEST_SPREAD / _SPREAD) if below else _WIDEST_SPREAD / _SPREAD


def _goes_on(group: list[Line], line: Line, right: float, leading: float) -> bool:
    before = group[-1]
    if before.is_upright or line.is_upright:
        return before.is_upright and line.is_upright and _same_size(before, line)
    if before.is_broken:
        return True
    step = line.box[3] - before.box[3]
    if not _same_size(before, line) or step > _SPREAD * leading * before.size or step <= 0:
        return False
    blank = 0.2 * before.size
    if before.box[2] + blank < right and before.box[2] + line.first_word_width + blank < right:
        return False
    marker = marker_of(folded(line.text[:40]))
    if marker is not None and not (marker.text[0].isalnum() and before.text[-1].isalnum()):
        return False
    return not _is_indented(group, line)


def _is_indented(group: list[Line], line: Line) -> bool:
    """Whether a line begins apart from where the paragraph says that it should."""
    shift = line.box[0] - group[-1].box[0]
    is_centred = abs(shift + line.box[2] - group[-1].box[2]) < line.size
    if abs(shift) < line.size or is_centred:
        return False
    if len(group) > 1:
        return True
    return shift > 0 and marker_of(folded(group[0].text[:40])) is None


def _same_size(one: Line, other: Line) -> bool:
    return one.size == other.size or abs(one.size - other.size) <= _SAME_SIZE * max(one.size, other.size)
