"""Dates of a text: found by the grammar of its language, resolved in the order in which they stand."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from corpus import edtf
from corpus.languages import LANGS, Lang
from corpus.reading import reading

from .anchor import Unresolved
from .grammar import Grammar, grammar
from .scan import Phrase, phrases
from .timeline import Timeline


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date expression: `surface` is `text[start:end]`, `value` EDTF, `rule` the rule that found it."""

    start: int
    end: int
    surface: str
    value: str
    rule: str


def find_dates(text: str, lang: Lang, ref_date: str | None) -> list[FoundDate]:
    """The dates of a text as it was written, in order; `ref_date` is the day of issue, EDTF, where it is known.

    >>> find_dates("회의는 오는 28일 열린다.", "ko", "2022-10-25")[0].value
    '2022-10-28'
    """
    return dates_in(text, reading(text), lang, 0, len(text), Timeline(ref_date))


def dates_in(text: str, seen: str, lang: Lang, start: int, end: int, timeline: Timeline) -> list[FoundDate]:
    """The dates of `text[start:end]`, a block that follows those that `timeline` knows; `seen` is the reading."""
    timeline.turn_page()
    dates: list[FoundDate] = []
    before: Phrase | None = None
    for phrase, rules in _phrases(seen, lang, start, end):
        said = timeline.day_said
        try:
            values = timeline.values(phrase, seen, rules)
        except Unresolved:
            continue
        if seen.count('"', start, phrase.start) % 2:  # "that day" behind words that are quoted is none told in them
            timeline.day_said = said
        for begin, stop, value in values:
            if not edtf.is_edtf(value):
                continue
            if dates and _explains(dates[-1], seen, begin, value, rules, same_way=_same_way(phrase, dates[-1], before)):
                begin = dates.pop().start
            dates.append(FoundDate(begin, stop, text[begin:stop], value, phrase.rule))
            before = phrase
    return dates


_BEFORE, _AFTER = 32, 64
"""How far a date of another language may reach to both sides of what shows it, in characters."""


def _phrases(seen: str, lang: Lang, start: int, end: int) -> list[tuple[Phrase, Grammar]]:
    """The date expressions of a block, in order: those of its language, and what is plainly written in another.

    Of two that overlap the longer stays, and of two as long the one in the language of the block.
    """
    found = [(phrase, grammar(lang)) for phrase in phrases(seen, grammar(lang), start, end)]
    others = [
        (phrase, grammar(other)) for other in LANGS if other != lang for phrase in _guests(seen, other, start, end)
    ]
    if not others:
        return found
    kept: list[tuple[Phrase, Grammar]] = []
    for item in sorted([*found, *others], key=lambda item: item[0].start):
        if kept and item[0].start < kept[-1][0].end:
            if item[0].end - item[0].start > kept[-1][0].end - kept[-1][0].start:
                kept[-1] = item
        else:
            kept.append(item)
    return kept


def _guests(seen: str, lang: Lang, start: int, end: int) -> Iterator[Phrase]:
    """The dates of another language that lie on its marks; what lies near together is read at one go."""
    rules = grammar(lang)
    marks = [mark.start() for mark in rules.abroad.finditer(seen, start, end)]
    begin = 0
    for index, mark in enumerate(marks):
        if index + 1 < len(marks) and marks[index + 1] - mark < _BEFORE + _AFTER:
            continue
        there = marks[begin : index + 1]
        begin = index + 1
        for phrase in phrases(seen, rules, max(start, there[0] - _BEFORE), min(end, mark + _AFTER)):
            at = bisect_left(there, phrase.start)
            if at < len(there) and there[at] < phrase.end:
                yield phrase


def _same_way(phrase: Phrase, last: FoundDate, before: Phrase | None) -> bool:
    """Whether a date is written as the one before it, so that it is another one; two of a pair may differ."""
    if phrase is before and len(phrase.mentions) == 2:
        return phrase.mentions[0].rule is phrase.mentions[1].rule
    return phrase.rule == last.rule


_OPENERS = ("(", "[", ",", "-")


def _explains(last: FoundDate, seen: str, start: int, value: str, rules: Grammar, *, same_way: bool) -> bool:
    """Whether a date only says again what the one before it says: 다음 주 화요일(10.20), 이듬해인 2020년."""
    gap = seen[last.end : start].strip()
    return (value == last.value and not same_way and gap in _OPENERS) or (gap != "" and gap == rules.being)
