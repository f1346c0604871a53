"""When the record of each release last became another: what exports and alerts ask for.

A record that is stored anew as it was is no change; one that another release now tells to be of the same event is.
"""

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from ..errors import BadQuery

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?)?")
"""What can be compared as text; `fromisoformat` takes other ways of writing too."""


def moment_of(text: str) -> str:
    """A day or moment as it was written.

    Raises:
        BadQuery: it is none.
    """
    try:
        if not _MOMENT.fullmatch(text):
            raise ValueError
        datetime.fromisoformat(text)
    except ValueError:
        hint = "Write 2025-04-24 or 2025-04-24T09:00 (UTC)"
        raise BadQuery(f"{text!r} is no day or moment", hint=hint) from None
    return text


def now() -> str:
    """The moment by the clock, ISO 8601, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def stamp(connection: sqlite3.Connection) -> str:
    """The moment to date a change by: never before that of an earlier change, though the clock was set back.

    Who asks for what changed since he last asked would miss it otherwise.
    """
    return max(now(), latest(connection))


def latest(connection: sqlite3.Connection) -> str:
    """When a record last changed; "" where there is none."""
    [moment] = connection.execute("SELECT COALESCE(MAX(changed_at), '') FROM record_changes").fetchone()
    return str(moment)


def touch(transaction: sqlite3.Connection, identifier: str) -> None:
    """Note that a record was written; whether it changed is seen when its events are known."""
    transaction.execute("INSERT OR IGNORE INTO touched_records VALUES (?)", (identifier,))


def settle(transaction: sqlite3.Connection, moved: Iterable[str], now: str) -> None:
    """Date the changes of the records that were touched, and of those whose meetings `moved` to other events."""
    touched = {identifier for (identifier,) in transaction.execute("SELECT document FROM touched_records")}
    for identifier in sorted(touched | {*moved}):
        digest = _digest(transaction, identifier)
        if digest is None:
            transaction.execute("DELETE FROM record_changes WHERE document = ?", (identifier,))
            continue
        transaction.execute(
            "INSERT INTO record_changes VALUES (?, ?, ?) ON CONFLICT (document) DO UPDATE"
            " SET digest = excluded.digest, changed_at = excluded.changed_at WHERE digest != excluded.digest",
            (identifier, digest, now),
        )
    transaction.execute("DELETE FROM touched_records")


def since(connection: sqlite3.Connection, moment: str) -> set[str]:
    """The releases whose records changed at or after `moment` (ISO 8601, UTC; a day is its beginning)."""
    rows = connection.execute(
        "SELECT document FROM record_changes WHERE changed_at >= ? UNION SELECT document FROM touched_records",
        (moment,),
    )
    return {identifier for (identifier,) in rows}


def _digest(transaction: sqlite3.Connection, identifier: str) -> str | None:
    row = transaction.execute("SELECT record FROM documents WHERE id = ?", (identifier,)).fetchone()
    if row is None:
        return None
    joined = transaction.execute(
        "SELECT position, event FROM events WHERE document = ? ORDER BY position", (identifier,)
    ).fetchall()
    return hashlib.sha256(f"{row[0]}{joined}".encode()).hexdigest()
