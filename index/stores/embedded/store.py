"""The store that needs nothing but a folder: segments of passages, and SQLite for what is read one by one.

A commit writes what it adds as a segment of its own, and merges segments of like size; a full one is left alone until a
third of it was taken out. So a commit takes as long as its change is large, and now and then as long as writing two
full segments.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import numpy as np

from corpus.errors import IndexMismatch, StoreError

from ... import files
from ..protocol import Change, EmbeddingModel
from . import database, writing
from .database import DATABASE_FILE, REINDEX, Manifest, Removed, SegmentEntry, damage_of
from .layout import Written
from .segment import Segment
from .snapshot import EmbeddedSnapshot
from .writing import Given

FULL = 8192
"""Passages from which a segment is not merged any more. One of 10,000 is 200 MB, most of it word pieces."""
_STEP = 8
"""Segments are of like size that lie between two of FULL, FULL/8, FULL/64 and so on."""
_REMOVED_SHARE = 3
"""A segment is written anew once one in so many of its passages was taken out."""
_NAME = "segment-{}.bin"
_CONCURRENT_COMMITS = 5
"""Times a reader starts over because a commit removed a segment before it could be opened."""

Held = list[tuple[SegmentEntry, Removed]]


class EmbeddedStore:
    """Implements `Store`."""

    def __init__(self, folder: Path, connection: sqlite3.Connection) -> None:
        self.folder, self._path = folder, folder / DATABASE_FILE
        self._connection = connection
        self._snapshot: EmbeddedSnapshot | None = None
        self._opened: dict[SegmentEntry, Segment] = {}

    @classmethod
    def open(cls, folder: Path, address: str = "", *, create: bool = False, anew: bool = False) -> Self:
        if create or anew:
            folder.mkdir(parents=True, exist_ok=True)
        if anew:
            _clear(folder)
        connection = database.connect(folder / DATABASE_FILE, create=create or anew)
        try:
            store = cls(folder, connection)
            if store.model() is None and not (create or anew):
                raise IndexMismatch(f"{store.place} is empty", hint=REINDEX)
            return store
        except BaseException:
            connection.close()
            raise

    @property
    def place(self) -> str:
        return str(self._path)

    def model(self) -> EmbeddingModel | None:
        with damage_of(self._path):
            manifest = database.read_manifest(self._connection, self._path)
        return manifest.model if manifest else None

    def begin(self, model: EmbeddingModel) -> None:
        with damage_of(self._path):
            database.write_manifest(self._connection, Manifest(model=model))

    @contextmanager
    def snapshot(self) -> Iterator[EmbeddedSnapshot]:
        with damage_of(self._path):
            found = self._begun()
            try:
                yield found
            finally:
                self._connection.execute("ROLLBACK")

    def commit(self, change: Change) -> None:
        with damage_of(self._path):
            with self.snapshot() as before:
                entries = database.read_segments(self._connection)
            try:
                self._commit(change, before, entries)
            except OSError as error:
                problem = f"{self.folder} cannot be written: {error.strerror}"
                raise StoreError(problem, hint="Look at the disk; what was stored before stays") from error
            finally:
                _remove_others(self.folder, {entry.name for entry, _ in self._entries()})

    def check(self) -> None:
        with damage_of(self._path):
            database.check(self._connection)
        self._snapshot = None
        self._opened.clear()
        with self.snapshot():
            for segment in self._opened.values():
                segment.sections.check()

    def drop(self) -> None:
        self.close()
        _clear(self.folder)

    def close(self) -> None:
        self._connection.close()
        self._snapshot = None
        self._opened.clear()

    def _entries(self) -> Held:
        return database.read_segments(self._connection)

    def _begun(self) -> EmbeddedSnapshot:
        """The last state, in a transaction that goes on."""
        missing: FileNotFoundError | None = None
        generation = -1
        for _ in range(_CONCURRENT_COMMITS):
            self._connection.execute("BEGIN")
            try:
                manifest = database.read_manifest(self._connection, self._path)
                if manifest is None:
                    raise IndexMismatch(f"{self.place} is empty", hint=REINDEX)
                if self._snapshot is None or self._snapshot.generation != manifest.generation:
                    self._snapshot = self._loaded(manifest)
                return self._snapshot
            except FileNotFoundError as error:
                self._connection.execute("ROLLBACK")
                if manifest and manifest.generation == generation:
                    raise IndexMismatch(f"{error.filename} is missing", hint=REINDEX) from error
                missing, generation = error, manifest.generation if manifest else -1
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
        raise IndexMismatch(
            f"{self.place} changes faster than it can be read", hint="Try again in a moment"
        ) from missing

    def _loaded(self, manifest: Manifest) -> EmbeddedSnapshot:
        entries = self._entries()
        opened = {entry: self._opened.get(entry) or self._open(entry) for entry, _ in entries}
        self._opened = opened
        return EmbeddedSnapshot(self._connection, manifest, [(opened[entry], removed) for entry, removed in entries])

    def _open(self, entry: SegmentEntry) -> Segment:
        return Segment(self.folder / entry.name, Written(size=entry.size, crc=entry.crc))

    def _commit(self, change: Change, before: EmbeddedSnapshot, entries: Held) -> None:
        connection = self._connection
        manifest = database.read_manifest(connection, self._path)
        assert manifest is not None
        connection.execute("BEGIN IMMEDIATE")
        try:
            gone = [
                row
                for name in {*change.removed, *change.documents}
                for row in database.remove_document(connection, name)
            ]
            for number, places in before.places(np.array(sorted(gone), np.int64)).items():
                entries[number][1][places] = True
            come = self._write(change, manifest)
            if come.rows:
                entries = [*entries, (come, np.zeros(come.rows, bool))]
            kept = self._merge(entries, manifest)
            for entry, _ in entries:
                database.forget_segment(connection, entry.name)
            for entry, removed in kept:
                database.write_segment(connection, entry, removed)
            manifest = manifest.model_copy(
                update={"generation": manifest.generation + 1, "rows": manifest.rows + come.rows}
            )
            files.sync_folder(self.folder)
            database.write_manifest(connection, manifest)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # it is not, after a COMMIT that the disk refused
                connection.execute("ROLLBACK")
            raise

    def _name(self, manifest: Manifest, number: int) -> str:
        return _NAME.format(f"{manifest.generation + 1}-{number}")

    def _write(self, change: Change, manifest: Manifest) -> SegmentEntry:
        """Write what comes: its rows to the database, the rest to a segment."""
        connection = self._connection
        numbers = {name: database.put_document(connection, name, key) for name, key in change.documents.items()}
        count = 0

        def given() -> Iterable[Given]:
            nonlocal count
            for row, addition in enumerate(change.additions, manifest.rows):
                document = numbers[addition.passage.document]
                database.insert_passage(connection, row, document, addition)
                count += 1
                yield Given(row, document, addition)

        name = self._name(manifest, 0)
        written = writing.write_segment(self.folder / name, given(), dim=manifest.model.dim)
        files.synced(self.folder / name)
        return SegmentEntry(name=name, rows=count, **written.model_dump())

    def _merge(self, entries: Held, manifest: Manifest) -> Held:
        """The segments that stand for `entries`, those written that are new."""
        kept: Held = []
        for number, group in enumerate(grouped(entries), 1):
            living = [(entry, removed) for entry, removed in group if not removed.all()]
            if len(group) == 1 and living and not _worn(living[0]):
                kept += living
            elif living:
                name = self._name(manifest, number)
                opened = [(self._opened.get(entry) or self._open(entry), removed) for entry, removed in living]
                members = [(segment, np.flatnonzero(~removed)) for segment, removed in opened]
                written = writing.merge_segments(self.folder / name, members)
                files.synced(self.folder / name)
                rows = sum(len(places) for _, places in members)
                kept.append((SegmentEntry(name=name, rows=rows, **written.model_dump()), np.zeros(rows, bool)))
        return kept


def grouped(entries: Held) -> list[Held]:
    """Which segments become one: those of like size, once there are many or enough of them for the next size."""
    groups = [[entry] for entry in entries]
    while True:
        classes: dict[int, list[Held]] = {}
        for group in groups:
            size = sum(map(_size, group))
            if size < FULL:
                classes.setdefault(_bound(size), []).append(group)
        for bound, alike in sorted(classes.items()):
            size = sum(_size(member) for group in alike for member in group)
            if len(alike) > 1 and (len(alike) >= _STEP or size >= bound):
                merged = {id(group) for group in alike}
                groups = [group for group in groups if id(group) not in merged]
                groups.append([member for group in alike for member in group])
                break
        else:
            return groups


def _size(member: tuple[SegmentEntry, Removed]) -> int:
    """Passages in a segment, those that were taken out included as long as they do not count."""
    return int((~member[1]).sum()) if _worn(member) else len(member[1])


def _worn(member: tuple[SegmentEntry, Removed]) -> bool:
    return _REMOVED_SHARE * int(member[1].sum()) >= len(member[1])


def _bound(size: int) -> int:
    """The size from which a segment is of the next class."""
    bound = FULL
    while size * _STEP < bound:
        bound //= _STEP
    return bound


def _clear(folder: Path) -> None:
    """Remove the files of an index, the one that makes it count first."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        (folder / f"{DATABASE_FILE}{suffix}").unlink(missing_ok=True)
    for path in [*_segment_files(folder), *folder.glob("vectors-*.faiss"), *folder.glob("vectors-*.tmp")]:
        path.unlink(missing_ok=True)
    files.sync_folder(folder)


def _remove_others(folder: Path, names: set[str]) -> None:
    """Remove segments that no state refers to any more, and what a killed writer left."""
    for path in _segment_files(folder):
        if path.name not in names:
            os.unlink(path)


def _segment_files(folder: Path) -> list[Path]:
    return sorted(folder.glob(_NAME.format("*")))
