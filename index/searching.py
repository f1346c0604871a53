"""Answering one question over one state of an index."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.model import Model

from . import interaction
from .embedders.protocol import Vectors
from .evidence import Evidence
from .numbers import PREFIX
from .passages import Passage
from .ranking import CLOSE_ALONE, CLOSE_EACH, close_standing, common, lexical, rounded, spreads
from .stores.protocol import Rows, Snapshot, Where
from .tokens import tokens

_CANDIDATES = 100
"""Passages of each language that are looked at closely; more than this many hits asked for, twice as many."""

Numbers = npt.NDArray[np.float64]


class Hit(Model):
    """A passage that answers. `parts` says what its score is made of:

    `dense` the cosine, `standing` the same in standard deviations above the mean of the passage's language, `close`
    what close reading makes of it, on the same scale, `coverage` and `numbers` the shares of the question's words and
    numbers that the passage has, `common` what is taken off because candidates of its language share it.
    """

    passage: Passage
    score: float
    parts: dict[str, float]


@dataclass(frozen=True)
class Question:
    """A question as it was asked, and as the model sees it."""

    text: str
    vectors: Vectors
    """Shape (1, dim)."""
    all_pieces: list[Vectors]

    @property
    def vector(self) -> Vectors:
        """float32, shape (dim,), of length 1."""
        vector: Vectors = self.vectors[0]
        return vector

    @property
    def pieces(self) -> Vectors:
        """The vectors of its word pieces, shape (pieces, dim of them)."""
        return self.all_pieces[0]


def evidence(snapshot: Snapshot, question: str, where: Where) -> Evidence:
    """What the words of a question say about the passages that may answer."""
    return Evidence(snapshot, tokens(question), PREFIX, where=where)


def search(snapshot: Snapshot, question: Question, evidence: Evidence, *, k: int) -> list[Hit]:
    """The best `k` passages, best first; equal scores in the order of their ids."""
    rows = _candidates(snapshot, evidence, question.vector, max(_CANDIDATES, 2 * k))
    if not len(rows):
        return []
    parts = _parts(snapshot, question, rows, evidence)
    shared = lexical(parts["coverage"], parts["numbers"])
    total = rounded(parts["standing"] + parts["close"] + shared - parts["common"])
    best = _best(snapshot, rows, total, k)
    return [
        Hit(
            passage=passage,
            score=float(total[place]),
            parts={name: round(float(values[place]), 4) for name, values in parts.items()},
        )
        for place, passage in zip(best, snapshot.read(rows[best].tolist()), strict=True)
    ]


def _candidates(snapshot: Snapshot, evidence: Evidence, vector: Vectors, wanted: int) -> Rows:
    """Rows to look at closely: of each language the nearest, and those that share most with the question."""
    rows = evidence.rows
    if len(rows) > wanted:
        worth = lexical(evidence.coverage[rows], evidence.numbers[rows])
        rows = rows[worth >= np.partition(worth, -wanted)[-wanted]]
    return np.unique(np.concatenate([snapshot.nearest(vector, each=wanted, where=evidence.where), rows]))


def _parts(snapshot: Snapshot, question: Question, rows: Rows, evidence: Evidence) -> dict[str, Numbers]:
    """What `Hit.parts` tells of every row."""
    langs, vectors = snapshot.vectors(rows)
    # row by row: the last bits of a product of matrices hang on how many rows there are
    cosines: Numbers = np.vecdot(vectors.astype(np.float64), question.vector.astype(np.float64))
    coverage, numbers = evidence.coverage[rows], evidence.numbers[rows]
    shared = lexical(coverage, numbers)
    groups = {lang: np.flatnonzero(np.array(langs) == lang) for lang in sorted(set(langs))}
    standing = _standing(snapshot.samples(), question.vector, cosines, groups)
    depth = CLOSE_ALONE if len(groups) == 1 else CLOSE_EACH
    best = {lang: _first(members, standing + shared, depth) for lang, members in groups.items()}
    likeness = np.full(len(rows), np.nan)
    read = np.concatenate(list(best.values()))
    likeness[read] = interaction.likeness(question.pieces, snapshot.pieces(rows[read]))
    close, off = np.zeros_like(cosines), np.zeros_like(cosines)
    for lang, members in groups.items():
        closely = close_standing(likeness[best[lang]], standing[best[lang]])
        close[members] = np.minimum(standing[members], closely.min())
        close[best[lang]] = closely
        if len(groups) > 1:
            off[members] = common(shared[best[lang]])
    return {
        "dense": cosines,
        "standing": standing,
        "close": close,
        "coverage": coverage,
        "numbers": numbers,
        "common": off,
    }


def _standing(samples: Mapping[str, Vectors], vector: Vectors, cosines: Numbers, groups: Mapping[str, Rows]) -> Numbers:
    standing = np.zeros_like(cosines)
    spread = spreads(vector, samples)
    for lang, members in groups.items():
        standing[members] = (cosines[members] - spread[lang].mean) / spread[lang].deviation
    return standing


def _first(members: Rows, worth: Numbers, depth: int) -> Rows:
    """Of places, those of the `depth` largest values, and those equal to the least of them."""
    if len(members) <= depth:
        return members
    first = rounded(worth[members])
    found: Rows = members[first >= np.partition(first, -depth)[-depth]]
    return found


def _best(snapshot: Snapshot, rows: Rows, total: Numbers, k: int) -> list[int]:
    """The places of the `k` best, ties in the order of ids."""
    places = np.arange(len(rows))
    if len(rows) > k:
        places = places[total >= np.partition(total, len(rows) - k)[len(rows) - k]]
    identifiers = snapshot.identifiers(rows[places].tolist())
    order = sorted(zip(places.tolist(), identifiers, strict=True), key=lambda pair: (-total[pair[0]], pair[1]))
    return [place for place, _ in order[:k]]
