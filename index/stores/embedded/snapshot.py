"""What a question reads of an index: all its segments as one."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ...embedders.protocol import Vectors
from ...passages import Passage
from ...threads import side_by_side
from ..columns import Columns, Mask, likeness
from ..hashing import token_hash
from ..protocol import EVERYWHERE, Postings, Rows, Where
from ..rounding import Codes, decoded
from . import database
from .database import Manifest, Removed
from .scan import Probe
from .segment import Segment

_DEEP = 8
"""Times as many as are wanted of a language are compared exactly, those of the best estimates."""
_BLOCK = 4096
"""Vectors that are compared together: two milliseconds, which threads would only make longer."""


class EmbeddedSnapshot:
    """Implements `Snapshot`."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        manifest: Manifest,
        segments: Sequence[tuple[Segment, Removed]],
    ) -> None:
        self.model, self._connection, self._dim = manifest.model, connection, manifest.model.dim
        self.rows, self.generation = manifest.rows, manifest.generation
        self._segments = [segment for segment, _ in segments]
        self.columns = Columns(self.rows, sorted({lang for segment in self._segments for lang in segment.langs}))
        self._segment = np.zeros(self.rows, np.int32)
        self._place = np.zeros(self.rows, np.int64)
        self._rows_of: list[Rows] = []
        for number, (segment, removed) in enumerate(segments):
            held, rows = segment.columns, segment.columns["rows"]
            self._rows_of.append(rows)
            self._segment[rows], self._place[rows] = number, np.arange(len(rows))
            self.columns.alive[rows], self.columns.lengths[rows] = ~removed, held["tokens"]
            for name in ("document", "first", "last", "order"):
                getattr(self.columns, name)[rows] = held[name]
            numbers = np.array([self.columns.langs.index(lang) for lang in segment.langs], np.uint8)
            self.columns.lang[rows] = numbers[held["lang"]]
        self.passages = int(self.columns.alive.sum())
        self.tokens = int(self.columns.lengths[self.columns.alive].sum())

    def documents(self) -> dict[str, str]:
        return {identifier: key for identifier, (_, key) in self._documents.items()}

    def nearest(self, question: Vectors, *, each: int, where: Where = EVERYWHERE) -> Rows:
        pools = [rows for rows in self.columns.members(where, self._numbers) if len(rows)]
        deep = _DEEP * each
        if any(len(rows) > deep for rows in pools):
            near = self._estimates(question)
            pools = [_best(rows, near[rows], deep) if len(rows) > deep else rows for rows in pools]
        compared = np.concatenate([np.zeros(0, np.int64), *(rows for rows in pools if len(rows) > each)])
        near_exactly = self._likeness(question, compared)
        chosen, done = [np.zeros(0, np.int64)], 0
        for rows in pools:
            if len(rows) > each:
                order = np.lexsort((self.columns.order[rows], -near_exactly[done : done + len(rows)]))
                done += len(rows)
                rows = rows[order[:each]]
            chosen.append(rows)
        return np.concatenate(chosen)

    def postings(self, tokens: Sequence[str], *, where: Where = EVERYWHERE) -> list[Postings]:
        hashes = np.array([token_hash(token) for token in tokens], np.uint64)
        may = self.columns.may(where, self._numbers)
        parts: list[list[tuple[Rows, npt.NDArray[np.uint8]]]] = [[] for _ in tokens]
        for rows, segment in zip(self._rows_of, self._segments, strict=True):
            for number, found in enumerate(segment.postings(hashes)):
                if found is not None:
                    parts[number].append((rows[found[0]], found[1]))
        return [self._postings(part, may) for part in parts]

    def vectors(self, rows: Rows) -> tuple[list[str], Vectors]:
        langs = [self.columns.langs[number] for number in self.columns.lang[rows].tolist()]
        return langs, decoded(*self._codes(rows))

    def pieces(self, rows: Rows) -> list[bytes]:
        segments, places = self._segment[rows].tolist(), self._place[rows].tolist()
        return [self._segments[number].pieces(place) for number, place in zip(segments, places, strict=True)]

    def read(self, rows: Sequence[int]) -> list[Passage]:
        return database.read_passages(self._connection, rows)

    def identifiers(self, rows: Sequence[int]) -> list[str]:
        return database.read_identifiers(self._connection, rows)

    def samples(self) -> Mapping[str, Vectors]:
        return self._samples

    def known(self, digests: Collection[bytes]) -> dict[bytes, int]:
        return database.rows_of_digests(self._connection, digests)

    def places(self, rows: Rows) -> dict[int, npt.NDArray[np.int64]]:
        """Where rows lie: by the number of the segment, their places in it."""
        segments, places = self._segment[rows], self._place[rows]
        return {int(number): places[segments == number] for number in np.unique(segments)}

    @cached_property
    def _documents(self) -> dict[str, tuple[int, str]]:
        return database.read_documents(self._connection)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {name: number for name, (number, _) in self._documents.items()}

    @cached_property
    def _samples(self) -> dict[str, Vectors]:
        return {lang: decoded(*self._codes(rows)) for lang, rows in self.columns.sampled.items()}

    def _estimates(self, question: Vectors) -> npt.NDArray[np.float32]:
        probe = Probe(question)
        found = np.zeros(self.rows, np.float32)
        estimates = side_by_side(lambda segment: probe.estimates(segment.bits, segment.gains), self._segments)
        for rows, near in zip(self._rows_of, estimates, strict=True):
            found[rows] = near
        return found

    def _likeness(self, question: Vectors, rows: Rows) -> Vectors:
        """As `columns.likeness`, some rows after the others."""
        found = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _BLOCK):
            part = slice(start, start + _BLOCK)
            found[part] = likeness(question, *self._codes(rows[part]))
        return found

    def _codes(self, rows: Rows) -> tuple[Codes, Vectors]:
        codes, scales = np.empty((len(rows), self._dim), np.int8), np.empty(len(rows), np.float32)
        segments, places = self._segment[rows], self._place[rows]
        for number in np.unique(segments).tolist():
            members, segment = segments == number, self._segments[number]
            codes[members], scales[members] = segment.codes(places[members]), segment.scales[places[members]]
        return codes, scales

    def _postings(self, parts: list[tuple[Rows, npt.NDArray[np.uint8]]], may: Mask | None) -> Postings:
        rows = np.concatenate([np.zeros(0, np.int64), *(rows for rows, _ in parts)])
        counts = np.concatenate([np.zeros(0, np.uint8), *(counts for _, counts in parts)])
        living = self.columns.alive[rows]
        if not living.all():
            rows, counts = rows[living], counts[living]
        frequency = len(rows)
        if may is not None:
            permitted = may[rows]
            rows, counts = rows[permitted], counts[permitted]
        return Postings(frequency, rows, counts, self.columns.lengths[rows])


def _best(rows: Rows, worth: npt.NDArray[np.float32], count: int) -> Rows:
    """The rows of the `count` largest values, and those equal to the least of them."""
    best: Rows = rows[worth >= np.partition(worth, len(worth) - count)[len(worth) - count]]
    return best
