"""How the evidence on a passage becomes its score.

A passage's cosine is compared with those of other passages of its own language: how many standard deviations it lies
above their mean. A model puts texts of one language together whatever they say; centring takes out most of that, and
this the rest, question by question. The best of each language are then read closely, word piece by word piece, which
puts them in order within their language. To it come the words and the numbers that question and passage share.

Every number here was chosen on development tasks of two programs' manuals and of invented releases: questions and
passages of one language (9 tasks), of two (18), and indexes of three languages (5, for passages of the question's own
language / of the others). nDCG@10:

| | same | across | mixed: own / other |
|---|---|---|---|
| cosines of the centred e5, 0.5 of USE, 0.4 of coverage | .861 | .710 | .864 / .272 |
| standing in its language, coverage as a part of the best | .864 | .722 | .862 / .416 |
| the same and close reading | .875 | .748 | .869 / .456 |
| coverage as it is, half of what candidates share taken off | .876 | .749 | .866 / .493 |
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .embedders.protocol import Vectors

COVERAGE_WEIGHT = 2.0
"""From 1.5 to 2.5 hardly any difference; with 3 passages of other languages fall behind."""
NUMBERS_WEIGHT = 1.5
"""Near-twins differ in little else: with 0.7, 1.5 and 3, nDCG@10 of 45 twins in three languages is .786, .816 and .864,
of the invented releases .818, .820 and .823; on the other tasks 2 costs .002."""
CLOSE_ALONE, CLOSE_EACH = 50, 25
"""Passages that are read closely: of an index in one language, and of each language of several; 30 and 100 alone do as
well as 50."""
_LIKENESS_DEVIATION = 0.05
"""The usual standard deviation of likeness among passages of one language: .050 to .085 on those tasks; .03 to .06
give the same within .002."""
_COMMON_SHARE = 0.5
_COMMON_TOP = 10
"""In an index of several languages, this share of what the ten most alike in words have in common counts as a mark of
the language and not of the answer."""

_USUAL_DEVIATION = 0.08
_USUAL_WEIGHT = 5
"""A small index says little about the spread of cosines; as many observations of the usual one are added. In the same
way its mean leans on that of the other languages, or else an only passage would always be an average one."""
DECIMALS = 5
"""Scores are rounded before they are compared, so that the order does not hang on the last bit of a sum."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Spread:
    """Mean and standard deviation of a question's cosines with the passages of one language."""

    mean: float
    deviation: float


def spreads(question: Vectors, samples: Mapping[str, Vectors]) -> dict[str, Spread]:
    """The spread in every language, from a sample of its passages, each of shape (n, dim), n > 0.

    A deviation is half the language's own and half that of all: wholly its own would favour a language whose passages
    lie close together.
    """
    cosines = {lang: np.vecdot(sample, question).astype(np.float64) for lang, sample in samples.items()}
    if not cosines:
        return {}
    means = {lang: float(values.mean()) for lang, values in cosines.items()}
    variances = {lang: _variance(values) for lang, values in cosines.items()}
    middle = sum(means.values()) / len(means)
    usual = sum(variances.values()) / len(variances)
    return {
        lang: Spread(
            mean=(len(values) * means[lang] + _USUAL_WEIGHT * middle) / (len(values) + _USUAL_WEIGHT),
            deviation=float(np.sqrt((variances[lang] + usual) / 2)),
        )
        for lang, values in cosines.items()
    }


def _variance(values: Numbers) -> float:
    squares = float(np.square(values - values.mean()).sum())
    return (squares + _USUAL_WEIGHT * _USUAL_DEVIATION**2) / (len(values) + _USUAL_WEIGHT)


def lexical(coverage: Numbers, numbers: Numbers) -> Numbers:
    """What shared words and numbers add to the score."""
    added: Numbers = COVERAGE_WEIGHT * coverage + NUMBERS_WEIGHT * numbers
    return added


def close_standing(likeness: Numbers, standing: Numbers) -> Numbers:
    """The likeness of passages of one language on the scale of their standing, about the same mean.

    So close reading puts them in order and leaves the language where it is. A likeness of nan is of a passage that
    cannot be read closely: it stands as it stands.
    """
    known = ~np.isnan(likeness)
    if not known.any():
        return standing
    scaled = (likeness - likeness[known].mean()) / _LIKENESS_DEVIATION + standing[known].mean()
    return np.where(known, scaled, standing)


def common(shared: Numbers) -> float:
    """What is taken off the scores of a language of several, `shared` being what `lexical` adds to its candidates."""
    return _COMMON_SHARE * float(np.sort(shared)[-_COMMON_TOP:].mean()) if len(shared) else 0.0


def rounded(scores: Numbers) -> Numbers:
    """Scores as they are compared."""
    found: Numbers = np.round(scores, DECIMALS)
    return found
