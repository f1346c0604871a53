"""The release of one body as another outlet prints it: a news agency's copy, a post of another ministry.

An outlet gives it a head and foot of its own, leaves out paragraphs, changes punctuation. It does not change a word
within a sentence, so between two releases of a series there is always a sentence that both have, but not alike.
"""

import re
import unicodedata
from collections.abc import Callable

from rapidfuzz import fuzz

from corpus.alignment import Alignment, Difference
from corpus.documents import Document
from ingest.renditions.candidates import body_of
from ingest.renditions.days import days_apart

from .form import comparable
from .rules import compiled, rules, without_passing

_LEAST_LETTERS = 120
"""Shorter texts have too little to tell two apart by."""
_LEAST_SHARE = 0.85
"""Of the shorter text, without the head and foot of its outlet, what the other has."""
_LEAST_COMMON = 0.4
"""Of the longer text."""
_MOST_DAYS = 2
_ANCHOR = 24
"""Letters of a stretch that belongs to the release and not by chance to two outlets' heads."""
_ALIKE = 60.0
"""Per cent of likeness of two lines of which one is the other with something changed."""
_SHORTEST_LINE = 6
_LONGEST_DATELINE = 120
_BRACKETS = re.compile(r"^\W*[(（\[【<〈].*[)）\]】>〉]\W*$", re.DOTALL)
_DAY = re.compile(r"(?:19|20)\d\d\s?[-./年년]\s?\d|\d{1,2}/\d{1,2}/(?:19|20)\d\d")
_CLOCK = re.compile(r"\d{1,2}:\d\d|\d\s?[일日시時]")
_LINE = re.compile(r"\n+|(?<=[.!?。！？])\s+")
_MOMENT = re.compile(
    r"(?:\d|[\s.:/,()（）\[\]~-]|年|月|日|년|월|일|시|분|am|pm|오전|오후|[월화수목금토일一二三四五六])+$", re.IGNORECASE
)


def is_repost(one: Document, other: Document) -> bool:
    """Whether the two print one release, whoever publishes them."""
    if one.lang != other.lang or days_apart(one, other) > _MOST_DAYS:
        return False
    text, theirs = without_passing(body_of(one)), without_passing(body_of(other))
    if days_apart(one, other) and _without_digits(text) == _without_digits(theirs):
        return False  # another day in the same print: the next issue of a series
    alignment = Alignment(text, theirs)
    core = _core(alignment, text, theirs)
    if core is None or not _is_most(alignment, core, text, theirs):
        return False
    if not all(_is_left_out(place, text, theirs) for place in core.places):
        return False
    heads = text[: _sentence_end(text, core.start)], theirs[: _sentence_end(theirs, core.other_start)]
    feet = text[_sentence_start(text, core.end) :], theirs[_sentence_start(theirs, core.other_end) :]
    return (
        not _retells(*heads, added=str.endswith)
        and not _retells(*feet, added=str.startswith)
        and _titles_agree(one, other, text, theirs)
    )


def is_nearer_the_source(one: Document, other: Document) -> bool:
    """Whether `one` is the publication to show: complete, with its issuer and contacts, longest, first."""
    return _distance(one) < _distance(other)


def _distance(document: Document) -> tuple[bool, bool, bool, int, str, str]:
    head = document.head
    return (
        document.status != "ok",
        head.issuer is None,
        not head.contacts,
        -len(comparable(body_of(document))),
        head.ref_date or "9999",
        document.source.path,
    )


class _Core:
    """What the two have in common, from the first to the last long stretch, and the places in it that differ."""

    def __init__(self, places: list[Difference], spans: tuple[int, int, int, int]) -> None:
        self.places = places
        self.start, self.end, self.other_start, self.other_end = spans


def _core(alignment: Alignment, text: str, theirs: str) -> _Core | None:
    places = list(alignment.differences())
    bounds = [(0, 0), *((place.end, place.other_end) for place in places)]
    ends = [*((place.start, place.other_start) for place in places), (len(text), len(theirs))]
    long = [
        number
        for number, (begin, end) in enumerate(zip(bounds, ends, strict=True))
        if sum(map(str.isalnum, text[begin[0] : end[0]])) >= _ANCHOR
    ]
    if not long:
        return None
    first, last = long[0], long[-1]
    return _Core(places[first:last], (bounds[first][0], ends[last][0], bounds[first][1], ends[last][1]))


def _is_most(alignment: Alignment, core: _Core, text: str, theirs: str) -> bool:
    """Whether the common part is most of the shorter text and enough of the longer."""
    letters = [sum(map(str.isalnum, each)) for each in (text, theirs)]
    common = alignment.shares[0] * letters[0]
    shorter = min(
        sum(map(str.isalnum, text[core.start : core.end])),
        sum(map(str.isalnum, theirs[core.other_start : core.other_end])),
    )
    return common >= _LEAST_LETTERS and common >= _LEAST_SHARE * shorter and common >= _LEAST_COMMON * max(letters)


