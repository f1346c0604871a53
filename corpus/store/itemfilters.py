"""Items of agreement that satisfy a filter, as conditions of SQL; one that several releases tell is one item."""

import sqlite3

from ..model import Model
from .facts import EVER, NEVER, folded

_MANY = 2000
"""Facts that bear a term; those of more are better read in the order of the list."""


class ItemFilter(Model):
    """What items of agreement must satisfy; days are ISO, a part left out is satisfied by all.

    `due`: only those that fall due some day, from `due_first` to `due_last` where these are given.

    `organisation` is responsible or takes part in the meeting: an id of the registry, else a folded name.
    """

    first_day: str | None = None
    last_day: str | None = None
    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    event: str | None = None
    organisation: str | None = None
    due: bool = False
    due_first: str | None = None
    due_last: str | None = None


def each_once(connection: sqlite3.Connection, wanted: ItemFilter) -> tuple[str, list[object]]:
    """Conditions on `facts`: items that satisfy a filter, of several tellings the first that does; and their values."""
    where, values = _item_clauses(wanted, "facts", _rare(connection, wanted))
    sooner, again = _item_clauses(wanted, "sooner", frozenset())
    told = (
        f"SELECT 1 FROM facts AS sooner WHERE sooner.item = facts.item AND sooner.telling < facts.telling AND {sooner}"
    )
    return f"{where} AND (telling = 0 OR NOT EXISTS ({told}))", [*values, *again]


def _item_clauses(wanted: ItemFilter, table: str, rare: frozenset[tuple[str, str]]) -> tuple[str, list[object]]:
    parts = [f"{table}.field = 'agreements'"]
    values: list[object] = []
    if wanted.first_day is not None or wanted.last_day is not None:
        parts.append(f"{table}.dated AND {table}.last_day >= ? AND {table}.first_day <= ?")
        values += [wanted.first_day or EVER, wanted.last_day or NEVER]
    if wanted.due or wanted.due_first is not None or wanted.due_last is not None:
        parts[0] = f"+{parts[0]}"  # few facts are due: through their index, not through that of all agreements
        parts.append(f"{table}.due_day BETWEEN ? AND ?")
        values += [wanted.due_first or EVER, wanted.due_last or NEVER]
    for column, choices in (("kind", wanted.kinds), ("status", wanted.statuses)):
        if choices:
            parts.append(f"{table}.{column} IN ({', '.join('?' for _ in choices)})")
            values += choices
    if wanted.event is not None:
        parts.append(f"{table}.event = ?")
        values.append(wanted.event)
    for kind, term in _terms(wanted):
        if (kind, term) in rare:
            parts.append(f"{table}.id IN (SELECT fact FROM fact_terms WHERE kind = '{kind}' AND term = ?)")
        else:
            bearing = f"SELECT 1 FROM fact_terms WHERE fact = {table}.id AND kind = '{kind}' AND term = ?"
            parts.append(f"EXISTS ({bearing})")
        values.append(term)
    return " AND ".join(parts), values


def _terms(wanted: ItemFilter) -> list[tuple[str, str]]:
    terms = [("party", folded(country)) for country in wanted.countries]
    return terms + ([("by", wanted.organisation)] if wanted.organisation is not None else [])


def _rare(connection: sqlite3.Connection, wanted: ItemFilter) -> frozenset[tuple[str, str]]:
    """The terms that few facts have.

    What many facts have is looked up fact by fact, in order, until a page is full; the rest the other way round.
    """
    return frozenset(
        (kind, term)
        for kind, term in _terms(wanted)
        if connection.execute(
            "SELECT COUNT(*) FROM (SELECT 1 FROM fact_terms WHERE kind = ? AND term = ? LIMIT ?)", (kind, term, _MANY)
        ).fetchone()[0]
        < _MANY
    )
