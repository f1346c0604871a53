"""The register as rows: every meeting of the corpus once, with what lists of meetings show and are filtered by.

A row follows from the facts about its meeting; triggers note which meetings a change of the facts touches, and
`refresh` makes their rows anew before the change is committed.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from ..edtf import days
from ..model import Model
from ..registry.series import series
from .facts import event_key, folded

_SAID = ("planned", "ongoing", "cancelled", "held")
"""Statuses; that a meeting was held ends the question, for it is told after the fact."""
_MOST_PARTIES = 3
"""Members of a series, at most, that are the parties of its meetings; of more, who takes part is not its subject."""
_LONGEST_ROUND = 3
_OPEN = 10**6
"""Days of an interval without a beginning or end: vaguer than any other."""


class Event(Model):
    """A meeting of the register: `event` is its key, `series` and `round` what it is a meeting of.

    `name` is that of the first release that is about it, `core` whether any is; `releases` and `agreements` count, an
    item that several releases tell once.
    """

    event: str
    series: str | None = None
    round: int | None = None
    name: str
    date: str | None = None
    status: str | None = None
    level: str | None = None
    core: bool
    releases: int
    agreements: int


class EventFilter(Model):
    """What meetings must satisfy; days are ISO, a part left out is satisfied by all.

    `organisation` meets: an id of the registry, or the folded name of one that is not in it; `persons` are names, of
    which one leads a side or stands in a release that is about the meeting.
    """

    first_day: str | None = None
    last_day: str | None = None
    countries: tuple[str, ...] = ()
    series: str | None = None
    statuses: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    organisation: str | None = None
    persons: tuple[str, ...] = ()
    core: bool = True


@dataclass(frozen=True)
class _Told:
    """What one release tells of a meeting."""

    name: str
    status: str
    level: str | None
    date: str | None
    first_day: str
    last_day: str
    core: bool
    issued: str
    ref: str | None
    document: str


def refresh(transaction: sqlite3.Connection) -> None:
    """Make the rows of the meetings anew that the transaction has touched."""
    stale = [event for (event,) in transaction.execute("SELECT event FROM stale_events ORDER BY event")]
    for event in stale:
        transaction.execute("DELETE FROM register WHERE event = ?", (event,))
        told = [_Told(*row) for row in transaction.execute(_TOLD, (event,))]
        if told:
            _insert(transaction, event, told)
    transaction.execute("DELETE FROM stale_events")


_TOLD = """
    SELECT facts.name, facts.status, level, date, first_day, last_day, core, COALESCE(documents.ref_date, ''),
        (SELECT term FROM fact_terms WHERE fact = facts.id AND kind = 'ref'), facts.document
    FROM facts JOIN documents ON documents.id = facts.document
    WHERE event = ? AND field = 'meetings' ORDER BY core DESC, facts.document, position
