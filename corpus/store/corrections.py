"""What analysts said of facts, kept apart from what was extracted; no reading of a release anew touches it.

`documents.record` is the record with its corrections; `extracted_records` has what was extracted, for those that have
any.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator

from ..corrections import corrected
from ..documents import Evidence
from ..records import Changed, Correction, Record
from . import sums


def of(connection: sqlite3.Connection, identifier: str) -> list[Correction]:
    """The corrections of a record that stand, in the order in which they were made."""
    return [correction for _, correction in _read(connection, "document = ? AND undone_at IS NULL", identifier)]


def every(connection: sqlite3.Connection) -> list[tuple[str, Correction]]:
    """All corrections that stand, with the ids of the records, by record."""
    return sorted(_read(connection, "undone_at IS NULL AND 1 = ?", 1), key=lambda pair: (pair[0], pair[1].id))


def among(connection: sqlite3.Connection, records: Iterable[str]) -> list[str]:
    """Those of these records of which analysts said something that stands, sorted."""
    return [
        identifier
        for (identifier,) in connection.execute(
            "SELECT DISTINCT document FROM corrections WHERE undone_at IS NULL"
            " AND document IN (SELECT value FROM json_each(?)) ORDER BY document",
            [json.dumps([*records])],
        )
    ]


def meetings(connection: sqlite3.Connection, events: Iterable[str]) -> list[tuple[str, str, int]]:
    """Where these meetings of the register are told in records of which analysts said something: key and place."""
    return list(
        connection.execute(
            "SELECT event, document, position FROM facts WHERE field = 'meetings'"
            " AND event IN (SELECT value FROM json_each(?))"
            " AND document IN (SELECT document FROM corrections WHERE undone_at IS NULL)"
            " ORDER BY event, document, position",
            [json.dumps([*events])],
        )
    )


def add(transaction: sqlite3.Connection, identifier: str, correction: Correction) -> int:
    """Write a correction; its id is given here."""
    cursor = transaction.execute(
        "INSERT INTO corrections (document, field, name, evidence, action, changes, into_name, into_evidence,"
        " author, made_at, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            identifier, correction.field, correction.name, _json(correction.evidence), correction.action,
            json.dumps([each.model_dump() for each in correction.changes], ensure_ascii=False), correction.into,
            _json(correction.into_evidence), correction.author, correction.made_at, correction.note,
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def undo(transaction: sqlite3.Connection, number: int, now: str) -> str | None:
    """Take a correction back, which stays on file; the id of its record, None where there is no such correction."""
    row = transaction.execute(
        "UPDATE corrections SET undone_at = ? WHERE id = ? AND undone_at IS NULL RETURNING document", (now, number)
    ).fetchone()
    return str(row[0]) if row else None


def extracted(connection: sqlite3.Connection, identifier: str) -> str | None:
    """The record as it was extracted, as JSON, where it has corrections."""
    for _, text in sums.of(connection, "extracted_records", "record", identifier):
        return str(text)
    return None


def apply(transaction: sqlite3.Connection, record: Record) -> Record:
    """The record with its corrections; what was extracted is kept beside it."""
    found = of(transaction, record.id)
    transaction.execute("DELETE FROM extracted_records WHERE document = ?", (record.id,))
    if not found:
        return record
    fields = json.dumps(record.as_json(), ensure_ascii=False)
    transaction.execute("INSERT INTO extracted_records VALUES (?, ?)", (record.id, fields))
    return corrected(record, found)


def _read(connection: sqlite3.Connection, where: str, value: object) -> Iterator[tuple[str, Correction]]:
    rows = sums.rows(connection, "corrections", "row", where=where, values=(value,))
    for (
        number,
        document,
        name,
        called,
        evidence,
        action,
        changes,
        into,
        into_evidence,
        author,
        made_at,
        note,
        _,
    ) in rows:
        yield (
            document,
            Correction(
                id=number, field=name, name=called, evidence=_evidence(evidence), action=action,
                changes=tuple(Changed(**each) for each in json.loads(changes)), into=into,
                into_evidence=_evidence(into_evidence), author=author, made_at=made_at, note=note,
            ),
        )  # fmt: skip


def _json(evidence: Evidence | None) -> str | None:
    return None if evidence is None else evidence.model_dump_json()


def _evidence(text: str | None) -> Evidence | None:
    return None if text is None else Evidence.model_validate_json(text)
