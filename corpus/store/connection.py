"""The connection to the store's file: what SQLite says of damage, full disks and locks is told in one line.

A connection may be closed while another thread reads through it, as when a server ends or gives a request up: what is
read then ends with an error. Left to itself, SQLite would free what that thread still looks at, and end the process.
"""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from ..errors import StoreError
from .sums import damaged, row_sum

_WAIT_S = 30
"""How long a commit of another process is waited for."""
_ROWS = 256
_PAGE = 4096
_KINDS = {
    sqlite3.SQLITE_BUSY: (
        "is being changed by another process for longer than it was waited for",
        "Try again when it has finished",
    ),
    sqlite3.SQLITE_FULL: ("cannot be written: the disk is full", "Make room; what was stored before stays"),
    sqlite3.SQLITE_IOERR: ("cannot be read or written", "Look at the disk; what was stored before stays"),
    sqlite3.SQLITE_READONLY: ("cannot be written", "Copy the corpus to where it can be, or change its permissions"),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "Look at its permissions, and at those of its folder"),
}


ERRORS = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What a statement on a damaged file raises: a message that quotes what it found need not be UTF-8."""


class Cursor(sqlite3.Cursor):
    """A cursor whose errors are those of the store."""

    connection: "Connection"

    def execute(self, sql: str, values: Any = ()) -> Self:
        try:
            with self.connection.turn:
                super().execute(sql, values)
        except ERRORS as error:
            raise self.connection.named(error) from error
        return self

    def executemany(self, sql: str, values: Iterable[Any]) -> Self:
        try:
            with self.connection.turn:
                super().executemany(sql, values)
        except ERRORS as error:
            raise self.connection.named(error) from error
        return self

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]  # many at once: a call for each row takes longer than to read it
        try:
            while rows := self._some():
                yield from rows
        except ERRORS as error:
            raise self.connection.named(error) from error

    def _some(self) -> list[Any]:
        with self.connection.turn:
            return super().fetchmany(_ROWS)

    def __next__(self) -> Any:
        try:
            with self.connection.turn:
                return super().__next__()
        except ERRORS as error:
            raise self.connection.named(error) from error

    def fetchone(self) -> Any:
        try:
            with self.connection.turn:
                return super().fetchone()
        except ERRORS as error:
            raise self.connection.named(error) from error

    def fetchall(self) -> list[Any]:
        try:
            with self.connection.turn:
                return super().fetchall()
        except ERRORS as error:
            raise self.connection.named(error) from error


class Connection(sqlite3.Connection):
    """A connection to the file at `path`, whose errors are `StoreError`s."""

    path: Path

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.turn = threading.RLock()  # again by the same thread: a statement may call functions that are ours

    def close(self) -> None:
        """Close the file, when no other thread is in the middle of a statement."""
        with self.turn:
            super().close()

    def cursor(self, factory: Any = Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, sql: str, values: Any = ()) -> Cursor:
        return Cursor(self).execute(sql, values)

    def executemany(self, sql: str, values: Iterable[Any]) -> Cursor:
        return Cursor(self).executemany(sql, values)

    def executescript(self, script: str) -> Cursor:
        try:
            with self.turn:
                super().executescript(script)
        except ERRORS as error:
            raise self.named(error) from error
        return Cursor(self)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> Literal[False]:
        """Commit, or roll back: also where it is the commit that fails."""
        with self.turn:
            try:
                super().__exit__(kind, error, trace)
            except ERRORS as failure:
                if self.in_transaction:
                    super().rollback()
                raise self.named(failure) from failure
        return False

    def named(self, error: Exception) -> StoreError:
        """The error of the store that an error of SQLite is: of the disk, of a lock, else of damage."""
        if isinstance(error, sqlite3.ProgrammingError) and "closed database" in str(error):
            return StoreError(f"{self.path} was closed while it was read ({error})", hint="Open it again")
        return of_disk(self.path, error) or damaged(self.path, str(error))


def of_disk(path: Path, error: Exception) -> StoreError | None:
    """What an error of SQLite says of the disk or of locks; None where it is about what the file holds."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code not in _KINDS:
        return None
    problem, hint = _KINDS[code]
    return StoreError(f"{path} {problem} ({error})", hint=hint)


def is_on_read_only_disk(path: Path) -> bool:
    """Whether nobody can write the disk of a database, and no log of it is to be read: it is then as it lies there."""
    try:
        if not os.statvfs(path.parent).f_flag & os.ST_RDONLY:
            return False
        log = path.with_name(f"{path.name}-wal")
        return path.is_file() and not (log.is_file() and log.stat().st_size)
    except FileNotFoundError:
        return False


def address(path: Path) -> str:
    """The URI to open a database with, for reading alone where nobody can write its disk."""
    told = path.resolve().as_uri()
    return f"{told}?immutable=1" if is_on_read_only_disk(path) else told


def connected(path: Path) -> Connection:
    """Open the file, making it where there is none.

    Raises:
        StoreError: it cannot be opened.
    """
    try:
        connection = sqlite3.connect(
            address(path),
            uri=True,
            factory=Connection,
            isolation_level=None,
            timeout=_WAIT_S,
            check_same_thread=False,
        )
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} cannot be opened: {error}", hint=_KINDS[sqlite3.SQLITE_CANTOPEN][1]) from error
    connection.path = path
    connection.create_function("row_sum", -1, row_sum, deterministic=True)
    return connection


def check_emptiness(path: Path, *, create: bool) -> None:
    """SQLite takes a file that is shorter than a page for a new one.

    One of no length is what is left of a run that was killed at its very beginning, and only that.

    Raises:
        StoreError: it was emptied, or cut off.
    """
    size = path.stat().st_size if path.is_file() else _PAGE
    if size >= _PAGE or path.with_name(f"{path.name}-journal").exists():
        return
    if size or any((path.parent / "index").glob("*")):
        raise damaged(path, f"it was cut to {size} bytes" if size else "it is empty, though what it held was indexed")
    if not create:
        raise StoreError(f"{path.parent} holds no corpus", hint="`communique run PATH --corpus FOLDER` makes one")
