"""An index: passages that can be searched, of which `Index` is the handle.

It joins the embedding model, the ranking and a store (`stores`), which keeps everything. Killed at any moment, a
writer leaves the state before or the state after its commit. There may be one writer at a time; the lock is the
caller's. Readers may be as many as like, and see a commit with their next question.
"""

import hashlib
import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np

from corpus.errors import BadQuery, IndexMismatch

from . import interaction, searching
from .embedders import Embedder, default_model, embedder
from .embedders.protocol import Vectors
from .passages import Passage
from .searching import Hit, Question
from .spool import Place, Spool
from .stores import (
    EMBEDDED,
    Addition,
    Allowed,
    Change,
    EmbeddingModel,
    Snapshot,
    Store,
    Where,
    address_of,
    remember,
    store_class,
)
from .stores.rounding import rounded
from .threads import together
from .tokens import tokens

REINDEX = "`communique run --reindex` makes it anew"
_BATCH = 512


class Index:
    """Passages that can be searched; opened by `Index.open`."""

    def __init__(self, store: Store, model: Embedder) -> None:
        self._store, self._embedder = store, model
        self._pending: dict[str, tuple[str, list[Passage]] | None] = {}

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        model: str | None = None,
        create: bool = False,
        anew: bool = False,
        store: str | None = None,
    ) -> Self:
        """Open the index in `folder`.

        `model` is the embedding model it has to be of (None: whichever it is of; a new one is of the default).
        `create` makes an empty index where there is none, `anew` in place of what is there. `store` is where it has to
        be kept: `embedded`, in the folder itself, or the address of another store; None: where it is, and a new one in
        the folder.

        Raises:
            IndexMismatch: there is none, it is damaged, kept elsewhere, or it was built with another model or another
                version of it.
            MissingPart: the model cannot be loaded here, or the client of the store.
            StorageError: the store cannot be reached.
            CorpusError: there is no such model or store.
        """
        chosen = embedder(model) if model else None
        address = _address(folder, store)
        opened = store_class(address).open(folder, address, create=create, anew=anew)
        if create or anew:
            remember(folder, address)
        try:
            kept = opened.model()
            if kept is None:
                chosen = chosen or embedder(default_model())
                kept = _model_of(chosen)
                opened.begin(kept)
            chosen = chosen or embedder(kept.name)
            _check_model(opened, kept, chosen)
            return cls(opened, chosen)
        except BaseException:
            opened.close()
            raise

    @property
    def model(self) -> str:
        """The name of the embedding model."""
        return self._embedder.name

    def prepare(self) -> None:
        """Load what passages are embedded with, which takes seconds, ahead of the first ones."""
        self._embedder.embed_pieces(["."], role="passage")

    def __len__(self) -> int:
        """Passages of the last commit."""
        with self._store.snapshot() as snapshot:
            return snapshot.passages

    def documents(self) -> dict[str, str]:
        """The documents of the last commit, by id, with the keys they were given."""
        with self._store.snapshot() as snapshot:
            return snapshot.documents()

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
        added = [passage for change in self._pending.values() if change for passage in change[1]]
        with Spool() as spool:
            digests = [digest(passage) for passage in added]
            vectors, places = self._embedded(added, digests, spool)
            self._store.commit(
                Change(
                    removed=[name for name, change in self._pending.items() if change is None],
                    documents={name: change[0] for name, change in self._pending.items() if change},
                    additions=(
                        Addition(
                            passage=passage,
                            digest=digests[number],
                            vector=vectors[number],
                            pieces=spool.get(places[number]),
                            tokens=tokens(passage.counted()),
                        )
                        for number, passage in enumerate(added)
                    ),
                )
            )
        self._pending.clear()

    def asked(self, question: str) -> Question:
        """A question as the model sees it; several threads may ask for theirs at once.

        Raises:
            BadQuery: it is empty.
        """
        if not question.strip():
            raise BadQuery("The question is empty", hint="Ask with a few words")
        return Question(question, *self._embedder.embed_pieces([question], role="question"))

    def search(
        self,
        question: str | Question,
        *,
        k: int = 10,
        langs: Collection[str] | None = None,
        allowed: Allowed | None = None,
    ) -> list[Hit]:
        """The `k` passages that answer best, best first, in whatever language.

        A `question` that was embedded before (`asked`) needs no more of the model. `langs` and `allowed` restrict which
        may answer. The same passages give the same hits, in whatever order they came in.

        Raises:
            BadQuery: the question is empty.
            IndexMismatch: the index is damaged.
        """
        if k < 1:
            raise BadQuery(f"{k} hits cannot be given", hint="Ask for one or more")
        where = Where(langs=langs, allowed=allowed)
        with self._store.snapshot() as snapshot:
            _check_model(self._store, snapshot.model, self._embedder)  # another process may have made it anew
            if isinstance(question, Question):
                return searching.search(snapshot, question, searching.evidence(snapshot, question.text, where), k=k)
            asked, evidence = together(
                lambda: self.asked(question), lambda: searching.evidence(snapshot, question, where)
            )
            return searching.search(snapshot, asked, evidence, k=k)

    def check(self) -> None:
        """Look at everything that is kept.

        Raises:
            IndexMismatch: something is damaged.
        """
        self._store.check()

    def close(self) -> None:
        """Let go of the store; pending changes are dropped."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _embedded(
        self, passages: Sequence[Passage], digests: Sequence[bytes], spool: Spool
    ) -> tuple[Vectors, list[Place]]:
        """The vectors of passages, and where in `spool` the codes of their word pieces lie.

        Only texts that the index does not have are embedded, each once.
        """
        if not digests:
            return np.zeros((0, self._embedder.dim), np.float32), []
        with self._store.snapshot() as snapshot:
            vectors, places = _kept(snapshot, digests, spool)
        new = {
            digest: passage.embedded()
            for digest, passage in zip(digests, passages, strict=True)
            if digest not in vectors
        }
        for members in _batches(list(new)):
            embedded, pieces = self._embedder.embed_pieces([new[digest] for digest in members], role="passage")
            vectors |= dict(zip(members, rounded(embedded), strict=True))
            for digest, states in zip(members, pieces, strict=True):
                places[digest] = spool.put(interaction.encode(states))
        return np.stack([vectors[digest] for digest in digests]), [places[digest] for digest in digests]


def _address(folder: Path, store: str | None) -> str:
    """Where the index of a folder is kept, or will be."""
    kept = address_of(folder)
    if store and kept and store != kept:
        raise IndexMismatch(
            f"The index in {folder} is kept at {kept}", hint=f"`communique move-index {store}` moves it there"
        )
    return store or kept or EMBEDDED


def digest(passage: Passage) -> bytes:
    """What decides a passage's vector: the text that is embedded."""
    return hashlib.blake2b(passage.embedded().encode("utf-8", "replace"), digest_size=16).digest()


