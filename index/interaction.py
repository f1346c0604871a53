"""Late interaction: how well the words of a question find their match among those of a passage, one by one.

Every word piece of the question looks for the piece of the passage that is most like it, and the mean of those
likenesses is the passage's (MaxSim of ColBERT, Khattab and Zaharia 2020). It tells passages of one language apart
better than one vector a passage can. Four bits a dimension are enough: mean nDCG@10 on six tasks .8006 with 32 and with
8 bits, .7998 with 4.
"""

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .embedders.protocol import Vectors

MOST_QUESTION_PIECES = 96
"""A longer question is heard to here: the time grows with it, and what it asks stands at its beginning."""
_LEVELS = 16
_SPAN = 3.0
"""Values are told apart up to this many standard deviations, of which a random direction has 1 / sqrt(dimensions)."""


def encode(pieces: Vectors) -> bytes:
    """Vectors of length 1, shape (pieces, dim), as codes of four bits.

    The second half of the dimensions lies in the high bits.
    """
    if pieces.size == 0:
        return b""
    codes = np.clip(np.floor(pieces / _step(pieces.shape[1])) + _LEVELS // 2, 0, _LEVELS - 1).astype(np.uint8)
    half = pieces.shape[1] // 2
    packed: bytes = (codes[:, :half] | (codes[:, half:] << 4)).tobytes()
    return packed


def likeness(question: Vectors, passages: Sequence[bytes]) -> npt.NDArray[np.float64]:
    """Of every passage, as `encode` gave it, the mean over the question's pieces of the best match; nan without pieces.

    Returns:
        Shape (len(passages),).
    """
    found = np.full(len(passages), np.nan)
    width = question.shape[1] // 2 if question.ndim == 2 else 0
    lengths = np.array([len(passage) // width if width else 0 for passage in passages])
    present = np.flatnonzero(lengths)
    if not len(question) or not len(present):
        return found
    question = question[:MOST_QUESTION_PIECES]
    codes = np.frombuffer(b"".join(passages), np.uint8).reshape(-1, width)
    step = np.float32(_step(2 * width))
    matches = (codes & (_LEVELS - 1)).astype(np.float32) @ (question[:, :width].T * step)
    matches += (codes >> 4).astype(np.float32) @ (question[:, width:].T * step)
    starts = np.cumsum([0, *lengths[present][:-1]])
    best = np.maximum.reduceat(matches, starts, axis=0)
    zero = (_LEVELS - 1) / 2 * step * question.sum(axis=1)
    found[present] = (best - zero).mean(axis=1, dtype=np.float64)
    return found


def _step(dim: int) -> float:
    return 2 * _SPAN / math.sqrt(dim) / _LEVELS
