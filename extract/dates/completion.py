"""The year, month or day that a date leaves out: what the sentence said, the tense, or the nearest."""

from dataclasses import replace
from datetime import date, timedelta

from . import calendar
from .anchor import Anchor, Unresolved
from .partial import Partial, of_day


def complete(
    found: Partial, anchor: Anchor, *, lean: int = 0, beside: bool = False, after: Partial | None = None
) -> str:
    """The EDTF value of a date, missing parts filled in.

    `lean` is the tense of the sentence, which decides between years that lie about equally near, and between any two
    where its verb stands `beside` the date; `after` a date of the same sentence, from which the text goes on.

    Raises:
        Unresolved: nothing says which year or month is meant.
    """
    if not found.is_complete:
        found = _completed(found, anchor, lean, after, beside=beside)
    value = found.edtf()
    if value is None:
        raise Unresolved
    return value


def _completed(found: Partial, anchor: Anchor, lean: int, after: Partial | None, *, beside: bool) -> Partial:
    if found.month is not None:
        return replace(found, year=year_of_month(found, anchor, lean, after, beside=beside))
    if found.quarter is not None or found.half is not None:
        return replace(found, year=_year_of_part(found, anchor, lean, after))
    if found.day is not None:
        return _month_of_day(found, anchor, after)
    if found.weekday is not None:
        if after is not None and (day := after.as_day()) is not None and day.weekday() == found.weekday:
            return of_day(day)
        if found.lean and anchor.today().weekday() == found.weekday:
            return of_day(anchor.today() + timedelta(days=7 * found.lean))
        return of_day(_day_of_week(found.weekday, anchor.today(), found.lean or lean))
    raise Unresolved


_CLEAR = 100
"""Days within which the nearest year is meant whatever the tense; farther off a writer says which year it is, unless
the tense does, or it is the year of issue."""
_SAME_MONTH = 4
"""How many days farther off a day of the month of issue may be and still be the one meant."""
_TURN = 31
"""Days within which a date of an annual table lies in the year before or after."""


def year_of_month(found: Partial, anchor: Anchor, lean: int, after: Partial | None, *, beside: bool = False) -> int:
    """The year of a month, or of a day of one: that of `after`, the tense, the weekday or the nearest.

    Raises:
        Unresolved: no year near the day of issue has this day.
    """
    month, day = found.month or 1, found.day
    if after is not None and after.year is not None and not found.lean:
        year = after.year + (month < (after.month or 0))
        if day is None or calendar.is_day(year, month, day):
            return year
    ref = anchor.issued()
    years = [y for y in range(ref.year - 8, ref.year + 9) if calendar.is_day(y, month, day or 1)]
    if not years:
        raise Unresolved
    near = [y for y in years if abs(y - ref.year) <= 1] or years

    def distance(year: int) -> int:
        if day is None:
            return abs(12 * (year - ref.year) + month - ref.month) * 30
        return abs((date(year, month, day) - ref).days)

    def side(year: int) -> int:
        there, here = (year, month, day or 0), (ref.year, ref.month, ref.day if day else 0)
        return (there > here) - (there < here)

    if found.lean:
        leaning = [y for y in years if side(y) == found.lean] or near
        return min(leaning, key=distance)
    nearest = min(near, key=distance)
    if found.weekday is not None and day is not None and date(nearest, month, day).weekday() != found.weekday:
        # Within a few weeks a day of the week that does not fit is a slip, unless the tense speaks for another year.
        fitting = [
            y
            for y in near
            if date(y, month, day).weekday() == found.weekday and (distance(nearest) > _TURN or lean == side(y))
        ]
        if fitting:
            return min(fitting, key=distance)
    if distance(nearest) <= (_TURN if found.this_year or (lean and beside) else _CLEAR):
        return nearest
    if found.weekday is not None and day is not None:
        return nearest
    if lean and not found.this_year:
        leaning = [y for y in near if side(y) in (0, lean)]
        return min(leaning, key=distance) if leaning else nearest
    return ref.year if ref.year in near else nearest


def _year_of_part(found: Partial, anchor: Anchor, lean: int, after: Partial | None) -> int:
    if after is not None and after.year is not None and not found.lean:
        return after.year
    ref = anchor.issued()
    part = found.quarter if found.quarter is not None else found.half or 1
    months = 3 if found.quarter is not None else 6
    here = (ref.month - 1) // months + 1
    tense = found.lean or lean
    if tense < 0 and part > here:
        return ref.year - 1
    if tense > 0 and part < here:
        return ref.year + 1
    return ref.year


def _month_of_day(found: Partial, anchor: Anchor, after: Partial | None) -> Partial:
    day = found.day or 1
    if after is not None and after.year is not None and after.month is not None and not found.lean:
        step = 1 if after.day is not None and day < after.day else 0
        year, month = calendar.month_after(after.year, after.month, step)
        if calendar.is_day(year, month, day):
            return replace(found, year=year, month=month)
    if not anchor.ref_is_stated:
        raise Unresolved
    ref = anchor.issued()
    months = [calendar.month_after(ref.year, ref.month, step) for step in (-2, -1, 0, 1, 2)]
    days = [date(year, month, day) for year, month in months if calendar.is_day(year, month, day)]
    if found.weekday is not None:
        days = [d for d in days if d.weekday() == found.weekday] or days
    if found.lean:
        days = [d for d in days if (d > ref) - (d < ref) in (0, found.lean)] or days
    if not days:
        raise Unresolved
    nearest = min(days, key=lambda d: abs((d - ref).days) - _SAME_MONTH * (d.month == ref.month))
    return replace(of_day(nearest), lean=found.lean)


def _day_of_week(weekday: int, ref: date, lean: int) -> date:
    """The day of the week on or after the day of issue; the last one before it where the sentence reports."""
    ahead = (weekday - ref.weekday()) % 7
    return ref + timedelta(days=ahead - 7 if lean < 0 and ahead else ahead)
