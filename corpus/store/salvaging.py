"""What can be had out of a damaged store: every row that SQLite still gives and whose checksum holds, in a new file.

A record whose checksum does not hold follows again from what was extracted, or from its text. The damaged file is kept.
"""

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from ..documents import Document
from ..model import Model
from ..records import Record
from . import changed, releases, sums
from .checking import tables, wanted_tables
from .schema import VERSION
from .store import STORE_FILE, Store
from .sums import Part

Derive = Callable[[Document], Record]
"""What is extracted from a document."""
_HEADER = 100
_FIXED = {0: b"SQLite format 3\0", 16: (4096).to_bytes(2, "big"), 18: b"\2\2\0\x40\x20\x20", 56: b"\0\0\0\1"}
"""What stands in the header of every store, by place: magic, size of pages, WAL, fractions; UTF-8."""
_PAGE, _PAGES, _VERSION = 4096, 28, 60
_FARTHEST = 2**40


class Salvage(Model):
    """What was recovered: `kept` and `renewed` (by extraction from its text) are ids of releases, `lost` what could not
    be had, with the path where its source was; `corrections` counts those that are kept, `gone` says what else is
    lost, `beside` is where the damaged file lies."""

    kept: tuple[str, ...] = ()
    renewed: tuple[str, ...] = ()
    lost: dict[str, str] = Field(default_factory=dict)
    corrections: int = 0
    gone: tuple[str, ...] = ()
    beside: str = ""


def salvage(folder: Path, derive: Derive) -> Salvage:
    """Put a new store in place of the damaged one in `folder`, which the caller has the right to write.

    Raises:
        StoreError: the new one cannot be written.
        OSError: the same, of files.
    """
    path = folder / STORE_FILE
    with tempfile.TemporaryDirectory(prefix=".salvage-", dir=folder) as scratch:
        made = Path(scratch) / "made"
        with closing(_opened(path, Path(scratch))) as damaged, Store(made, create=True) as store:
            found = _Rows(damaged)
            report = _copied(found, store, derive)
        beside = _kept_aside(path)
        os.replace(made / STORE_FILE, path)
        return report.model_copy(update={"beside": str(beside)})


