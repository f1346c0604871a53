"""Checksums of what cannot be made again from something else in the store.

SQLite notices a page that makes no sense, but not a letter that became another one. So each row of what was read,
extracted or said by analysts has a checksum, which triggers write with the row, and which is compared whenever the row
is read. A long text has a checksum apart from the columns that lists are made of.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import StoreError

DOCTOR = "`communique doctor --repair` says what can be recovered"


class Part(NamedTuple):
    """Columns of a table that share a checksum; `key` are those that name the row, and are among them."""

    table: str
    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]

    def row(self, prefix: str = "") -> str:
        """The expression that names a row."""
        return " || char(31) || ".join(f"CAST({prefix}{column} AS TEXT)" for column in self.key)

    def made(self, prefix: str = "") -> str:
        """The expression that makes the checksum."""
        return f"row_sum({', '.join(f'{prefix}{column}' for column in self.columns)})"


PARTS = (
    Part("documents", "document", ("id",), ("id", "document")),
    Part("documents", "record", ("id",), ("id", "record")),
    Part(
        "documents", "row", ("id",),
        ("id", "path", "sha256", "lang", "ref_date", "status", "code_version", "ingested_at", "media_type",
         "signature", "form", "seen_at"),
    ),
    Part("extracted_records", "record", ("document",), ("document", "record")),
    Part("contents", "content", ("document", "form"), ("document", "form", "content", "record")),
    Part("contents", "row", ("document", "form"), ("document", "form", "path", "seen_at", "code_version", "signature")),
    Part("renditions", "content", ("path",), ("path", "content")),
    Part("renditions", "row", ("path",), ("path", "document", "media_type", "sha256", "code_version", "role", "form")),
    Part("versions", "row", ("document", "number"), ("document", "number", "path", "sha256", "seen_at", "form")),
    Part(
        "sightings", "row", ("document", "path", "seen_at", "sha256"), ("document", "path", "sha256", "seen_at", "form")
    ),
    Part(
        "corrections", "row", ("id",),
        ("id", "document", "field", "name", "evidence", "action", "changes", "into_name", "into_evidence", "author",
         "made_at", "note", "undone_at"),
    ),
    Part("failures", "row", ("path",), ("path", "problem", "hint", "failed_at")),
    Part("record_changes", "row", ("document",), ("document", "digest", "changed_at")),
)  # fmt: skip
"""Everything but what follows from it: facts, events and the register."""
_BY_NAME = {(part.table, part.name): part for part in PARTS}
_SIZE = 16


def row_sum(*values: object) -> bytes:
    """The checksum of values: 16 bytes of BLAKE2b over each with its kind and length.

    >>> row_sum("a", 1) == row_sum("a", "1")
    False
    """
    digest = blake2b(digest_size=_SIZE)
    for value in values:
        match value:
            case bytes():
                kind, told = b"b", value
            case str():
                kind, told = b"s", value.encode("utf-8", "surrogatepass")
            case _:
                kind, told = b"-", repr(value).encode()
        digest.update(kind + len(told).to_bytes(8, "big"))
        digest.update(told)
    return digest.digest()


def statements(parts: Sequence[Part] = PARTS) -> str:
    """SQL that makes the table of checksums, fills it, and keeps it true to the rows."""
    table = "CREATE TABLE sums (source TEXT NOT NULL, part TEXT NOT NULL, row TEXT NOT NULL, sum BLOB NOT NULL,"
    lines = [f"{table} PRIMARY KEY (source, part, row)) WITHOUT ROWID;"]
    for part in parts:
        forget = f"DELETE FROM sums WHERE source = '{part.table}' AND part = '{part.name}' AND row"
        keep = f"INSERT INTO sums VALUES ('{part.table}', '{part.name}', {part.row('new.')}, {part.made('new.')})"
        name = f"{part.table}_{part.name}"
        lines += [
            f"INSERT INTO sums SELECT '{part.table}', '{part.name}', {part.row()}, {part.made()} FROM {part.table};",
            f"CREATE TRIGGER {name}_in AFTER INSERT ON {part.table} BEGIN {forget} = {part.row('new.')}; {keep}; END;",
            f"CREATE TRIGGER {name}_set AFTER UPDATE OF {', '.join(part.columns)} ON {part.table} BEGIN"
            f" {forget} = {part.row('old.')}; {keep}; END;",
            f"CREATE TRIGGER {name}_out AFTER DELETE ON {part.table} BEGIN {forget} = {part.row('old.')}; END;",
        ]
    return "\n".join(lines)


def rows(
    connection: sqlite3.Connection,
    table: str,
    name: str,
    *,
    where: str = "1",
    values: Iterable[object] = (),
    order: str | None = None,
    also: Sequence[str] = (),
) -> Iterator[tuple[Any, ...]]:
    """The columns of a part (`PARTS`), and `also` further expressions, of the rows `where` something holds.

    Raises:
        StoreError: a row has another checksum than when it was written.
    """
    part = _BY_NAME[table, name]
    width = len(part.columns)
    columns = ", ".join([*(f"{table}.{column}" for column in part.columns), *also])
    for row in connection.execute(
        f"SELECT sum, {columns} FROM {table} LEFT JOIN sums ON source = '{table}' AND part = '{name}'"
        f" AND row = {part.row(f'{table}.')} WHERE {where} ORDER BY {order or ', '.join(part.key)}",
        tuple(values),
    ):
        if row[0] != row_sum(*row[1 : width + 1]):
            [(_, _, path), *_] = connection.execute("PRAGMA database_list").fetchall()
            raise damaged(path, f"{told(part, row[1 : width + 1])} is not as it was written")
        yield row[1:]


def of(
    connection: sqlite3.Connection, table: str, name: str, value: object, *, column: str = "document"
) -> Iterator[tuple[Any, ...]]:
    """The columns of a part of the rows whose `column` has a value.

    Raises:
        StoreError: as `rows`.
    """
    return rows(connection, table, name, where=f"{column} = ?", values=(value,))


def damaged(path: Path | str, problem: str) -> StoreError:
    """What is wrong with something that is stored."""
    return StoreError(f"{path} is damaged: {problem}", hint=DOCTOR)


def told(part: Part, row: Sequence[object]) -> str:
    """What a row is called in messages, by the columns of its part."""
    key = " ".join(str(row[part.columns.index(column)]) for column in part.key if column != "form")
    return f"{'the row' if part.name == 'row' else f'the {part.name}'} of {key!r} in {part.table}"
