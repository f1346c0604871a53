"""Writing the file of a segment: of passages that come, or of other segments that become one."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...embedders.protocol import Vectors
from ...passages import Passage
from ..hashing import order_of, token_hash
from ..protocol import Addition
from ..rounding import Codes, coded
from .layout import SectionWriter, Written
from .scan import bits_of
from .segment import COLUMNS, Places, Segment

_MOST_COUNTED = 255
_TYPES = {
    "rows": "<i8",
    "document": "<i8",
    "first": "<i8",
    "last": "<i8",
    "lang": "u1",
    "tokens": "<i4",
    "order": "<u8",
}
_BATCH = 1024
"""Vectors that are coded together."""


@dataclass(frozen=True)
class Given:
    """An addition, with the row and the number of its document."""

    row: int
    document: int
    addition: Addition


@dataclass(frozen=True)
class _Postings:
    """The postings of passages in the order they came: of every one a hash of the token, its place and the count."""

    hashes: npt.NDArray[np.uint64]
    places: npt.NDArray[np.int32]
    counts: npt.NDArray[np.uint8]


def write_segment(path: Path, members: Iterable[Given], *, dim: int) -> Written:
    """Write the segment of passages that come, in ascending order of their rows; read once, in order."""
    writer = SectionWriter(path)
    try:
        return _Collector(dim).write(writer, members)
    except BaseException:
        writer.abandon()
        raise


class _Collector:
    """What is gathered of passages while their word pieces go to the file."""

    def __init__(self, dim: int) -> None:
        self.columns: dict[str, list[int]] = {name: [] for name in COLUMNS}
        self.langs: dict[str, int] = {}
        self.hashes: list[npt.NDArray[np.uint64]] = []
        self.counts: list[npt.NDArray[np.uint8]] = []
        self.codes: list[Codes] = [np.zeros((0, dim), np.int8)]
        self.scales: list[Vectors] = [np.zeros(0, np.float32)]
        self.vectors: list[Vectors] = []
        self.ends, self.crcs = [0], list[int]()

    def write(self, writer: SectionWriter, members: Iterable[Given]) -> Written:
        writer.stream("pieces", self._pieces(members))
        self._code()
        columns = {name: np.array(values, _TYPES[name]) for name, values in self.columns.items()}
        codes, scales = np.concatenate(self.codes), np.concatenate(self.scales)
        bits, gains = bits_of(codes, scales)
        lengths = [len(hashes) for hashes in self.hashes]
        postings = _Postings(
            np.concatenate([np.zeros(0, np.uint64), *self.hashes]),
            np.repeat(np.arange(len(lengths), dtype=np.int32), lengths),
            np.concatenate([np.zeros(0, np.uint8), *self.counts]),
        )
        _finish(writer, columns, list(self.langs), codes, scales, bits, gains, self.ends, self.crcs)
        _write_postings(writer, postings)
        return writer.close()

    def _pieces(self, members: Iterable[Given]) -> Iterator[bytes]:
        for given in members:
            self._gather(given)
            pieces = given.addition.pieces
            self.ends.append(self.ends[-1] + len(pieces))
            self.crcs.append(zlib.crc32(pieces))
            yield pieces

    def _gather(self, given: Given) -> None:
        passage, tokens = given.addition.passage, given.addition.tokens
        for name, value in self._column_values(given, passage, len(tokens)).items():
            self.columns[name].append(value)
        hashes, counts = np.unique(np.array([token_hash(token) for token in tokens], np.uint64), return_counts=True)
        self.hashes.append(hashes)
        self.counts.append(np.minimum(counts, _MOST_COUNTED).astype(np.uint8))
        self.vectors.append(given.addition.vector)
        if len(self.vectors) == _BATCH:
            self._code()

    def _column_values(self, given: Given, passage: Passage, tokens: int) -> dict[str, int]:
        return {
            "rows": given.row,
            "document": given.document,
            "first": passage.start,
            "last": passage.end,
            "lang": self.langs.setdefault(passage.lang, len(self.langs)),
            "tokens": max(tokens, 1),
            "order": order_of(passage.id),
        }

    def _code(self) -> None:
        if self.vectors:
            codes, scales = coded(np.stack(self.vectors))
            self.codes.append(codes)
            self.scales.append(scales)
            self.vectors.clear()


def merge_segments(path: Path, members: Sequence[tuple[Segment, Places]]) -> Written:
    """Write one segment of several; of each, the passages at these places.

    Raises:
        IndexMismatch: one of them is damaged.
    """
    for segment, _ in members:
        segment.sections.check()
    writer = SectionWriter(path)
    try:
        return _merged(writer, members)
    except BaseException:
        writer.abandon()
        raise


def _merged(writer: SectionWriter, members: Sequence[tuple[Segment, Places]]) -> Written:
    rows = np.concatenate([segment.columns["rows"][places] for segment, places in members])
    order = np.argsort(rows, kind="stable")
    source = np.repeat(np.arange(len(members)), [len(places) for _, places in members])[order]
    place = np.concatenate([places for _, places in members])[order]
    sources = list(zip(source.tolist(), place.tolist(), strict=True))
    segments = [segment for segment, _ in members]
    lengths = [segments[number].piece_lengths([at])[0] for number, at in sources]
    pieces = (segments[number].pieces(at) for number, at in sources)
    crcs = list[int]()
    writer.stream("pieces", _summed(pieces, crcs))

    langs: dict[str, int] = {}
    renumbered = [np.array([langs.setdefault(lang, len(langs)) for lang in segment.langs]) for segment in segments]
    columns = {
        name: np.concatenate([segment.columns[name][places] for segment, places in members])[order]
        for name in COLUMNS
        if name != "lang"
    }
    columns["lang"] = np.concatenate(
        [
            numbers[segment.columns["lang"][places]]
            for numbers, (segment, places) in zip(renumbered, members, strict=True)
        ]
    )[order].astype("u1")
    codes = np.concatenate([segment.codes(places) for segment, places in members])[order]
    scales, bits, gains = (
        np.concatenate([getattr(segment, name)[places] for segment, places in members])[order]
        for name in ("scales", "bits", "gains")
    )
    _finish(writer, columns, list(langs), codes, scales, bits, gains, np.cumsum([0, *lengths]), crcs)
    _write_postings(writer, _joined(members, order))
    return writer.close()


def _summed(pieces: Iterable[bytes], crcs: list[int]) -> Iterator[bytes]:
    for part in pieces:
        crcs.append(zlib.crc32(part))
        yield part


def _joined(members: Sequence[tuple[Segment, Places]], order: npt.NDArray[np.int64]) -> _Postings:
    new_place = np.empty(len(order), np.int32)
    new_place[order] = np.arange(len(order), dtype=np.int32)
    hashes, places_of, counts_of, before = [], [], [], 0
    for segment, places in members:
        names, starts, positions, counts = segment.all_postings()
        moved = np.full(len(segment), -1, np.int32)
        moved[places] = new_place[before : before + len(places)]
        before += len(places)
        living = moved[positions] >= 0
        hashes.append(np.repeat(names, np.diff(starts))[living])
        places_of.append(moved[positions][living])
        counts_of.append(counts[living])
    return _Postings(np.concatenate(hashes), np.concatenate(places_of), np.concatenate(counts_of))


def _finish(
    writer: SectionWriter,
    columns: dict[str, npt.NDArray[np.generic]],
    langs: list[str],
    codes: Codes,
    scales: Vectors,
    bits: npt.NDArray[np.uint8],
    gains: Vectors,
    ends: Sequence[int] | npt.NDArray[np.int64],
    crcs: list[int],
) -> None:
    writer.add("piece_ends", np.asarray(ends, "<i8"))
    writer.add("pieces_crc", np.array(crcs, "<u4"))
    for name, values in columns.items():
        writer.add(name, values)
    writer.add("langs", np.frombuffer(" ".join(langs).encode(), np.uint8))
    writer.add("codes", codes)
    writer.add("codes_crc", np.array([zlib.crc32(row.data) for row in codes], "<u4"))
    writer.add("scales", scales)
    writer.add("bits", bits)
    writer.add("gains", gains)


def _write_postings(writer: SectionWriter, postings: _Postings) -> None:
    order = np.lexsort((postings.places, postings.hashes))
    hashes, places, counts = postings.hashes[order], postings.places[order], postings.counts[order]
    names, starts = np.unique(hashes, return_index=True)
    bounds = [*starts.tolist(), len(hashes)]
    crcs = [zlib.crc32(counts[start:end].data, zlib.crc32(places[start:end].data)) for start, end in pairwise(bounds)]
    writer.add("token_hashes", names.astype("<u8"))
    writer.add("token_starts", np.array(bounds, "<i8"))
    writer.add("postings_crc", np.array(crcs, "<u4"))
    writer.add("positions", places.astype("<i4"))
    writer.add("counts", counts)
