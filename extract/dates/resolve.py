"""From what a rule read to a date, as far as the text and the day of issue tell it."""

from collections.abc import Callable
from datetime import date, timedelta

from corpus import edtf

from . import calendar
from .anchor import Anchor, Unresolved
from .completion import complete, year_of_month
from .grammar import Fields
from .partial import Partial, of_day
from .rules import Kind


def read(kind: Kind, fields: Fields, anchor: Anchor) -> Partial:
    """The date that `fields` state by the method `kind`.

    Raises:
        Unresolved: it counts from a day that is not known, or there is no such date.
    """
    return _METHODS[kind](fields, anchor)


def _year(fields: Fields, anchor: Anchor) -> int | None:
    if "era" in fields:
        return fields["era"] + fields.get("era_year", 1)
    if "year" in fields:
        return fields["year"] if fields["year"] >= 100 else _century(fields["year"], anchor)
    if "yy" in fields:
        return _century(fields["yy"], anchor)
    if "year_shift" in fields:
        return anchor.issued().year + fields["year_shift"]
    if "year_said" in fields:
        return (anchor.issued().year if anchor.year is None else anchor.year) + fields["year_said"]
    return None


def _century(two_digits: int, anchor: Anchor) -> int:
    return calendar.century_of(two_digits, anchor.ref.year if anchor.ref else 2020)


