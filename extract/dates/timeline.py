"""The dates of one release in the order in which it mentions them: each may complete a later one."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus import edtf

from . import calendar
from .anchor import Anchor, Unresolved
from .completion import complete
from .grammar import Fields, Grammar
from .partial import Partial, filled, shared
from .resolve import DAY, MONTH, WEEK, YEAR, read
from .rules import Kind
from .scan import Mention, Phrase

_NEAR = 60
"""How many characters after a date another may take its year or month from it."""
_EVENT = timedelta(days=14)
"""How far from the day of issue the day may lie of which a release tells."""
_CUE = 120
"""Within how many characters of a date a verb tells its tense."""

_BESIDE_IT = 6
"""Within how many characters of a date the verb stands that tells of this very date."""

_BESIDE = 16
"""Within how many characters of a list of days a word tells that they are apart."""

_MONTHS_NEAR = 2
"""How many months before or after the month of issue some months of another year may end or begin and be meant."""

_SAID = ("year_said", "month_said", "week_said", "day_said", "following")
"""Fields that count from the date said before."""
_HALF_YEAR = timedelta(days=183)
_OF_A_MONTH = (len("2022-10"), len("2022-10-25"))

_REST_OF_BRACKET = re.compile(r"[^()\n]*(?=\))")


@dataclass(frozen=True, slots=True)
class _Said:
    """A date mentioned before: where it ends, what the text states of it, and its value."""

    end: int
    stated: Partial
    value: str


class Timeline:
    """What the text has said so far, and the day of issue; `stated` is False where the text only lets guess it."""

    def __init__(self, ref_date: str | None, *, stated: bool = True) -> None:
        self._ref_is_stated = stated
        self._ref = edtf.days(ref_date)[0] if ref_date and edtf.is_edtf(ref_date) else None
        self._ref_is_day = self._ref is not None and ref_date == edtf.day(self._ref)
        self._last: _Said | None = None
        self._day: date | None = None
        self._month: date | None = None
        self._day_above: date | None = None
        self._event = self._ref if self._ref_is_day else None
        self._span: str | None = None
        self._year: int | None = None

    def turn_page(self) -> None:
        """Begin another block: what it leaves out, it does not take from the sentence before."""
        self._last = None
        self._day_above = self._day or self._day_above
        self._day = None
        self._month = None
        self._year = None

    @property
    def day_said(self) -> tuple[date | None, date | None]:
        """The day mentioned last in this block, and the last near the day of issue: what "that day" is."""
        return self._day, self._event

    @day_said.setter
    def day_said(self, days: tuple[date | None, date | None]) -> None:
        self._day, self._event = days

    def values(self, phrase: Phrase, seen: str, rules: Grammar) -> list[tuple[int, int, str]]:
        """Start, end and EDTF value of each date of a phrase; `seen` is the reading it stands in.

        Raises:
            Unresolved: a date is not tied to the calendar.
        """
        one = self._ends(phrase.mentions[0])
        if phrase.join is None:
            mention = phrase.mentions[0]
            if "list" in mention.first and (not _is_stretch(mention, one) or _is_apart(mention, seen, rules)):
                return self._listed(phrase, one, seen, rules)
            return [(phrase.start, phrase.end, self._marked(phrase, phrase.mentions[0], one, seen, rules))]
        if phrase.join == "both":
            return self._both(phrase, one, seen, rules)
        left, right = phrase.mentions
        if _counts_from_text(right) and len(one) == 1:
            self._single(left, one[0], seen, rules)
        two = self._ends(right)
        return [(phrase.start, phrase.end, self._interval(phrase.mentions[0], one[0], two[-1], seen, rules))]

    def _ends(self, mention: Mention) -> list[Partial]:
        anchor = self._anchor()
        first = read(mention.rule.kind, mention.first, anchor)
        if not mention.second:
            return [first]
        kind: Kind = "decade" if mention.rule.kind == "decade" else "date"
        return [first, replace(read(kind, mention.second, anchor), this_year=first.this_year)]

    def _listed(self, phrase: Phrase, ends: list[Partial], seen: str, rules: Grammar) -> list[tuple[int, int, str]]:
        """Several days that a month stands with once: January 23 and 22."""
        mention = phrase.mentions[0]
        last = filled(ends[1], ends[0])
        days = [filled(ends[0], last), last]
        if "day_between" in mention.first:
            days.insert(1, replace(days[0], day=mention.first["day_between"]))
        return [(phrase.start, phrase.end, self._single(mention, day, seen, rules)) for day in days]

    def _both(self, phrase: Phrase, one: list[Partial], seen: str, rules: Grammar) -> list[tuple[int, int, str]]:
        left, right = phrase.mentions
        alone = Phrase(left.start, left.end, left.rule.id, [left])
        if _counts_from_text(right):
            first = self._marked(alone, left, one, seen, rules)
            try:
                last = self._marked(phrase, right, self._ends(right), seen, rules)
            except Unresolved:
                return [(phrase.start, left.end, first)]
            return [(phrase.start, left.end, first), (right.start, phrase.end, last)]
        try:
            two = self._ends(right)
        except Unresolved:
            return [(left.start, left.end, self._marked(alone, left, one, seen, rules))]
        weekdays = _is_weekday(one) and _is_weekday(two)
        year_alone = one[0].day is not None and two[0].month is None and two[0].day is None
        if len(one) == len(two) == 1 and not year_alone and not (_is_day(one[0]) and _is_day(two[0])):
            stated = two[0]
            one[0], two[0] = shared(one[0], two[0])
            if _is_far(one[0], two[0]):
                two[0] = filled(stated, one[0])
        first = self._marked(alone, left, one, seen, rules)
        if len(one) == len(two) == 1 and two[0].year is None and two[0].value is None:
            two[0] = shared(_partial(first), two[0])[1]
        last = self._marked(phrase, right, two, seen, rules)
        if weekdays and _is_next_day(first, last):
            return [(phrase.start, phrase.end, edtf.interval(first, last))]
        return [(phrase.start, left.end, first), (right.start, phrase.end, last)]

    def _marked(self, phrase: Phrase, mention: Mention, ends: list[Partial], seen: str, rules: Grammar) -> str:
        if len(ends) == 2:
            return self._interval(mention, ends[0], ends[1], seen, rules)
        value = self._single(mention, ends[0], seen, rules)
        if phrase.mark == "lasting":
            return _lasting(value, phrase.mark_fields)
        if phrase.mark == "from" and not value.endswith(".."):
            return edtf.interval(value, None)
        if phrase.mark == "until" and not value.startswith(".."):
            return edtf.interval(None, value)
        return value

    def _interval(self, mention: Mention, first: Partial, last: Partial, seen: str, rules: Grammar) -> str:
        stated = first
        first, last = shared(first, last)
        if self._is_of_a_year(first, last):
            year = self._year_of_months(first, last, mention, seen, rules)
            first, last = shared(replace(first, year=year), last)
        if first.year is None and first.value is None and self._is_nearer(last, first, mention, seen, rules):
            end = self._completed(mention, last, seen, rules)
            first, last = shared(first, _partial(end))
            start = self._completed(mention, first, seen, rules)
        else:
            start = self._completed(mention, first, seen, rules)
            if first.year is None and first.value is None:
                first, last = shared(_partial(start), last)
            end = self._completed(mention, last, seen, rules)
        value = edtf.interval(start.split("/")[0], end.split("/")[-1])
        if not edtf.is_edtf(value):
            raise Unresolved
        self._say(mention.end, stated, start)
        self._say(mention.end, last if stated.year is not None else stated, end)
        self._span = value
        return value

    def _is_of_a_year(self, first: Partial, last: Partial) -> bool:
        """Whether two months, without days and in their order, say no year."""
        if self._ref is None or first.lean or last.lean or not _is_month(first) or not _is_month(last):
            return False
        return (first.month or 0) <= (last.month or 0)

    def _year_of_months(self, first: Partial, last: Partial, mention: Mention, seen: str, rules: Grammar) -> int | None:
        """The year of some months of a year: the one that the tense points to, or that of issue, unless the months
        of another one lie much nearer; None where the sentence has said it.
        """
        ref = self._ref
        begin, end = first.month or 0, last.month or 0
        if ref is None or self._before(mention, first, seen, rules) is not None:
            return None
        tense = _tense(mention, seen, rules)
        if tense < 0 and begin > ref.month:
            return ref.year - 1
        if tense > 0 and end < ref.month:
            return ref.year + 1
        if tense == 0 and begin > ref.month and ref.month + 12 - end < _MONTHS_NEAR:
            return ref.year - 1
        if tense == 0 and end < ref.month and begin + 12 - ref.month < _MONTHS_NEAR:
            return ref.year + 1
        return ref.year

    def _is_nearer(self, last: Partial, first: Partial, mention: Mention, seen: str, rules: Grammar) -> bool:
        """Whether the last of two ends without a year lies nearer to the day of issue: it decides the year."""
        if self._ref is None or last.month is None or first.month is None or last.lean or first.lean:
            return False
        ref = self._ref
        near = [edtf.days(self._completed(mention, end, seen, rules))[0] for end in (first, last)]
        return near[0] is not None and near[1] is not None and abs(near[1] - ref) < abs(near[0] - ref)

    def _single(self, mention: Mention, stated: Partial, seen: str, rules: Grammar) -> str:
        value = self._completed(mention, stated, seen, rules)
        told = self._day, self._month, self._event, self._span
        self._say(mention.end, stated, value)
        if mention.first.get("day_said", 0) < 0 or mention.first.get("month_said", 0) < 0:
            # Of "the day before he arrived, and that day …" the day told of stays the later one.
            self._day, self._month, self._event, self._span = told
        return value

    def _completed(self, mention: Mention, stated: Partial, seen: str, rules: Grammar) -> str:
        if stated.is_complete:
            return complete(stated, Anchor())
        tense, beside = _told(mention, seen, rules)
        return complete(
            stated,
            self._anchor(),
            lean=tense,
            beside=beside,
            after=self._before(mention, stated, seen, rules),
        )

    def _say(self, end: int, stated: Partial, value: str) -> None:
        self._last = _Said(end, stated, value)
        if value[:4].isdigit():
            self._year = int(value[:4])
            if len(value) in _OF_A_MONTH and value[5:7] <= "12":
                self._month = date(self._year, int(value[5:7]), 1)
        if len(value) == len("2022-10-25"):
            self._day = date.fromisoformat(value)
            if self._ref is not None and abs(self._day - self._ref) <= _EVENT:
                self._event = self._day
        elif len(value) > len("2022") and ".." not in value:
            self._span = value

    def _anchor(self) -> Anchor:
        return Anchor(
            ref=self._ref,
            ref_is_day=self._ref_is_day,
            ref_is_stated=self._ref_is_stated,
            day=self._day or self._event or self._day_above,
            month=self._month,
            year=self._year,
            value=self._span,
        )

    def _before(self, mention: Mention, stated: Partial, seen: str, rules: Grammar) -> Partial | None:
        """The date of the same sentence from which the text goes on, where it tells of another year or month."""
        last = self._last
        if last is None or stated.lean or mention.start - last.end > _NEAR:
            return None
        if rules.sentence_end.search(seen, last.end, mention.start):
            return None
        whole = _partial(last.value)
        if stated.weekday is not None and stated.day is None and stated.month is None:
            return whole
        if last.stated.year is None or last.stated.value is not None or whole.month is None:
            return None
        if self._ref is None:
            return whole
        if stated.month is None and stated.quarter is None and stated.half is None:
            near = abs((date(whole.year or 1, whole.month, whole.day or 15) - self._ref).days) <= 31
            return None if near else whole
        if whole.year == self._ref.year:
            goes_on = stated.day is None and (stated.month or 0) >= (whole.month or 0)
            return whole if goes_on else None
        return whole if (whole.year or 0) < self._ref.year or _tense(mention, seen, rules) >= 0 else None


def _is_stretch(mention: Mention, ends: list[Partial]) -> bool:
    """Whether the days or months of a list follow each other, so that they are one stretch of time."""
    first, last = shared(*ends)
    steps = 2 if "day_between" in mention.first else 1
    if first.day is not None and last.day is not None:
        return first.month == last.month and last.day - first.day == steps
    return first.month is not None and last.month is not None and last.month - first.month == steps


def _is_month(part: Partial) -> bool:
    return part.month is not None and part.day is None and part.year is None and part.value is None


def _is_day(part: Partial) -> bool:
    return part.day is not None and part.month is None and part.value is None


def _is_weekday(ends: list[Partial]) -> bool:
    return len(ends) == 1 and ends[0].weekday is not None and ends[0].day is None and ends[0].month is None


def _counts_from_text(mention: Mention) -> bool:
    """Whether a date is told from the one before it: 같은 해, the following week."""
    return any(name in mention.first for name in _SAID)


def _is_far(first: Partial, last: Partial) -> bool:
    """Whether `last`, of two dates side by side, lies so long after the other that the year before is meant."""
    days = first.as_day(), last.as_day()
    return days[0] is not None and days[1] is not None and days[1] - days[0] > _HALF_YEAR


def _is_next_day(first: str, last: str) -> bool:
    """Whether `last` is the day after `first`, so that both are one stretch of time."""
    days = edtf.days(first)[1], edtf.days(last)[0]
    return days[0] is not None and days[1] is not None and days[1] - days[0] == timedelta(days=1)


def _is_apart(mention: Mention, seen: str, rules: Grammar) -> bool:
    """Whether words beside a list say that each of its days stands for itself."""
    lead = seen[max(0, mention.start - _BESIDE) : mention.start]
    rest = seen[mention.end : mention.end + _BESIDE]
    return bool(rules.apart.search(lead) or rules.apart.search(rest))


def _partial(value: str) -> Partial:
    """The first part of an EDTF value as a date of parts."""
    numbers = [int(part) for part in value.split("/")[0].split("-") if part.isdigit()]
    year, month, day = (*numbers, None, None, None)[:3]
    if month is None or month <= 12:
        return Partial(year=year, month=month, day=day)
    return Partial(year=year, quarter=month - 32) if month < 40 else Partial(year=year, half=month - 39)


def _tense(mention: Mention, seen: str, rules: Grammar) -> int:
    """Whether the verb next to a date announces (1), reports (-1) or tells neither."""
    return _told(mention, seen, rules)[0]


def _told(mention: Mention, seen: str, rules: Grammar) -> tuple[int, bool]:
    """Whether the verb next to a date announces (1), reports (-1) or tells neither, and stands right beside it.

    Where verbs come before their dates, one that announces and follows may tell of something else.
    """
    end = rules.sentence_end.search(seen, mention.end, mention.end + _CUE)
    rest = seen[mention.end : end.start() if end else mention.end + _CUE]
    bracket = _REST_OF_BRACKET.match(rest)
    if bracket is not None:
        rest = bracket[0]
    found = [
        (match.start(), tense, tense < 0 or not rules.cue_before)
        for tense, cue in ((1, rules.future), (-1, rules.past))
        if (match := cue.search(rest)) is not None
    ]
    if rules.cue_before and bracket is None:
        lead = seen[max(0, mention.start - _CUE) : mention.start]
        ends = [match.end() for match in rules.sentence_end.finditer(lead)]
        lead = lead[ends[-1] :] if ends else lead
        found += [
            (len(lead) - match.end(), tense, True)
            for tense, cue in ((1, rules.future), (-1, rules.past))
            for match in cue.finditer(lead)
        ]
    if not found:
        return 0, False
    beside = [tense for distance, tense, own in found if own and distance <= _BESIDE_IT]
    return max(beside) if beside else min(found)[1], bool(beside)


def _lasting(value: str, counted: Fields) -> str:
    """From the first day of `value` on for so many units: five years from 2023 end with 2027."""
    first = edtf.days(value)[0]
    unit, count = counted.get("unit", DAY), counted.get("count", 1)
    steps = {YEAR: "years", MONTH: "months", WEEK: "weeks", DAY: "days"}
    if first is None or unit not in steps or not 1 <= count <= 400:
        raise Unresolved
    last = calendar.day_after(first, **{steps[unit]: count}) - timedelta(days=1)
    if unit == YEAR and len(value) == len("2022"):
        return edtf.interval(value, f"{last.year:04}")
    if unit in (YEAR, MONTH) and len(value) == len("2022-10"):
        return edtf.interval(value, edtf.month(last.year, last.month))
    return edtf.interval(edtf.day(first), edtf.day(last))
