"""The SQLite file of an index: documents, passages, and the manifest that says which segments belong to them.

Everything changes in one transaction, whose end is the moment at which the new state stands for the old one. Segments
are written before it, and those that no state needs any more are removed after it. What is read from here has a
checksum of its own, since SQLite has none.
"""

import json
import sqlite3
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexMismatch
from corpus.model import Model
from corpus.store.connection import address, of_disk

from ...passages import Passage
from ..protocol import Addition, EmbeddingModel

DATABASE_FILE = "index.sqlite"
SCHEMA = 3
REINDEX = "`communique run --reindex` makes it anew"
_TABLES = """
CREATE TABLE manifest (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE documents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, crc INTEGER NOT NULL);
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document INTEGER NOT NULL, hash BLOB NOT NULL,
    value TEXT NOT NULL, crc INTEGER NOT NULL
);
CREATE INDEX passages_by_document ON passages (document);
CREATE INDEX passages_by_hash ON passages (hash);
CREATE TABLE segments (name TEXT PRIMARY KEY, value TEXT NOT NULL, removed BLOB NOT NULL, crc INTEGER NOT NULL);
"""
_VARIABLES = 500
"""Of one statement; the least that any SQLite allows is 999."""
_CACHE = 8_000
"""Kilobytes of pages that are kept."""
_HEADER = 100
_PAGE_SIZE, _PAGES = slice(16, 18), slice(28, 32)

Removed = npt.NDArray[np.bool_]
_Found = TypeVar("_Found")


class Manifest(Model):
    """What an index is."""

    schema_version: int = SCHEMA
    model: EmbeddingModel
    generation: int = 0
    """Commits so far."""
    rows: int = 0
    """Row numbers given so far; the next passage gets this one."""


class SegmentEntry(Model):
    """What the manifest knows of a segment's file."""

    name: str
    rows: int
    size: int
    crc: int


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """Open the file; with `create`, make one without a manifest where there is none.

    Raises:
        IndexMismatch: the file is missing, cut short, or no database of this schema.
    """
    if not path.exists() and not create:
        raise IndexMismatch(f"{path.parent} holds no index", hint="`communique run` makes one")
    with damage_of(path):
        if path.exists():
            _check_length(path)
        connection = sqlite3.connect(address(path), uri=True, timeout=30, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            if not create:
                connection.close()
                raise IndexMismatch(f"{path} is empty", hint=REINDEX)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(f"BEGIN IMMEDIATE;{_TABLES}COMMIT;")
        return connection


def _check_length(path: Path) -> None:
    """SQLite looks at a page when it needs it; a file that was cut short is told at once."""
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if not header:
        return
    page = int.from_bytes(header[_PAGE_SIZE], "big") or 1
    size = (65536 if page == 1 else page) * int.from_bytes(header[_PAGES], "big")
    log = any(path.with_name(path.name + suffix).exists() for suffix in ("-wal", "-journal"))
    if len(header) < _HEADER or (path.stat().st_size < size and not log):
        raise sqlite3.DatabaseError("the file is cut short")


@contextmanager
def damage_of(path: Path) -> Iterator[None]:
    """Name the file in what SQLite says about damage, a lock or the disk; a wrong call is another matter.

    Raises:
        IndexMismatch: it is damaged.
        StoreError: it is locked, or the disk is full or fails.
    """
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.DatabaseError as error:
        damaged = IndexMismatch(f"{path} is damaged: {error}", hint=REINDEX)
        raise of_disk(path, error) or damaged from error


def read_manifest(connection: sqlite3.Connection, path: Path) -> Manifest | None:
    """The manifest; None in a file that is new.

    Raises:
        IndexMismatch: it is of another schema.
    """
    try:
        found = connection.execute("SELECT * FROM manifest").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        raise IndexMismatch(f"{path} is no index: {error}", hint=REINDEX) from error
    if found is None:
        return None
    value = found[1]
    schema = _schema_of(value)
    if schema != SCHEMA:
        older = isinstance(schema, int) and schema < SCHEMA
        raise IndexMismatch(
            f"{path} was written by {'an older' if older else 'another'} version of the program", hint=REINDEX
        )
    _check(found[2], value)
    return Manifest.model_validate_json(value)


def _schema_of(value: str) -> object:
    try:
        fields = json.loads(value)
    except ValueError as error:
        raise sqlite3.DatabaseError("the manifest cannot be read") from error
    return fields.get("schema_version") if isinstance(fields, dict) else None


def write_manifest(transaction: sqlite3.Connection, manifest: Manifest) -> None:
    """Make `manifest` the one that counts."""
    value = manifest.model_dump_json()
    transaction.execute("INSERT OR REPLACE INTO manifest VALUES (1, ?, ?)", (value, _crc(value)))


def read_segments(connection: sqlite3.Connection) -> list[tuple[SegmentEntry, Removed]]:
    """The segments by name, each with the places in it whose passages were taken out."""
    found = []
    for _, value, removed, crc in connection.execute("SELECT name, value, removed, crc FROM segments ORDER BY name"):
        _check(crc, value, removed)
        entry = SegmentEntry.model_validate_json(value)
        found.append((entry, np.unpackbits(np.frombuffer(removed, np.uint8), count=entry.rows).astype(bool)))
    return found


def write_segment(transaction: sqlite3.Connection, entry: SegmentEntry, removed: Removed) -> None:
    """Note a segment, or what was taken out of one."""
    value, bits = entry.model_dump_json(), np.packbits(removed).tobytes()
    transaction.execute(
        "INSERT OR REPLACE INTO segments VALUES (?, ?, ?, ?)", (entry.name, value, bits, _crc(value, bits))
    )


def forget_segment(transaction: sqlite3.Connection, name: str) -> None:
    """Take a segment from the manifest."""
    transaction.execute("DELETE FROM segments WHERE name = ?", (name,))


def read_documents(connection: sqlite3.Connection) -> dict[str, tuple[int, str]]:
    """The documents by id, each with its number and key."""
    found = {}
    for number, identifier, key, crc in connection.execute("SELECT number, id, key, crc FROM documents ORDER BY id"):
        _check(crc, number, identifier, key)
        found[identifier] = number, key
    return found


def put_document(transaction: sqlite3.Connection, identifier: str, key: str) -> int:
    """Keep a document, whose number this returns; it must not be there."""
    number = transaction.execute("SELECT coalesce(max(number), -1) + 1 FROM documents").fetchone()[0]
    crc = _crc(number, identifier, key)
    transaction.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", (number, identifier, key, crc))
    return int(number)


def remove_document(transaction: sqlite3.Connection, identifier: str) -> list[int]:
    """Forget a document and its passages, whose rows this returns."""
    found = transaction.execute("SELECT number FROM documents WHERE id = ?", (identifier,)).fetchone()
    if found is None:
        return []
    rows = [row for (row,) in transaction.execute("SELECT row FROM passages WHERE document = ?", found)]
    transaction.execute("DELETE FROM passages WHERE document = ?", found)
    transaction.execute("DELETE FROM documents WHERE number = ?", found)
    return rows


def insert_passage(transaction: sqlite3.Connection, row: int, document: int, addition: Addition) -> None:
    """Keep a passage of the document with this number."""
    passage = addition.passage
    value = passage.model_dump_json()
    transaction.execute(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?)",
        (row, passage.id, document, addition.digest, value, _crc(row, passage.id, value)),
    )