def _kept_aside(path: Path) -> Path:
    """Give the damaged file a second name, and take its log away: it would be applied to the file that follows."""
    number = 1
    while (beside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    os.link(path, beside)
    for end in ("-wal", "-shm"):
        if path.with_name(path.name + end).exists():
            os.replace(path.with_name(path.name + end), beside.with_name(beside.name + end))
    return beside


def _opened(path: Path, scratch: Path) -> sqlite3.Connection:
    """A copy, with what must stand in its header; its log counts if it can be read with it."""
    for with_log in (True, False):
        copy = scratch / f"copy-{with_log}"
        copy.mkdir()
        target = copy / STORE_FILE
        shutil.copyfile(path, target)
        log = path.with_name(f"{path.name}-wal")
        if with_log and log.exists():
            shutil.copyfile(log, target.with_name(log.name))
        for version in (None, VERSION):
            _mend_header(target, version)
            connection = sqlite3.connect(target, isolation_level=None)
            connection.text_factory = _tolerant
            connection.create_function("row_sum", -1, sums.row_sum)
            try:
                if tables(connection).keys() >= {"documents", "corrections", "sums"}:
                    return connection
            except sqlite3.DatabaseError:
                pass
            connection.close()
    return _empty()


def _empty() -> sqlite3.Connection:
    """For a file of which nothing can be read."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in wanted_tables().values():
        if statement.startswith("CREATE TABLE"):
            connection.execute(statement)
    return connection


def _mend_header(path: Path, version: int | None) -> None:
    with path.open("r+b") as file:
        header = bytearray(file.read(_HEADER).ljust(_HEADER, b"\0"))
        for place, told in _FIXED.items():
            header[place : place + len(told)] = told
        pages = max(1, path.stat().st_size // _PAGE)
        header[_PAGES : _PAGES + 4] = pages.to_bytes(4, "big")
        header[92:96] = header[24:28]  # the count of pages holds for this state of the file
        if version is not None:
            header[_VERSION : _VERSION + 4] = version.to_bytes(4, "big")
        file.seek(0)
        file.write(header)


def _tolerant(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


class _Rows:
    """The rows that can be read, and whether their checksums hold."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sums = {}
        for source, part, row, told in self._by_key("sums", ("source", "part", "row"), ("sum",)):
            self._sums[source, part, row] = told

    def of(self, table: str) -> Iterator[tuple[dict[str, Any], dict[str, bool]]]:
        """The rows of a table, each with whether its parts are as they were written."""
        parts = [part for part in sums.PARTS if part.table == table]
        columns = list(dict.fromkeys(column for part in parts for column in part.columns))
        read = (
            self._by_key(table, parts[0].key, columns) if table in _WITHOUT_ROWID else self._by_number(table, columns)
        )
        for values in read:
            row = dict(zip(columns, values[-len(columns) :], strict=True))
            yield row, {part.name: self._holds(part, row) for part in parts}

    def known(self, table: str) -> set[str]:
        """The names of rows of a table that there are or were, by the checksums."""
        return {row for source, _, row in self._sums if source == table}

    def _holds(self, part: Part, row: dict[str, Any]) -> bool:
        key = "\x1f".join(str(row[column]) for column in part.key)
        told = self._sums.get((part.table, part.name, key))
        return told == sums.row_sum(*(row[column] for column in part.columns))

    def _by_number(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """All rows of a table, in spite of damaged pages, past which it is gone."""
        query = f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE rowid > ? ORDER BY rowid"
        last = 0
        while True:
            try:
                for row in self._connection.execute(query, (last,)):
                    if row[0] <= last:
                        break
                    last = row[0]
                    yield row[1:]
                else:
                    return
            except (sqlite3.DatabaseError, OverflowError):
                pass
            beyond = self._beyond(query, last)
            if beyond is None:
                return
            last = beyond

    def _beyond(self, query: str, last: int) -> int | None:
        """The least number after `last` from which on rows can be read again; None where there are none."""
        failing, step = 0, 1
        while step < _FARTHEST:
            try:
                if self._connection.execute(f"{query} LIMIT 1", (last + step,)).fetchone() is None:
                    break
            except sqlite3.DatabaseError:
                failing, step = step, 2 * step
                continue
            while failing + 1 < step:
                middle = (failing + step) // 2
                try:
                    self._connection.execute(f"{query} LIMIT 1", (last + middle,)).fetchone()
                    step = middle
                except sqlite3.DatabaseError:
                    failing = middle
            return last + step
        return None

    def _by_key(self, table: str, key: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """All rows of a table that is kept by its key: from its beginning to the damage, and from its end."""
        seen: set[tuple[Any, ...]] = set()
        for order in ("", " DESC"):
            ordered = ", ".join(f"{column}{order}" for column in key)
            query = f"SELECT {', '.join([*key, *columns])} FROM {table} ORDER BY {ordered}"
            try:
                for row in self._connection.execute(query):
                    if row[: len(key)] not in seen:
                        seen.add(row[: len(key)])
                        yield row
                    elif order:
                        break
            except sqlite3.DatabaseError:
                continue
            return


_WITHOUT_ROWID = frozenset({"extracted_records", "record_changes"})


def _copied(found: _Rows, store: Store, derive: Derive) -> Salvage:
    with store.writing_rows() as made:
        gone: list[str] = []
        kept_corrections = _copy_corrections(found, made, gone)
        extracted = {row["document"]: row["record"] for row, sound in found.of("extracted_records") if sound["record"]}
        _copy_sound(found, made, "failures", ("row",), gone)
        kept, renewed, lost = _copy_documents(found, made, extracted, derive)
        wholes = {*kept, *renewed}
        forms = _copy_versions(found, made, wholes, gone)
        _copy_sound(found, made, "renditions", ("row", "content"), gone, keep=lambda row: row["document"] in wholes)
        _copy_changes(found, made, wholes)
        for identifier in sorted(wholes):
            if identifier in forms:
                _renumber(made, identifier)
    named = {name for name in found.known("documents") if name not in wholes}
    lost |= {name: "" for name in named if name not in lost}
    return Salvage(
        kept=tuple(sorted(kept)), renewed=tuple(sorted(renewed)), lost=dict(sorted(lost.items())),
        corrections=kept_corrections, gone=tuple(gone),
    )  # fmt: skip


def _insert(made: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" for _ in row)
    made.execute(f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))


def _copy_sound(
    found: _Rows, made: sqlite3.Connection, table: str, parts: Iterable[str], gone: list[str],
    keep: Callable[[dict[str, Any]], bool] = lambda _: True,
) -> None:  # fmt: skip
    for row, sound in found.of(table):
        if not keep(row):
            continue
        if all(sound[part] for part in parts):
            _insert(made, table, row)
        else:
            gone.append(f"a row of {table}: {_printable(row.get('path') or row.get('document'))}")


def _copy_corrections(found: _Rows, made: sqlite3.Connection, gone: list[str]) -> int:
    numbers = found.known("corrections")
    for row, sound in found.of("corrections"):
        if sound["row"]:
            _insert(made, "corrections", row)
            numbers.discard(str(row["id"]))
    gone += [f"correction {number}" for number in sorted(numbers)]
    [kept] = made.execute("SELECT COUNT(*) FROM corrections").fetchone()
    return int(kept)


def _copy_documents(
    found: _Rows, made: sqlite3.Connection, extracted: dict[str, str], derive: Derive
) -> tuple[list[str], list[str], dict[str, str]]:
    kept: list[str] = []
    renewed: list[str] = []
    lost: dict[str, str] = {}
    for row, sound in found.of("documents"):
        document = _document(row["document"]) if sound["document"] else None
        if document is None:
            lost[_printable(row["id"])] = _printable(row["path"])
            continue
        identifier = document.id
        record = _record(extracted.get(identifier)) or (_record(row["record"]) if sound["record"] else None)
        if record is not None and record.corrections and identifier not in extracted:
            record = None  # it is the corrected one; what was extracted is lost
        (renewed if record is None else kept).append(identifier)
        record = record or derive(document)
        stated = _stated(document, row) if not sound["row"] else {name: row[name] for name in _ROW.columns}
        _insert(made, "documents", {**stated, "document": row["document"], "record": ""})
        releases.show(made, record.model_copy(update={"id": identifier, "corrections": ()}))
    return kept, renewed, lost


_ROW = next(part for part in sums.PARTS if (part.table, part.name) == ("documents", "row"))


def _stated(document: Document, row: dict[str, Any]) -> dict[str, Any]:
    """What lists show of a release, by its text; when it was seen is lost, and the next run reads it again."""
    source = document.source
    return {
        "id": document.id, "path": source.path, "sha256": source.sha256, "lang": document.lang or "und",
        "ref_date": document.head.ref_date, "status": document.status, "code_version": "",
        "ingested_at": changed.now(), "media_type": source.media_type, "signature": b"", "form": "", "seen_at": "",
    }  # fmt: skip


def _copy_versions(found: _Rows, made: sqlite3.Connection, wholes: set[str], gone: list[str]) -> set[str]:
    """Earlier versions whose texts are whole; the ids of releases that lost some."""
    whole = {(row["document"], row["form"]) for row, sound in found.of("contents") if all(sound.values())}
    for row, _ in found.of("contents"):
        if (row["document"], row["form"]) in whole and row["document"] in wholes:
            _insert(made, "contents", row)
    whole |= set(made.execute("SELECT id, form FROM documents").fetchall())
    less: set[str] = set()
    for table in ("versions", "sightings"):
        for row, sound in found.of(table):
            if row["document"] not in wholes:
                continue
            if sound["row"] and (row["document"], row["form"]) in whole:
                _insert(made, table, row)
            else:
                less.add(row["document"])
    gone += [f"versions of {_printable(identifier)}" for identifier in sorted(less)]
    return less


def _renumber(made: sqlite3.Connection, identifier: str) -> None:
    """The versions that are left, counted from 1; the text that counts is always one of them."""
    rows = made.execute(
        "SELECT path, sha256, seen_at, form FROM versions WHERE document = ? ORDER BY number", (identifier,)
    ).fetchall()
    made.execute("DELETE FROM versions WHERE document = ?", (identifier,))
    current = made.execute("SELECT path, sha256, seen_at, form FROM documents WHERE id = ?", (identifier,)).fetchone()
    if current[3] not in {form for *_, form in rows}:
        rows.append(current)
        made.execute("INSERT OR IGNORE INTO sightings VALUES (?, ?, ?, ?, ?)", (identifier, *current))
    for number, row in enumerate(rows, 1):
        made.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)", (identifier, number, *row))


def _copy_changes(found: _Rows, made: sqlite3.Connection, wholes: set[str]) -> None:
    for row, sound in found.of("record_changes"):
        if sound["row"] and row["document"] in wholes:
            _insert(made, "record_changes", row)
    for identifier in sorted(wholes):
        changed.touch(made, identifier)


def _document(text: str) -> Document | None:
    try:
        return Document.model_validate_json(text)
    except ValidationError:
        return None


def _record(text: str | None) -> Record | None:
    try:
        return Record.from_json(json.loads(text)) if text else None
    except (ValidationError, ValueError):
        return None


def _printable(text: object) -> str:
    return str(text).encode("utf-8", "backslashreplace").decode("utf-8")
