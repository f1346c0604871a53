"""An index: one folder, of which `Index` is the handle.

The folder holds `index.sqlite` and one file of vectors, whose name and checksum stand in it. Killed at any moment, a
writer leaves the state before or the state after its commit. There may be one writer at a time; the lock is the
caller's. Readers may be as many as like, and see a commit with their next question.
"""

import math
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from corpus.errors import BadQuery, IndexMismatch

from . import database, files, interaction, postings, searching
from .database import DATABASE_FILE, REINDEX, Columns, Manifest, damage_of
from .embedders import Embedder, default_model, embedder
from .embedders.protocol import Vectors
from .passages import Passage
from .searching import Allowed, Hit, State
from .spool import Place, Spool
from .stores import FaissIndex
from .tokens import tokens

_VECTORS = "vectors-{}.faiss"
_BATCH = 512
_CONCURRENT_COMMITS = 5
"""Times a reader starts over because a commit replaced the file of vectors under its hands."""


class Index:
    """Passages that can be searched; opened by `Index.open`."""

    def __init__(self, folder: Path, connection: sqlite3.Connection, manifest: Manifest, model: Embedder) -> None:
        self.folder = folder
        self._connection, self._manifest, self._embedder = connection, manifest, model
        self._pending: dict[str, tuple[str, list[Passage]] | None] = {}
        self._state: State | None = None

    @classmethod
    def open(cls, folder: Path, *, model: str | None = None, create: bool = False, anew: bool = False) -> Self:
        """Open the index in `folder`.

        `model` is the embedding model it has to be of (None: whichever it is of; a new one is of the default).
        `create` makes an empty index where there is none, `anew` in place of what is there.

        Raises:
            IndexMismatch: there is none, it is damaged, or it was built with another model or another version of it.
            MissingPart: the model cannot be loaded here.
            CorpusError: there is no such model.
        """
        path = folder / DATABASE_FILE
        chosen = embedder(model) if model else None
        if create or anew:
            folder.mkdir(parents=True, exist_ok=True)
        if anew:
            _clear(folder)
        connection = database.connect(path, create=create or anew)
        try:
            with damage_of(path):
                manifest = database.read_manifest(connection, path)
                if manifest is None:
                    if not (create or anew):
                        raise IndexMismatch(f"{path} is empty", hint=REINDEX)
                    chosen = chosen or embedder(default_model())
                    manifest = Manifest(model=chosen.name, version=chosen.version, dim=chosen.dim)
                    database.write_manifest(connection, manifest)
                chosen = chosen or embedder(manifest.model)
                _check_model(path, manifest, chosen)
            return cls(folder, connection, manifest, chosen)
        except BaseException:
            connection.close()
            raise

    @property
    def model(self) -> str:
        """The name of the embedding model."""
        return self._manifest.model

    def __len__(self) -> int:
        """Passages of the last commit."""
        self._refresh()
        return self._manifest.passages

    def documents(self) -> dict[str, str]:
        """The documents of the last commit, by id, with the keys they were given."""
        with damage_of(self._path):
            return dict(self._connection.execute("SELECT id, key FROM documents ORDER BY id").fetchall())

    def replace(self, document: str, passages: Iterable[Passage], *, key: str) -> None:
        """Put a document's passages in the place of those it had, at the next commit.

        `key` says which content they were made of; `documents` gives it back.
        """
        members = list(passages)
        if any(passage.document != document for passage in members):
            raise ValueError(f"a passage of another document among those of {document!r}")
        self._pending[document] = (key, members)

    def remove(self, document: str) -> None:
        """Take out a document at the next commit."""
        self._pending[document] = None

    def commit(self) -> None:
        """Make the changes count; before that nobody sees them, and a kill loses only them.

        Passages whose text is in the index already are not embedded again.
        """
        if not self._pending:
            return
        try:
            with damage_of(self._path):
                self._write(self._loaded())
        except BaseException:
            self._state = None
            raise
        self._pending.clear()

    def search(
        self, question: str, *, k: int = 10, langs: Collection[str] | None = None, allowed: Allowed | None = None
    ) -> list[Hit]:
        """The `k` passages that answer best, best first, in whatever language.

        `langs` and `allowed` restrict which may answer. The same passages give the same hits, in whatever order they
        came in.

        Raises:
            BadQuery: the question is empty.
            IndexMismatch: the index is damaged.
        """
        if not question.strip():
            raise BadQuery("The question is empty", hint="Ask with a few words")
        if k < 1:
            raise BadQuery(f"{k} hits cannot be given", hint="Ask for one or more")
        asked = searching.Question(question, *self._embedder.embed_pieces([question], role="question"))
        with damage_of(self._path):
            for _ in range(_CONCURRENT_COMMITS):
                self._refresh()
                state = self._loaded()
                self._connection.execute("BEGIN")
                try:
                    if self._generation() == self._manifest.generation:
                        return searching.search(self._connection, state, asked, k=k, langs=langs, allowed=allowed)
                finally:
                    self._connection.execute("ROLLBACK")
            raise IndexMismatch(f"{self._path} changes faster than it can be read", hint="Try again in a moment")

    def check(self) -> None:
        """Look at every page of the files.

        Raises:
            IndexMismatch: one of them is damaged.
        """
        with damage_of(self._path):
            problem = self._connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if problem != "ok":
                raise sqlite3.DatabaseError(problem)
            self._state = None
            self._loaded()

    def close(self) -> None:
        """Let go of the files; pending changes are dropped."""
        self._connection.close()
        self._state = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def _path(self) -> Path:
        return self.folder / DATABASE_FILE

    def _generation(self) -> int:
        manifest = database.read_manifest(self._connection, self._path)
        return manifest.generation if manifest else -1

    def _refresh(self) -> None:
        """See what was committed by others."""
        with damage_of(self._path):
            manifest = database.read_manifest(self._connection, self._path)
        if manifest is not None and manifest.generation != self._manifest.generation:
            _check_model(self._path, manifest, self._embedder)
            self._manifest, self._state = manifest, None

    def _loaded(self) -> State:
        """The vectors and columns of the current state."""
        for _ in range(_CONCURRENT_COMMITS):
            if self._state is not None:
                return self._state
            try:
                self._state = self._load()
            except FileNotFoundError as error:
                before = self._manifest.generation
                self._refresh()
                if self._manifest.generation == before:
                    raise IndexMismatch(f"{error.filename} is missing", hint=REINDEX) from error
        raise IndexMismatch(f"{self._path} changes faster than it can be read", hint="Try again in a moment")

    def _load(self) -> State:
        vectors = FaissIndex(self._manifest.dim)
        if self._manifest.vectors is not None:
            path = self.folder / self._manifest.vectors
            if files.checksum(path) != self._manifest.checksum:
                raise IndexMismatch(f"{path} is damaged: its checksum is another", hint=REINDEX)
            try:
                vectors = FaissIndex.load(path, dim=self._manifest.dim)
            except ValueError as error:
                raise IndexMismatch(f"{path} is damaged: {error}", hint=REINDEX) from error
        columns = Columns(self._connection, self._manifest.rows)
        samples = {lang: vectors.vectors(rows) for lang, rows in searching.sample_rows(self._connection).items()}
        return State(columns, vectors, samples)

    def _write(self, state: State) -> None:
        """Everything of a commit: embed, write the vectors, then change the database in one transaction."""
        added = [passage for change in self._pending.values() if change for passage in change[1]]
        with Spool() as spool:
            self._write_embedded(state, added, *self._embedded(added, state, spool), spool)

    def _write_embedded(
        self, state: State, added: list[Passage], fresh: Vectors, places: list[Place], spool: Spool
    ) -> None:
        removed = self._rows_of(self._pending)
        rows = range(self._manifest.rows, self._manifest.rows + len(added))
        state.vectors.remove(removed)
        state.vectors.add(rows, fresh)
        manifest = self._manifest.model_copy(
            update={
                "generation": self._manifest.generation + 1,
                "rows": self._manifest.rows + len(added),
                "passages": len(state.vectors),
            }
        )
        manifest = manifest.model_copy(update={"vectors": _VECTORS.format(manifest.generation)})
        path = self.folder / str(manifest.vectors)
        temporary = path.with_suffix(".tmp")
        state.vectors.save(temporary)
        manifest = manifest.model_copy(update={"checksum": files.checksum(temporary)})
        files.put_in_place(temporary, path)
        self._transact(manifest, dict(zip(rows, added, strict=True)), dict(zip(rows, places, strict=True)), spool)
        self._manifest, self._state = manifest, None
        _remove_others(self.folder, manifest)

    def _transact(self, manifest: Manifest, added: dict[int, Passage], places: dict[int, Place], spool: Spool) -> None:
        transaction = self._connection
        transaction.execute("BEGIN IMMEDIATE")
        try:
            for document, change in self._pending.items():
                database.remove_document(transaction, document)
                if change is not None:
                    transaction.execute("INSERT INTO documents VALUES (?, ?)", (document, change[0]))
            counted = {row: tokens(passage.counted()) for row, passage in added.items()}
            for row, passage in added.items():
                pieces = spool.get(places[row])
                database.insert_passage(transaction, row, passage, tokens=len(counted[row]), pieces=pieces)
            alive = np.zeros(manifest.rows, bool)
            alive[[row for (row,) in transaction.execute("SELECT row FROM passages")]] = True
            postings.add(transaction, counted, alive)
            database.write_manifest(transaction, manifest)
            transaction.execute("COMMIT")
        except BaseException:
            transaction.execute("ROLLBACK")
            raise

    def _rows_of(self, documents: Iterable[str]) -> list[int]:
        return [
            row
            for document in documents
            for (row,) in self._connection.execute("SELECT row FROM passages WHERE document = ?", (document,))
        ]

    def _embedded(self, passages: list[Passage], state: State, spool: Spool) -> tuple[Vectors, list[Place]]:
        """The vectors of passages, and where in `spool` the codes of their word pieces lie.

        Only texts that the index does not have are embedded, each once.
        """
        digests = [database.digest(passage) for passage in passages]
        known: dict[bytes, int] = {}
        for digest in set(digests):
            found = self._connection.execute("SELECT row FROM passages WHERE hash = ? LIMIT 1", (digest,)).fetchone()
            if found:
                known[digest] = found[0]
        new = {
            digest: passage.embedded() for digest, passage in zip(digests, passages, strict=True) if digest not in known
        }
        vectors = dict(zip(known, state.vectors.vectors(list(known.values())), strict=True))
        places = {digest: spool.put(database.pieces_of(self._connection, [row])[0]) for digest, row in known.items()}
        for members in _batches(list(new)):
            embedded, pieces = self._embedder.embed_pieces([new[digest] for digest in members], role="passage")
            vectors |= dict(zip(members, embedded, strict=True))
            for digest, states in zip(members, pieces, strict=True):
                places[digest] = spool.put(interaction.encode(states))
        if not digests:
            return np.zeros((0, self._manifest.dim), np.float32), []
        return np.stack([vectors[digest] for digest in digests]), [places[digest] for digest in digests]


