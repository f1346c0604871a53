"""What keeps the passages of an index: the interface that every store fulfils, and its contract test checks.

A store keeps and finds; it ranks nothing. Every passage has a row number, given by the store, never given twice. The
calls that a question makes take many rows or tokens at once: five round trips answer it, however far the store is.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from corpus.model import Model

from ..embedders.protocol import Vectors
from ..passages import Passage

Rows = npt.NDArray[np.int64]
Allowed = Mapping[str, Sequence[tuple[int, int]] | None]
"""Documents that may answer, by id, each with the spans that may (None: all of it)."""

SAMPLE = 400
"""Passages of a language that stand for all of them."""


class EmbeddingModel(Model):
    """The model that made the vectors of an index."""

    name: str
    version: str
    dim: int


@dataclass(frozen=True)
class Where:
    """Which passages may answer: those in one of `langs` and in what is `allowed`; None is no restriction."""

    langs: Collection[str] | None = None
    allowed: Allowed | None = None


EVERYWHERE = Where()


@dataclass(frozen=True)
class Addition:
    """A passage to keep, with all that a question may ask of it."""

    passage: Passage
    digest: bytes
    """Of the text that was embedded; passages of one digest have the same vector and pieces."""
    vector: Vectors
    """float32, shape (dim,), as `rounding.rounded` leaves it."""
    pieces: bytes
    """The codes of its word pieces (`interaction.encode`); may be empty."""
    tokens: Sequence[str]
    """What the lexical index counts, repeated as often as it occurs."""


@dataclass(frozen=True)
class Change:
    """What a commit does: documents that go, and those that come or are replaced, with their keys and passages."""

    removed: Collection[str] = ()
    documents: Mapping[str, str] = field(default_factory=dict)
    additions: Iterable[Addition] = ()
    """Read once, in order; it may not fit in memory. Each belongs to one of `documents`."""


@dataclass(frozen=True)
class Postings:
    """The passages that hold one token.

    `rows`, `counts` (how often, up to 255) and `lengths` (tokens of the passage, at least 1) are only of passages that
    may answer, in any order; `frequency` counts the passages that hold the token, whether they may answer or not.
    """

    frequency: int
    rows: Rows
    counts: npt.NDArray[np.uint8]
    lengths: npt.NDArray[np.int32]


class Snapshot(Protocol):
    """One state of a store; every call answers from the same."""

    model: EmbeddingModel
    rows: int
    """Row numbers lie below this one."""
    passages: int
    tokens: int
    """Of all passages together."""

    def documents(self) -> dict[str, str]:
        """The documents by id, with the keys they were given, in the order of ids."""
        ...

    def nearest(self, question: Vectors, *, each: int, where: Where = EVERYWHERE) -> Rows:
        """Of every language the `each` passages with the largest inner product, in any order.

        All passages of a language that has no more than `each` that may answer. Which of equal ones are among them
        depends on their ids, not on their rows. A search that is not exact may miss one in a hundred.
        """
        ...

    def postings(self, tokens: Sequence[str], *, where: Where = EVERYWHERE) -> list[Postings]:
        """For every token, in order, the passages that hold it."""
        ...

    def vectors(self, rows: Rows) -> tuple[list[str], Vectors]:
        """The languages of rows, and their vectors as they were given: float32, shape (len(rows), dim)."""
        ...

    def pieces(self, rows: Rows) -> Sequence[bytes]:
        """The codes of the word pieces of rows, in order; empty where a passage has none."""
        ...

    def read(self, rows: Sequence[int]) -> list[Passage]:
        """The passages of rows, in order."""
        ...

    def identifiers(self, rows: Sequence[int]) -> list[str]:
        """The ids of the passages of rows, in order."""
        ...

    def samples(self) -> Mapping[str, Vectors]:
        """Of every language the vectors of `SAMPLE` passages, or of all; chosen by their ids, in any order."""
        ...

    def known(self, digests: Collection[bytes]) -> dict[bytes, int]:
        """Of the digests that a passage has, a row of such a passage."""
        ...


class Store(Protocol):
    """Where an index is kept. One writer at a time; the lock is the caller's. Readers may be as many as like."""

    @classmethod
    def open(cls, folder: Path, address: str, *, create: bool = False, anew: bool = False) -> Self:
        """Open what is kept at `address` for the index in `folder`.

        `create` makes an empty store where there is none, `anew` in place of what is there.

        Raises:
            IndexMismatch: there is none, it is damaged, or of another version of the program.
        """
        ...

    @property
    def place(self) -> str:
        """Where it is, for messages."""
        ...

    def model(self) -> EmbeddingModel | None:
        """The model of the last commit's vectors; None in a store that is new."""
        ...

    def begin(self, model: EmbeddingModel) -> None:
        """Say which model's vectors a new store is for."""
        ...

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """The state after the last commit, whoever made it, for as long as the context lasts.

        Raises:
            IndexMismatch: what it needs to read is damaged.
        """
        ...

    def commit(self, change: Change) -> None:
        """Make a change count as a whole; killed at any moment, the state is the one before or the one after.

        The time grows with the change and hardly with the store.
        """
        ...

    def check(self) -> None:
        """Look at everything that is kept.

        Raises:
            IndexMismatch: something is damaged; it says what.
        """
        ...

    def drop(self) -> None:
        """Remove everything that is kept; a store that is dropped may only be closed."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...
