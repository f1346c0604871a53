"""The SQLite file of an index: passages, postings, and the manifest that says which vectors belong to them.

Everything changes in one transaction, whose end is the moment at which the new state stands for the old one. Vectors
are written to a new file before it, and the old file is removed after it.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexMismatch
from corpus.model import Model

from . import postings
from .passages import Passage

DATABASE_FILE = "index.sqlite"
SCHEMA = 2
REINDEX = "`communique run --reindex` makes it anew"
_TABLES = f"""
CREATE TABLE manifest (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL);
CREATE TABLE documents (id TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, document TEXT NOT NULL, first INTEGER NOT NULL,
    last INTEGER NOT NULL, lang TEXT NOT NULL, tokens INTEGER NOT NULL, hash BLOB NOT NULL, value TEXT NOT NULL
);
CREATE INDEX passages_by_document ON passages (document);
CREATE INDEX passages_by_hash ON passages (hash);
CREATE TABLE pieces (row INTEGER PRIMARY KEY, value BLOB NOT NULL);
{postings.SCHEMA}
"""
_VARIABLES = 500
"""Of one statement; the least that any SQLite allows is 999."""
_CACHE = 32_000
"""Kilobytes of pages that are kept: postings of common tokens, and what is read closely again and again."""
_PAGE = 16384
"""Most of what is read are codes and postings of some ten kilobytes."""
_HEADER = 100
_PAGE_SIZE, _PAGES = slice(16, 18), slice(28, 32)


class Manifest(Model):
    """What an index is: the model of its vectors, and the file that holds them."""

    schema_version: int = SCHEMA
    model: str
    version: str
    dim: int
    generation: int = 0
    rows: int = 0
    """Row numbers given so far; the next passage gets this one."""
    passages: int = 0
    vectors: str | None = None
    checksum: str | None = None


class Columns:
    """What a search needs of every passage, by row; `tokens` is 0 where a row is empty.

    `document` and `lang` hold the numbers that `documents` and `langs` give to names.
    """

    def __init__(self, connection: sqlite3.Connection, rows: int) -> None:
        self.document = np.full(rows, -1, np.int64)
        self.first = np.zeros(rows, np.int64)
        self.last = np.zeros(rows, np.int64)
        self.lang = np.full(rows, -1, np.int8)
        self.tokens = np.zeros(rows, np.int64)
        self.documents: dict[str, int] = {}
        self.langs: dict[str, int] = {}
        for row, document, first, last, lang, tokens in connection.execute(
            "SELECT row, document, first, last, lang, tokens FROM passages"
        ):
            self.document[row] = self.documents.setdefault(document, len(self.documents))
            self.lang[row] = self.langs.setdefault(lang, len(self.langs))
            self.first[row], self.last[row], self.tokens[row] = first, last, tokens

        self._by_document = np.argsort(self.document, kind="stable")
        self._sorted = self.document[self._by_document]

    def rows_of(self, document: str) -> npt.NDArray[np.int64]:
        """The rows of a document; none where there is no such document."""
        number = self.documents.get(document)
        if number is None:
            return np.zeros(0, np.int64)
        first, last = np.searchsorted(self._sorted, [number, number + 1])
        return self._by_document[first:last]

    def of_documents(self, documents: Iterable[str]) -> npt.NDArray[np.bool_]:
        """By row, whether it belongs to one of the documents."""
        numbers = [self.documents[document] for document in documents if document in self.documents]
        return np.isin(self.document, numbers)

    def alive(self) -> npt.NDArray[np.bool_]:
        """Rows that hold a passage."""
        return self.tokens > 0


def digest(passage: Passage) -> bytes:
    """What decides a passage's vector: the text that is embedded."""
    return hashlib.blake2b(passage.embedded().encode("utf-8", "replace"), digest_size=16).digest()


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
        connection = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            if not create:
                connection.close()
                raise IndexMismatch(f"{path} is empty", hint=REINDEX)
            connection.execute(f"PRAGMA page_size = {_PAGE}")
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
    journal = path.with_name(path.name + "-journal")
    if len(header) < _HEADER or (path.stat().st_size < size and not journal.exists()):
        raise sqlite3.DatabaseError("the file is cut short")


@contextmanager
def damage_of(path: Path) -> Iterator[None]:
    """Name the file in what SQLite says about damage; a lock or a full disk is another matter."""
    try:
        yield
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise IndexMismatch(f"{path} is damaged: {error}", hint=REINDEX) from error


def read_manifest(connection: sqlite3.Connection, path: Path) -> Manifest | None:
    """The manifest; None in a file that is new.

    Raises:
        IndexMismatch: it is of another schema.
    """
    try:
        found = connection.execute("SELECT value FROM manifest").fetchone()
    except sqlite3.OperationalError as error:
        raise IndexMismatch(f"{path} is no index: {error}", hint=REINDEX) from error
    if found is None:
        return None
    fields = json.loads(found[0])
    if fields.get("schema_version") != SCHEMA:
        raise IndexMismatch(f"{path} was written by another version of the program", hint=REINDEX)
    return Manifest.model_validate(fields)


def write_manifest(transaction: sqlite3.Connection, manifest: Manifest) -> None:
    """Make `manifest` the one that counts."""
    transaction.execute("INSERT OR REPLACE INTO manifest VALUES (1, ?)", (manifest.model_dump_json(),))


def remove_document(transaction: sqlite3.Connection, identifier: str) -> None:
    """Forget a document and its passages."""
    transaction.execute("DELETE FROM pieces WHERE row IN (SELECT row FROM passages WHERE document = ?)", (identifier,))
    transaction.execute("DELETE FROM passages WHERE document = ?", (identifier,))
    transaction.execute("DELETE FROM documents WHERE id = ?", (identifier,))


def insert_passage(transaction: sqlite3.Connection, row: int, passage: Passage, *, tokens: int, pieces: bytes) -> None:
    """Keep a passage and the codes of its word pieces, if there are any.

    One without tokens counts as having one, since 0 says that a row is empty.
    """
    if pieces:
        transaction.execute("INSERT INTO pieces VALUES (?, ?)", (row, pieces))
    transaction.execute(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            row,
            passage.id,
            passage.document,
            passage.start,
            passage.end,
            passage.lang,
            max(tokens, 1),
            digest(passage),
            passage.model_dump_json(),
        ),
    )


def pieces_of(connection: sqlite3.Connection, rows: Sequence[int]) -> list[bytes]:
    """The codes of the word pieces of passages, in the order of `rows`; empty where there are none."""
    found: dict[int, bytes] = {}
    for start in range(0, len(rows), _VARIABLES):
        part = [int(row) for row in rows[start : start + _VARIABLES]]
        marks = ",".join("?" * len(part))
        found.update(connection.execute(f"SELECT row, value FROM pieces WHERE row IN ({marks})", part))
    return [found.get(int(row), b"") for row in rows]
