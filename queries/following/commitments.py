"""What the releases of a corpus commit their sides to: items agreed or planned, each once for all that tell of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus import edtf
from corpus.records import Agreement, Meeting, Record
from queries.comparing import shared_items
from queries.comparing.likeness import when
from queries.comparing.places import places_in
from queries.comparing.subjects import subjects_in

from .sentences import terms

COMMITTING = ("agreed", "planned", "proposed")
"""Statuses of what is still to be done; what is signed, adopted or done commits to nothing by itself."""
_NEXT = "next-meeting"
_LAUNCH = ".launch."
"""In the id of a rule that finds what is to be launched."""
_WHOLE_YEAR = 4


@dataclass(frozen=True)
class Telling:
    """A commitment as one release states it; `round` is the number of a meeting that is to be held."""

    record: str
    position: int
    item: Agreement
    lang: str
    round: int | None
    series: str | None


@dataclass(frozen=True)
class Promise:
    """A commitment with all its tellings; `day` is that on which it was made, ISO."""

    day: str
    parties: frozenset[str]
    tellings: tuple[Telling, ...]

    @property
    def first(self) -> Agreement:
        """The item that stands for all: that of the first telling."""
        return self.tellings[0].item

    @property
    def due(self) -> str | None:
        """When it is to be done, EDTF: the most precise time that a telling states."""
        times = [time for telling in self.tellings if (time := due_of(telling.item))]
        return min(times, key=lambda time: (_length(time), time), default=None)

    @property
    def begins(self) -> bool:
        """Whether it is to be begun by the time that it is due, not finished."""
        return any(_LAUNCH in telling.item.rule for telling in self.tellings)

    @cached_property
    def named(self) -> tuple[frozenset[str], frozenset[str], dict[str, frozenset[str]]]:
        """The subjects and places that the titles name, and their terms by language."""
        words: dict[str, set[str]] = {}
        for telling in self.tellings:
            words.setdefault(telling.lang, set()).update(terms(telling.item.title))
        titles = [telling.item.title for telling in self.tellings]
        subjects = frozenset(subject for title in titles for subject in subjects_in(title))
        places = frozenset(place for title in titles for place in places_in(title))
        return subjects, places, {lang: frozenset(each) for lang, each in words.items()}

    @property
    def round(self) -> int | None:
        """The number of the meeting that is to be held."""
        return next((telling.round for telling in self.tellings if telling.round is not None), None)


def due_of(item: Agreement) -> str | None:
    """The time by which an item is to be done: its deadline, the day it is for, or the span that it covers.

    What begins at a time and has no end is never due. Of a document the period is what it is for, not when it is due.
    """
    if item.deadline is not None:
        return item.deadline
    if item.date is not None:
        return item.date
    if item.period is None or item.kind in ("plan", "mou", "statement"):
        return None
    return item.period if edtf.days(item.period)[1] is not None else None


def promises(records: Sequence[Record]) -> list[Promise]:
    """The commitments of these records, in order of the days on which they were made."""
    occasions: defaultdict[tuple[str, int | None], list[Telling]] = defaultdict(list)
    for record in records:
        for telling in _tellings(record):
            occasions[_occasion(record, telling.item)].append(telling)
    found = []
    for (day, _), tellings in occasions.items():
        parties = frozenset(party for one in tellings for party in one.item.parties if len(party) == 2)
        by_place = {(telling.record, telling.position): telling for telling in tellings}
        for group in shared_items([(telling.record, telling.position, telling.item) for telling in tellings]):
            found.append(Promise(day, parties, tuple(by_place[record, position] for record, position, _ in group)))
    return sorted(found, key=lambda one: (one.day, one.tellings[0].record, one.tellings[0].position))


def _tellings(record: Record) -> list[Telling]:
    """The items of a record that commit, the next meeting once."""
    found: list[Telling] = []
    meetings = {meeting.name: meeting for meeting in record.meetings}
    for position, item in enumerate(record.agreements):
        if item.status not in COMMITTING or (
            when(item) and record.ref_date and _past(when(item) or "", record.ref_date)
        ):
            continue
        coming = _coming(record, item) if item.kind == _NEXT else None
        own = meetings.get(item.meeting or "")
        number = coming.ordinal if coming is not None else None
        if item.kind == _NEXT and number is None and own is not None and own.ordinal is not None:
            number = own.ordinal + 1
        series = (coming.ref if coming is not None else None) or (own.ref if own is not None else None)
        found.append(Telling(record.id, position, item, record.lang or "en", number, series))
    coming_ones = [telling for telling in found if telling.item.kind == _NEXT]
    dated = [telling for telling in coming_ones if telling.item.date]
    dropped = [telling for telling in coming_ones if dated and telling not in dated]
    return [telling for telling in found if telling not in dropped]


def _coming(record: Record, item: Agreement) -> Meeting | None:
    """The planned meeting of the record that an item is about."""
    spans = [(one.start, one.end) for one in item.evidence]
    for meeting in record.meetings:
        if meeting.status in ("planned", "ongoing") and any(
            start <= one.start < end for one in meeting.evidence for start, end in spans
        ):
            return meeting
    return None


def _past(time: str, issued: str) -> bool:
    """Whether a time was over when the release was issued."""
    last, day = edtf.days(time)[1], edtf.days(issued)[0]
    return last is not None and day is not None and last < day and len(time) >= _WHOLE_YEAR


def _occasion(record: Record, item: Agreement) -> tuple[str, int | None]:
    """The day on which an item was agreed and the number of the meeting; those of one occasion are of one meeting."""
    meeting = next((each for each in record.meetings if each.name == item.meeting), None)
    if meeting is not None and meeting.date is not None and meeting.status in ("held", "ongoing"):
        last = edtf.days(meeting.date)[1]
        if last is not None:
            return last.isoformat(), meeting.ordinal
    first = edtf.days(record.ref_date)[0] if record.ref_date else None
    return first.isoformat() if first else "", None


def _length(time: str) -> int:
    first, last = edtf.days(time)
    return (last - first).days if first and last else 10**6
