"""Examining a store: its file, its rows, and whether what follows from the records is what is stored.

Nothing is changed; all that is looked at is of one moment.
"""

import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from ..corrections import corrected
from ..documents import Document
from ..errors import StoreError
from ..model import Model
from ..records import Record
from . import corrections, events, facts, sums, vectors
from .connection import Connection, connected
from .schema import MIGRATIONS
from .sums import PARTS

_MOST = 100
"""Lines that SQLite's own examination may print."""
_OF_INDEXES = ("missing from index", "wrong # of entries in index", "non-unique entry in index")
"""What SQLite says of indexes alone, which `REINDEX` makes anew from the rows."""
Kind = Literal["file", "indexes", "row", "reference", "record", "facts"]
"""The pages of the file; its indexes; a row that changed; one that belongs to nothing; a record that does not follow
from what was extracted and said; facts and register that do not follow from the records."""


class Flaw(Model):
    """Something that is wrong with a store: where it is, and the release that it is about, if one."""

    kind: Kind
    where: str
    problem: str
    document: str | None = None


def flaws(path: Path, *, progress: Callable[[int, int], None] = lambda *_: None) -> list[Flaw]:
    """All that is wrong with the store at `path`, which is of this program's schema.

    Raises:
        StoreError: it is locked, or the disk fails.
    """
    with closing(connected(path)) as connection:
        connection.text_factory = _tolerant
        connection.execute("BEGIN")
        found = list(_of_pages(connection, path))
        if any(flaw.kind == "file" for flaw in found):
            return found
        try:
            found += _of_schema(connection, path)
            found += _of_rows(connection, path)
            found += _of_references(connection, path)
            if not found:  # what follows from damaged rows says nothing more
                found += _of_records(connection, path, progress)
            if not found:
                found += _of_facts(connection, path)
        except StoreError as error:
            found.append(Flaw(kind="file", where=str(path), problem=error.problem.removeprefix(f"{path} is damaged: ")))
        return found


def tables(connection: sqlite3.Connection) -> dict[str, str]:
    """The tables, indexes and triggers of a store, each with the statement that made it, spaces aside."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")
    return {name: " ".join(str(sql).split()) for name, sql in rows}


def wanted_tables() -> dict[str, str]:
    """The same of an empty store of this program."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.create_function("row_sum", -1, sums.row_sum)
        for step in MIGRATIONS:
            connection.executescript(step)
        return tables(connection)


def _tolerant(text: bytes) -> str:
    return text.decode("utf-8", "surrogateescape")


def _of_pages(connection: Connection, path: Path) -> Iterator[Flaw]:
    try:
        lines = [str(line) for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST})")]
    except StoreError as error:
        lines = [error.problem]
    for line in lines:
        if line != "ok":
            kind: Kind = "indexes" if any(told in line for told in _OF_INDEXES) else "file"
            yield Flaw(kind=kind, where=str(path), problem=line.replace("\n", " "))


def _of_schema(connection: Connection, path: Path) -> Iterator[Flaw]:
    wanted, present = wanted_tables(), tables(connection)
    for name in sorted(wanted.keys() | present.keys()):
        if name.startswith("sqlite_stat"):
            continue
        if wanted.get(name) != present.get(name):
            how = "is missing" if name not in present else "is not of this program" if name not in wanted else "changed"
            yield Flaw(kind="file", where=str(path), problem=f"{name} of its schema {how}")


def _of_rows(connection: Connection, path: Path) -> Iterator[Flaw]:
    for part in PARTS:
        columns = ", ".join(f"{part.table}.{column}" for column in part.columns)
        joined = f"source = '{part.table}' AND part = '{part.name}'"
        whose = 0 if part.columns[0] in ("id", "document") and part.table != "corrections" else None
        for row in connection.execute(
            f"SELECT sum, {columns} FROM {part.table} LEFT JOIN sums ON {joined}"
            f" AND row = {part.row(f'{part.table}.')} ORDER BY {', '.join(part.key)}"
        ):
            if row[0] != sums.row_sum(*row[1:]):
                document = str(row[1 + whose]) if whose is not None else None
                problem = f"{sums.told(part, row[1:])} is not as it was written"
                yield Flaw(kind="row", where=str(path), problem=problem, document=document)
        lost = connection.execute(
            f"SELECT row FROM sums WHERE {joined} AND row NOT IN (SELECT {part.row()} FROM {part.table}) ORDER BY row"
        )
        for (row,) in lost:
            name = str(row).split("\x1f")[0]
            yield Flaw(kind="row", where=str(path), problem=f"{name!r} is gone from {part.table}", document=name)


