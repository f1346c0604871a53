"""What facts are asked for, as conditions of SQL: the releases, passages and facts that satisfy a filter."""

import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from pydantic import field_validator

from ..edtf import days
from ..model import Model
from .facts import EVER, NEVER, folded
from .persons import same_person


class FactFilter(Model):
    """What facts must satisfy; a part left out is satisfied by all. Dates are EDTF.

    Of `langs`, `kinds`, `statuses`, `levels`, `formats`, `series`, `rounds` and `events` one will do; of `parties`,
    `agencies`, `persons` and `programmes` all are asked for, each a code, an id of the registry or a name, and
    `kr.mofa|cn.mfa` one of the two. `series` are ids of the registry, `rounds` numbers of their meetings, `events` the
    keys that meetings have in the register. With `due_since` or `due_until` only items of agreement satisfy it that
    fall due between the first day of the one and the last of the other, both included.
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
    due_since: str | None = None
    due_until: str | None = None

    @field_validator("since", "until", "due_since", "due_until")
    @classmethod
    def _is_date(cls, value: str | None) -> str | None:
        if value is not None:
            days(value)
        return value

    def asks_for_items(self) -> bool:
        """Whether a passage must belong to a meeting or agreement, not just to a release."""
        return bool(self.kinds or self.statuses or self.levels or self.formats or self.has_deadlines())

    def asks_for_events(self) -> bool:
        """Whether a release must be about certain meetings."""
        return bool(self.series or self.rounds or self.events)

    def has_dates(self) -> bool:
        """Whether a period is asked for."""
        return bool(self.since or self.until)

    def has_deadlines(self) -> bool:
        """Whether items are asked for by when they fall due."""
        return bool(self.due_since or self.due_until)


def matching(connection: sqlite3.Connection, wanted: FactFilter) -> dict[str, list[tuple[int, int]] | None]:
    """The documents that satisfy a filter, each with the spans it allows; None allows all of the document.

    Languages, parties, agencies, persons and programmes are asked of the document. Dates are satisfied by its day of
    issue, and failing that by each dated meeting or agreement for its own words. Kinds, statuses, levels, formats and
    deadlines, and dates with them, are asked of one and the same meeting or agreement, and only its words are allowed.
    Of a meeting that is asked for, a release that is about it is allowed as a whole, of another one what tells of it.
    """
    issued = _documents(connection, wanted)
    if not (wanted.asks_for_items() or wanted.asks_for_events() or wanted.has_dates()):
        return dict.fromkeys(issued)
    clauses, values = _item_clauses(wanted)
    source = "facts JOIN documents"
    if not (wanted.asks_for_items() or wanted.asks_for_events()):
        source = "documents CROSS JOIN facts"  # what was issued in time is allowed as a whole: only the others are read
        clauses += " AND NOT COALESCE(documents.ref_date BETWEEN ? AND ?, 0)"
        values += period(wanted.since, wanted.until)
    documents, terms = _document_clauses(connection, wanted)
    if documents:
        clauses += f" AND facts.document IN (SELECT id FROM documents WHERE {' AND '.join(documents)})"
        values += terms
    spans: dict[str, list[tuple[int, int]]] = {}
    about: set[str] = set()
    for document, core, first, last in connection.execute(
        f"SELECT facts.document, facts.core, first_char, last_char FROM {source} ON documents.id = facts.document"
        " LEFT JOIN register ON register.event = facts.event CROSS JOIN fact_spans ON fact = facts.id"
        f" WHERE {_field(wanted)} IN ('meetings', 'agreements') {clauses} ORDER BY facts.id, first_char",
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
    connection: sqlite3.Connection,
    wanted: FactFilter,
    field: str,
    *,
    among: Collection[str] | None = None,
    today: date | None = None,
    limit: int = -1,
) -> list[tuple[str, int, str | None, str]]:
    """The meetings or agreements that satisfy a filter, the latest first: record, position, event and ISO day.

    The day is that of the meeting, else of the fact where it lies before the day of issue, else the day of issue; empty
    where none is known. `among` are the records to look at. Of a person the meetings are those that the release is
    about, and those of the sentences that name the person; what is between other countries than the parties is left
    out. What is asked for by its deadline comes in the order of deadlines: those to come, the nearest to `today` first,
    then those that are over, the latest first. At most `limit` are read, where one is given.
    """
    where, values = _where(connection, wanted, field)
    if among is not None:
        where += " AND facts.document IN (SELECT value FROM json_each(?))"
        values.append(json.dumps(sorted(among)))
    order, days_of_order = "", []
    if wanted.has_deadlines():
        order = "facts.due_day < ?, ABS(julianday(facts.due_day) - julianday(?)),"
        days_of_order = [(today or date.today()).isoformat()] * 2
    rows = connection.execute(
        f"SELECT facts.document, facts.position, facts.event, COALESCE({_DAY}, '') AS day FROM facts"
        " JOIN documents ON documents.id = facts.document LEFT JOIN register ON register.event = facts.event"
        f" WHERE {where} ORDER BY {order} day DESC, facts.event, facts.document, position LIMIT ?",
        [*values, *days_of_order, limit],
    )
    return rows.fetchall()


def counted(connection: sqlite3.Connection, wanted: FactFilter, field: str) -> tuple[int, int]:
    """How many meetings or agreements `selected` gives, and how many there are where those of one event are one."""
    where, values = _where(connection, wanted, field)
    facts, together = connection.execute(
        "SELECT COUNT(*), COUNT(DISTINCT COALESCE(facts.event, facts.document || '~' || facts.position)) FROM facts"
        " JOIN documents ON documents.id = facts.document LEFT JOIN register ON register.event = facts.event"
        f" WHERE {where}",
        values,
    ).fetchone()
    return int(facts), int(together)


def _where(connection: sqlite3.Connection, wanted: FactFilter, field: str) -> tuple[str, list[Any]]:
    """The conditions of `selected` on facts, joined with documents and register, and their values."""
    clauses, values = _item_clauses(wanted)
    where = f"{_field(wanted)} = ? {clauses}"
    values = [field, *values]
    documents, terms = _document_clauses(connection, wanted)
    if documents:
        where += f" AND facts.document IN (SELECT id FROM documents WHERE {' AND '.join(documents)})"
        values += terms
    for person in wanted.persons if field == "meetings" else ():
        clause, names = _with_person(connection, person)
        where += clause
        values += names
    for party in wanted.parties:
        clause, codes = _between_others(field, party)
        where += clause
        values += codes
    return where, values


_DAY = """COALESCE(
    CASE WHEN field = 'meetings' THEN CASE WHEN dated THEN facts.first_day END ELSE register.first_day END,
    CASE WHEN dated AND facts.first_day <= documents.ref_date THEN facts.first_day END, documents.ref_date)"""


def _documents(connection: sqlite3.Connection, wanted: FactFilter) -> dict[str, bool]:
    """The documents with the wanted languages, parties and names, and whether they were issued in time."""
    clauses, values = _document_clauses(connection, wanted)
    where = f"WHERE {' AND '.join(clauses)}" if clauses else ""
    query = f"SELECT id, COALESCE(ref_date BETWEEN ? AND ?, 0) FROM documents {where} ORDER BY id"
    rows = connection.execute(query, [*period(wanted.since, wanted.until), *values])
    return {identifier: bool(in_time) for identifier, in_time in rows}


def _document_clauses(connection: sqlite3.Connection, wanted: FactFilter) -> tuple[list[str], list[str]]:
    """Conditions on documents: the wanted languages, parties and names; and their values."""
    clauses: list[str] = []
    values: list[str] = []
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
    return clauses, values


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
            f"NOT (SELECT COUNT(*) > 1 AND NOT MAX(country IN ({_marks(codes)})) FROM register_parties"
            " WHERE register_parties.event = facts.event)"
        )
        return f" AND {others}", codes
    others = (
        f"NOT (SELECT COUNT(*) > 1 AND NOT MAX(term IN ({_marks(codes)})) FROM fact_terms"
        f" WHERE fact = facts.id AND kind = 'party' AND LENGTH(term) = {_CODE})"
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
        ("facts.event", wanted.events),
    ):
        if choices:
            clauses += f" AND {column} IN ({_marks(choices)})"
            values += choices
    meetings = {name: some for name, some in (("series", wanted.series), ("round", wanted.rounds)) if some}
    if meetings:
        of_them = " AND ".join(f"{name} IN ({_marks(some)})" for name, some in meetings.items())
        clauses += f" AND facts.event IN (SELECT event FROM register WHERE {of_them})"
        values += [each for some in meetings.values() for each in some]
    if wanted.formats:
        formats = f"SELECT fact FROM fact_terms WHERE kind = 'format' AND term IN ({_marks(wanted.formats)})"
        clauses += f" AND facts.id IN ({formats})"
        values += wanted.formats
    if wanted.has_dates():
        first, last = period(wanted.since, wanted.until)
        clauses += (
            " AND (dated AND facts.last_day >= ? AND facts.first_day <= ?"
            " OR register.last_day >= ? AND register.first_day <= ?"
            " OR NOT dated AND register.first_day IS NULL AND documents.ref_date BETWEEN ? AND ?)"
        )
        values += [first, last] * 3
    if wanted.has_deadlines():
        clauses += " AND facts.due_day BETWEEN ? AND ?"
        values += [*period(wanted.due_since, wanted.due_until)]
    return clauses, values


def _field(wanted: FactFilter) -> str:
    """The column of the list that a fact is in, not to be looked up: few facts are due, or of the same meeting."""
    return "+facts.field" if wanted.has_deadlines() or wanted.asks_for_events() else "facts.field"


def period(since: str | None, until: str | None) -> tuple[str, str]:
    """The first day of `since` and the last of `until`, EDTF, as ISO; of what is left out the ends of the calendar."""
    first = days(since)[0] if since else None
    last = days(until)[1] if until else None
    return first.isoformat() if first else EVER, last.isoformat() if last else NEVER


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
