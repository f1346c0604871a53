"""A release as a whole: the version that counts, earlier ones, its copies, and when which bytes were seen where.

Texts of one `form` say the same; the versions are the forms in the order in which they were seen.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..documents import Document
from ..model import Model
from ..records import Record
from . import changed, corrections, facts, sums

Role = Literal["copy", "repost"]
"""The same release in another file of its publisher; as another outlet prints it."""


class Sighting(Model):
    """Bytes that were at a path, since when (ISO 8601, UTC), and the form of what they say."""

    path: str
    sha256: str
    seen_at: str
    form: str


class Version(Model):
    """A version of a release, counted from 1: since when it was seen, and where first."""

    number: int
    path: str
    sha256: str
    seen_at: str
    form: str


@dataclass(frozen=True)
class Content:
    """What one form says: the document of its best file, and its record; `signature` is what near texts find it by."""

    document: Document
    record: Record
    form: str
    seen_at: str
    code_version: str
    signature: bytes = b""


@dataclass(frozen=True)
class Copy:
    """Another file of one form."""

    document: Document
    form: str
    code_version: str
    role: Role = "copy"


@dataclass(frozen=True)
class Release:
    """All that is known of a release; `contents` has one of each form, that of the last version is `current`."""

    id: str
    contents: dict[str, Content]
    current: str
    copies: tuple[Copy, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    versions: tuple[Version, ...] = field(default=())


def put(transaction: sqlite3.Connection, release: Release, *, formerly: Iterable[str], now: str) -> None:
    """Write a release in place of what was known of it, and of those that it was `formerly` part of."""
    paths = {content.document.source.path for content in release.contents.values()}
    paths |= {copy.document.source.path for copy in release.copies}
    for path in sorted(paths):
        transaction.execute("DELETE FROM renditions WHERE path = ?", (path,))
        transaction.execute("DELETE FROM documents WHERE path = ?", (path,))
        transaction.execute("DELETE FROM failures WHERE path = ?", (path,))
    formerly = tuple(formerly)
    for identifier in dict.fromkeys([release.id, *formerly]):
        transaction.execute("DELETE FROM documents WHERE id = ?", (identifier,))
        for table in ("renditions", "contents", "versions", "sightings"):
            transaction.execute(f"DELETE FROM {table} WHERE document = ?", (identifier,))
    _insert_document(transaction, release.contents[release.current], release.id, now)
    for identifier in [release.id, *formerly]:
        changed.touch(transaction, identifier)
    transaction.executemany(
        "INSERT INTO contents VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (release.id, form, content.document.source.path, content.seen_at, content.code_version, content.signature,
             content.document.model_dump_json(), _json(content.record))
            for form, content in release.contents.items()
            if form != release.current
        ],
    )  # fmt: skip
    for copy in release.copies:
        source = copy.document.source
        transaction.execute(
            "INSERT INTO renditions VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (source.path, release.id, source.media_type, source.sha256, copy.code_version,
             copy.document.model_dump_json(), copy.role, copy.form),
        )  # fmt: skip
    transaction.executemany(
        "INSERT OR REPLACE INTO sightings VALUES (?, ?, ?, ?, ?)",
        [(release.id, *_values(sighting, "path", "sha256", "seen_at", "form")) for sighting in release.sightings],
    )
    transaction.executemany(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?)",
        [(release.id, *_values(each, "number", "path", "sha256", "seen_at", "form")) for each in release.versions],
    )


def get(connection: sqlite3.Connection, identifier: str) -> Release | None:
    """All that is known of a release; None where there is none with this id."""
    current = _current(connection, identifier)
    if current is None:
        return None
    texts = {form: pair for _, form, *pair in sums.of(connection, "contents", "content", identifier)}
    earlier = [
        _content(texts[form], form, seen_at, code_version, signature)
        for _, form, _, seen_at, code_version, signature in sums.of(connection, "contents", "row", identifier)
    ]
    copied = {row[0]: row[1] for row in sums.of(connection, "renditions", "content", identifier)}
    copies = [
        Copy(Document.model_validate_json(copied[path]), form, code_version, role)
        for path, _, _, _, code_version, role, form in sums.of(connection, "renditions", "row", identifier)
    ]
    return Release(
        id=identifier,
        contents={content.form: content for content in (current, *earlier)},
        current=current.form,
        copies=tuple(copies),
        sightings=tuple(_sightings(connection, identifier)),
        versions=tuple(versions(connection, identifier)),
    )


def _current(connection: sqlite3.Connection, identifier: str) -> Content | None:
    for _, text in sums.of(connection, "documents", "document", identifier, column="id"):
        [(_, shown)] = sums.of(connection, "documents", "record", identifier, column="id")
        [row] = sums.of(connection, "documents", "row", identifier, column="id")
        code_version, signature, form, seen_at = row[6], row[9], row[10], row[11]
        record = corrections.extracted(connection, identifier) or shown
        return _content((text, record), form, seen_at, code_version, signature)
    return None


def versions(connection: sqlite3.Connection, identifier: str) -> Iterator[Version]:
    """The versions of a release, oldest first."""
    for _, number, path, sha256, seen_at, form in sums.of(connection, "versions", "row", identifier):
        yield Version(number=number, path=path, sha256=sha256, seen_at=seen_at, form=form)


def _sightings(connection: sqlite3.Connection, identifier: str) -> Iterator[Sighting]:
    for _, path, sha256, seen_at, form in sums.of(connection, "sightings", "row", identifier):
        yield Sighting(path=path, sha256=sha256, seen_at=seen_at, form=form)


def _content(texts: Sequence[str], form: str, seen_at: str, code_version: str, signature: bytes) -> Content:
    text, record = texts
    return Content(
        Document.model_validate_json(text),
        Record.from_json(json.loads(record)),
        form=form,
        seen_at=seen_at,
        code_version=code_version,
        signature=signature,
    )


def _insert_document(transaction: sqlite3.Connection, content: Content, identifier: str, now: str) -> None:
    document = content.document.model_copy(update={"id": identifier})
    record = content.record.model_copy(update={"id": identifier, "corrections": ()})
    transaction.execute(
        "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            identifier,
            document.source.path,
            document.source.sha256,
            document.lang or "und",
            document.head.ref_date,
            document.status,
            content.code_version,
            now,
            document.model_dump_json(),
            _json(record),
            document.source.media_type,
            content.signature,
            content.form,
            content.seen_at,
        ),
    )
    show(transaction, record)


def show(transaction: sqlite3.Connection, extracted: Record) -> None:
    """Make what was extracted from a document, with its corrections, the record that is read, and its facts."""
    record = corrections.apply(transaction, extracted)
    transaction.execute("UPDATE documents SET record = ? WHERE id = ?", (_json(record), record.id))
    transaction.execute("DELETE FROM facts WHERE document = ?", (record.id,))
    facts.insert(transaction, record)


def _json(record: Record) -> str:
    return json.dumps(record.as_json(), ensure_ascii=False)


def _values(model: Model, *names: str) -> list[object]:
    return [getattr(model, name) for name in names]