def _of_references(connection: Connection, path: Path) -> Iterator[Flaw]:
    for table, number, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield Flaw(kind="facts", where=str(path), problem=f"row {number} of {table} belongs to nothing in {parent}")
    for table in ("renditions", "contents", "versions", "sightings"):
        rows = connection.execute(
            f"SELECT DISTINCT document FROM {table} WHERE document NOT IN (SELECT id FROM documents) ORDER BY document"
        )
        for (document,) in rows:
            problem = f"{table} has rows of {document!r}, which is no release"
            yield Flaw(kind="reference", where=str(path), problem=problem, document=str(document))
    forms = "SELECT document || char(31) || form FROM contents UNION SELECT id || char(31) || form FROM documents"
    rows = connection.execute(
        f"SELECT DISTINCT document FROM versions WHERE document || char(31) || form NOT IN ({forms}) ORDER BY document"
    )
    for (document,) in rows:
        problem = f"a version of {document!r} has no text"
        yield Flaw(kind="reference", where=str(path), problem=problem, document=str(document))


def _of_records(connection: Connection, path: Path, progress: Callable[[int, int], None]) -> Iterator[Flaw]:
    [total] = connection.execute("SELECT COUNT(*) FROM documents").fetchone()
    rows = connection.execute(
        "SELECT id, path, sha256, lang, ref_date, status, media_type, document, record FROM documents ORDER BY id"
    )
    for number, (identifier, *columns, text, told) in enumerate(rows):
        progress(number, total)
        problem = _problem_of(connection, identifier, columns, text, told)
        if problem is not None:
            yield Flaw(kind="record", where=f"{path}: {identifier}", problem=problem, document=identifier)
    for table, key in (("contents", "document"), ("renditions", "path")):
        for name, text in connection.execute(f"SELECT {key}, content FROM {table} ORDER BY {key}"):
            problem = _invalid(partial(Document.model_validate_json, text))
            if problem is not None:
                yield Flaw(kind="row", where=f"{path}: {name}", problem=f"a text in {table} is none: {problem}")
    progress(total, total)


def _problem_of(connection: Connection, identifier: str, columns: list[str | None], text: str, told: str) -> str | None:
    invalid = _invalid(lambda: (Document.model_validate_json(text), Record.from_json(json.loads(told))))
    if invalid is not None:
        return f"its text or record cannot be read: {invalid}"
    document, record = Document.model_validate_json(text), Record.from_json(json.loads(told))
    if {document.id, record.id} != {identifier}:
        return f"its text or record is that of {document.id!r}"
    source = document.source
    stated = [source.path, source.sha256, document.lang or "und", document.head.ref_date, document.status]
    if columns != [*stated, source.media_type]:
        return "what lists show of it is not what its text says"
    standing = corrections.of(connection, identifier)
    kept = corrections.extracted(connection, identifier)
    if kept is None:
        return "what was extracted before it was corrected is gone" if standing else _misquoted(document, record)
    extracted = Record.from_json(json.loads(kept))
    if corrected(extracted, standing) != record:
        return "its record is not what was extracted with what analysts said of it"
    return _misquoted(document, extracted)


def _misquoted(document: Document, record: Record) -> str | None:
    """The first evidence that is not in the text."""
    for field in ("meetings", "agencies", "persons", "dates", "agreements", "programmes", "contacts", "tables"):
        for item in getattr(record, field):
            for evidence in item.evidence:
                if document.text[evidence.start : evidence.end] != evidence.text:
                    return f"its evidence {evidence.text[:40]!r} of {field} does not stand in its text"
    return None


def _invalid(read: Callable[[], object]) -> str | None:
    try:
        read()
    except ValidationError as error:
        return error.errors()[0]["msg"]
    except (ValueError, TypeError) as error:
        return str(error)
    return None


