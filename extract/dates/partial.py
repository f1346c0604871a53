"""Dates as far as a text states them."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from corpus import edtf

from .calendar import is_day, month_after


@dataclass(frozen=True, slots=True)
class Partial:
    """A date of which parts may be missing: "23일" is a day, "5월 16일" a month and a day.

    `weekday` (Monday 0) is a check where there is a day, else the day itself within a week. `lean` is -1 for the last
    such date before the day of issue, 1 for the next one after it. `value` is EDTF, where nothing is missing. With
    `this_year` the year of issue is meant unless the date lies just beyond its turn.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    quarter: int | None = None
    half: int | None = None
    weekday: int | None = None
    lean: int = 0
    value: str | None = None
    this_year: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether it says all that its EDTF value needs."""
        return self.value is not None or (self.year is not None and (self.day is None or self.month is not None))

    def edtf(self) -> str | None:
        """The EDTF value; None where a part is missing, or the calendar has no such date."""
        if self.value is not None:
            return self.value
        if self.year is None or not 1 <= self.year <= 9999:
            return None
        if self.quarter is not None:
            return edtf.quarter(self.year, self.quarter) if 1 <= self.quarter <= 4 else None
        if self.half is not None:
            return edtf.half(self.year, self.half)
        if self.month is None:
            return None if self.day is not None else f"{self.year:04}"
        if not 1 <= self.month <= 12:
            return None
        if self.day is None:
            return edtf.month(self.year, self.month)
        day = self.as_day()
        return edtf.day(day) if day is not None else None

    def as_day(self) -> date | None:
        """The day, where it is one of the calendar."""
        if self.year and self.month and self.day and is_day(self.year, self.month, self.day):
            return date(self.year, self.month, self.day)
        return None


def of_day(day: date) -> Partial:
    """A whole day."""
    return Partial(year=day.year, month=day.month, day=day.day)


def shared(first: Partial, last: Partial) -> tuple[Partial, Partial]:
    """Give each of two ends what only the other states, so that the first comes first.

    >>> first, last = shared(Partial(year=2022, month=12, day=7), Partial(day=19))
    >>> first.edtf(), last.edtf()
    ('2022-12-07', '2022-12-19')
    >>> first, last = shared(Partial(month=12, day=30), Partial(year=2025, month=1, day=10))
    >>> first.edtf(), last.edtf()
    ('2024-12-30', '2025-01-10')
    """
    if _is_weekday(last) and (day := first.as_day()) is not None:
        return first, of_day(day + timedelta(days=((last.weekday or 0) - day.weekday()) % 7))
    if _is_weekday(first) and (day := last.as_day()) is not None:
        return of_day(day - timedelta(days=(day.weekday() - (first.weekday or 0)) % 7)), last
    whole = filled(last, first)
    if _order(whole) < _order(first) and whole != last:
        whole = _moved(whole, last, 1)
    part = filled(first, whole)
    if _order(part) > _order(whole) and part != first:
        part = _moved(part, first, -1)
    return part, whole


def _is_weekday(part: Partial) -> bool:
    return part.weekday is not None and part.day is None and part.value is None


def filled(part: Partial, other: Partial) -> Partial:
    """Fill in, from the other end, the units above the largest one that `part` states."""
    if part.value is not None or part.year is not None:
        return part
    if part.month is not None or part.quarter is not None or part.half is not None:
        return replace(part, year=other.year)
    if part.day is not None:
        return replace(part, year=other.year, month=other.month)
    return part


def _order(part: Partial) -> tuple[int, int, int]:
    month = part.month or (3 * part.quarter if part.quarter else 6 * part.half if part.half else 0)
    return part.year or 0, month, part.day or 0


def _moved(part: Partial, stated: Partial, by: int) -> Partial:
    """Move `part` by a year, or by a month where neither month nor year is stated."""
    if stated.month is None and stated.day is not None and part.month is not None:
        year, month = month_after(part.year or 0, part.month, by)
        return replace(part, month=month, year=year if part.year is not None else None)
    return replace(part, year=part.year + by) if part.year is not None else part
