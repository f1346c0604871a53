"""A first look at all vectors: one bit a dimension tells roughly how near each is to a question.

A vector is rotated and kept as the signs of its coordinates, of which the question's coordinates, in four bits, give an
estimate of the inner product (RaBitQ, Gao and Long 2024). What looks near is then compared exactly. Unlike cells or
trained codes, the bits of a vector depend on nothing else: not on what is in the index, nor on the order it came in.
Everything is counted in whole numbers, so the estimates are the same on every machine.
"""

import hashlib
from functools import cache

import faiss
import numpy as np
import numpy.typing as npt

from ...embedders.protocol import Vectors
from ..rounding import Codes, coded

_LEAST_WIDTH = 64
_PLANES = 4
_SPAN = 3.0
"""Standard deviations of the question's coordinates that its four bits tell apart."""
_BATCH = 512

Numbers = npt.NDArray[np.float32]


def signs_of(codes: Codes, scales: Numbers) -> tuple[npt.NDArray[np.uint8], Numbers]:
    """The bits of vectors, uint8 of shape (n, width / 8), and the factor of each vector's estimates, float32."""
    bits = np.zeros((len(codes), _width(codes.shape[1]) // 8), np.uint8)
    gains = np.zeros(len(codes), np.float32)
    for start in range(0, len(codes), _BATCH):
        part = slice(start, start + _BATCH)
        turned = _turned(codes[part])
        bits[part] = np.packbits(turned > 0, axis=1)
        squares = np.square(codes[part].astype(np.int64)).sum(axis=1)
        gains[part] = squares * scales[part].astype(np.float64) / np.maximum(np.abs(turned).sum(axis=1), 1)
    return bits, gains


class Probe:
    """A question, ready to be compared with the bits of many vectors."""

    def __init__(self, question: Vectors) -> None:
        faiss.omp_set_num_threads(1)
        turned = _turned(coded(question.reshape(1, -1))[0])[0]
        step = 2 * _SPAN * float(np.sqrt(np.square(turned).mean())) / 2**_PLANES or 1.0
        levels = np.clip(np.floor(turned / step) + 2 ** (_PLANES - 1), 0, 2**_PLANES - 1).astype(np.uint8)
        self._planes = np.ascontiguousarray(np.stack([np.packbits((levels >> plane) & 1) for plane in range(_PLANES)]))
        self._middle = (2**_PLANES - 1) / 2 * len(turned)

    def estimates(self, bits: npt.NDArray[np.uint8], gains: Numbers) -> Numbers:
        """Estimates of the inner products with vectors, up to a factor that is the same for all."""
        distances = np.empty((_PLANES, len(bits)), np.int32)
        if len(bits):
            faiss.hammings(  # type: ignore[attr-defined]
                faiss.swig_ptr(self._planes),
                faiss.swig_ptr(bits),
                _PLANES,
                len(bits),
                bits.shape[1],
                faiss.swig_ptr(distances),
            )
        total = distances[0]
        for plane in range(1, _PLANES):
            total = total + (distances[plane] << plane)
        found: Numbers = ((self._middle - total) * gains).astype(np.float32)
        return found


def _width(dim: int) -> int:
    return max(_LEAST_WIDTH, 1 << (dim - 1).bit_length())


@cache
def _flips(width: int) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.int8]]:
    drawn = np.unpackbits(np.frombuffer(hashlib.shake_256(b"rotation").digest(width // 4), np.uint8))
    signs = (drawn.astype(np.int8) * 2 - 1).reshape(2, width)
    return signs[0], signs[1]


def _turned(codes: Codes) -> npt.NDArray[np.float64]:
    """Vectors turned so that no dimension says more than another: twice random signs and a Hadamard transform.

    Whole numbers, which float64 holds exactly.
    """
    width = _width(codes.shape[1])
    turned = np.zeros((len(codes), width))
    turned[:, : codes.shape[1]] = codes
    outer = _hadamard(1 << (width.bit_length() - 1) // 2)
    inner = _hadamard(width // len(outer))
    for flips in _flips(width):
        rows = ((turned * flips).reshape(-1, len(inner)) @ inner).reshape(len(codes), len(outer), len(inner))
        turned = np.matmul(outer, rows).reshape(len(codes), width)
    return turned


@cache
def _hadamard(size: int) -> npt.NDArray[np.float64]:
    matrix = np.ones((1, 1))
    while len(matrix) < size:
        matrix = np.block([[matrix, matrix], [matrix, -matrix]])
    return matrix
