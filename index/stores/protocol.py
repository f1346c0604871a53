"""What holds the vectors: the interface that every vector store fulfils, and its contract test checks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from ..embedders.protocol import Vectors

Rows = npt.NDArray[np.int64]


class VectorIndex(Protocol):
    """Vectors by row number, and the nearest of them by inner product.

    A row number is given by the caller, from 0, and stands for one vector until it is removed.
    """

    dim: int

    def __len__(self) -> int: ...

    def add(self, rows: Sequence[int], vectors: Vectors) -> None:
        """Add one vector a row; float32, shape (len(rows), dim). A row that is there already is a ValueError."""
        ...

    def remove(self, rows: Sequence[int]) -> None:
        """Take out vectors; rows that are not there are passed over."""
        ...

    def search(self, question: Vectors, *, k: int, among: Rows | None = None) -> tuple[Vectors, Rows]:
        """The `k` nearest to one vector, nearest first, fewer where there are fewer; `among`: only these rows.

        Returns:
            Inner products, float32, and row numbers, both of shape (n,), n <= k.
        """
        ...

    def vectors(self, rows: Sequence[int]) -> Vectors:
        """The vectors of rows as they were stored, float32, shape (len(rows), dim). A missing row is a KeyError."""
        ...

    def save(self, path: Path) -> None:
        """Write everything to one file, on disk when the call returns."""
        ...

    @classmethod
    def load(cls, path: Path, *, dim: int) -> Self:
        """Read what `save` wrote.

        Raises:
            ValueError: the file is damaged or of another dimension.
        """
        ...