def _is_left_out(place: Difference, text: str, theirs: str) -> bool:
    """Whether at this place only one has something, and that whole sentences, lines or a remark in brackets."""
    mine, other_words = text[place.start : place.end], theirs[place.other_start : place.other_end]
    if comparable(mine) == comparable(other_words):
        return True
    if comparable(mine) and comparable(other_words):
        return False
    whole, start, end = (
        (text, place.start, place.end) if comparable(mine) else (theirs, place.other_start, place.other_end)
    )
    return any(_is_whole(whole, begin, finish) for begin, finish in _shifted(whole, start, end))


def _shifted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The places where the same letters may be said to be left out: "A. AB." lacks "A." or ". A"."""
    found = [(start, end)]
    begin, finish = start, end
    while begin > 0 and len(found) < 40 and _letter(text, begin - 1) == _letter(text, finish - 1):
        begin, finish = begin - 1, finish - 1
        found.append((begin, finish))
    begin, finish = start, end
    while finish < len(text) and len(found) < 80 and _letter(text, begin) == _letter(text, finish):
        begin, finish = begin + 1, finish + 1
        found.append((begin, finish))
    return found


def _letter(text: str, at: int) -> str:
    return text[at].lower()


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a span is whole sentences, lines or a remark in brackets, or what an outlet opens a line with."""
    begins = _stops(text, range(start - 1, -1, -1))
    ends = _stops(text, range(end, len(text))) or _stops(text, range(end - 1, start - 1, -1))
    if begins and ends:
        return True
    if _opens_a_line(text, start, end):
        return True
    around = text[max(start - 1, 0) : end + 1]
    return bool(_BRACKETS.match(around)) and not any(map(str.isdigit, text[start:end]))


def _opens_a_line(text: str, start: int, end: int) -> bool:
    """Whether a span is the dateline of an agency before the first words of a line."""
    first = text.rfind("\n", 0, start) + 1
    if comparable(text[first:start]):
        return False
    return any(
        (found := compiled(line.pattern).match(text[first : first + _LONGEST_DATELINE])) is not None
        and not comparable(text[min(end, first + found.end()) : max(end, first + found.end())])
        for line in rules().dateline
    )


def _stops(text: str, places: range) -> bool:
    """Whether a sentence or line ends at the first of these places that is no blank, quote or mark of a list."""
    for at in places:
        letter = text[at]
        if letter in "\n!?。！？…:：;；":
            return True
        if letter == ".":
            return not (text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit())
        if letter.isalpha() or letter.isdecimal():
            return False
    return True


def _sentence_end(text: str, at: int) -> int:
    """The end of the sentence that is not over at a place; the place itself between two."""
    if at == 0:
        return 0
    found = _LINE.search(text, max(at - 1, 0))
    return found.start() if found else len(text)


def _sentence_start(text: str, at: int) -> int:
    if at >= len(text):
        return at
    starts = [match.end() for match in _LINE.finditer(text, 0, at)]
    return starts[-1] if starts else 0


def _retells(mine: str, theirs: str, *, added: Callable[[str, str], bool]) -> bool:
    """Whether a line before or behind what is common is a line of the other with something changed.

    An outlet may set words of its own before the first line, and behind the last: `added` tells.
    """
    for line in _LINE.split(mine):
        if len(comparable(line)) < _SHORTEST_LINE or _is_moment(line):
            continue
        for other in _LINE.split(theirs):
            said, told = comparable(line), comparable(other)
            if len(told) < _SHORTEST_LINE or _is_moment(other) or added(said, told) or added(told, said):
                continue
            if fuzz.ratio(said, told) >= _ALIKE and not _is_dateline(line, other):
                return True
    return False


def _is_moment(line: str) -> bool:
    """Whether a line is nothing but a day or an hour."""
    return bool(_MOMENT.match(line)) and bool(_DAY.search(line) or _CLOCK.search(line))


def _is_dateline(line: str, other: str) -> bool:
    """Whether both lines are mostly a day and an hour: when an outlet printed it."""
    return all(
        _DAY.search(unicodedata.normalize("NFKC", each)) is not None
        and sum(map(str.isdigit, each)) * 2 >= sum(map(str.isalnum, each))
        for each in (line, other)
    )


def _without_digits(text: str) -> str:
    return "".join(letter for letter in comparable(text) if not letter.isdigit() and letter not in ". ")


def _titles_agree(one: Document, other: Document, text: str, theirs: str) -> bool:
    """Whether each text has the numbers of the title of the other."""
    for document, whole in ((one, theirs), (other, text)):
        title = document.head.title
        numbers = re.findall(r"\d+", title.text) if title else []
        there = set(re.findall(r"\d+", whole))
        if any(number not in there for number in numbers):
            return False
    return True
