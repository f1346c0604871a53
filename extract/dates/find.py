"""Dates of a text: found by the grammar of its language, resolved in the order in which they stand."""

from dataclasses import dataclass
from datetime import date, timedelta

from corpus import edtf
from corpus.languages import Lang

from ..reading import reading
from . import calendar
from .grammar import Grammar, grammar
from .partial import Partial, shared
from .resolve import DAY, MONTH, WEEK, YEAR, Anchor, Unresolved, complete, read
from .scan import Mention, Phrase, phrases


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
    read_as = reading(text)
    return Timeline(ref_date).add(text, read_as, lang, 0, len(text))


@dataclass(frozen=True, slots=True)
class _Said:
    """A date mentioned before: where it ends, and what it says."""

    end: int
    date: Partial
    value: str


class Timeline:
    """The dates of one release in the order in which it mentions them: each may complete a later one."""

    def __init__(self, ref_date: str | None) -> None:
        ref = edtf.days(ref_date)[0] if ref_date and edtf.is_edtf(ref_date) else None
        self._ref = ref
        self._ref_is_day = ref_date is not None and len(ref_date) == len("2022-10-25")
        self._said: list[_Said] = []
        self._day: date | None = None
        self._span: str | None = None

    def add(self, text: str, seen: str, lang: Lang, start: int, end: int) -> list[FoundDate]:
        """The dates of `text[start:end]`, which follows what was added before; `seen` is the reading of `text`."""
        rules = grammar(lang)
        self._said.clear()
        dates: list[FoundDate] = []
        for phrase in phrases(seen, rules, start, end):
            try:
                for start, end, value in self._values(phrase, seen, rules):
                    if not edtf.is_edtf(value):
                        continue
                    if dates and self._repeats(dates[-1], seen, start, value):
                        last = dates.pop()
                        start = last.start
                    dates.append(FoundDate(start, end, text[start:end], value, phrase.rule))
            except Unresolved:
                continue
        return dates

    def _repeats(self, last: FoundDate, seen: str, start: int, value: str) -> bool:
        """Whether a date only explains the one before it: 다음 주 화요일(10.20)."""
        return value == last.value and seen[last.end : start].strip(" ") in ("(", "[", "-", ",", "인")

    def _values(self, phrase: Phrase, seen: str, rules: Grammar) -> list[tuple[int, int, str]]:
        mentions = phrase.mentions
        first = self._ends(mentions[0], seen, rules)
        if phrase.join is None:
            value = self._marked(phrase, first, seen, rules)
            return [(phrase.start, phrase.end, value)]
        last = self._ends(mentions[1], seen, rules)
        one, two = first[0], last[-1]
        if phrase.join == "interval":
            value = self._interval(mentions[0], one, two, seen, rules)
            return [(phrase.start, phrase.end, value)]
        one, two = shared(one, two)
        return [
            (phrase.start, mentions[0].end, self._single(mentions[0], one, seen, rules)),
            (mentions[1].start, phrase.end, self._single(mentions[1], two, seen, rules)),
        ]

    def _ends(self, mention: Mention, seen: str, rules: Grammar) -> list[Partial]:
        anchor = self._anchor(mention.start, seen, rules)
        first = read(mention.rule.kind, mention.first, anchor)
        if not mention.second:
            return [first]
        return [first, read("date", mention.second, anchor)]

    def _marked(self, phrase: Phrase, ends: list[Partial], seen: str, rules: Grammar) -> str:
        mention = phrase.mentions[0]
        if len(ends) == 2:
            return self._interval(mention, ends[0], ends[1], seen, rules)
        value = self._single(mention, ends[0], seen, rules)
        if phrase.mark == "lasting":
            return _lasting(value, phrase.mark_fields)
        if phrase.mark == "from" and "/.." not in value:
            return edtf.interval(value, None)
        if phrase.mark == "until" and "../" not in value:
            return edtf.interval(None, value)
        return value

    def _interval(self, mention: Mention, first: Partial, last: Partial, seen: str, rules: Grammar) -> str:
        first, last = shared(first, last)
        start = self._completed(mention, first, seen, rules)
        if first.year is None and first.value is None:
            first, last = shared(_partial(start), last)
        end = self._completed(mention, last, seen, rules)
        value = edtf.interval(start, end)
        if not edtf.is_edtf(value):
            raise Unresolved
        self._say(mention.end, first, start)
        self._say(mention.end, last, end)
        self._span = value
        return value

    def _single(self, mention: Mention, found: Partial, seen: str, rules: Grammar) -> str:
        value = self._completed(mention, found, seen, rules)
        self._say(mention.end, found, value)
        return value

    def _completed(self, mention: Mention, found: Partial, seen: str, rules: Grammar) -> str:
        if found.is_complete:
            return complete(found, Anchor())
        return complete(
            found,
            self._anchor(mention.start, seen, rules),
            lean=_tense(mention, seen, rules),
            after=self._before(mention, found, seen, rules),
        )

    def _say(self, end: int, found: Partial, value: str) -> None:
        self._said.append(_Said(end, found, value))
        if len(value) == len("2022-10-25"):
            self._day = date.fromisoformat(value)
        elif len(value) > 4 and ".." not in value:
            self._span = value

    def _anchor(self, start: int, seen: str, rules: Grammar) -> Anchor:
        year = None
        if self._said and not rules.sentence_end.search(seen, self._said[-1].end, start):
            year = int(self._said[-1].value[:4]) if self._said[-1].value[:4].isdigit() else None
        return Anchor(ref=self._ref, ref_is_day=self._ref_is_day, day=self._day, year=year, value=self._span)

    def _before(self, mention: Mention, found: Partial, seen: str, rules: Grammar) -> Partial | None:
        """The date of the same sentence from which the text goes on, where that is not the time of issue."""
        if not self._said or found.lean:
            return None
        said = self._said[-1]
        if mention.start - said.end > _NEAR or rules.sentence_end.search(seen, said.end, mention.start):
            return None
        if said.date.year is None or said.date.value is not None:
            return None
        needs_month = found.month is None and found.quarter is None and found.half is None
        whole = _partial(said.value)
        if whole.month is None:
            return None
        if needs_month and self._ref is not None:
            near = abs((date(whole.year or 1, whole.month, whole.day or 15) - self._ref).days) <= 31
            return None if near else whole
        return whole


