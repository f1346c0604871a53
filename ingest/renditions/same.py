"""Whether two documents are one release in two files.

Formats lose a table, add page numbers, break words; they do not change numbers, dates or names. Two releases of one
series do just that: the next round has the text of the last one with another ordinal, day and place. So the texts are
aligned, and what stands in the same place with other digits or another name tells them apart.
"""

import re

from corpus.alignment import Alignment
from corpus.documents import Document
from ingest import sniff

from .candidates import body_of
from .days import days_apart

_RANKS = (sniff.HWPX, sniff.HWP, sniff.HWPML, sniff.DOCX, sniff.ODT, sniff.PDF, sniff.HTML, sniff.EML, sniff.MSG,
          sniff.TEXT)  # fmt: skip
"""Formats from the one that keeps most of a release to the one that keeps least."""

_LEAST_SHARE = 0.85
"""Of the letters of the shorter text, those that the longer has in order."""
_LEAST_LENGTH = 0.5
"""Of the longer text, what they have in common: a page may lack an annex, a digest is another release."""
_LONGEST_CHANGE = 40
"""Letters of a place that was changed; longer ones were moved or left out."""
_MOST_MISREAD = 0.001
"""Words a letter that recognition of a scan may read wrongly, or that stand elsewhere."""
_FEWEST_DAYS = 7
_DIGITS = re.compile(r"\d")
_NUMERALS = re.compile("[一二三四五六七八九十百千两]")
_LETTERS = re.compile(r"[^\W\d_]")


def is_same_release(one: Document, other: Document) -> bool:
    """Whether the two say the same, whatever the format."""
    if one.lang != other.lang or days_apart(one, other) > _FEWEST_DAYS or not _same_issuer(one, other):
        return False
    alignment = Alignment(body_of(one), body_of(other))
    if max(alignment.shares) < _LEAST_SHARE or min(alignment.shares) < _LEAST_LENGTH:
        return False
    return not _contradict(one, other, alignment)


def is_better(one: Document, other: Document) -> bool:
    """Whether `one` is the better file to read a release from: complete, then by the format."""
    return _rank(one) < _rank(other)


def _rank(document: Document) -> tuple[bool, int]:
    media_type = document.source.media_type
    return document.status != "ok", _RANKS.index(media_type) if media_type in _RANKS else len(_RANKS)


def _contradict(one: Document, other: Document, alignment: Alignment) -> bool:
    """Whether one says something else than the other in the same place."""
    text, theirs = body_of(one), body_of(other)
    all_mine, all_theirs = _squeezed(text), _squeezed(theirs)
    is_exact = one.status == other.status == "ok"
    misread = 0
    for place in alignment.differences():
        mine, other_words = text[place.start : place.end], theirs[place.other_start : place.other_end]
        if max(len(mine), len(other_words)) > _LONGEST_CHANGE:
            continue
        numbers = _numbers(text, place.start, place.end), _numbers(theirs, place.other_start, place.other_end)
        if all(numbers) and numbers[0] != numbers[1]:
            return True
        mine, other_words = _squeezed(mine), _squeezed(other_words)
        is_left_out = mine in other_words or other_words in mine
        if not is_left_out and min(len(_LETTERS.findall(mine)), len(_LETTERS.findall(other_words))) > 1:
            misread += 1
            is_moved = mine in all_theirs and other_words in all_mine
            if is_exact and not is_moved:
                return True
    return misread > 1 + _MOST_MISREAD * min(len(text), len(theirs))


def _numbers(text: str, start: int, end: int) -> str:
    """The digits, else the numerals, of a place, those of numbers that reach into it included."""
    for letters in (_DIGITS, _NUMERALS):
        first, last = start, end
        while first and letters.match(text[first - 1]):
            first -= 1
        while last < len(text) and letters.match(text[last]):
            last += 1
        if found := "".join(letters.findall(text[first:last])):
            return found
    return ""


def _same_issuer(one: Document, other: Document) -> bool:
    names = [_squeezed(document.head.issuer.text) for document in (one, other) if document.head.issuer]
    return len(names) < 2 or names[0] in names[1] or names[1] in names[0]


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
