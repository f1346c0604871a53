"""A first look at all vectors: two bits a dimension tell roughly how near each is to a question.

A vector is rotated, and each coordinate kept as one of four levels; those of the question likewise. As bits, of which
differing ones are counted, they give an estimate of the inner product (RaBitQ, Gao and Long 2024). What looks near is
then compared exactly. Unlike cells or trained codes, the bits of a vector depend on nothing else: not on what is in the
index, nor on the order it came in. Everything is counted in whole numbers, so the estimates are the same on every
machine.

With 100,000 passages, in clusters of 350 that lie as close as passages on one subject, the best so many of a language
by their estimates hold this share of its 25 nearest by cosine, and counting takes so long as a multiple of one bit:

| bits of a vector, of the question | best 200 | 400 | 800 | time |
|---|---|---|---|---|
| 1, 4 | .833 | .934 | .975 | 4 |
| 2, 1 | .856 | .942 | .982 | 2 |
| 2, 2 | .952 | .984 | .998 | 4 |
| 2, 3 | .977 | .995 | 1.000 | 6 |
"""

import hashlib
from functools import cache

import numpy as np
import numpy.typing as npt

from ...embedders.protocol import Vectors
from ..rounding import Codes, coded

_LEAST_WIDTH = 64
_BITS = 2
"""Of a coordinate of a vector."""
_PLANES = 2
"""Bits of a coordinate of the question."""
_STEPS = {1: 1.6, 2: 0.996, 3: 0.586, 4: 0.335}
"""By the number of bits, the distance of two levels in standard deviations that loses least of a normal variable
(Max 1960)."""
_BATCH = 512
_BLOCK = 8192
"""Vectors that are looked at together."""

Numbers = npt.NDArray[np.float32]
_Bits = npt.NDArray[np.uint8]


def bits_of(codes: Codes, scales: Numbers) -> tuple[_Bits, Numbers]:
    """The bits of vectors, uint8 of shape (n, _BITS, width / 8), and the factor of each one's estimates, float32."""
    bits = np.zeros((len(codes), _BITS, _width(codes.shape[1]) // 8), np.uint8)
    gains = np.zeros(len(codes), np.float32)
    for start in range(0, len(codes), _BATCH):
        part = slice(start, start + _BATCH)
        turned = _turned(codes[part])
        levels = _levels(turned, _BITS)
        bits[part] = _planes_of(levels, _BITS)
        squares = np.square(codes[part].astype(np.int64)).sum(axis=1)
        kept = (turned * (levels - (2**_BITS - 1) / 2)).sum(axis=1)
        gains[part] = squares * scales[part].astype(np.float64) / np.maximum(kept, 1)
    return bits, gains


class Probe:
    """A question, ready to be compared with the bits of many vectors."""

    def __init__(self, question: Vectors) -> None:
        turned = _turned(coded(question.reshape(1, -1))[0])
        self._planes = np.ascontiguousarray(_planes_of(_levels(turned, _PLANES), _PLANES)[0])
        self._most = (2**_PLANES - 1) * (2**_BITS - 1) * turned.shape[1]

    def estimates(self, bits: _Bits, gains: Numbers) -> Numbers:
        """Estimates of the inner products with vectors, up to a factor that is the same for all."""
        found = np.empty(len(bits), np.float32)
        for start in range(0, len(bits), _BLOCK):
            part = slice(start, start + _BLOCK)
            found[part] = (self._most - 2 * self._differing(bits[part])) * gains[part]
        return found

    def _differing(self, bits: _Bits) -> npt.NDArray[np.int32]:
        """Bits that differ, by their weights."""
        import faiss  # a tenth of a second, which a small index does without

        faiss.omp_set_num_threads(1)
        distances = np.empty((_PLANES, len(bits), _BITS), np.int32)
        faiss.hammings(  # type: ignore[attr-defined]
            faiss.swig_ptr(self._planes),
            faiss.swig_ptr(bits),
            _PLANES,
            len(bits) * _BITS,
            bits.shape[2],
            faiss.swig_ptr(distances),
        )
        weighed = distances[0]
        for plane in range(1, _PLANES):
            weighed = weighed + (distances[plane] << plane)
        differing: npt.NDArray[np.int32] = weighed[:, 0]
        for bit in range(1, _BITS):
            differing = differing + (weighed[:, bit] << bit)
        return differing


def _levels(turned: npt.NDArray[np.float64], bits: int) -> npt.NDArray[np.uint8]:
    step = np.sqrt(np.square(turned).mean(axis=1, keepdims=True)) * _STEPS[bits]
    places = np.floor(turned / np.maximum(step, 1e-9)) + 2 ** (bits - 1)
    levels: npt.NDArray[np.uint8] = np.clip(places, 0, 2**bits - 1).astype(np.uint8)
    return levels


def _planes_of(levels: npt.NDArray[np.uint8], bits: int) -> _Bits:
    return np.stack([np.packbits((levels >> plane) & 1, axis=1) for plane in range(bits)], axis=1)


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
