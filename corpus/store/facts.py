"""Facts of records as rows: what a filter on parties, dates or kinds looks at."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from pydantic import field_validator

from ..edtf import days
from ..model import Model
from ..records import Agency, Agreement, Item, Meeting, Person, Programme, Record
from ..registry.series import parties
from .persons import same_person

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
    subject: str | None = None


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
    """What facts must satisfy; a part left out is satisfied by all. `since` and `until` are EDTF.

    Of `langs`, `kinds`, `statuses`, `levels`, `formats`, `series`, `rounds` and `events` one will do; of `parties`,
    `agencies`, `persons` and `programmes` all are asked for, each a code, an id of the registry or a name, and
    `kr.mofa|cn.mfa` one of the two. `series` are ids of the registry, `rounds` numbers of their meetings, `events` the
    keys that meetings have in the register.
    """

    langs: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    parties: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    rounds: tuple[int, ...] = ()
    events: tuple[str, ...] = ()

    @field_validator("since", "until")
    @classmethod
    def _is_date(cls, value: str | None) -> str | None:
        if value is not None:
            days(value)
        return value

    def asks_for_items(self) -> bool:
        """Whether a passage must belong to a meeting or agreement, not just to a release."""
        return bool(self.kinds or self.statuses or self.levels or self.formats)

    def asks_for_events(self) -> bool:
        """Whether a release must be about certain meetings."""
        return bool(self.series or self.rounds or self.events)

    def has_dates(self) -> bool:
        """Whether a period is asked for."""
        return bool(self.since or self.until)


def insert(connection: sqlite3.Connection, record: Record) -> None:
    """Write the facts of a record; those of an earlier version must be gone."""
    for row in rows(record):
        cursor = connection.execute(
            "INSERT INTO facts (document, field, position, name, kind, status, level, first_day, last_day, dated,"
            " event, core, date, subject) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.id, row.field, row.position, row.name, row.kind, row.status, row.level,
                row.first_day, row.last_day, row.dated, row.event, row.core, row.date, row.subject,
            ),
        )  # fmt: skip
        fact = cursor.lastrowid
        connection.executemany("INSERT INTO fact_spans VALUES (?, ?, ?)", [(fact, *span) for span in row.spans])
        connection.executemany("INSERT INTO fact_terms VALUES (?, ?, ?)", [(fact, *term) for term in row.terms])


def matching(connection: sqlite3.Connection, wanted: FactFilter) -> dict[str, list[tuple[int, int]] | None]:
    """The documents that satisfy a filter, each with the spans it allows; None allows all of the document.

    Languages, parties, agencies, persons and programmes are asked of the document. Dates are satisfied by its day of
    issue, and failing that by each dated meeting or agreement for its own words. Kinds, statuses, levels and formats,
    and dates with them, are asked of one and the same meeting or agreement, and only its words are allowed. Of a
    meeting that is asked for, a release that is about it is allowed as a whole, of another one what tells of it.
    """
    issued = _documents(connection, wanted)
    if not (wanted.asks_for_items() or wanted.asks_for_events() or wanted.has_dates()):
        return dict.fromkeys(issued)
    clauses, values = _item_clauses(wanted)
    spans: dict[str, list[tuple[int, int]]] = {}
    about: set[str] = set()
    for document, core, first, last in connection.execute(
        "SELECT facts.document, facts.core, first_char, last_char FROM facts JOIN fact_spans ON fact = facts.id"
        " JOIN documents ON documents.id = facts.document LEFT JOIN register ON register.event = facts.event"
        f" WHERE field IN ('meetings', 'agreements') {clauses} ORDER BY facts.id, first_char",
        values,
    ):
        spans.setdefault(document, []).append((first, last))
        if core:
            about.add(document)
    allowed: dict[str, list[tuple[int, int]] | None] = {}
    for document, in_time in issued.items():
        whole = document in about if wanted.asks_for_events() else in_time
        if whole and not wanted.asks_for_items():
            allowed[document] = None
        elif document in spans:
            allowed[document] = spans[document]
    return allowed


def selected(
    connection: sqlite3.Connection, wanted: FactFilter, field: str, *, among: Collection[str] | None = None
) -> list[tuple[str, int, str | None, str]]:
    """The meetings or agreements that satisfy a filter, the latest first: record, position, event and ISO day.

    The day is that of the meeting, else of the fact where it lies before the day of issue, else the day of issue; empty
    where none is known. `among` are the records to look at. Of a person the meetings are those that the release is
    about, and those of the sentences that name the person; what is between other countries than the parties is left
    out.
    """
    documents = set(_documents(connection, wanted))
    if among is not None:
        documents &= set(among)
    clauses, values = _item_clauses(wanted)
    for person in wanted.persons if field == "meetings" else ():
        clause, names = _with_person(connection, person)
        clauses += clause
        values += names
    for party in wanted.parties:
        clause, codes = _between_others(field, party)
        clauses += clause
        values += codes
    rows = connection.execute(
        f"SELECT facts.document, facts.position, facts.event, COALESCE({_DAY}, '') AS day FROM facts"
        " JOIN documents ON documents.id = facts.document LEFT JOIN register ON register.event = facts.event"
        f" WHERE field = ? {clauses} ORDER BY day DESC, facts.event, facts.document, position",
        [field, *values],
    )
    return [row for row in rows if row[0] in documents]


_DAY = """COALESCE(
    CASE WHEN field = 'meetings' THEN CASE WHEN dated THEN facts.first_day END ELSE register.first_day END,
    CASE WHEN dated AND facts.first_day <= documents.ref_date THEN facts.first_day END, documents.ref_date)"""


def _documents(connection: sqlite3.Connection, wanted: FactFilter) -> dict[str, bool]:
    """The documents with the wanted languages, parties and names, and whether they were issued in time."""
    clauses: list[str] = []
    values: list[str] = [*period(wanted)]
    if wanted.langs:
        clauses.append(f"lang IN ({_marks(wanted.langs)})")
        values += wanted.langs
    for kind, field, terms in (
        ("party", None, wanted.parties),
        ("name", "agencies", wanted.agencies),
        ("name", "persons", wanted.persons),
        ("name", "programmes", wanted.programmes),
    ):
        for term in terms:
            where = f"AND field = '{field}'" if field else ""
            wanted_terms = _forms(connection, term, persons=field == "persons")
            clauses.append(
                "id IN (SELECT document FROM facts JOIN fact_terms ON fact = facts.id"
                f" WHERE fact_terms.kind IN (?, 'ref') AND term IN ({_marks(wanted_terms)}) {where})"
            )
            values += [kind, *wanted_terms]
    where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
    query = f"SELECT id, COALESCE(ref_date BETWEEN ? AND ?, 0) FROM documents {where} ORDER BY id"
    return {identifier: bool(in_time) for identifier, in_time in connection.execute(query, values)}


def _forms(connection: sqlite3.Connection, term: str, *, persons: bool) -> list[str]:
    """What a name is looked for as: each alternative, those of a person in every script."""
    choices = [choice.strip() for choice in term.split(ALTERNATIVE) if choice.strip()]
    if persons:
        choices += [name for choice in choices for name in same_person(connection, choice)]
    return list(dict.fromkeys(form for choice in choices for form in (folded(choice), choice)))


def _with_person(connection: sqlite3.Connection, person: str) -> tuple[str, list[str]]:
    """A condition on meetings: the release is about it, or what tells of it names the person; and its values."""
    names = _forms(connection, person, persons=True)
    told = (
        "SELECT 1 FROM fact_spans AS told JOIN facts AS named ON named.document = facts.document"
        " JOIN fact_spans AS said ON said.fact = named.id WHERE told.fact = facts.id AND named.field = 'persons'"
        " AND said.first_char < told.last_char AND told.first_char < said.last_char AND named.id IN"
        f" (SELECT fact FROM fact_terms WHERE kind = 'name' AND term IN ({_marks(names)}))"
    )
    return f" AND (facts.core OR EXISTS ({told}))", names


def _between_others(field: str, party: str) -> tuple[str, list[str]]:
    """A condition that leaves out what is between two or more countries of which `party` is none; and its values.

    What names one country only may leave the other unsaid, and stays.
    """
    codes = [code for code in party.split(ALTERNATIVE) if len(code) == _CODE]
    if not codes:
        return "", []
    if field == "meetings":
        others = (
            "facts.event NOT IN (SELECT event FROM register_parties GROUP BY event"
            f" HAVING COUNT(*) > 1 AND NOT MAX(country IN ({_marks(codes)})))"
        )
        return f" AND {others}", codes
    others = (
        f"facts.id NOT IN (SELECT fact FROM fact_terms WHERE kind = 'party' AND LENGTH(term) = {_CODE} GROUP BY fact"
        f" HAVING COUNT(*) > 1 AND NOT MAX(term IN ({_marks(codes)})))"
    )
    return f" AND {others}", [folded(code) for code in codes]


_CODE = 2
"""Letters of a country code."""
ALTERNATIVE = "|"
"""Stands between names of which one will do."""


def _item_clauses(wanted: FactFilter) -> tuple[str, list[str | int]]:
    """Conditions on `facts` joined with `documents` and `register`, and their values.

    A fact lies in a period by its own days, or by those of its meeting; where neither is known, by the day of issue.
    """
    clauses = ""
    values: list[str | int] = []
    for column, choices in (
        ("facts.kind", wanted.kinds),
        ("facts.status", wanted.statuses),
        ("facts.level", wanted.levels),
        ("register.series", wanted.series),
        ("register.round", wanted.rounds),
        ("facts.event", wanted.events),
    ):
        if choices:
            clauses += f" AND {column} IN ({_marks(choices)})"
            values += choices
    if wanted.formats:
        formats = f"SELECT fact FROM fact_terms WHERE kind = 'format' AND term IN ({_marks(wanted.formats)})"
        clauses += f" AND facts.id IN ({formats})"
        values += wanted.formats
    if wanted.has_dates():
        first, last = period(wanted)
        clauses += (
            " AND (dated AND facts.last_day >= ? AND facts.first_day <= ?"
            " OR register.last_day >= ? AND register.first_day <= ?"
            " OR NOT dated AND register.first_day IS NULL AND documents.ref_date BETWEEN ? AND ?)"
        )
        values += [first, last] * 3
    return clauses, values


def period(wanted: FactFilter) -> tuple[str, str]:
    """The first and last ISO day that a filter asks for."""
    first = days(wanted.since)[0] if wanted.since else None
    last = days(wanted.until)[1] if wanted.until else None
    return first.isoformat() if first else _EVER, last.isoformat() if last else _NEVER


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
