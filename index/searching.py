"""Answering one question over one state of an index."""

import hashlib
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.model import Model

from . import interaction
from .database import Columns, pieces_of
from .embedders.protocol import Vectors
from .numbers import PREFIX
from .passages import Passage
from .postings import Evidence
from .ranking import CLOSE_ALONE, CLOSE_EACH, SAMPLE, close_standing, common, lexical, rounded, spreads
from .stores import Rows, VectorIndex
from .tokens import tokens

Allowed = Mapping[str, Sequence[tuple[int, int]] | None]
"""Documents that may answer, by id, each with the spans that may (None: all of it)."""

_CANDIDATES = 100
_ENOUGH = 50
"""As many of a language among the nearest of all are its nearest; with fewer it is searched by itself."""
"""Passages of each language that are looked at closely; more than this many hits asked for, twice as many."""
_WIDTH = 5
"""Times as many are taken from one pass over all languages, which mostly spares a pass over each."""


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


@dataclass
class State:
    """What is in memory of one state of an index."""

    columns: Columns
    vectors: VectorIndex
    samples: dict[str, Vectors]


def sample_rows(connection: sqlite3.Connection) -> dict[str, list[int]]:
    """Of each language up to `SAMPLE` passages, chosen by a hash of their ids, so in whatever order they came."""
    ranked: dict[str, list[tuple[bytes, int]]] = {}
    for row, identifier, lang in connection.execute("SELECT row, id, lang FROM passages"):
        order = hashlib.blake2b(identifier.encode("utf-8", "replace"), digest_size=8).digest()
        ranked.setdefault(lang, []).append((order, row))
    return {lang: [row for _, row in sorted(members)[:SAMPLE]] for lang, members in sorted(ranked.items())}


def search(
    connection: sqlite3.Connection,
    state: State,
    question: Question,
    *,
    k: int,
    langs: Collection[str] | None,
    allowed: Allowed | None,
) -> list[Hit]:
    """The best `k` passages, best first; equal scores in the order of their ids."""
    columns = state.columns
    may = _permitted(columns, langs, allowed)
    if not may.any():
        return []
    evidence = Evidence(connection, tokens(question.text), columns.tokens, PREFIX)
    rows = _candidates(state, may, evidence, question.vector, max(_CANDIDATES, 2 * k))
    parts = _parts(connection, state, question, rows, evidence)
    shared = lexical(parts["coverage"], parts["numbers"])
    total = rounded(parts["standing"] + parts["close"] + shared - parts["common"])
    found = _read(connection, _best(connection, rows, total, k))
    place = {int(row): index for index, row in enumerate(rows)}
    return [
        Hit(
            passage=passage,
            score=float(total[place[row]]),
            parts={name: round(float(values[place[row]]), 4) for name, values in parts.items()},
        )
        for row, passage in found
    ]


def _parts(
    connection: sqlite3.Connection, state: State, question: Question, rows: Rows, evidence: Evidence
) -> dict[str, npt.NDArray[np.float64]]:
    """What `Hit.parts` tells of every row."""
    columns = state.columns
    cosines = state.vectors.vectors(rows.tolist()).astype(np.float64) @ question.vector.astype(np.float64)
    coverage, numbers = evidence.coverage[rows], evidence.numbers[rows]
    shared = lexical(coverage, numbers)
    standing, close, off = np.zeros_like(cosines), np.zeros_like(cosines), np.zeros_like(cosines)
    langs = np.unique(columns.lang[rows])
    names = {number: lang for lang, number in columns.langs.items()}
    spread = spreads(question.vector, state.samples)
    depth = CLOSE_ALONE if len(langs) == 1 else CLOSE_EACH
    for lang in langs:
        members = np.flatnonzero(columns.lang[rows] == lang)
        of_lang = spread[names[int(lang)]]
        standing[members] = (cosines[members] - of_lang.mean) / of_lang.deviation
        first = rounded(standing[members] + shared[members])
        best = members[first >= np.partition(first, -depth)[-depth]] if len(members) > depth else members
        likeness = interaction.likeness(question.pieces, pieces_of(connection, rows[best].tolist()))
        read = close_standing(likeness, standing[best])
        close[members] = np.minimum(standing[members], read.min())
        close[best] = read
        if len(langs) > 1:
            off[members] = common(shared[best])
    return {
        "dense": cosines,
        "standing": standing,
        "close": close,
        "coverage": coverage,
        "numbers": numbers,
        "common": off,
    }


def _permitted(columns: Columns, langs: Collection[str] | None, allowed: Allowed | None) -> npt.NDArray[np.bool_]:
    may = columns.alive()
    if langs is not None:
        may &= np.isin(columns.lang, [number for lang, number in columns.langs.items() if lang in langs])
    if allowed is None:
        return may
    whole = [document for document, spans in allowed.items() if spans is None]
    permitted = may & columns.of_documents(whole)
    for document, spans in allowed.items():
        if spans is not None:
            rows = columns.rows_of(document)
            for start, end in spans:
                permitted[rows] |= may[rows] & (columns.first[rows] < end) & (columns.last[rows] > start)
    return permitted


def _candidates(state: State, may: npt.NDArray[np.bool_], evidence: Evidence, vector: Vectors, wanted: int) -> Rows:
    """Rows to look at closely: of each language the nearest, and those that share most with the question."""
    langs = state.columns.lang
    everything = bool((may == state.columns.alive()).all())
    nearest = state.vectors.search(vector, k=_WIDTH * wanted, among=None if everything else np.flatnonzero(may))[1]
    chosen: list[Rows] = []
    for lang in np.unique(langs[may]):
        member = np.flatnonzero(may & (langs == lang))
        found = nearest[langs[nearest] == lang][:wanted]
        if len(member) <= wanted:
            found = member
        elif len(found) < min(wanted, max(_ENOUGH, wanted // 2)):  # the nearest are nearly all in other languages
            found = state.vectors.search(vector, k=wanted, among=member)[1]
        chosen.append(found)
    worth = lexical(evidence.coverage, evidence.numbers)
    rows = np.flatnonzero(may & (worth > 0))
    if len(rows) > wanted:
        rows = rows[worth[rows] >= np.partition(worth[rows], -wanted)[-wanted]]
    chosen.append(rows)
    return np.unique(np.concatenate(chosen))


def _best(connection: sqlite3.Connection, rows: Rows, total: npt.NDArray[np.float64], k: int) -> list[int]:
    """The rows of the `k` best, ties in the order of ids."""
    if len(rows) > k:
        least = np.partition(total, len(rows) - k)[len(rows) - k]
        keep = total >= least
        rows, total = rows[keep], total[keep]
    identifiers = {row: passage.id for row, passage in _read(connection, [int(row) for row in rows])}
    order = sorted(range(len(rows)), key=lambda place: (-total[place], identifiers[int(rows[place])]))
    return [int(rows[place]) for place in order[:k]]


def _read(connection: sqlite3.Connection, rows: Sequence[int]) -> list[tuple[int, Passage]]:
    found = []
    for row in rows:
        value = connection.execute("SELECT value FROM passages WHERE row = ?", (row,)).fetchone()[0]
        found.append((row, Passage.model_validate_json(value)))
    return found
