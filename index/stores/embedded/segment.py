"""A segment: some passages of an index with their vectors, word pieces and postings, in a file that never changes.

What every question reads (columns, bits of vectors, the table of tokens) is compared with its checksum when the file
is opened; a vector, a passage's word pieces and a token's postings when they are read for the first time. So no
question is answered from damaged bytes, and none waits until all of them have been looked at.
"""

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..rounding import Codes
from .layout import Sections, Written

COLUMNS = ("rows", "document", "first", "last", "lang", "tokens", "order")
"""Arrays with one number a passage: its row, the number of its document, where it begins and ends, the place of its
language in the list of languages, how many tokens it has, and a hash of its id."""

Places = npt.NDArray[np.int64]
"""Positions of passages in a segment."""


class Segment:
    """Reads the file of a segment."""

    def __init__(self, path: Path, written: Written) -> None:
        """Open the file.

        Raises:
            IndexMismatch: it is damaged.
            FileNotFoundError: it is not there.
        """
        self.sections = Sections(path, written)
        checked = self.sections.checked
        self.columns: dict[str, npt.NDArray[Any]] = {name: checked(name) for name in COLUMNS}
        self.langs: list[str] = checked("langs").tobytes().decode().split()
        self.bits, self.gains, self.scales = checked("bits"), checked("gains"), checked("scales")
        self._codes = self.sections.array("codes")
        self._codes_crc = checked("codes_crc")
        self._codes_read = np.zeros(len(self), bool)
        self._pieces = self.sections.reader("pieces")
        self._ends: list[int] = checked("piece_ends").tolist()
        self._pieces_crc = checked("pieces_crc")
        self._pieces_read = np.zeros(len(self), bool)
        self._hashes, self._starts = checked("token_hashes"), checked("token_starts")
        self._positions, self._counts = self.sections.array("positions"), self.sections.array("counts")
        self._postings_crc = checked("postings_crc")
        self._postings_read = np.zeros(len(self._hashes), bool)

    def __len__(self) -> int:
        return len(self.columns["rows"])

    @property
    def size(self) -> int:
        """Postings in it."""
        return len(self._positions)

    def codes(self, places: Places) -> Codes:
        """The coded vectors of passages, shape (len(places), dim)."""
        found: Codes = self._codes[places]
        if not self._codes_read[places].all():
            for index, place in enumerate(places.tolist()):
                if not self._codes_read[place] and zlib.crc32(found[index].data) != self._codes_crc[place]:
                    raise self.sections.damage(f"the vector of its passage {place} differs from its checksum")
            self._codes_read[places] = True
        return found

    def pieces(self, place: int) -> bytes:
        """The codes of the word pieces of a passage."""
        found = self._pieces(self._ends[place], self._ends[place + 1])
        if not self._pieces_read[place]:
            if zlib.crc32(found) != self._pieces_crc[place]:
                raise self.sections.damage(f"the word pieces of its passage {place} differ from their checksum")
            self._pieces_read[place] = True
        return found

    def postings(self, hashes: npt.NDArray[np.uint64]) -> list[tuple[Places, npt.NDArray[np.uint8]] | None]:
        """For every token, the places of the passages that hold it and how often; None where there is none."""
        if not len(self._hashes):
            return [None] * len(hashes)
        nearest = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        there = self._hashes[nearest] == hashes
        return [
            self._posting(number) if present else None
            for number, present in zip(nearest.tolist(), there.tolist(), strict=True)
        ]

    def _posting(self, number: int) -> tuple[Places, npt.NDArray[np.uint8]]:
        start, end = int(self._starts[number]), int(self._starts[number + 1])
        positions, counts = self._positions[start:end], self._counts[start:end]
        if not self._postings_read[number]:
            if zlib.crc32(counts.data, zlib.crc32(positions.data)) != self._postings_crc[number]:
                raise self.sections.damage("the postings of a token differ from their checksum")
            self._postings_read[number] = True
        return positions, counts

    def all_postings(self) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int64], Places, npt.NDArray[np.uint8]]:
        """The hashes of tokens, where the postings of each begin and the last end, places and counts."""
        return self._hashes, self._starts, self._positions, self._counts

    def piece_lengths(self, places: Sequence[int]) -> list[int]:
        """Bytes of the word pieces of passages."""
        return [self._ends[place + 1] - self._ends[place] for place in places]
