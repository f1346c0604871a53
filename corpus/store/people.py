"""The list of persons: a line for each that the register tells apart, with all names and in how many releases."""

import json
import sqlite3
from collections.abc import Sequence

from . import identities
from .facts import folded

Line = tuple[str, tuple[str, ...], int, str | None, str | None]
"""The name that most releases write, all names, the number of releases, the first and the last day of issue."""

_TOLD = (
    "WITH known(name, line) AS MATERIALIZED (SELECT key, value FROM json_each(?)),"
    " told AS (SELECT facts.id AS fact, COALESCE(known.line, facts.name) AS line, facts.name AS name,"
    " document AS release FROM facts LEFT JOIN known ON known.name = facts.name WHERE field = 'persons')"
)
_LATIN = (
    "SELECT json_extract(record, '$.persons[' || position || '].latin') FROM facts"
    " JOIN documents ON documents.id = facts.document WHERE facts.id = ?"
)
_LIKE = " WHERE line IN (SELECT line FROM told JOIN fact_terms USING (fact) WHERE kind = 'name' AND instr(term, ?))"


def listed(connection: sqlite3.Connection, *, like: str = "", limit: int, offset: int) -> tuple[list[Line], int]:
    """A page of the persons, those in most releases first, and how many there are in all; `like` is part of a name."""
    groups = {group[0]: group for group in identities.one_person(connection)}
    known = json.dumps({name: line for line, group in groups.items() for name in group})
    like = folded(like)
    rows = connection.execute(
        f"{_TOLD} SELECT line, COUNT(DISTINCT release), MIN(ref_date), MAX(ref_date), COUNT(*) OVER ()"
        f" FROM told JOIN documents ON documents.id = release{_LIKE if like else ''}"
        " GROUP BY line ORDER BY 2 DESC, 1 LIMIT ? OFFSET ?",
        [known, *([like] if like else []), limit, offset],
    ).fetchall()
    if not rows:
        return [], listed(connection, like=like, limit=1, offset=0)[1] if offset else 0
    lines = []
    for line, *counted in rows:
        names = _names(connection, groups.get(line, (line,)))
        lines.append((names[0], names, *counted[:3]))
    return lines, rows[0][4]


def _names(connection: sqlite3.Connection, group: Sequence[str]) -> tuple[str, ...]:
    """All names of a person: as written, those in most releases first, then what is written beside this one only."""
    own = f"facts.field = 'persons' AND facts.name IN ({', '.join('?' for _ in group)})"
    found: dict[str, str] = {}
    for (name,) in connection.execute(
        f"SELECT name FROM facts WHERE {own} GROUP BY name ORDER BY COUNT(DISTINCT document) DESC, name", group
    ):
        found.setdefault(folded(name), name)
    beside = connection.execute(
        "SELECT term, MIN(fact) FROM facts CROSS JOIN fact_terms ON fact = facts.id AND fact_terms.kind = 'name'"
        f" WHERE {own} GROUP BY term ORDER BY term",
        group,
    ).fetchall()
    for term, fact in beside:
        if term not in found and not _anothers(connection, term, group):
            latin = connection.execute(_LATIN, [fact]).fetchone()[0]
            found[term] = latin or term
    return tuple(found.values())


def _anothers(connection: sqlite3.Connection, term: str, group: Sequence[str]) -> bool:
    bearers = connection.execute(
        "SELECT DISTINCT name FROM fact_terms JOIN facts ON facts.id = fact"
        " WHERE fact_terms.kind = 'name' AND term = ? AND field = 'persons'",
        [term],
    )
    return not {name for (name,) in bearers} <= set(group)
