"""Which meetings of several records are one event: what is to be told anew after a change, and where it is kept.

Only meetings of one subject (`facts.subject_of`) can be one. Triggers note the subjects of the meetings that come and
go, so that a change of one release costs the meetings of its subjects, not those of the corpus.
"""

import sqlite3
from collections.abc import Mapping

from . import changed, events
from .rows import StoredMeeting

_OF_STALE = "+field = 'meetings' AND subject IN (SELECT subject FROM stale_subjects)"
"""`+field`: else SQLite goes through all meetings of the corpus in the order of an index by day."""
_TERM = "(SELECT term FROM fact_terms WHERE fact = facts.id AND kind = '{}')"


def is_settled(connection: sqlite3.Connection) -> bool:
    """Whether no record and no meeting has changed since events were last stored."""
    [changes] = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM stale_subjects) OR EXISTS (SELECT 1 FROM touched_records)"
    ).fetchone()
    return not changes


def unjoined(connection: sqlite3.Connection) -> list[StoredMeeting]:
    """The meetings of the subjects that have changed since events were last stored, by document and position."""
    rows = connection.execute(
        f"SELECT document, position, {_TERM.format('event')}, date, status, {_TERM.format('ref')} FROM facts"
        f" WHERE {_OF_STALE} ORDER BY document, position"
    )
    fields = ("document", "position", "event", "date", "status", "ref")
    return [StoredMeeting(**dict(zip(fields, row, strict=True))) for row in rows]


def put(transaction: sqlite3.Connection, joined: Mapping[tuple[str, int], str], *, whole: bool) -> None:
    """Store the events of meetings that are not those of their own records, in place of earlier ones.

    They are those of the `whole` corpus, or of the meetings that are `unjoined`.
    """
    after = {(*key, event) for key, event in joined.items()}
    if whole:
        before = set(transaction.execute("SELECT document, position, event FROM events"))
        transaction.execute("DELETE FROM events")
    else:
        before = set(
            transaction.execute(
                "SELECT events.document, events.position, events.event FROM facts JOIN events"
                f" ON events.document = facts.document AND events.position = facts.position WHERE {_OF_STALE}"
                " UNION SELECT document, position, event FROM events"
                " WHERE document IN (SELECT document FROM touched_records)"
            )
        )
        transaction.executemany("DELETE FROM events WHERE document = ? AND position = ? AND event = ?", sorted(before))
    transaction.executemany("INSERT INTO events VALUES (?, ?, ?)", sorted(after))
    events.move(transaction, joined, where="field = 'meetings'" if whole else _OF_STALE)
    events.refresh(transaction)
    moved = {document for document, _, _ in before ^ after}
    changed.settle(transaction, moved, changed.stamp(transaction))
    transaction.execute("DELETE FROM stale_subjects")
