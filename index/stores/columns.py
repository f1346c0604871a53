"""What of every passage is held in memory while questions are asked: enough to tell who may answer.

Arrays have one place a row, in all about 50 bytes a passage; where no passage is (any more), `alive` is false.
"""

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..embedders.protocol import Vectors
from .protocol import SAMPLE, Allowed, Rows, Where
from .rounding import MOST, Codes

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]

_EXACT_IN_FLOAT = 2**24
"""Up to here float32 counts whole numbers exactly."""
_BLOCK = 64
"""Vectors that are widened together: they stay in the processor's nearest memory, which halves the time."""


class Columns:
    """The columns of one state.

    `document` are numbers of documents, `first` and `last` where a passage begins and ends in its own, `lang` places in
    `langs`, `lengths` tokens, `order` numbers that depend on the ids of passages only.
    """

    def __init__(self, rows: int, langs: list[str]) -> None:
        self.rows, self.langs = rows, langs
        self.alive: Mask = np.zeros(rows, bool)
        self.document: Numbers = np.zeros(rows, np.int64)
        self.first: Numbers = np.zeros(rows, np.int64)
        self.last: Numbers = np.zeros(rows, np.int64)
        self.lang = np.zeros(rows, np.uint8)
        self.lengths = np.zeros(rows, np.int32)
        self.order = np.zeros(rows, np.uint64)

    @cached_property
    def everywhere(self) -> list[Rows]:
        """By language, all rows."""
        return self._by_lang(self.alive)

    @cached_property
    def sampled(self) -> dict[str, Rows]:
        """Of every language the rows of `SAMPLE` passages, the same in whatever order they came."""
        return {
            lang: rows[np.argsort(self.order[rows], kind="stable")[:SAMPLE]]
            for lang, rows in zip(self.langs, self.everywhere, strict=True)
            if len(rows)
        }

    def members(self, where: Where, documents: Mapping[str, int]) -> list[Rows]:
        """By language, the rows that may answer; `documents` are their numbers by id."""
        may = self.may(where, documents)
        return self.everywhere if may is None else self._by_lang(may)

    def may(self, where: Where, documents: Mapping[str, int]) -> Mask | None:
        """By row, whether it may answer; None where all may that are alive."""
        if where.langs is None and where.allowed is None:
            return None
        may = self.alive.copy()
        if where.langs is not None:
            chosen = [number for number, lang in enumerate(self.langs) if lang in where.langs]
            may &= np.isin(self.lang, chosen)
        return may if where.allowed is None else may & self._allowed(where.allowed, documents)

    def _by_lang(self, mask: Mask) -> list[Rows]:
        rows = np.flatnonzero(mask)
        return [rows[self.lang[rows] == number] for number in range(len(self.langs))]

    @cached_property
    def _by_document(self) -> tuple[Rows, Numbers]:
        order = np.argsort(self.document, kind="stable")
        return order, self.document[order]

    def _allowed(self, allowed: Allowed, documents: Mapping[str, int]) -> Mask:
        whole = np.zeros(1 + max(documents.values(), default=0), bool)
        whole[[documents[name] for name, spans in allowed.items() if spans is None and name in documents]] = True
        # a row whose document is gone may bear a number beyond the last one; it is not alive
        found: Mask = whole[np.minimum(self.document, len(whole) - 1)]
        for name, spans in allowed.items():
            if spans is not None and name in documents:
                rows = self._rows_of_document(documents[name])
                for start, end in spans:
                    found[rows] |= (self.first[rows] < end) & (self.last[rows] > start)
        return found

    def _rows_of_document(self, number: int) -> Rows:
        order, numbers = self._by_document
        first, last = np.searchsorted(numbers, [number, number + 1])
        return order[first:last]


def likeness(question: Vectors, codes: Codes, scales: Vectors) -> Vectors:
    """Inner products of a question with vectors, each `codes` times `scales`, up to a factor that is the same for all.

    In whole numbers that float32 holds exactly, whose sum is the same in whatever order they are added.
    """
    most = min(MOST, _EXACT_IN_FLOAT // (MOST * codes.shape[1]))
    whole = np.rint(question * (most / max(float(np.abs(question).max()), 1e-9))).astype(np.float32)
    found = np.empty(len(codes), np.float32)
    for start in range(0, len(codes), _BLOCK):
        part = slice(start, start + _BLOCK)
        np.vecdot(codes[part].astype(np.float32), whole, out=found[part])
    found *= scales
    return found
