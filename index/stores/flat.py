"""Vectors in FAISS: searched one by one while they are few, by the nearest cells once they are many.

Few are stored as float16, which leaves the inner products right to three decimals. From `MANY` on the store turns into
an inverted file of cells with one byte a dimension: a search of 100,000 passages then takes a millisecond where one by
one takes thirty. Cells are made anew when it has grown to `REGROWN` times what they were made for; k-means starts
with a seed of its own on an even sample, so the same vectors in the same rows give the same cells.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

from .. import threads  # isort: skip  before FAISS loads its threads

import faiss
import numpy as np

from ..embedders.protocol import Vectors
from ..files import synced
from .protocol import Rows

MANY = 20_000
REGROWN = 4
_PROBED = 32
"""Cells that a search looks into; where only some rows are asked for, twice as many."""
_CELLS_FACTOR = 3
"""Cells for n vectors: this many times the root of n."""
_SAMPLE_A_CELL = 40
_SEED = 1234
_FEW = 1500
"""Up to so many rows that are asked for, each is compared."""
_BLOCK = 8192
_NO_MAP, _MAP_BY_ROW = 0, 2
"""FAISS's kinds of maps from a row to where it lies."""


class FaissIndex:
    """Implements `VectorIndex`."""

    def __init__(self, dim: int) -> None:
        self.dim = dim
        faiss.omp_set_num_threads(1)  # a second thread saves a millisecond at best, and costs many on a busy machine
        self._faiss: Any = faiss.IndexIDMap2(
            faiss.IndexScalarQuantizer(dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        )
        self._place: dict[int, int] = {}

    def __len__(self) -> int:
        return int(self._faiss.ntotal)

    @property
    def kind(self) -> str:
        """`flat`, or `cells` of a large one."""
        return "flat" if isinstance(self._faiss, faiss.IndexIDMap2) else "cells"

    def add(self, rows: Sequence[int], vectors: Vectors) -> None:
        if len(set(rows)) != len(rows) or any(row in self._place for row in rows):
            raise ValueError("a row is there already")
        if len(rows) == 0:
            return
        start = len(self)
        self._faiss.add_with_ids(np.ascontiguousarray(vectors, np.float32), np.asarray(rows, np.int64))
        self._place.update((row, start + offset) for offset, row in enumerate(rows))

    def remove(self, rows: Sequence[int]) -> None:
        present = [row for row in rows if row in self._place]
        if present and self.kind == "flat":
            self._faiss.remove_ids(np.asarray(present, np.int64))
            self._map_places()
        elif present:
            self._faiss.remove_ids(faiss.IDSelectorArray(np.asarray(present, np.int64)))
            for row in present:
                del self._place[row]

    def search(self, question: Vectors, *, k: int, among: Rows | None = None) -> tuple[Vectors, Rows]:
        k = min(k, len(self) if among is None else len(among))
        if k <= 0:
            return np.zeros(0, np.float32), np.zeros(0, np.int64)
        if among is not None and len(among) <= _FEW:
            return self._compared(question, k, among)
        cells = self.kind == "cells"
        options: Any = faiss.SearchParametersIVF() if cells else faiss.SearchParameters()
        if cells:
            options.nprobe = min(self._faiss.nlist, _PROBED if among is None else 2 * _PROBED)
        if among is not None:
            bits = np.zeros(int(among.max()) + 1, bool)
            bits[among] = True
            packed: Any = np.packbits(bits, bitorder="little")
            options.sel = faiss.IDSelectorBitmap(packed)  # type: ignore[call-arg]  # the wrapper takes an array
        scores, rows = self._faiss.search(question.reshape(1, -1).astype(np.float32), k, params=options)
        found = rows[0] >= 0
        return scores[0][found], rows[0][found]

    def _compared(self, question: Vectors, k: int, among: Rows) -> tuple[Vectors, Rows]:
        present = np.array([row for row in among.tolist() if row in self._place], np.int64)
        scores: Vectors = self.vectors(present.tolist()) @ question.astype(np.float32)
        order = np.lexsort((present, -scores))[:k]
        return scores[order], present[order]

    def vectors(self, rows: Sequence[int]) -> Vectors:
        if not len(rows):
            return np.zeros((0, self.dim), np.float32)
        places = np.asarray([self._place[int(row)] for row in rows], np.int64)
        found: Vectors = (
            self._faiss.index.reconstruct_batch(places)
            if self.kind == "flat"
            else self._faiss.reconstruct_batch(np.asarray(rows, np.int64))
        )
        return found

    def save(self, path: Path) -> None:
        self._fit()
        faiss.write_index(self._faiss, str(path))
        synced(path)

    @classmethod
    def load(cls, path: Path, *, dim: int) -> Self:
        try:
            loaded = faiss.read_index(str(path))
        except RuntimeError as error:
            raise ValueError(str(error).splitlines()[-1]) from error
        if loaded.d != dim or not isinstance(loaded, faiss.IndexIDMap2 | faiss.IndexIVFScalarQuantizer):
            raise ValueError(f"holds vectors of {loaded.d} dimensions, not {dim}")
        index = cls(dim)
        index._faiss = loaded
        index._map_places()
        return index

    def _fit(self) -> None:
        """Choose the kind that the size asks for, and make cells where they are due."""
        size = len(self)
        if self.kind == "flat" and size < MANY:
            return
        if self.kind == "cells" and size < REGROWN * self._faiss.nlist**2 // _CELLS_FACTOR**2:
            return
        rows = np.sort(np.fromiter(self._place, np.int64, size))
        made = self._trained(rows)
        for start in range(0, size, _BLOCK):
            part = rows[start : start + _BLOCK]
            made.add_with_ids(self.vectors(part.tolist()), part)
        self._faiss = made
        self._map_places()

    def _trained(self, rows: Rows) -> Any:
        cells = _cells(len(rows))
        sample = self.vectors(_sampled(rows, cells * _SAMPLE_A_CELL).tolist())
        coarse: Any = faiss.IndexFlatIP(self.dim)
        made: Any = faiss.IndexIVFScalarQuantizer(
            coarse, self.dim, cells, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        coarse.this.disown()
        made.own_fields = True
        made.cp.seed, made.cp.niter, made.cp.spherical = _SEED, 8, True
        faiss.omp_set_num_threads(threads.cores())
        try:
            made.train(sample)
        finally:
            faiss.omp_set_num_threads(1)
        made.set_direct_map_type(_MAP_BY_ROW)
        return made

    def _map_places(self) -> None:
        if self.kind == "flat":
            ids = faiss.vector_to_array(self._faiss.id_map)
        else:
            lists = self._faiss.invlists
            ids = np.concatenate(
                [
                    faiss.rev_swig_ptr(lists.get_ids(cell), lists.list_size(cell)).copy()
                    for cell in range(self._faiss.nlist)
                    if lists.list_size(cell)
                ]
                or [np.zeros(0, np.int64)]
            )
            self._faiss.set_direct_map_type(_NO_MAP)
            self._faiss.set_direct_map_type(_MAP_BY_ROW)
        self._place = {int(row): place for place, row in enumerate(ids)}


def _cells(size: int) -> int:
    return min(size, int(_CELLS_FACTOR * size**0.5))


def _sampled(rows: Rows, count: int) -> Rows:
    """`count` rows evenly spread over all."""
    if len(rows) <= count:
        return rows
    return rows[np.linspace(0, len(rows) - 1, count).astype(np.int64)]