def read_passages(connection: sqlite3.Connection, rows: Sequence[int]) -> list[Passage]:
    """The passages of rows, in order."""
    found: dict[int, Passage] = {}
    for part, marks in _parts(rows):
        for row, identifier, value, crc in connection.execute(
            f"SELECT row, id, value, crc FROM passages WHERE row IN ({marks})", part
        ):
            _check(crc, row, identifier, value)
            found[row] = Passage.model_validate_json(value)
    return [_there(found, row) for row in rows]


def read_identifiers(connection: sqlite3.Connection, rows: Sequence[int]) -> list[str]:
    """The ids of the passages of rows, in order."""
    found: dict[int, str] = {}
    for part, marks in _parts(rows):
        found.update(connection.execute(f"SELECT row, id FROM passages WHERE row IN ({marks})", part))
    return [_there(found, row) for row in rows]


def rows_of_digests(connection: sqlite3.Connection, digests: Collection[bytes]) -> dict[bytes, int]:
    """Of the digests that a passage has, the first row of one."""
    found: dict[bytes, int] = {}
    for part, marks in _parts(sorted(digests)):
        found.update(
            connection.execute(f"SELECT hash, min(row) FROM passages WHERE hash IN ({marks}) GROUP BY hash", part)
        )
    return found


def check(connection: sqlite3.Connection) -> None:
    """Look at every page and every row; a sqlite3.DatabaseError says what is wrong."""
    problem = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if problem != "ok":
        raise sqlite3.DatabaseError(problem)
    read_documents(connection)
    for row, identifier, value, crc in connection.execute("SELECT row, id, value, crc FROM passages"):
        _check(crc, row, identifier, value)


def _parts(values: Sequence[int] | Sequence[bytes]) -> Iterator[tuple[Sequence[int] | Sequence[bytes], str]]:
    for start in range(0, len(values), _VARIABLES):
        part = values[start : start + _VARIABLES]
        yield part, ",".join("?" * len(part))


def _there(found: dict[int, _Found], row: int) -> _Found:
    if row not in found:
        raise sqlite3.DatabaseError(f"passage {row} is missing")
    return found[row]


def _crc(*parts: int | str | bytes) -> int:
    crc = 0
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode("utf-8", "replace")
        crc = zlib.crc32(b"\0" + data, crc)
    return crc


def _check(crc: int, *parts: int | str | bytes) -> None:
    if crc != _crc(*parts):
        raise sqlite3.DatabaseError("a row differs from its checksum")
