"""Arithmetic of days, weeks, months and years."""

import calendar
from datetime import date, timedelta

from corpus import edtf

THURSDAY, SATURDAY = 3, 5


def days_in(year: int, month: int) -> int:
    """The number of days of a month."""
    return calendar.monthrange(year, month)[1]


def is_day(year: int, month: int, day: int) -> bool:
    """Whether the calendar has this day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= days_in(year, month)


def month_after(year: int, month: int, months: int) -> tuple[int, int]:
    """The month that lies `months` after this one, before it where negative."""
    years, index = divmod(month - 1 + months, 12)
    return year + years, index + 1


def day_after(day: date, *, years: int = 0, months: int = 0, weeks: int = 0, days: int = 0) -> date:
    """The day so much later, earlier where negative; the last of the month where that month is too short.

    >>> day_after(date(2024, 2, 29), years=1)
    datetime.date(2025, 2, 28)
    """
    year, month = month_after(day.year, day.month, 12 * years + months)
    moved = date(year, month, min(day.day, days_in(year, month)))
    return moved + timedelta(weeks=weeks, days=days)


def monday_of(day: date, weeks: int = 0) -> date:
    """The Monday of the week that lies `weeks` after that of `day`."""
    return day + timedelta(days=7 * weeks - day.weekday())


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The `nth` (from 1; -1 for the last) day of the week in a month; None where it has no so many.

    >>> nth_weekday(2018, 2, 2, 3)      # the third Wednesday
    datetime.date(2018, 2, 21)
    """
    if nth < 0:
        last = date(year, month, days_in(year, month))
        return last - timedelta(days=(last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    first = date(year, month, 1)
    day = 1 + (weekday - first.weekday()) % 7 + 7 * (nth - 1)
    return date(year, month, day) if day <= days_in(year, month) else None


def century_of(two_digits: int, ref_year: int) -> int:
    """The year that two digits stand for: the one nearest to the year of issue.

    >>> century_of(97, 1999), century_of(30, 2022), century_of(50, 2022)
    (1997, 2030, 2050)
    """
    base = ref_year - ref_year % 100 + two_digits
    return min((base - 100, base, base + 100), key=lambda year: abs(year - ref_year))


def between(first: date, last: date) -> str:
    """The interval from day to day."""
    return edtf.interval(edtf.day(first), edtf.day(last))
