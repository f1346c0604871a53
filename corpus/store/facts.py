"""Facts of records as rows: what a filter on parties, dates or kinds looks at."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ..edtf import days
from ..model import Model
from ..records import Agency, Agreement, Item, Meeting, Person, Record

_EVER, _NEVER = "0001-01-01", "9999-12-31"


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


def event_key(document: str, position: int, event: str | None) -> str:
    """What the meeting at `position` of a record is called by: its event, else where it stands.

    >>> event_key("sample-ko-01", 3, None)
    'sample-ko-01~3'
    """
    return event or f"{document}~{position}"


def rows(record: Record) -> Iterator[FactRow]:
    """The meetings, agreements, agencies and persons of a record."""
    meetings: dict[str, str] = {}
    for position, meeting in enumerate(record.meetings):
        meetings.setdefault(meeting.name, event_key(record.id, position, meeting.event))
    for field, items in (
        ("meetings", record.meetings),
        ("agreements", record.agreements),
        ("agencies", record.agencies),
        ("persons", record.persons),
    ):
        for position, item in enumerate(items):
            row = _row(field, position, item)
            match item:
                case Meeting():
                    yield replace(row, event=event_key(record.id, position, item.event), core=item.core)
                case Agreement():
                    yield replace(row, event=meetings.get(item.meeting or ""))
                case _:
                    yield row


def _row(field: str, position: int, item: Item) -> FactRow:
    kind: str | None = None
    status: str | None = None
    level: str | None = None
    when: str | None = None
    terms: list[tuple[str, str]] = [("ref", item.ref)] if item.ref else []
    match item:
        case Meeting():
            name, status, level, when = item.name, item.status, item.level, item.date
            terms += [("event", item.event)] if item.event else []
            terms += [("agency", folded(agency)) for agency in item.agencies]
            terms += [("head", folded(head)) for head in item.heads]
        case Agreement():
            name, kind, status, when = item.title, item.kind, item.status, item.date or item.period
            terms += [("party", folded(party)) for party in item.parties]
            terms += [("agency", folded(agency)) for agency in item.responsible]
        case Agency():
            name = item.name
            terms += [("name", folded(surface)) for surface in {item.name, *item.surfaces}]
            terms += [("party", folded(item.country))] if item.country else []
        case Person():
            name = item.name
            terms += [("name", folded(surface)) for surface in {item.name, item.latin or item.name}]
            terms += [("party", folded(item.side))] if item.side else []
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
        first_day=first.isoformat() if first else _EVER,
        last_day=last.isoformat() if last else _NEVER,
        dated=when is not None,
        spans=tuple((evidence.start, evidence.end) for evidence in item.evidence),
        terms=tuple(sorted(set(terms))),
        date=when,
    )


def folded(term: str) -> str:
    """The form in which names are compared: case folded, runs of blanks as one."""
    return " ".join(term.casefold().split())


class FactFilter(Model):
    """What facts must satisfy; a part left out is satisfied by all. `since` and `until` are EDTF."""

    langs: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    parties: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()

    def asks_for_items(self) -> bool:
        """Whether a passage must belong to a meeting or agreement, not just to a release."""
        return bool(self.kinds or self.statuses or self.levels)

    def has_dates(self) -> bool:
        """Whether a period is asked for."""
        return bool(self.since or self.until)


def insert(connection: sqlite3.Connection, record: Record) -> None:
    """Write the facts of a record; those of an earlier version must be gone."""
    for row in rows(record):
        cursor = connection.execute(
            "INSERT INTO facts (document, field, position, name, kind, status, level, first_day, last_day, dated,"
            " event, core, date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.id, row.field, row.position, row.name, row.kind, row.status, row.level,
                row.first_day, row.last_day, row.dated, row.event, row.core, row.date,
            ),
        )  # fmt: skip
        fact = cursor.lastrowid
        connection.executemany("INSERT INTO fact_spans VALUES (?, ?, ?)", [(fact, *span) for span in row.spans])
        connection.executemany("INSERT INTO fact_terms VALUES (?, ?, ?)", [(fact, *term) for term in row.terms])


def matching(connection: sqlite3.Connection, wanted: FactFilter) -> dict[str, list[tuple[int, int]] | None]:
    """The documents that satisfy a filter, each with the spans it allows; None allows all of the document.

    Languages, parties, agencies and persons are asked of the document. Dates are satisfied by its day of issue, and
    failing that by each dated meeting or agreement for its own words. Kinds, statuses and levels, and dates with them,
    are asked of one and the same meeting or agreement, and only its words are allowed.
    """
    issued = _documents(connection, wanted)
    if not wanted.asks_for_items() and not wanted.has_dates():
        return dict.fromkeys(issued)
    clauses, values = _item_clauses(wanted)
    spans: dict[str, list[tuple[int, int]]] = {}
    for document, first, last in connection.execute(
        "SELECT facts.document, first_char, last_char FROM facts JOIN fact_spans ON fact = facts.id"
        f" WHERE field IN ('meetings', 'agreements') {clauses} ORDER BY facts.id, first_char",
        values,
    ):
        spans.setdefault(document, []).append((first, last))
    allowed: dict[str, list[tuple[int, int]] | None] = {}
    for document, in_time in issued.items():
        if in_time and not wanted.asks_for_items():
            allowed[document] = None
        elif document in spans:
            allowed[document] = spans[document]
    return allowed


def _documents(connection: sqlite3.Connection, wanted: FactFilter) -> dict[str, bool]:
    """The documents with the wanted languages, parties, agencies and persons, and whether they were issued in time."""
    clauses: list[str] = []
    values: list[str] = [*period(wanted)]
    if wanted.langs:
        clauses.append(f"lang IN ({_marks(wanted.langs)})")
        values += wanted.langs
    for kind, fields, terms in (
        ("party", None, wanted.parties),
        ("name", "agencies", wanted.agencies),
        ("name", "persons", wanted.persons),
    ):
        for term in terms:
            where = f"AND field = '{fields}'" if fields else ""
            clauses.append(
                "id IN (SELECT document FROM facts JOIN fact_terms ON fact = facts.id"
                f" WHERE fact_terms.kind IN (?, 'ref') AND term IN (?, ?) {where})"
            )
            values += [kind, folded(term), term]
    where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
    query = f"SELECT id, COALESCE(ref_date BETWEEN ? AND ?, 0) FROM documents {where} ORDER BY id"
    return {identifier: bool(in_time) for identifier, in_time in connection.execute(query, values)}


def _item_clauses(wanted: FactFilter) -> tuple[str, list[str]]:
    clauses = ""
    values: list[str] = []
    for column, choices in (("kind", wanted.kinds), ("status", wanted.statuses), ("level", wanted.levels)):
        if choices:
            clauses += f" AND facts.{column} IN ({_marks(choices)})"
            values += choices
    if wanted.has_dates():
        first, last = period(wanted)
        clauses += " AND dated AND last_day >= ? AND first_day <= ?"
        values += [first, last]
    return clauses, values


def period(wanted: FactFilter) -> tuple[str, str]:
    """The first and last ISO day that a filter asks for."""
    first = days(wanted.since)[0] if wanted.since else None
    last = days(wanted.until)[1] if wanted.until else None
    return first.isoformat() if first else _EVER, last.isoformat() if last else _NEVER


def _marks(values: Iterable[str]) -> str:
    return ", ".join("?" for _ in values)
