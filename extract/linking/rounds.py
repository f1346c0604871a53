"""One event id for one meeting across the records of a corpus, where a single release says too little.

A release that gives only the day of a round, or only its month, has an id by the day; another one that gives the
number of the round tells which it is. Rounds are never joined: a mention that two of them fit keeps its own id.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus import edtf
from corpus.records import Meeting, Record
from corpus.registry.series import series
from corpus.store.facts import subject_of

from .events import YEARLY

LONGEST_VAGUE = len("2020-06")
"""Characters of an EDTF value less precise than a day: a month, a quarter, a half-year, a year."""


@dataclass(frozen=True)
class _Known:
    """An event that is known well enough: its id, its days, and the number of its round."""

    event: str
    date: str


@dataclass(frozen=True)
class Told:
    """What a record tells of a meeting: the id that its release gives the event, its date, status and series."""

    event: str | None
    date: str | None
    status: str
    ref: str | None


def joined_events(meetings: Iterable[Told]) -> dict[Told, str]:
    """The ids that replace those of the meetings of a corpus which others tell more of.

    Of meetings in one order, in whatever runs they were read, the answer is the same; and so it is when only all that
    are of one subject are given.
    """
    meetings = list(dict.fromkeys(meetings))
    numbered: defaultdict[str, dict[str, _Known]] = defaultdict(dict)
    days: defaultdict[str, dict[str, _Known]] = defaultdict(dict)
    for meeting in meetings:
        if meeting.event is None or meeting.date is None or meeting.status == "cancelled":
            continue
        if meeting.ref and _numbered(meeting):
            known = numbered[meeting.ref].get(meeting.event)
            if known is None or len(known.date) < len(meeting.date):
                numbered[meeting.ref][meeting.event] = _Known(meeting.event, meeting.date)
        elif len(meeting.date) > LONGEST_VAGUE:
            days[_rest(meeting)].setdefault(meeting.event, _Known(meeting.event, meeting.date))
    found: dict[Told, str] = {}
    for meeting in meetings:
        if meeting.event is None or meeting.date is None or _numbered(meeting):
            continue
        fitting = _fitting(meeting, numbered.get(meeting.ref or "", {}))
        if not fitting and len(meeting.date) <= LONGEST_VAGUE:
            fitting = _fitting(meeting, days.get(_rest(meeting), {}))
        if len(fitting) == 1 and fitting[0].event != meeting.event:
            found[meeting] = fitting[0].event
    return found


def with_events_joined(records: Iterable[Record]) -> list[Record]:
    """The records with one `event` for all that tell of the same meeting, in their order."""
    records = list(records)
    joined = joined_events(_told(meeting) for record in records for meeting in record.meetings)
    return [
        record.model_copy(
            update={
                "meetings": tuple(
                    meeting.model_copy(update={"event": event}) if (event := joined.get(_told(meeting))) else meeting
                    for meeting in record.meetings
                )
            }
        )
        for record in records
    ]


def _told(meeting: Meeting) -> Told:
    return Told(meeting.event, meeting.date, meeting.status, meeting.ref)


def _numbered(meeting: Told) -> bool:
    """Whether the id follows from a series and a number."""
    return (
        meeting.ref is not None and meeting.event is not None and _tail(meeting).isdigit() and len(_tail(meeting)) < 4
    )


def _tail(meeting: Told) -> str:
    return (meeting.event or "").removeprefix(f"{meeting.ref}-")


def _rest(meeting: Told) -> str:
    """What an id says beyond the day: series, or parties and topics."""
    return subject_of(meeting.event, meeting.ref) or ""


def _fitting(meeting: Told, known: dict[str, _Known]) -> list[_Known]:
    """Those on whose days the meeting can have been; of a series that meets once a year, those of its year."""
    date = meeting.date or ""
    same_day = [one for one in known.values() if edtf.overlaps(one.date, date)]
    if same_day or not meeting.ref or meeting.ref not in series().ids or series().entry(meeting.ref).kind not in YEARLY:
        return same_day
    return []