_NEAR = 60
"""How many characters after a date another may take its year from it."""


def _partial(value: str) -> Partial:
    """A day, month or year as a date of parts."""
    numbers = [int(part) for part in value.split("/")[0].split("-") if part.isdigit()]
    year, month, day = (*numbers, None, None, None)[:3]
    if month is not None and month > 12:
        return Partial(year=year, quarter=month - 32 if month < 40 else None, half=month - 39 if month >= 40 else None)
    return Partial(year=year, month=month, day=day)


def _tense(mention: Mention, seen: str, rules: Grammar) -> int:
    """Whether the sentence announces (1), reports (-1) or tells neither."""
    end = rules.sentence_end.search(seen, mention.end)
    rest = seen[mention.end : min(end.start() if end else len(seen), mention.end + 120)]
    future, past = rules.future.search(rest), rules.past.search(rest)
    if future and (not past or future.start() <= past.start()):
        return 1
    return -1 if past else 0


def _lasting(value: str, counted: dict[str, int]) -> str:
    """From the first day of `value` on for so many units: five years from 2023 end with 2027."""
    first = edtf.days(value)[0]
    unit, count = counted.get("unit", DAY), counted.get("count", 1)
    if first is None or not 1 <= count <= 400:
        raise Unresolved
    steps = {YEAR: "years", MONTH: "months", WEEK: "weeks", DAY: "days"}
    if unit not in steps:
        raise Unresolved
    last = calendar.day_after(first, **{steps[unit]: count}) - timedelta(days=1)
    if unit == YEAR and len(value) == 4:
        return edtf.interval(value, f"{last.year:04}")
    if unit in (YEAR, MONTH) and len(value) <= len("2022-10"):
        return edtf.interval(value, edtf.month(last.year, last.month))
    return edtf.interval(edtf.day(first), edtf.day(last))
