"""EDTF dates (ISO 8601-2:2019), as far as releases state them.

Day `2022-10-26`, month `2019-11`, year `2020`, quarter `2019-33` to `2019-36`, half-year `2019-40` and `2019-41`,
interval `2022-12-07/2022-12-19`, open interval `2013/..` and `../2013`, and before a year is known the
unspecified digits of level 1, `XXXX-10-26`.
"""

import calendar
import re
from datetime import date, timedelta
from functools import lru_cache

_POINT = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}))?)?")
_OPEN = ".."
_FIRST_QUARTER, _FIRST_HALF = 33, 40

Days = tuple[date | None, date | None]
"""The first and last day that a value covers; None where the interval is open on that side."""


class NotEdtf(ValueError):
    """A text that is no EDTF value of the kinds above, or no day of the calendar."""


@lru_cache(maxsize=65536)
def days(value: str) -> Days:
    """The first and last day that `value` covers.

    >>> days("2024-02")
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    >>> days("2019-41")
    (datetime.date(2019, 7, 1), datetime.date(2019, 12, 31))
    >>> days("2013/..")
    (datetime.date(2013, 1, 1), None)

    Raises:
        NotEdtf: not one of the kinds above, unspecified digits, an end before its start.
    """
    if "/" not in value:
        return _days_of_point(value)
    left, _, right = value.partition("/")
    first = None if left == _OPEN else _days_of_point(left)[0]
    last = None if right == _OPEN else _days_of_point(right)[1]
    if (first is None and last is None) or (first and last and last < first):
        raise NotEdtf(f"{value!r} is no interval")
    return first, last


def _days_of_point(value: str) -> tuple[date, date]:
    match = _POINT.fullmatch(value)
    if match is None or "X" in value:
        raise NotEdtf(f"{value!r} is not an EDTF date")
    year, part = int(match["year"]), match["month"]
    try:
        if part is None:
            return date(year, 1, 1), date(year, 12, 31)
        number = int(part)
        if match["day"] is not None:
            day = date(year, number, int(match["day"]))
            return day, day
        first_month, months = _months_of(number)
        last_month = first_month + months - 1
        return date(year, first_month, 1), date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError as error:
        raise NotEdtf(f"{value!r} is no date of the calendar") from error


def _months_of(number: int) -> tuple[int, int]:
    """First month and number of months of a month, quarter or half-year code."""
    if 1 <= number <= 12:
        return number, 1
    if _FIRST_QUARTER <= number < _FIRST_QUARTER + 4:
        return 3 * (number - _FIRST_QUARTER) + 1, 3
    if _FIRST_HALF <= number < _FIRST_HALF + 2:
        return 6 * (number - _FIRST_HALF) + 1, 6
    raise ValueError(f"no part of a year has the code {number}")


def is_edtf(value: str) -> bool:
    """Whether `days` can read `value`."""
    try:
        days(value)
    except NotEdtf:
        return False
    return True


def day(of: date) -> str:
    """A day: `2022-10-26`."""
    return of.isoformat()


def month(year: int, number: int) -> str:
    """A month: `2019-11`."""
    return f"{year:04}-{number:02}"


def quarter(year: int, number: int) -> str:
    """A quarter, `number` 1 to 4: `2019-33`."""
    return f"{year:04}-{_FIRST_QUARTER + number - 1}"


def half(year: int, number: int) -> str:
    """A half-year, `number` 1 or 2: `2019-40`."""
    return f"{year:04}-{_FIRST_HALF + number - 1}"


def interval(start: str | None, end: str | None) -> str:
    """From `start` to `end`; None is an open side. Parts that are intervals give their outer ends.

    >>> interval("2023", "2027"), interval("2013", None)
    ('2023/2027', '2013/..')
    """
    left = _OPEN if start is None else start.partition("/")[0]
    right = _OPEN if end is None else end.rpartition("/")[2]
    return left if left == right and left != _OPEN else f"{left}/{right}"


def from_dots(text: str) -> str:
    """EDTF where somebody writes an interval with two dots; anything else as it is.

    >>> from_dots("2026-01..2026-06"), from_dots("..2026"), from_dots("2026..")
    ('2026-01/2026-06', '../2026', '2026/..')
    """
    left, dots, right = text.partition(_OPEN)
    return text if not dots or "/" in text else f"{left or _OPEN}/{right or _OPEN}"


def sides(value: str | None) -> tuple[str | None, str | None]:
    """What is the first and what the last part of a value, with dots or not; None on an open side, and of no value.

    >>> sides("2026-01..2026-06"), sides("../2026"), sides("2026")
    (('2026-01', '2026-06'), (None, '2026'), ('2026', '2026'))
    """
    if not value:
        return None, None
    left, between, right = from_dots(value).partition("/")
    first, last = (left, right) if between else (left, left)
    return None if first == _OPEN else first, None if last == _OPEN else last


def contains(outer: str, inner: str) -> bool:
    """Whether every day of `inner` lies in `outer`."""
    (outer_first, outer_last), (first, last) = days(outer), days(inner)
    starts = outer_first is None or (first is not None and outer_first <= first)
    ends = outer_last is None or (last is not None and last <= outer_last)
    return starts and ends


def overlaps(left: str, right: str) -> bool:
    """Whether a day lies in both."""
    (left_first, left_last), (right_first, right_last) = days(left), days(right)
    left_before = left_last is not None and right_first is not None and left_last < right_first
    right_before = right_last is not None and left_first is not None and right_last < left_first
    return not left_before and not right_before


def sort_key(value: str) -> tuple[date, date]:
    """Order of values: by first day, then by last; open sides lie beyond all days."""
    first, last = days(value)
    return first or date.min, last or date.max


def week_of(of: date) -> str:
    """The Monday-to-Sunday week of a day, as an interval."""
    monday = of - timedelta(days=of.weekday())
    return interval(day(monday), day(monday + timedelta(days=6)))
