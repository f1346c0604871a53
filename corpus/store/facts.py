"""Facts of records as rows: what a filter on parties, dates or kinds looks at."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..edtf import days
from ..records import Agency, Agreement, Item, Meeting, Person, Programme, Record
from ..registry.series import parties

EVER, NEVER = "0001-01-01", "9999-12-31"
"""The days that stand for an open side, ISO."""


@dataclass(frozen=True)
class FactRow:
    """An item of a record, as the store keeps it; days are ISO, open sides the ends of the calendar."""

    field: str
    position: int
    name: str
    kind: str | None
    status: str | None
    level: str | None
    first_day: str
    last_day: str
    dated: bool
    spans: tuple[tuple[int, int], ...]
    terms: tuple[tuple[str, str], ...]
    event: str | None = None
    core: bool = False
    date: str | None = None
    subject: str | None = None
    due_day: str | None = None


def event_key(document: str, position: int, event: str | None) -> str:
    """What the meeting at `position` of a record is called by: its event, else where it stands.

    >>> event_key("sample-ko-01", 3, None)
    'sample-ko-01~3'
    """
    return event or f"{document}~{position}"


def subject_of(event: str | None, ref: str | None) -> str | None:
    """What a meeting shares with all that can be the same one: its series, else what its id says beyond the day.

    >>> subject_of("2025-11-20.cn-kr.call", None), subject_of("cjk-emm-24", "cjk-emm"), subject_of(None, None)
    ('cn-kr.call', 'cjk-emm', None)
    """
    return None if event is None else ref or event.partition(".")[2]


def rows(record: Record) -> Iterator[FactRow]:
    """The meetings, agreements, agencies, persons and programmes of a record."""
    meetings: dict[str, str] = {}
    for position, meeting in enumerate(record.meetings):
        meetings.setdefault(meeting.name, event_key(record.id, position, meeting.event))
    meeting_by = {meeting.name: _organisations(record, meeting.agencies) for meeting in record.meetings}
    for field, items in (
        ("meetings", record.meetings),
        ("agreements", record.agreements),
        ("agencies", record.agencies),
        ("persons", record.persons),
        ("programmes", record.programmes),
    ):
        for position, item in enumerate(items):
            row = _row(field, position, item)
            match item:
                case Meeting():
                    by = meeting_by[item.name]
                    event = event_key(record.id, position, item.event)
                    subject = subject_of(item.event, item.ref)
                    terms = (*row.terms, *sorted(by))
                    yield replace(row, event=event, core=item.core, terms=terms, subject=subject)
                case Agreement():
                    by = _organisations(record, item.responsible) | meeting_by.get(item.meeting or "", set())
                    yield replace(row, event=meetings.get(item.meeting or ""), terms=(*row.terms, *sorted(by)))
                case _:
                    yield row


def _organisations(record: Record, names: Iterable[str]) -> set[tuple[str, str]]:
    """Who meets or is responsible, as terms: by id in the registry, those that are not in it by name."""
    wanted = set(names)
    known = {(agency.name, agency.ref) for agency in record.agencies if agency.ref and agency.name in wanted}
    nameless = wanted - {name for name, _ in known}
    return {("by", ref) for _, ref in known} | {("by", folded(name)) for name in nameless}


def _row(field: str, position: int, item: Item) -> FactRow:
    kind: str | None = None
    status: str | None = None
    level: str | None = None
    when: str | None = None
    due: str | None = None
    terms: list[tuple[str, str]] = [("ref", item.ref)] if item.ref else []
    match item:
        case Meeting():
            name, status, level, when = item.name, item.status, item.level, item.date
            terms += [("event", item.event)] if item.event else []
            terms += [("agency", folded(agency)) for agency in item.agencies]
            terms += [("head", folded(head)) for head in item.heads]
            terms += [("party", folded(country)) for country in parties(item.ref)]
            terms += [("format", item.format)] if item.format else []
        case Agreement():
            name, kind, status, when = item.title, item.kind, item.status, item.date or item.period
            due = due_day(item)
            terms += [("party", folded(party)) for party in item.parties]
            terms += [("agency", folded(agency)) for agency in item.responsible]
        case Agency():
            name = item.name
            terms += [("name", folded(surface)) for surface in {item.name, *item.surfaces}]
            terms += [("party", folded(item.country))] if item.country else []
            terms += [("parent", folded(item.parent))] if item.parent else []
        case Person():
            name = item.name
            terms += [("name", folded(surface)) for surface in {item.name, item.latin or item.name}]
            terms += [("party", folded(item.side))] if item.side else []
        case Programme():
            name = item.name
            terms += [("name", folded(surface)) for surface in {item.name, *item.surfaces}]
        case _:
            raise TypeError(f"{field} holds no facts to filter by")
    first, last = days(when) if when else (None, None)
    return FactRow(
        field=field,
        position=position,
        name=name,
        kind=kind,
        status=status,
        level=level,
        first_day=first.isoformat() if first else EVER,
        last_day=last.isoformat() if last else NEVER,
        dated=when is not None,
        spans=tuple((evidence.start, evidence.end) for evidence in item.evidence),
        terms=tuple(sorted(set(terms))),
        date=when,
        due_day=due,
    )


def due_day(item: Agreement) -> str | None:
    """The day on which an item falls due, ISO: the last of its deadline, else of the period that it covers.

    Of a deadline that is known by its year it is the last day of the year; what has no end is never due.
    """
    due = item.deadline or item.period
    last = days(due)[1] if due else None
    return last.isoformat() if last else None


def folded(term: str) -> str:
    """The form in which names are compared: case folded, runs of blanks as one."""
    return " ".join(term.casefold().split())


def insert(connection: sqlite3.Connection, record: Record) -> None:
    """Write the facts of a record; those of an earlier version must be gone."""
    for row in rows(record):
        cursor = connection.execute(
            "INSERT INTO facts (document, field, position, name, kind, status, level, first_day, last_day, dated,"
            " event, core, date, subject, due_day) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.id, row.field, row.position, row.name, row.kind, row.status, row.level,
                row.first_day, row.last_day, row.dated, row.event, row.core, row.date, row.subject,
                row.due_day,
            ),
        )  # fmt: skip
        fact = cursor.lastrowid
        connection.executemany("INSERT INTO fact_spans VALUES (?, ?, ?)", [(fact, *span) for span in row.spans])
        connection.executemany("INSERT INTO fact_terms VALUES (?, ?, ?)", [(fact, *term) for term in row.terms])