def _of_facts(connection: Connection, path: Path) -> Iterator[Flaw]:
    """Facts and register derived once more, beside the corpus, and compared."""
    with tempfile.TemporaryDirectory() as folder, closing(connected(Path(folder) / "derived.sqlite")) as derived:
        derived.execute("PRAGMA synchronous = OFF")
        derived.executescript("BEGIN;" + "".join(MIGRATIONS) + "COMMIT;")
        for part in PARTS:
            for moment in ("in", "set", "out"):
                derived.execute(f"DROP TRIGGER {part.table}_{part.name}_{moment}")
        with derived:
            derived.execute("BEGIN")
            for identifier, ref_date, told in connection.execute("SELECT id, ref_date, record FROM documents"):
                derived.execute(
                    "INSERT INTO documents (id, path, sha256, lang, ref_date, status, code_version, ingested_at,"
                    " document, record) VALUES (?1, ?1, '', '', ?2, '', '', '', '', '')",
                    (identifier, ref_date),
                )
                facts.insert(derived, Record.from_json(json.loads(told)))
            rows = connection.execute("SELECT document, position, event FROM events").fetchall()
            events.move(derived, {(document, position): event for document, position, event in rows})
            derived.executemany(
                "UPDATE facts SET item = ?, telling = ? WHERE document = ? AND field = 'agreements' AND position = ?",
                connection.execute(
                    "SELECT item, telling, document, position FROM facts WHERE field = 'agreements'"
                    " AND item IS NOT NULL"
                ),
            )
            events.refresh(derived)
        for name, query in _DERIVED.items():
            for one, other in _side_by_side(connection.execute(query), derived.execute(query)):
                if one != other:
                    about = (one or other or ("",))[0]
                    how = "gone" if one is None else "there without a reason" if other is None else "another"
                    problem = f"{name} of {about!r} are {how} than the records say" if how == "another" else (
                        f"{name} of {about!r} are {how}")  # fmt: skip
                    yield Flaw(kind="facts", where=str(path), problem=problem, document=str(about))
                    break
    for (item,) in connection.execute(_MIXED):
        problem = f"what is told of {item!r} as one item is of several meetings, or twice of one release"
        yield Flaw(kind="facts", where=str(path), problem=problem, document=str(item).rpartition("~")[0])
    for document in vectors.damaged(connection):
        problem = f"vectors of facts of {document!r} are others than were written"
        yield Flaw(kind="facts", where=str(path), problem=problem, document=document)


_MIXED = """
    SELECT item FROM facts WHERE item IS NOT NULL OR telling
    GROUP BY item HAVING NOT MAX(event IN (SELECT event FROM ungrouped_events)) AND (item IS NULL
        OR MIN(field) IS NOT MAX(field) OR MIN(event) IS NOT MAX(event) OR COUNT(DISTINCT document) < COUNT(*)
        OR COUNT(DISTINCT telling) < COUNT(*) OR MIN(telling) <> 0)
    ORDER BY item
"""
_DERIVED = {
    "facts": (
        "SELECT document, field, position, name, kind, status, level, first_day, last_day, dated, event, core, date,"
        " subject, due_day, (SELECT group_concat(told, char(30))"
        " FROM (SELECT first_char || '-' || last_char AS told FROM fact_spans"
        " WHERE fact = facts.id ORDER BY told)), (SELECT group_concat(told, char(30)) FROM (SELECT kind || char(31) ||"
        " term AS told FROM fact_terms WHERE fact = facts.id ORDER BY told)) FROM facts"
        " ORDER BY document, field, position"
    ),
    "rows of the register": "SELECT * FROM register ORDER BY event",
    "parties of the register": "SELECT event, country FROM register_parties ORDER BY event, country",
    "bodies of the register": "SELECT event, organisation FROM register_organisations ORDER BY event, organisation",
    "vectors": (
        "SELECT document FROM facts WHERE field IN ('agreements', 'meetings') AND"
        " (id IN (SELECT fact FROM fact_vectors)) = (id IN (SELECT fact FROM unembedded_facts)) ORDER BY document"
    ),
    "spans": "SELECT fact FROM fact_spans WHERE fact NOT IN (SELECT id FROM facts)",
    "terms": "SELECT fact FROM fact_terms WHERE fact NOT IN (SELECT id FROM facts)",
}


def _side_by_side(
    one: sqlite3.Cursor, other: sqlite3.Cursor
) -> Iterator[tuple[tuple[object, ...] | None, tuple[object, ...] | None]]:
    while True:
        pair = one.fetchone(), other.fetchone()
        if pair == (None, None):
            return
        yield pair