"""


def _insert(transaction: sqlite3.Connection, event: str, told: Sequence[_Told]) -> None:
    first = told[0]
    status = decided([(each.status, each.issued) for each in told])
    date = dated([Stated(each.status, each.date, each.core, each.issued) for each in told])
    best = next((each for each in told if date is not None and each.date == date), None)
    ref = next((each.ref for each in told if each.ref), None)
    [agreements] = transaction.execute(
        "SELECT COUNT(DISTINCT COALESCE(item, document || '~' || position)) FROM facts"
        " WHERE event = ? AND field = 'agreements'",
        (event,),
    ).fetchone()
    transaction.execute(
        "INSERT INTO register VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event, ref, round_of(event, ref), first.name, best.date if best else None,
            best.first_day if best else None, best.last_day if best else None, status,
            next((each.level for each in told if each.level), None), first.core,
            len({each.document for each in told}), agreements,
        ),
    )  # fmt: skip
    transaction.execute(
        # The facts of the event first (CROSS JOIN): SQLite would rather go through the terms of all facts.
        "INSERT INTO register_organisations SELECT DISTINCT term, ? FROM facts CROSS JOIN fact_terms ON fact = facts.id"
        " WHERE event = ? AND field = 'meetings' AND fact_terms.kind = 'by'",
        (event, event),
    )
    transaction.executemany(
        "INSERT INTO register_parties VALUES (?, ?)", [(country, event) for country in parties_of(event, ref)]
    )


def decided(said: Sequence[tuple[str, str]]) -> str:
    """The status of a meeting by those that releases state, each with its day of issue: the last word, or `held`.

    >>> decided([("planned", "2025-01-05"), ("cancelled", "2025-02-01")]), decided([("held", ""), ("planned", "2025")])
    ('cancelled', 'held')
    """
    if any(status == "held" for status, _ in said):
        return "held"
    return max(said, key=lambda one: (one[1], _SAID.index(one[0]) if one[0] in _SAID else -1))[0]


class Stated(NamedTuple):
    """What a release states of a meeting: status, EDTF date, whether it is about it, its own day of issue or ""."""

    status: str
    date: str | None
    core: bool
    issued: str


def dated(told: Iterable[Stated]) -> str | None:
    """The date of a meeting by those that releases state: of the status that is `decided`, by a release about it.

    Of several the most exact one, and of these the one that was told last.

    >>> first = Stated("planned", "2025-05-10", True, "2025-04-01")
    >>> dated([first, Stated("planned", "2025-06-11", True, "2025-05-01")])
    '2025-06-11'
    """
    told = list(told)
    status = decided([(each.status, each.issued) for each in told]) if told else None
    stated = [each for each in told if each.date is not None]
    agreeing = [each for each in stated if each.status == status] or stated
    latest = sorted(agreeing, key=attrgetter("issued"), reverse=True)
    best = min(latest, key=lambda each: (not each.core, _width(each.date or "")), default=None)
    return best.date if best else None


def _width(value: str) -> int:
    """How vague a date is: the days from its first to its last."""
    first, last = days(value)
    return (last - first).days if first and last else _OPEN


def round_of(event: str, ref: str | None) -> int | None:
    """The number of the round that an event of a series is; None where its id follows from a day or year."""
    tail = event.removeprefix(f"{ref}-") if ref else ""
    return int(tail) if tail.isascii() and tail.isdigit() and len(tail) <= _LONGEST_ROUND else None


def parties_of(event: str, ref: str | None) -> tuple[str, ...]:
    """The countries that meet: the members of the series, else those that the id of the event names.

    >>> parties_of("2025-11-20.cn-kr.call", None)
    ('CN', 'KR')
    """
    if ref and ref in series().ids:
        members = series().entry(ref).members.split()
        return tuple(sorted(members)) if len(members) <= _MOST_PARTIES and all(len(m) == 2 for m in members) else ()
    pieces = event.split(".")
    codes = pieces[1].upper().split("-") if len(pieces) >= _MOST_PARTIES else []
    return tuple(code for code in codes if len(code) == 2 and code.isalpha() and code != "XX")


def clauses(wanted: EventFilter) -> tuple[str, list[object]]:
    """The conditions on rows of `register`, after WHERE, and their values."""
    parts = ["1"]
    values: list[object] = []
    if wanted.core:
        parts.append("core = 1")
    for condition, value in (
        ("last_day >= ?", wanted.first_day), ("first_day <= ?", wanted.last_day), ("series = ?", wanted.series),
    ):  # fmt: skip
        if value is not None:
            parts.append(condition)
            values.append(value)
    for column, choices in (("status", wanted.statuses), ("level", wanted.levels)):
        if choices:
            parts.append(f"{column} IN ({', '.join('?' for _ in choices)})")
            values += choices
    for country in wanted.countries:
        parts.append("event IN (SELECT event FROM register_parties WHERE country = ?)")
        values.append(country)
    if wanted.organisation is not None:
        parts.append("event IN (SELECT event FROM register_organisations WHERE organisation = ?)")
        values.append(wanted.organisation)
    if wanted.persons:
        marks = ", ".join("?" for _ in wanted.persons)
        led = _BEARING.format(field="meetings", kind="head", marks=marks)
        named = _BEARING.replace("SELECT event", "SELECT document").format(field="persons", kind="name", marks=marks)
        about = f"SELECT event FROM facts WHERE field = 'meetings' AND core AND document IN ({named})"
        parts.append(f"event IN ({led} UNION {about})")
        values += [folded(name) for name in wanted.persons] * 2
    return " AND ".join(parts), values


_BEARING = (
    "SELECT event FROM facts WHERE field = '{field}'"
    " AND id IN (SELECT fact FROM fact_terms WHERE kind = '{kind}' AND term IN ({marks}))"
)


def listed(
    connection: sqlite3.Connection, wanted: EventFilter, *, limit: int, offset: int = 0, ascending: bool = False
) -> list[Event]:
    """The meetings that satisfy a filter, the latest first (or the earliest); undated ones last."""
    where, values = clauses(wanted)
    order = "first_day IS NULL, first_day, event" if ascending else "first_day DESC, event"
    rows = connection.execute(
        "SELECT event, series, round, name, date, status, level, core, releases, agreements"
        f" FROM register WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?",
        [*values, limit, offset],
    )
    return [Event(**dict(zip(Event.model_fields, row, strict=True))) for row in rows]


def counted(connection: sqlite3.Connection, wanted: EventFilter) -> int:
    """How many meetings satisfy a filter."""
    where, values = clauses(wanted)
    [number] = connection.execute(f"SELECT COUNT(*) FROM register WHERE {where}", values).fetchone()
    return int(number)


def move(
    transaction: sqlite3.Connection, events: Mapping[tuple[str, int], str], *, where: str = "field = 'meetings'"
) -> None:
    """Write into the facts which meeting each belongs to, where other records tell more of it than its own.

    The keys of `events` are documents and positions of meetings; all other meetings go by their own record. `where`
    chooses facts about meetings, all of them or some.
    """
    facts_of_meetings = transaction.execute(
        "SELECT facts.id, document, position, event, term FROM facts"
        f" LEFT JOIN fact_terms ON fact = facts.id AND fact_terms.kind = 'event' WHERE {where}"
    )
    moved = []
    for fact, document, position, event, own in facts_of_meetings:
        wanted = events.get((document, position)) or event_key(document, position, own)
        if event != wanted:
            moved.append((fact, document, event, wanted))
    for fact, document, event, wanted in moved:
        transaction.execute("UPDATE facts SET event = ? WHERE id = ?", (wanted, fact))
        transaction.execute(
            "UPDATE facts SET event = ? WHERE document = ? AND field = 'agreements' AND event = ?",
            (wanted, document, event),
        )
