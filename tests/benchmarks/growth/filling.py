"""A corpus filled up with repetitions of the releases it was begun with: its store, its index.

Store and index are filled by one process each, at once. A repetition has at most a few of the passages of its release,
as many as disk and time have room for; their vectors are those of the real ones with noise, their word pieces the same.
"""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from communique.indexing import COMMIT_EVERY, INDEX_FOLDER
from corpus.store import Store
from extract.linking.joining import join_events
from index import Index, Passage, interaction, passages
from index.embedders import Embedder
from index.embedders.protocol import Role, Vectors, unit
from index.folder import digest
from queries.comparing.embedding import model_name
from queries.comparing.likeness import model, written

from .costs import Spent, memory
from .repeats import Source, vocabulary

NOISE = 0.5
"""Length of the noise that is added to a vector of length 1, as in `search_speed`."""
_SEED = 11
_LEVELS = 16


def fill_store(corpus: Path, *, size: int, base: int) -> dict[str, Any]:
    """Put repetitions into the store until it holds `size` releases, made of the first `base` that were read."""
    spent = Spent()
    with Store(corpus) as store:
        store._connection.execute("PRAGMA synchronous = OFF")  # how safely the filling is kept is not what is measured
        present = {stored.id for stored in store.documents()}
        done = 0
        for source, number in _missing(store, size, present, base):
            repeated = Source(source.content, (), source.words).repeated(number).release()
            with spent.on("store"):
                store.put_release(repeated)
            done += 1
        with spent.on("joining"):
            join_events(store, whole=False)
            _leave_items_alone(store)
            _make_vectors(store)
        held = len(store.documents())
    return {
        "done": done, "held": held, "processor": spent.processor["store"], "joining": spent.processor["joining"],
        "memory": memory()["peak"],
    }  # fmt: skip


def _leave_items_alone(store: Store) -> None:
    """Have no items of repetitions matched: it takes the model ten minutes for 100,000, and no later run does it."""
    stale = store.ungrouped()
    for start in range(0, len(stale), COMMIT_EVERY):
        store.put_items({event: [] for event in stale[start : start + COMMIT_EVERY]})


def _make_vectors(store: Store) -> None:
    """Keep vectors of chance for the names of repetitions: to embed those of 100,000 takes the model minutes."""
    random = np.random.default_rng(_SEED)
    while missing := store.unembedded(model_name(), limit=COMMIT_EVERY):
        vectors = unit(random.standard_normal((len(missing), model().dim)).astype(np.float32))
        store.put_vectors(model_name(), dict(zip(missing, written(vectors), strict=True)))


def fill_index(corpus: Path, *, size: int, base: int, each: int) -> dict[str, Any]:
    """Put passages of the same into the index, `each` of a release at most; commits are as large as those of a run."""
    spent = Spent()
    with Store(corpus) as store, Index.open(corpus / INDEX_FOLDER) as target:
        target._embedder = model = _Repeating(target, spent)
        before = len(target)
        present = set(target.documents())
        done = 0
        for source, number in _missing(store, size, present, base):
            kept = Source(source.content, _some(source.passages, each), source.words)
            repeated = kept.repeated(number)
            model.know(repeated.passages, kept.passages)
            identifier = repeated.content.document.id
            target.replace(identifier, repeated.passages, key=_key(repeated))
            done += 1
            if done % COMMIT_EVERY == 0:
                with spent.on("index"):
                    target.commit()
                model.forget()
        with spent.on("index"):
            target.commit()
        held, documents = len(target), len(target.documents())
    return {
        "done": done, "held": documents, "passages": held, "added": held - before,
        "processor": spent.processor["index"], "memory": memory()["peak"],
    }  # fmt: skip


def _missing(store: Store, size: int, present: set[str], base: int) -> Iterator[tuple[Source, int]]:
    """The repetitions that are lacking, in the order of their numbers; the sources are read once."""
    sources = _sources(store, base)
    number = 0
    wanted = size - len(sources)
    while wanted > 0:
        number += 1
        for source in sources[:wanted]:
            if f"{source.content.document.id}-r{number}" not in present:
                yield source, number
        wanted -= len(sources)


def _sources(store: Store, base: int) -> list[Source]:
    """The releases that the corpus was begun with, those of one version and file."""
    names = [stored.id for stored in store.documents() if "-r" not in stored.id][:base]
    contents = []
    for name in names:
        release = store.release(name)
        contents.append(release.contents[release.current])
    words = vocabulary(content.document for content in contents)
    return [Source(content, tuple(passages(content.document, content.record)), words) for content in contents]


def _some(members: Sequence[Passage], count: int) -> tuple[Passage, ...]:
    """As many of them, spread evenly."""
    step = max(1, math.ceil(len(members) / count))
    return tuple(members[::step])


def _key(source: Source) -> str:
    content = source.content
    return f"{content.document.source.sha256}:{content.code_version}"


class _Repeating:
    """A model that gives a repeated passage a vector near that of the one it repeats; its time is not the index's."""

    def __init__(self, target: Index, spent: Spent) -> None:
        model: Embedder = target._embedder
        self.name, self.version, self.dim, self.piece_dim = model.name, model.version, model.dim, model.piece_dim
        self._target, self._spent = target, spent
        self._random = np.random.default_rng(_SEED)
        self._repeated: dict[str, bytes] = {}

    def know(self, repeated: Sequence[Passage], real: Sequence[Passage]) -> None:
        for new, old in zip(repeated, real, strict=True):
            self._repeated[new.embedded()] = digest(old)

    def forget(self) -> None:
        self._repeated.clear()

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        return self.embed_pieces(texts, role=role)[0]

    def embed_pieces(self, texts: Sequence[str], *, role: Role) -> tuple[Vectors, list[Vectors]]:
        with self._spent.on("noise"):
            digests = [self._repeated[text] for text in texts]
            with self._target._store.snapshot() as snapshot:
                rows = snapshot.known(set(digests))
                order = list(rows)
                numbers = np.array([rows[each] for each in order], np.int64)
                vectors = dict(zip(order, snapshot.vectors(numbers)[1], strict=True))
                pieces = {
                    each: self._decoded(bytes(codes))
                    for each, codes in zip(order, snapshot.pieces(numbers), strict=True)
                }
            noise = self._random.normal(size=(len(texts), self.dim)) * NOISE / self.dim**0.5
            noisy = np.stack([vectors[each] for each in digests]) + noise
            return unit(noisy.astype(np.float32)), [pieces[each] for each in digests]

    def _decoded(self, codes: bytes) -> Vectors:
        """Vectors that are encoded into these codes again."""
        packed = np.frombuffer(codes, np.uint8).reshape(-1, max(self.piece_dim // 2, 1))
        levels = np.concatenate([packed & (_LEVELS - 1), packed >> 4], axis=1)
        step = interaction._step(self.piece_dim)
        decoded: Vectors = ((levels.astype(np.float32) - (_LEVELS - 1) / 2) * step).astype(np.float32)
        return decoded
