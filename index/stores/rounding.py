"""Vectors as they are kept: one byte a dimension, so that a store gives back exactly what it was given.

A vector is a row of whole numbers from -127 to 127 times a power of two of its own. Rounding a rounded vector changes
nothing, and the numbers are the same as float32: a store may keep either. Cosines of 384 dimensions move by .0008
(root of the mean square), and of more dimensions by less.
"""

import numpy as np
import numpy.typing as npt

from ..embedders.protocol import Vectors

Codes = npt.NDArray[np.int8]
MOST = 127


def coded(vectors: Vectors) -> tuple[Codes, Vectors]:
    """The whole numbers, int8 of the same shape, and the power of two of every row, float32."""
    largest = np.abs(vectors).max(axis=1, initial=0).astype(np.float64) / MOST
    fraction, exponent = np.frexp(np.where(largest > 0, largest, 1.0))
    scales = np.ldexp(1.0, exponent - (fraction == 0.5))
    codes = np.clip(np.rint(vectors / scales[:, None]), -MOST, MOST).astype(np.int8)
    return codes, scales.astype(np.float32)


def decoded(codes: Codes, scales: Vectors) -> Vectors:
    """What `coded` coded, float32."""
    vectors: Vectors = codes.astype(np.float32) * scales[:, None]
    return vectors


def rounded(vectors: Vectors) -> Vectors:
    """Vectors as a store gives them back, float32.

    >>> once = rounded(np.array([[0.6, -0.8]], np.float32))
    >>> bool((rounded(once) == once).all())
    True
    """
    return decoded(*coded(vectors))
