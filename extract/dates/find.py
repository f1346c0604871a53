"""Dates of a text: found by the grammar of its language, resolved in the order in which they stand."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus import edtf
from corpus.languages import LANGS, Lang

from ..reading import reading
from .grammar import Grammar, grammar
from .resolve import Unresolved
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
    for phrase, rules in _phrases(seen, lang, start, end):
        try:
            values = timeline.values(phrase, seen, rules)
        except Unresolved:
            continue
        for begin, stop, value in values:
            if not edtf.is_edtf(value):
                continue
            if dates and _explains(dates[-1], seen, begin, value, phrase.rule, rules):
                begin = dates.pop().start
            dates.append(FoundDate(begin, stop, text[begin:stop], value, phrase.rule))
    return dates


_BEFORE, _AFTER = 32, 64
"""How far a date of another language may reach to both sides of what shows it, in characters."""


def _phrases(seen: str, lang: Lang, start: int, end: int) -> list[tuple[Phrase, Grammar]]:
    """The date expressions of a block, in order: those of its language, and what is plainly written in another."""
    own = grammar(lang)
    found = [(phrase, own) for phrase in phrases(seen, own, start, end)]
    for other in LANGS:
        if other == lang:
            continue
        rules = grammar(other)
        for guest in _guests(seen, rules, start, end):
            rivals = [known for known in found if guest.start < known[0].end and known[0].start < guest.end]
            if all(guest.start <= known.start and known.end <= guest.end for known, _ in rivals) and (
                not rivals or guest.end - guest.start > sum(known.end - known.start for known, _ in rivals)
            ):
                found = [known for known in found if known not in rivals]
                found.append((guest, rules))
    return sorted(found, key=lambda item: item[0].start)


def _guests(seen: str, rules: Grammar, start: int, end: int) -> Iterator[Phrase]:
    at = start
    for mark in rules.abroad.finditer(seen, start, end):
        if mark.start() < at:
            continue
        for phrase in phrases(seen, rules, max(at, mark.start() - _BEFORE), min(end, mark.end() + _AFTER)):
            if phrase.start <= mark.start() < phrase.end:
                at = phrase.end
                yield phrase


_OPENERS = ("(", "[", ",", "-")


def _explains(last: FoundDate, seen: str, start: int, value: str, rule: str, rules: Grammar) -> bool:
    """Whether a date only says again what the one before it says: 다음 주 화요일(10.20), 이듬해인 2020년."""
    gap = seen[last.end : start].strip()
    return (value == last.value and rule != last.rule and gap in _OPENERS) or (gap != "" and gap == rules.being)
