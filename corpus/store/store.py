"""The store: every document with its record in one transaction, in WAL mode."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, Self

from ..documents import Document
from ..errors import NotInCorpus, StoreError
from ..records import Correction, Record
from . import changed, corrections, events, facts, items, releases, sums
from .asked import Asked
from .connection import check_emptiness, connected
from .factfilters import FactFilter
from .known import Known
from .releases import Content, Release, Version
from .rows import Failure, Rendition, Stored, StoredMeeting
from .schema import VERSION, migrate
from .upkeep import Upkeep

STORE_FILE = "corpus.sqlite"
_DERIVED = (
    "fact_spans", "fact_terms", "fact_vectors", "unembedded_facts", "facts", "register_parties",
    "register_organisations", "register", "stale_events", "ungrouped_events",
)  # fmt: skip
"""Tables that follow from the records, those that refer to others first."""


class Store(Upkeep, Asked):
    """A corpus in `folder`. Reading needs no lock; whoever writes holds `writing(folder)`."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the store, bringing its schema up to date.

        Raises:
            StoreError: there is none (and `create` is off), it is damaged, or a newer program wrote it.
        """
        self.folder = folder
        path = folder / STORE_FILE
        if not create and not path.is_file():
            raise StoreError(f"{folder} holds no corpus", hint="`communique run PATH --corpus FOLDER` makes one")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            check_emptiness(path, create=create)
        except OSError as error:
            raise StoreError(f"{path} cannot be opened: {error.strerror}", hint="Choose another folder") from error
        self._connection = connected(path)
        self._known = Known(self._connection)
        try:
            if create:
                self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
            self._connection.execute("PRAGMA foreign_keys = ON")
            migrate(self._connection, path, self._fill_anew)
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def as_of_one_moment(self) -> Iterator[Self]:
        """All that is read within is of one moment, whatever another process commits meanwhile; for reading only."""
        self._connection.execute("BEGIN")
        try:
            yield self
        finally:
            self._connection.execute("ROLLBACK")

    @contextmanager
    def writing_rows(self) -> Iterator[sqlite3.Connection]:
        """One transaction in which rows are written as they are; what follows from them is derived at its end."""
        with self._connection as transaction:
            transaction.execute("BEGIN IMMEDIATE")
            yield transaction
            self._fill_facts()

    def renew_indexes(self) -> None:
        """Make the indexes of SQLite anew from the rows."""
        self._connection.execute("REINDEX")

    def renew(self, identifier: str, derive: Callable[[Document], Record]) -> None:
        """Derive the record of a release anew from its text, and what lists show of it.

        Raises:
            NotInCorpus: there is none with this id.
            StoreError: its text is damaged.
        """
        document = self.document(identifier).model_copy(update={"id": identifier})
        record = derive(document).model_copy(update={"id": identifier})
        source = document.source
        with self._connection as transaction:
            transaction.execute("BEGIN IMMEDIATE")
            transaction.execute(
                "UPDATE documents SET document = ?, path = ?, sha256 = ?, lang = ?, ref_date = ?, status = ?,"
                " media_type = ? WHERE id = ?",
                (
                    document.model_dump_json(), source.path, source.sha256, document.lang or "und",
                    document.head.ref_date, document.status, source.media_type, identifier,
                ),
            )  # fmt: skip
            self._show(transaction, record)

    def put(self, document: Document, record: Record, *, code_version: str, signature: bytes = b"") -> None:
        """Store a document with its record as the only version of a release, in place of what was known of it.

        `signature` is what near copies of it are found by.
        """
        content = Content(document, record, form="", seen_at="", code_version=code_version, signature=signature)
        self.put_release(Release(id=document.id, contents={"": content}, current=""))

    def put_release(self, release: Release, *, formerly: Iterable[str] = ()) -> None:
        """Store a release with its versions and copies, in place of what was known of it, in one transaction.

        `formerly` are ids of releases that are now part of this one. Documents at the same paths are replaced.
        """
        with self._connection as transaction:
            transaction.execute("BEGIN IMMEDIATE")
            releases.put(transaction, release, formerly=formerly, now=changed.stamp(transaction))
            events.refresh(transaction)

    def release(self, identifier: str) -> Release:
        """All that is known of a release.

        Raises:
            NotInCorpus: there is none with this id.
        """
        found = releases.get(self._connection, identifier)
        if found is None:
            raise self._absent(identifier)
        return found

    def versions(self, identifier: str) -> list[Version]:
        """The versions of a release, oldest first; one alone where it was never seen to change."""
        return list(releases.versions(self._connection, identifier))

    def revised(self) -> list[str]:
        """The ids of releases with more than one version, sorted."""
        rows = self._connection.execute("SELECT DISTINCT document FROM versions WHERE number > 1 ORDER BY document")
        return [identifier for (identifier,) in rows]

    def earlier(self) -> list[tuple[str, str, str, str, bytes]]:
        """The texts of earlier versions: release, form, path, version of the code, signature; by release and form."""
        return [(row[0], row[1], row[2], row[4], row[5]) for row in sums.rows(self._connection, "contents", "row")]

    def sightings(self) -> dict[tuple[str, str, str], str]:
        """The releases by paths, hashes and times at which their bytes were seen."""
        rows = sums.rows(self._connection, "sightings", "row")
        return {(path, sha256, seen_at): document for document, path, sha256, seen_at, _ in rows}

    def mark_withdrawn(self, identifier: str, withdrawn: str | None) -> None:
        """Note since when the source of a release has taken it back; None that it has not."""
        with self._connection as transaction:
            transaction.execute("BEGIN IMMEDIATE")
            for column in ("document", "record"):
                change = (
                    f"json_set({column}, '$.source.withdrawn', ?2)"
                    if withdrawn
                    else f"json_remove({column}, '$.source.withdrawn')"
                )
                transaction.execute(
                    f"UPDATE documents SET {column} = {change} WHERE id = ?1",
                    (identifier, withdrawn) if withdrawn else (identifier,),
                )

    def put_failure(self, path: str, problem: str, hint: str) -> Failure:
        """Note an input that could not be read; what an earlier version of it gave stays."""
        failure = Failure(path=path, problem=problem, hint=hint, failed_at=changed.now())
        with self._connection as transaction:
            transaction.execute(
                "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?)", (path, problem, hint, failure.failed_at)
            )
        return failure

    def clear_failure(self, path: str) -> None:
        """Forget that an input could not be read."""
        with self._connection as transaction:
            transaction.execute("DELETE FROM failures WHERE path = ?", (path,))

    def remove(self, identifier: str) -> None:
        """Remove a document and all that was stored of it."""
        with self._connection as transaction:
            transaction.execute("BEGIN IMMEDIATE")
            for table in ("renditions", "contents", "versions", "sightings"):
                transaction.execute(f"DELETE FROM {table} WHERE document = ?", (identifier,))
            transaction.execute("DELETE FROM documents WHERE id = ?", (identifier,))
            changed.touch(transaction, identifier)
            events.refresh(transaction)

    def documents(self) -> list[Stored]:
        """All documents, by id."""
        also = ("json_extract(document, '$.source.withdrawn')",)
        return [
            Stored(id=row[0], path=row[1], sha256=row[2], lang=row[3], status=row[5], code_version=row[6],
                   ingested_at=row[7], media_type=row[8], withdrawn=row[12])
            for row in sums.rows(self._connection, "documents", "row", also=also)
        ]  # fmt: skip

    def code_versions(self) -> set[str]:
        """The versions of the program that made the records."""
        return {version for (version,) in self._connection.execute("SELECT DISTINCT code_version FROM documents")}

    def renditions(self) -> list[Rendition]:
        """The copies of documents in other files, by document and path."""
        return [
            Rendition(path=row[0], document=row[1], media_type=row[2], sha256=row[3], code_version=row[4], role=row[5])
            for row in sums.rows(self._connection, "renditions", "row", order="document, path")
        ]

    def copies(self, identifier: str) -> list[Document]:
        """The other files of the newest version of a release as they were read, by path; reposts are none."""
        rows = sums.rows(
            self._connection, "renditions", "content",
            where="path IN (SELECT renditions.path FROM renditions JOIN documents ON id = renditions.document"
            " WHERE id = ? AND role = 'copy' AND renditions.form = documents.form)",
            values=(identifier,),
        )  # fmt: skip
        return [Document.model_validate_json(text) for _, text in rows]

    def signatures(self) -> dict[str, bytes]:
        """What near copies of each document are found by, by id; b"" for one stored by an earlier version."""
        return dict(self._connection.execute("SELECT id, signature FROM documents ORDER BY id"))

    def failures(self) -> list[Failure]:
        """The inputs that could not be read, by path."""
        return [
            Failure(path=row[0], problem=row[1], hint=row[2], failed_at=row[3])
            for row in sums.rows(self._connection, "failures", "row")
        ]

    def holds(self, identifier: str) -> bool:
        """Whether there is a document with this id."""
        return self._connection.execute("SELECT 1 FROM documents WHERE id = ?", (identifier,)).fetchone() is not None

    def document(self, identifier: str) -> Document:
        """A document as it was read.

        Raises:
            NotInCorpus: there is none with this id.
        """
        return Document.model_validate_json(self._text("document", identifier))

    def record(self, identifier: str, *, joined: bool = True) -> Record:
        """The record of a document; its meetings with the events of the corpus, or as its own text tells them.

        Raises:
            NotInCorpus: there is none with this id.
        """
        record = Record.from_json(json.loads(self._text("record", identifier)))
        return self._with_events(record) if joined else record

    def records(self, *, since: str | None = None) -> Iterator[Record]:
        """All records, by id, their meetings with the events of the corpus.

        With `since` (ISO 8601, UTC: a moment, or a day from its beginning) those that have changed since.

        Raises:
            BadQuery: `since` is no day or moment.
        """
        wanted = changed.since(self._connection, changed.moment_of(since)) if since is not None else None
        for identifier, text in sums.rows(self._connection, "documents", "record"):
            if wanted is None or identifier in wanted:
                yield self._with_events(Record.from_json(json.loads(text)))

    def changed(self, since: str) -> set[str]:
        """The ids of records that changed at or after a moment (ISO 8601, UTC)."""
        return changed.since(self._connection, since)

    def latest_change(self) -> str:
        """When a record last changed (ISO 8601, UTC); "" where there is none."""
        return changed.latest(self._connection)

    def correct(self, identifier: str, correction: Correction) -> int:
        """Keep what an analyst said of a fact, and show it; the number of the correction, in place of its `id`.

        The meetings are to be joined into events again (`extract.linking.joining`).

        Raises:
            NotInCorpus: there is no such record.
        """
        with self._connection as transaction:
            transaction.execute("BEGIN IMMEDIATE")
            extracted = self.extracted(identifier)
            number = corrections.add(transaction, identifier, correction)
            self._show(transaction, extracted)
        return number

    def undo_correction(self, number: int) -> str:
        """Take a correction back; the id of its record. Meetings are to be joined again, as after `correct`.

        Raises:
            NotInCorpus: there is no such correction, or it was taken back before.
        """
        with self._connection as transaction:
            transaction.execute("BEGIN IMMEDIATE")
            identifier = corrections.undo(transaction, number, changed.stamp(transaction))
            if identifier is None:
                raise NotInCorpus(
                    f"{self.folder} holds no correction {number}", hint="`communique corrections` lists them"
                )
            if transaction.execute("SELECT 1 FROM documents WHERE id = ?", (identifier,)).fetchone():
                self._show(transaction, self.extracted(identifier))
        return identifier

    def corrections(self) -> list[tuple[str, Correction]]:
        """All corrections that stand, each with the id of its record, by record."""
        return corrections.every(self._connection)

    def corrected_among(self, records: Iterable[str]) -> list[str]:
        """Those of these records of which analysts said something that stands, sorted."""
        return corrections.among(self._connection, records)

    def corrected_meetings(self, events: Iterable[str]) -> list[tuple[str, str, int]]:
        """Where meetings of the register are told in such records: the key, the record, the position in it."""
        return corrections.meetings(self._connection, events)

    def extracted(self, identifier: str) -> Record:
        """The record of a document as it was extracted, without corrections and events of other releases.

        Raises:
            NotInCorpus: there is none with this id.
        """
        text = corrections.extracted(self._connection, identifier) or self._text("record", identifier)
        return Record.from_json(json.loads(text))

    def _show(self, transaction: sqlite3.Connection, extracted: Record) -> None:
        releases.show(transaction, extracted)
        changed.touch(transaction, extracted.id)
        events.refresh(transaction)

    def _text(self, part: Literal["document", "record"], identifier: str) -> str:
        for _, text in sums.of(self._connection, "documents", part, identifier, column="id"):
            return str(text)
        raise self._absent(identifier)

    def _absent(self, identifier: str) -> NotInCorpus:
        return NotInCorpus(
            f"{self.folder} holds no document {identifier!r}", hint="`communique status --documents` lists them"
        )

    def _with_events(self, record: Record) -> Record:
        joined: dict[int, str] = dict(
            self._connection.execute("SELECT position, event FROM events WHERE document = ?", (record.id,))
        )
        if not joined:
            return record
        meetings = (
            meeting.model_copy(update={"event": joined.get(position, meeting.event)})
            for position, meeting in enumerate(record.meetings)
        )
        return record.model_copy(update={"meetings": tuple(meetings)})

    def _fill_facts(self) -> None:
        """Derive facts and register anew from the records, within a transaction."""
        transaction = self._connection
        for table in _DERIVED:
            transaction.execute(f"DELETE FROM {table}")
        for stored in self.documents():
            facts.insert(transaction, self.record(stored.id, joined=False))
        events.move(transaction, self.events())
        events.refresh(transaction)

    def _fill_anew(self) -> None:
        """The same for a schema that has more of them; which items are one stays known."""
        grouped = items.grouped(self._connection)
        self._fill_facts()
        items.restore(self._connection, grouped)
        events.refresh(self._connection)


__all__ = ["STORE_FILE", "VERSION", "FactFilter", "Failure", "Rendition", "Store", "Stored", "StoredMeeting"]
