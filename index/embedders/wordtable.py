"""What goes into the first layer of e5: the rows of a text's word pieces, and of their places.

Rows of the word table are read from the file as they are needed: of its 54 MB a question touches a few pages.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .protocol import Vectors
from .weights import BLOCK, MAX_TOKENS, Weights, unpacked


class WordTable:
    """The tokenizer and the tables of words and places."""

    def __init__(self, weights: Weights) -> None:
        self._tokenizer = weights.tokenizer()
        self._padding = weights.special[2]
        self._words = weights.tensors["emb.word"].blocks().reshape(weights.vocabulary, weights.hidden // BLOCK)
        positions = weights.tensors["emb.pos"].values().reshape(weights.positions, weights.hidden)
        self._places = positions + weights.tensors["emb.type"].values()[: weights.hidden]

    def cut(self, text: str) -> list[int]:
        """The ids of the word pieces, frame included; a text too long for the model is cut."""
        ids: list[int] = self._tokenizer.encode(text).ids[:MAX_TOKENS]
        return ids

    def rows(self, texts: Sequence[Sequence[int]], *, count: int, length: int) -> tuple[Vectors, npt.NDArray[np.int32]]:
        """The input of a batch of `count` texts of `length` pieces, those that are missing filled up.

        Returns:
            float32, shape (count, length, hidden); and 1 where there is a piece, shape (count, length). A text that is
            filled up has one piece, as attention to nothing is no number.
        """
        ids = np.full((count, length), self._padding, np.int64)
        mask = np.zeros((count, length), np.int32)
        mask[:, 0] = 1
        for row, members in enumerate(texts):
            ids[row, : len(members)], mask[row, : len(members)] = members, 1
        codes, scales = unpacked(self._words[ids])
        words = ((codes.astype(np.float32) - 8) * scales[..., None]).reshape(*ids.shape, -1)
        return words + self._places[:length], mask
