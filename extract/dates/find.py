"""Dates of a text: found by the grammar of its language, resolved in the order in which they stand."""

from dataclasses import dataclass

from corpus import edtf
from corpus.languages import Lang

from ..reading import reading
from .grammar import Grammar, grammar
from .resolve import Unresolved
from .scan import phrases
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
    rules = grammar(lang)
    timeline.turn_page()
    dates: list[FoundDate] = []
    for phrase in phrases(seen, rules, start, end):
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


_OPENERS = ("(", "[", ",", "-")


def _explains(last: FoundDate, seen: str, start: int, value: str, rule: str, rules: Grammar) -> bool:
    """Whether a date only says again what the one before it says: 다음 주 화요일(10.20), 이듬해인 2020년."""
    gap = seen[last.end : start].strip()
    return (value == last.value and rule != last.rule and gap in _OPENERS) or (gap != "" and gap == rules.being)