def _date(fields: Fields, anchor: Anchor) -> Partial:
    year = _year(fields, anchor)
    lean = fields.get("lean", 0)
    if "day_shift" in fields:
        shifted = anchor.today() + timedelta(days=fields["day_shift"])
        if fields.get("day", shifted.day) == shifted.day:
            return of_day(shifted)
    if "day_said" in fields:
        return of_day((anchor.day or anchor.today()) + timedelta(days=fields["day_said"]))
    if "week_shift" in fields or "week_said" in fields:
        return _week(fields, anchor)
    if "following" in fields:
        return _following(fields["weekday"], fields["following"], anchor.day or anchor.today())
    month, day = fields.get("month"), fields.get("day")
    if month is not None and day is not None and _is_turned(fields, year, month, day):
        month, day = day, month
    if "month_shift" in fields:
        issued = anchor.issued()
        year, month = calendar.month_after(issued.year, issued.month, fields["month_shift"])
    if "month_said" in fields:
        said = anchor.month or anchor.day or anchor.issued()
        year, month = calendar.month_after(said.year, said.month, fields["month_said"])
    if "quarter_shift" in fields:
        issued = anchor.issued()
        index = 4 * issued.year + (issued.month - 1) // 3 + fields["quarter_shift"]
        return Partial(year=index // 4, quarter=index % 4 + 1)
    if "half_shift" in fields:
        issued = anchor.issued()
        index = 2 * issued.year + (issued.month - 1) // 6 + fields["half_shift"]
        return Partial(year=index // 2, half=index % 2 + 1)
    found = Partial(
        year=year,
        month=month,
        day=day,
        quarter=fields.get("quarter"),
        half=fields.get("half"),
        weekday=fields.get("weekday"),
        lean=lean,
        this_year="this_year" in fields,
    )
    if found.is_complete and found.edtf() is None:
        raise Unresolved
    return found


def _is_turned(fields: Fields, year: int | None, month: int, day: int) -> bool:
    """Whether two numbers are a day and a month: there is no such month, or only so the day of the week fits."""
    if month > 12:
        return day <= 12
    if "either_order" not in fields or "weekday" not in fields or year is None:
        return False
    fits = [
        calendar.is_day(year, m, d) and date(year, m, d).weekday() == fields["weekday"]
        for m, d in ((month, day), (day, month))
    ]
    return fits == [False, True]


def _week(fields: Fields, anchor: Anchor) -> Partial:
    """A week, from Monday to Sunday, or a day of it."""
    if "day" in fields and "weekday" in fields:
        return Partial(month=fields.get("month"), day=fields["day"], weekday=fields["weekday"])
    if "day" in fields and "month" in fields:
        year = _year(fields, anchor) or anchor.issued().year
        if not calendar.is_day(year, fields["month"], fields["day"]):
            raise Unresolved
        return Partial(value=edtf.week_of(date(year, fields["month"], fields["day"])))
    if "day" in fields:
        return Partial(value=edtf.week_of(date.fromisoformat(complete(Partial(day=fields["day"]), anchor))))
    if "week_said" in fields:
        monday = calendar.monday_of(anchor.day or anchor.today(), fields["week_said"])
    else:
        monday = calendar.monday_of(anchor.today(), fields.get("week_shift", 0))
    if "weekday" in fields:
        return of_day(monday + timedelta(days=fields["weekday"]))
    return Partial(value=calendar.between(monday, monday + timedelta(days=fields.get("days", 7) - 1)))


def _following(weekday: int, count: int, day: date) -> Partial:
    """The day of the week that comes `count` times after a day; before it where negative."""
    ahead = (weekday - day.weekday()) % 7
    return of_day(day + timedelta(days=(ahead or 7) + 7 * (count - 1) if count > 0 else ahead + 7 * count))


def _weekend(fields: Fields, anchor: Anchor) -> Partial:
    saturday = calendar.monday_of(anchor.today(), fields.get("week_shift", 0)) + timedelta(days=calendar.SATURDAY)
    return Partial(value=calendar.between(saturday, saturday + timedelta(days=1)))


def _nth_week(fields: Fields, anchor: Anchor) -> Partial:
    """The nth week of a month or year (-1: the last): a week belongs to the one that holds its Thursday."""
    base = _date({name: value for name, value in fields.items() if name != "nth"}, anchor)
    if base.month is None:
        return _week_of_year(base.year or anchor.issued().year, fields["nth"])
    year = base.year or year_of_month(base, anchor, 0, None)
    thursday = calendar.nth_weekday(year, base.month, calendar.THURSDAY, fields["nth"])
    if thursday is None:
        raise Unresolved
    return Partial(value=edtf.week_of(thursday))


def _week_of_year(year: int, nth: int) -> Partial:
    if nth < 0:
        thursday = calendar.nth_weekday(year, 12, calendar.THURSDAY, nth)
    else:
        first = calendar.nth_weekday(year, 1, calendar.THURSDAY, 1)
        thursday = first + timedelta(weeks=nth - 1) if first is not None else None
    if thursday is None or thursday.year != year:
        raise Unresolved
    return Partial(value=edtf.week_of(thursday))


def _nth_weekday(fields: Fields, anchor: Anchor) -> Partial:
    base = _date({name: value for name, value in fields.items() if name not in ("nth", "weekday")}, anchor)
    issued = anchor.issued() if base.year is None else date(base.year, 1, 1)
    year, month = base.year or issued.year, base.month or issued.month
    found = calendar.nth_weekday(year, month, fields["weekday"], fields["nth"])
    if found is None:
        raise Unresolved
    return of_day(found)


def _nth_day(fields: Fields, anchor: Anchor) -> Partial:
    """The nth day of a year or month (-1: the last), the nth month of a year (`unit`)."""
    base = _date({name: value for name, value in fields.items() if name not in ("nth", "unit")}, anchor)
    nth = fields["nth"]
    year = base.year or (year_of_month(base, anchor, 0, None) if base.month else anchor.issued().year)
    if fields.get("unit") == MONTH:
        return _date({"year": year, "month": nth if nth > 0 else 13 + nth}, anchor)
    if base.month is not None:
        last = calendar.days_in(year, base.month)
        return _date({"year": year, "month": base.month, "day": nth if nth > 0 else last + 1 + nth}, anchor)
    return of_day(date(year, 1, 1) + timedelta(days=nth - 1) if nth > 0 else date(year, 12, 31))


DAY, WEEK, FORTNIGHT, MONTH, QUARTER, YEAR = 1, 7, 14, 30, 91, 365
"""Values of the slot `unit`."""
_PARTS = {DAY: 1, WEEK: 7, MONTH: 1, QUARTER: 3}
"""How many days of a month, or months of a year, a unit has."""


def _offset(fields: Fields, anchor: Anchor) -> Partial:
    """So many units before (`sign` -1) or after a day; no more precise than the largest unit, where it is alone."""
    sign = fields.get("sign", 1)
    if "weekdays" in fields:
        return _following(fields["weekdays"], sign * fields.get("count", 1), anchor.today())
    counts = [(fields["unit"], fields.get("count", 1))]
    if "unit_too" in fields:
        counts.append((fields["unit_too"], fields.get("count_too", 1)))
    if "unit_three" in fields:
        counts.append((fields["unit_three"], fields.get("count_three", 1)))
    origin = _origin_of_offset(fields, anchor)
    total = {unit: sign * count for unit, count in counts}
    if abs(total.get(YEAR, 0)) > 3000 or abs(total.get(MONTH, 0)) > 36000 or abs(total.get(DAY, 0)) > 1000000:
        raise Unresolved
    try:
        day = calendar.day_after(
            origin,
            years=total.get(YEAR, 0),
            months=total.get(MONTH, 0) + 3 * total.get(QUARTER, 0),
            weeks=total.get(WEEK, 0) + 2 * total.get(FORTNIGHT, 0),
            days=total.get(DAY, 0),
        )
    except (ValueError, OverflowError) as error:
        raise Unresolved from error
    if "weekday" in fields:
        return of_day(calendar.monday_of(day) + timedelta(days=fields["weekday"]))
    if len(total) == 1 and "exact" not in fields:
        if YEAR in total:
            return Partial(year=day.year)
        if MONTH in total or QUARTER in total:
            return Partial(year=day.year, month=day.month)
    return of_day(day)


def _origin_of_offset(fields: Fields, anchor: Anchor) -> date:
    named: Fields = {name: fields[name] for name in ("year", "month", "day", "day_shift", "day_said") if name in fields}
    if not named:
        return (anchor.day or anchor.today()) if "from_text" in fields else anchor.today()
    base = _date(named, anchor)
    if base.month is None or base.day is None:
        raise Unresolved
    year = base.year or year_of_month(base, anchor, 0, None)
    if not calendar.is_day(year, base.month, base.day):
        raise Unresolved
    return date(year, base.month, base.day)


def _decade(fields: Fields, anchor: Anchor) -> Partial:
    if "decade_shift" in fields:
        first = anchor.issued().year // 10 * 10 + 10 * fields["decade_shift"]
    elif "century" in fields:
        first = 100 * (fields["century"] - 1) + fields.get("decade", 0)
    else:
        first = fields["decade"] if fields["decade"] >= 100 else _century(fields["decade"], anchor)
    first -= first % 10
    return Partial(value=f"{first:04}/{first + 9:04}")


def _first(fields: Fields, anchor: Anchor) -> Partial:
    """The first `count` months or quarters of a year, days or weeks of a month; the last ones where `last` is set."""
    base = _date({name: value for name, value in fields.items() if name not in ("count", "unit", "last")}, anchor)
    count, year = fields["count"] * _PARTS.get(fields["unit"], 0), base.year or anchor.issued().year
    of_year = fields["unit"] in (MONTH, QUARTER)
    if of_year != (base.month is None):
        raise Unresolved
    if base.month is not None and base.year is None:
        year = year_of_month(base, anchor, 0, None)
    total = 12 if base.month is None else calendar.days_in(year, base.month)
    if not 1 <= count <= total:
        raise Unresolved
    first, last = (total - count + 1, total) if "last" in fields else (1, count)
    if base.month is None:
        return Partial(value=edtf.interval(edtf.month(year, first), edtf.month(year, last)))
    return Partial(value=calendar.between(date(year, base.month, first), date(year, base.month, last)))


def _bounds(fields: Fields, anchor: Anchor) -> tuple[date, date]:
    """The first and last day of the week, month, quarter or year that the fields state."""
    value = _date(fields, anchor).edtf()
    first, last = edtf.days(value) if value is not None else (None, None)
    if first is None or last is None:
        raise Unresolved
    return first, last


def _rest(fields: Fields, anchor: Anchor) -> Partial:
    """What is left of a unit, from the day of issue on."""
    first, last = _bounds(fields, anchor)
    if not first <= anchor.today() <= last:
        raise Unresolved
    return Partial(value=calendar.between(anchor.today(), last))


def _to_date(fields: Fields, anchor: Anchor) -> Partial:
    """What has passed of a unit, up to the day of issue."""
    first, last = _bounds(fields, anchor)
    if not first <= anchor.today() <= last:
        raise Unresolved
    return Partial(value=calendar.between(first, anchor.today()))


def _same_period(fields: Fields, anchor: Anchor) -> Partial:
    """The period mentioned last, moved by `year_shift`."""
    if anchor.value is None:
        raise Unresolved
    shift = fields.get("year_shift", -1)
    first, slash, last = anchor.value.partition("/")
    moved = [f"{int(part[:4]) + shift:04}{part[4:]}" if part != ".." else part for part in (first, last) if part]
    value = "/".join(moved) if slash else moved[0]
    if not edtf.is_edtf(value):
        raise Unresolved
    return Partial(value=value)


_METHODS: dict[Kind, Callable[[Fields, Anchor], Partial]] = {
    "date": _date,
    "decade": _decade,
    "first": _first,
    "nth-day": _nth_day,
    "nth-week": _nth_week,
    "nth-weekday": _nth_weekday,
    "offset": _offset,
    "rest": _rest,
    "same-period": _same_period,
    "to-date": _to_date,
    "week": _week,
    "weekend": _weekend,
}
