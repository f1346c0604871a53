"""What a question reads of an index: all its segments as one."""

import sqlite3
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ...embedders.protocol import Vectors
from ...passages import Passage
from ..protocol import EVERYWHERE, SAMPLE, Allowed, Postings, Rows, Where
from ..rounding import MOST, Codes, decoded
from . import database
from .database import Manifest, Removed
from .scan import Probe
from .segment import Segment, token_hash

_DEEP = 8
"""Times as many as are wanted of a language are compared exactly, those of the best estimates."""
_BLOCK = 4096
"""Vectors that are compared together."""
_EXACT_IN_FLOAT = 2**24
"""Up to here float32 counts whole numbers exactly."""

Mask = npt.NDArray[np.bool_]


class EmbeddedSnapshot:
    """Implements `Snapshot`. Arrays have one place a row; `alive` says where there is a passage."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        manifest: Manifest,
        segments: Sequence[tuple[Segment, Removed]],
    ) -> None:
        self.model, self._connection, self._dim = manifest.model, connection, manifest.model.dim
        self.rows, self.generation = manifest.rows, manifest.generation
        self._segments = [segment for segment, _ in segments]
        self.alive: Mask = np.zeros(self.rows, bool)
        self._segment = np.zeros(self.rows, np.int32)
        self._place = np.zeros(self.rows, np.int64)
        self._document = np.zeros(self.rows, np.int64)
        self._first = np.zeros(self.rows, np.int64)
        self._last = np.zeros(self.rows, np.int64)
        self._lang = np.zeros(self.rows, np.uint8)
        self._lengths = np.zeros(self.rows, np.int32)
        self._order = np.zeros(self.rows, np.uint64)
        self.langs: list[str] = sorted({lang for segment in self._segments for lang in segment.langs})
        self._rows_of: list[Rows] = []
        for number, (segment, removed) in enumerate(segments):
            columns, rows = segment.columns, segment.columns["rows"]
            self._rows_of.append(rows)
            self.alive[rows], self._segment[rows], self._place[rows] = ~removed, number, np.arange(len(rows))
            self._document[rows], self._first[rows], self._last[rows] = (
                columns[name] for name in ("document", "first", "last")
            )
            numbers = np.array([self.langs.index(lang) for lang in segment.langs], np.uint8)
            self._lang[rows], self._lengths[rows] = numbers[columns["lang"]], columns["tokens"]
            self._order[rows] = columns["order"]
        self.passages = int(self.alive.sum())
        self.tokens = int(self._lengths[self.alive].sum())

    def documents(self) -> dict[str, str]:
        return {identifier: key for identifier, (_, key) in self._documents.items()}

    def nearest(self, question: Vectors, *, each: int, where: Where = EVERYWHERE) -> Rows:
        pools = [rows for rows in self._members(where) if len(rows)]
        deep = _DEEP * each
        if any(len(rows) > deep for rows in pools):
            near = self._estimates(question)
            pools = [_best(rows, near[rows], deep) if len(rows) > deep else rows for rows in pools]
        compared = np.concatenate([np.zeros(0, np.int64), *(rows for rows in pools if len(rows) > each)])
        likeness = self._likeness(question, compared)
        chosen, done = [np.zeros(0, np.int64)], 0
        for rows in pools:
            if len(rows) > each:
                order = np.lexsort((self._order[rows], -likeness[done : done + len(rows)]))
                done += len(rows)
                rows = rows[order[:each]]
            chosen.append(rows)
        return np.concatenate(chosen)

    def postings(self, tokens: Sequence[str], *, where: Where = EVERYWHERE) -> list[Postings]:
        hashes = np.array([token_hash(token) for token in tokens], np.uint64)
        may = self._may(where)
        parts: list[list[tuple[Rows, npt.NDArray[np.uint8]]]] = [[] for _ in tokens]
        for rows, segment in zip(self._rows_of, self._segments, strict=True):
            for number, found in enumerate(segment.postings(hashes)):
                if found is not None:
                    parts[number].append((rows[found[0]], found[1]))
        return [self._postings(part, may) for part in parts]

    def vectors(self, rows: Rows) -> tuple[list[str], Vectors]:
        langs = [self.langs[number] for number in self._lang[rows].tolist()]
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
    def _everywhere(self) -> list[Rows]:
        rows = np.flatnonzero(self.alive)
        return [rows[self._lang[rows] == number] for number in range(len(self.langs))]

    @cached_property
    def _samples(self) -> dict[str, Vectors]:
        found = {}
        for lang, rows in zip(self.langs, self._everywhere, strict=True):
            if len(rows):
                order = np.argsort(self._order[rows], kind="stable")[:SAMPLE]
                found[lang] = decoded(*self._codes(rows[order]))
        return found

    @cached_property
    def _by_document(self) -> tuple[Rows, npt.NDArray[np.int64]]:
        order = np.argsort(self._document, kind="stable")
        return order, self._document[order]

    def _members(self, where: Where) -> list[Rows]:
        """By language, the rows that may answer."""
        may = self._may(where)
        if may is None:
            return self._everywhere
        rows = np.flatnonzero(may)
        return [rows[self._lang[rows] == number] for number in range(len(self.langs))]

    def _may(self, where: Where) -> Mask | None:
        """By row, whether it may answer; None where all may that are alive."""
        if where.langs is None and where.allowed is None:
            return None
        may = self.alive.copy()
        if where.langs is not None:
            chosen = [number for number, lang in enumerate(self.langs) if lang in where.langs]
            may &= np.isin(self._lang, chosen)
        return may if where.allowed is None else may & self._allowed(where.allowed)

    def _allowed(self, allowed: Allowed) -> Mask:
        known = self._documents
        whole = np.zeros(1 + max((number for number, _ in known.values()), default=0), bool)
        whole[[known[name][0] for name, spans in allowed.items() if spans is None and name in known]] = True
        # a row whose document is gone may bear a number beyond the last one; it is not alive
        found: Mask = whole[np.minimum(self._document, len(whole) - 1)]
        for name, spans in allowed.items():
            if spans is not None and name in known:
                rows = self._rows_of_document(known[name][0])
                for start, end in spans:
                    found[rows] |= (self._first[rows] < end) & (self._last[rows] > start)
        return found

    def _rows_of_document(self, number: int) -> Rows:
        order, numbers = self._by_document
        first, last = np.searchsorted(numbers, [number, number + 1])
        return order[first:last]

    def _estimates(self, question: Vectors) -> npt.NDArray[np.float32]:
        probe = Probe(question)
        found = np.zeros(self.rows, np.float32)
        for rows, segment in zip(self._rows_of, self._segments, strict=True):
            found[rows] = probe.estimates(segment.bits, segment.gains)
        return found

    def _likeness(self, question: Vectors, rows: Rows) -> Vectors:
        """Inner products with vectors, up to a factor that is the same for all.

        In whole numbers that float32 holds exactly, whose sum is the same in whatever order they are added.
        """
        most = min(MOST, _EXACT_IN_FLOAT // (MOST * self._dim))
        whole = np.rint(question * (most / max(float(np.abs(question).max()), 1e-9))).astype(np.float32)
        found = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), _BLOCK):
            codes, scales = self._codes(rows[start : start + _BLOCK])
            found[start : start + _BLOCK] = np.vecdot(codes.astype(np.float32), whole) * scales
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
        living = self.alive[rows]
        if not living.all():
            rows, counts = rows[living], counts[living]
        frequency = len(rows)
        if may is not None:
            permitted = may[rows]
            rows, counts = rows[permitted], counts[permitted]
        return Postings(frequency, rows, counts, self._lengths[rows])


def _best(rows: Rows, worth: npt.NDArray[np.float32], count: int) -> Rows:
    """The rows of the `count` largest values, and those equal to the least of them."""
    best: Rows = rows[worth >= np.partition(worth, len(worth) - count)[len(worth) - count]]
    return best