def _batches(digests: list[bytes]) -> Iterator[list[bytes]]:
    """A few hundred at a time: the states of their word pieces take 100 MB. The last of them is no crumb."""
    count = max(1, round(len(digests) / _BATCH))
    size = math.ceil(len(digests) / count)
    for start in range(0, len(digests), size or 1):
        yield digests[start : start + size]


def _check_model(path: Path, manifest: Manifest, asked: Embedder) -> None:
    if manifest.model != asked.name:
        raise IndexMismatch(f"{path} was built with {manifest.model!r}, not {asked.name!r}", hint=REINDEX)
    if (manifest.version, manifest.dim) != (asked.version, asked.dim):
        raise IndexMismatch(f"{path} was built with another version of {manifest.model!r}", hint=REINDEX)


def _clear(folder: Path) -> None:
    """Remove the files of an index, the one that makes it count first."""
    for path in [folder / DATABASE_FILE, folder / f"{DATABASE_FILE}-journal", *_vector_files(folder)]:
        path.unlink(missing_ok=True)
    files.sync_folder(folder)


def _remove_others(folder: Path, manifest: Manifest) -> None:
    """Remove files of vectors that no state refers to any more, and what a killed writer left."""
    for path in _vector_files(folder):
        if path.name != manifest.vectors:
            path.unlink(missing_ok=True)


def _vector_files(folder: Path) -> list[Path]:
    stem, _, suffix = _VECTORS.partition("{}")
    return sorted([*folder.glob(f"{stem}*{suffix}"), *folder.glob(f"{stem}*.tmp")])
