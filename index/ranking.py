"""How the evidence on a passage becomes its score.

A passage's cosine is compared with those of other passages of its own language: how many standard deviations it lies
above their mean. A model puts texts of one language together whatever they say; centring takes out most of that, and
this the rest, question by question. To it come the words the question and the passage share, as a part of the best
that any passage has, and the numbers they share.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .embedders.protocol import Vectors

COVERAGE_WEIGHT = 1.0
NUMBERS_WEIGHT = 0.5
COVERAGE_FLOOR = 0.2
"""A best coverage below this is chance and is not scaled up to a full mark."""
SAMPLE = 1000
"""Passages of a language from which mean and deviation are taken; their choice depends on their ids only."""
_PRIOR_DEVIATION = 0.12
_PRIOR_WEIGHT = 20
"""A small index says little about the spread of cosines; as many observations of a usual one are added."""
DECIMALS = 5
"""Scores are rounded before they are compared, so that the order does not hang on the last bit of a sum."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """Mean and standard deviation of a question's cosines with the passages of one language."""

    mean: float
    deviation: float


def spread(question: Vectors, sample: Vectors) -> Spread:
    """The spread over a sample of the passages of one language, shape (n, dim), n > 0."""
    cosines = sample.astype(np.float64) @ question.astype(np.float64)
    squares = float(np.square(cosines - cosines.mean()).sum())
    variance = (squares + _PRIOR_WEIGHT * _PRIOR_DEVIATION**2) / (len(cosines) + _PRIOR_WEIGHT)
    return Spread(float(cosines.mean()), float(np.sqrt(variance)))


def scores(standing: Numbers, coverage: Numbers, numbers: Numbers, *, best: float) -> Numbers:
    """One score a passage; `best` is the highest coverage that any passage of the index has."""
    relative = coverage / max(best, COVERAGE_FLOOR)
    rounded: Numbers = np.round(standing + COVERAGE_WEIGHT * relative + NUMBERS_WEIGHT * numbers, DECIMALS)
    return rounded
