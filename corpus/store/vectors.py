"""Vectors of the names of facts: titles of items of agreement, names of meetings.

How a vector is written is for those to say who make them; here it is bytes, kept as long as the fact has its name, and
all of one model. Triggers note of which facts there is none.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from zlib import crc32


def missing(connection: sqlite3.Connection, model: str, *, limit: int) -> dict[int, str]:
    """The first facts that have no vector of this model, at most `limit`, and their names."""
    if _is_of_another(connection, model):
        rows = connection.execute(
            "SELECT id, name FROM facts WHERE field IN ('agreements', 'meetings') ORDER BY id LIMIT ?", (limit,)
        )
    else:  # the order of the joins is fixed: from the few facts without one to their names
        rows = connection.execute(
            "SELECT id, name FROM unembedded_facts CROSS JOIN facts ON id = fact ORDER BY fact LIMIT ?", (limit,)
        )
    return {int(fact): str(name) for fact, name in rows}


def put(transaction: sqlite3.Connection, model: str, vectors: Mapping[int, bytes]) -> None:
    """Write vectors of facts; those of another model are gone then."""
    if _is_of_another(transaction, model):
        transaction.execute("INSERT OR IGNORE INTO unembedded_facts SELECT fact FROM fact_vectors")
        transaction.execute("DELETE FROM fact_vectors")
    transaction.executemany("DELETE FROM unembedded_facts WHERE fact = ?", [(fact,) for fact in vectors])
    transaction.executemany(
        "INSERT OR REPLACE INTO fact_vectors VALUES (?, ?, ?, ?)",
        [(fact, model, vector, crc32(vector)) for fact, vector in vectors.items()],
    )


def of(connection: sqlite3.Connection, model: str, facts: Iterable[tuple[str, str, int]]) -> dict[str, bytes]:
    """Vectors of this model by the names of these facts (record, field, position).

    Those are left out of which there is none, or another than was written: they can be made anew.
    """
    found: dict[str, bytes] = {}
    for place in facts:
        for name, vector, total in connection.execute(
            "SELECT name, vector, total FROM facts JOIN fact_vectors ON fact = id"
            " WHERE document = ? AND field = ? AND position = ? AND model = ?",
            (*place, model),
        ):
            if crc32(vector) == total:
                found[name] = vector
    return found


def damaged(connection: sqlite3.Connection) -> list[str]:
    """The records of which a vector is another than was written, sorted."""
    rows = connection.execute("SELECT document, vector, total FROM fact_vectors CROSS JOIN facts ON id = fact")
    return sorted({str(document) for document, vector, total in rows if crc32(vector) != total})


def _is_of_another(connection: sqlite3.Connection, model: str) -> bool:
    first = connection.execute("SELECT model FROM fact_vectors LIMIT 1").fetchone()
    return first is not None and first[0] != model
