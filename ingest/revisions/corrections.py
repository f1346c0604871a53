"""A release that corrects another one that was published in another place."""

from datetime import date
from functools import lru_cache

from corpus.alignment import Alignment
from corpus.documents import Document
from ingest.renditions.candidates import body_of

from .form import comparable
from .rules import compiled, rules, without_marks

_LEAST_SHARE = 0.85
"""Of the letters of each text, those that the other has in order."""
_MOST_DAYS = 60
"""Between a release and its correction; the next meeting of a series comes later."""
_HEAD = 400
_WORD = 60


def is_marked(document: Document) -> bool:
    """Whether a release calls itself corrected, in its title, before it or in the name of its file."""
    title = document.head.title
    head = document.text[: title.end if title else 0][-_HEAD:] if title else ""
    lines = [*head.splitlines(), title.text if title else "", document.source.path.rsplit("/", 1)[-1]]
    return any(compiled(mark.pattern).search(line) for line in lines for mark in rules().mark)


def is_correction(one: Document, other: Document) -> bool:
    """Whether one corrects the other: the same title, issuer and day, and nearly the same words.

    Where one is marked as corrected, any fact may differ and the day be later; where none is, only one thing may, and
    nothing that tells two meetings apart: a day, a number, a name.
    """
    if one.lang != other.lang or not _same_title(one, other) or not _same_issuer(one, other):
        return False
    marked = [is_marked(document) for document in (one, other)]
    days = _days_between(one, other)
    if marked[0] != marked[1]:
        later = days if marked[1] else None if days is None else -days
        if later is not None and not 0 <= later <= _MOST_DAYS:
            return False
        return min(_aligned(body_of(one), body_of(other)).shares) >= _LEAST_SHARE
    return days == 0 and not any(marked) and _differ_in_words_only(one, other)


def likeness(one: Document, other: Document) -> float:
    """How near the texts are, from 0 to 1: of several releases the nearest is the one that is corrected."""
    return min(_aligned(body_of(one), body_of(other)).shares)


def _differ_in_words_only(one: Document, other: Document) -> bool:
    """Whether the texts differ in a single word or phrase in small letters or in its spelling."""
    text, theirs = body_of(one), body_of(other)
    alignment = _aligned(text, theirs)
    if one.head.issuer is None or other.head.issuer is None or min(alignment.shares) < _LEAST_SHARE:
        return False
    places = list(alignment.differences())
    if len(places) != 1:
        return False
    place = places[0]
    mine, other_words = text[place.start : place.end], theirs[place.other_start : place.other_end]
    if max(len(mine), len(other_words)) > _WORD or not (mine.isascii() and other_words.isascii()):
        return False
    around = text[max(place.start - _WORD, 0) : place.start].split(" ")[-1] + mine + text[place.end :].split(" ")[0]
    return around.islower() and not any(letter.isdigit() for letter in around + other_words)


def _same_title(one: Document, other: Document) -> bool:
    titles = [comparable(without_marks(each.head.title.text)) if each.head.title else "" for each in (one, other)]
    return bool(titles[0]) and titles[0] == titles[1]


def _same_issuer(one: Document, other: Document) -> bool:
    names = [comparable(each.head.issuer.text) for each in (one, other) if each.head.issuer]
    return len(names) < 2 or names[0] in names[1] or names[1] in names[0]


def _days_between(one: Document, other: Document) -> int | None:
    days = [_day(each.head.ref_date) for each in (one, other)]
    return (days[1] - days[0]).days if days[0] and days[1] else None


def _day(edtf: str | None) -> date | None:
    try:
        return date.fromisoformat(edtf) if edtf else None
    except ValueError:
        return None


@lru_cache(maxsize=4)
def _aligned(one: str, other: str) -> Alignment:
    return Alignment(one, other)
