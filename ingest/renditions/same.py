"""Whether two documents are one release in two files.

Formats lose a table, add page numbers, break words; they do not change numbers, dates or names. Two releases of one
series do just that: the next round has the text of the last one with another ordinal, day and place. So the texts are
aligned, and what stands in the same place with other digits or another name tells them apart.
"""

import re
from collections import Counter
from datetime import date

from corpus.alignment import Alignment
from corpus.documents import Document
from ingest import sniff

from .candidates import body_of

_RANKS = (sniff.HWPX, sniff.HWP, sniff.HWPML, sniff.DOCX, sniff.ODT, sniff.PDF, sniff.HTML, sniff.EML, sniff.MSG,
          sniff.TEXT)  # fmt: skip
"""Formats from the one that keeps most of a release to the one that keeps least."""

_LEAST_SHARE = 0.85
"""Of the letters of the shorter text, those that the longer has in order."""
_LEAST_LENGTH = 0.5
"""Of the longer text, what they have in common: a page may lack an annex, a digest is another release."""
_LONGEST_CHANGE = 40
"""Letters of a place that was changed; longer ones were moved or left out."""
_MOST_CHANGED_WORDS = 0.001
"""A letter; a word that is changed in the same way twice is another name."""
_FEWEST_DAYS = 7
_DIGITS = re.compile(r"\d")
_NUMERALS = re.compile("[一二三四五六七八九十百千两]")
_LETTERS = re.compile(r"[^\W\d_]")


def is_same_release(one: Document, other: Document) -> bool:
    """Whether the two say the same, whatever the format."""
    if one.lang != other.lang or _days_apart(one, other) > _FEWEST_DAYS or not _same_issuer(one, other):
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
    text, theirs = body_of(one), body_of(other)
    titles = [_squeezed(document.head.title.text) for document in (one, other) if document.head.title]
    changes: Counter[tuple[str, str]] = Counter()
    for place in alignment.differences():
        mine, other_words = text[place.start : place.end], theirs[place.other_start : place.other_end]
        if max(len(mine), len(other_words)) > _LONGEST_CHANGE:
            continue
        if _numbers(mine) != _numbers(other_words) and bool(_DIGITS.search(mine)) is bool(_DIGITS.search(other_words)):
            return True
        if len(_LETTERS.findall(mine)) > 1 and len(_LETTERS.findall(other_words)) > 1:
            changes[_squeezed(mine), _squeezed(other_words)] += 1
            around = _squeezed(text[max(place.start - 8, 0) : place.end + 8])
            if any(around in title for title in titles):
                return True
    is_renamed = max(changes.values(), default=0) > 1
    return is_renamed or changes.total() > 1 + _MOST_CHANGED_WORDS * min(len(text), len(theirs))


def _numbers(words: str) -> list[str]:
    return _DIGITS.findall(words) + _NUMERALS.findall(words)


def _same_issuer(one: Document, other: Document) -> bool:
    names = [_squeezed(document.head.issuer.text) for document in (one, other) if document.head.issuer]
    return len(names) < 2 or names[0] in names[1] or names[1] in names[0]


def _days_apart(one: Document, other: Document) -> int:
    days = [_day(document.head.ref_date) for document in (one, other)]
    return abs((days[0] - days[1]).days) if days[0] and days[1] else 0


def _day(edtf: str | None) -> date | None:
    try:
        return date.fromisoformat(edtf) if edtf else None
    except ValueError:
        return None


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()