def _kept(
    snapshot: Snapshot, digests: Sequence[bytes], spool: Spool
) -> tuple[dict[bytes, Vectors], dict[bytes, Place]]:
    """Vectors and word pieces that the index has, by digest."""
    known = snapshot.known(set(digests))
    rows = np.array(list(known.values()), np.int64)
    vectors = dict(zip(known, snapshot.vectors(rows)[1], strict=True))
    places = {digest: spool.put(bytes(pieces)) for digest, pieces in zip(known, snapshot.pieces(rows), strict=True)}
    return vectors, places


def _batches(digests: list[bytes]) -> Iterator[list[bytes]]:
    """A few hundred at a time: the states of their word pieces take 100 MB. The last of them is no crumb."""
    count = max(1, round(len(digests) / _BATCH))
    size = math.ceil(len(digests) / count)
    for start in range(0, len(digests), size or 1):
        yield digests[start : start + size]


def _model_of(model: Embedder) -> EmbeddingModel:
    return EmbeddingModel(name=model.name, version=model.version, dim=model.dim)


def _check_model(store: Store, kept: EmbeddingModel, asked: Embedder) -> None:
    if kept.name != asked.name:
        raise IndexMismatch(f"{store.place} was built with {kept.name!r}, not {asked.name!r}", hint=REINDEX)
    if kept != _model_of(asked):
        raise IndexMismatch(f"{store.place} was built with another version of {kept.name!r}", hint=REINDEX)
