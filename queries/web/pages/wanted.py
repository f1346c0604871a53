"""What a reader asks of a list in its address: dates, countries and closed lists, checked once."""

from typing import get_args

from corpus import edtf
from corpus.edtf import NotEdtf
from corpus.errors import BadQuery
from corpus.model import Model
from corpus.records import AgreementKind, AgreementStatus, Level, MeetingFormat, MeetingStatus

LEVELS: tuple[str, ...] = get_args(Level)
KINDS: tuple[str, ...] = get_args(AgreementKind)
FORMATS: tuple[str, ...] = get_args(MeetingFormat)
MEETING_STATUSES: tuple[str, ...] = get_args(MeetingStatus)
AGREEMENT_STATUSES: tuple[str, ...] = get_args(AgreementStatus)


class Days(Model):
    """A stretch of time: EDTF as asked, and its first and last day, ISO; a side that is left out is open."""

    since: str = ""
    until: str = ""
    first: str | None = None
    last: str | None = None


def days_asked(since: str, until: str) -> Days:
    """The days from the first of `since` to the last of `until`, EDTF each.

    >>> days_asked("2019", "2019-11").last
    '2019-11-30'

    Raises:
        BadQuery: one of them is no date, or the end lies before the beginning.
    """
    since, until = since.strip(), until.strip()
    first = _days(since)[0] if since else None
    last = _days(until)[1] if until else None
    if first and last and last < first:
        raise BadQuery(f"Nothing lies after {since} and before {until}", hint="Swap the two dates")
    return Days(
        since=since, until=until, first=first.isoformat() if first else None, last=last.isoformat() if last else None
    )


def span_asked(value: str) -> str:
    """A time in which something falls due, EDTF; empty where none is asked for.

    >>> span_asked("2026-01..2026-06")
    '2026-01/2026-06'

    Raises:
        BadQuery: it is no date and no interval.
    """
    value = edtf.from_dots(value.strip())
    try:
        return value if not value or edtf.days(value) else ""
    except NotEdtf as error:
        hint = "Write 2026, 2026-06, 2026-01..2026-06 or ..2026"
        raise BadQuery(f"{value[:40]!r} is no date and no interval", hint=hint) from error


def _days(value: str) -> edtf.Days:
    try:
        return edtf.days(value)
    except NotEdtf as error:
        raise BadQuery(f"{value[:40]!r} is no date", hint="Write 2019, 2019-11 or 2019-11-04") from error


def chosen(values: list[str], among: tuple[str, ...], what: str) -> tuple[str, ...]:
    """The values that are not empty.

    Raises:
        BadQuery: one is not of the closed list.
    """
    given = tuple(value for value in values if value)
    for value in given:
        if value not in among:
            raise BadQuery(f"There is no {what} {value[:40]!r}", hint=f"Choose one of {', '.join(among)}")
    return given
