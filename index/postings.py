"""The lexical index: which passages hold a token and how often, in SQLite, and BM25 over it.

A commit writes what it adds as one part; parts of like size are merged, so that there are few. A removed passage stays
in its part until the next merge, and is passed over by its row.
"""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

SCHEMA = """
CREATE TABLE parts (part INTEGER PRIMARY KEY, size INTEGER NOT NULL);
CREATE TABLE postings (
    token TEXT NOT NULL, part INTEGER NOT NULL, rows BLOB NOT NULL, counts BLOB NOT NULL, PRIMARY KEY (token, part)
) WITHOUT ROWID;
"""
K1, B = 1.2, 0.75
"""The usual constants; k1 from 0.8 to 2 and b from 0.4 to 0.9 move the nDCG@10 of the whole by at most .003."""

Scores = npt.NDArray[np.float64]
_MERGE_WHEN = 2
_MOST_COUNTED = 255


def add(transaction: sqlite3.Connection, passages: Mapping[int, Sequence[str]], alive: npt.NDArray[np.bool_]) -> None:
    """Add the tokens of passages, by row, as one part, and merge parts of like size.

    `alive` says by row which passages are to be kept in a merge; the new ones included.
    """
    if not passages:
        return
    postings: dict[str, list[tuple[int, int]]] = {}
    for row in sorted(passages):
        for token, count in Counter(passages[row]).items():
            postings.setdefault(token, []).append((row, min(count, _MOST_COUNTED)))
    part = transaction.execute("SELECT coalesce(max(part), 0) + 1 FROM parts").fetchone()[0]
    _write(transaction, part, {token: _arrays(pairs) for token, pairs in postings.items()})
    _merge(transaction, alive)


_Arrays = tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]


def _arrays(pairs: list[tuple[int, int]]) -> _Arrays:
    rows, counts = zip(*pairs, strict=True)
    return np.array(rows, "<i4"), np.array(counts, "u1")


def _write(transaction: sqlite3.Connection, part: int, postings: Mapping[str, _Arrays]) -> None:
    transaction.executemany(
        "INSERT INTO postings VALUES (?, ?, ?, ?)",
        ((token, part, rows.tobytes(), counts.tobytes()) for token, (rows, counts) in sorted(postings.items())),
    )
    size = sum(len(rows) for rows, _ in postings.values())
    transaction.execute("INSERT INTO parts VALUES (?, ?)", (part, size))


def _merge(transaction: sqlite3.Connection, alive: npt.NDArray[np.bool_]) -> None:
    """Merge the last parts while the one before them is not much larger."""
    sizes = transaction.execute("SELECT part, size FROM parts ORDER BY part").fetchall()
    last = [sizes.pop()]
    while sizes and sizes[-1][1] < _MERGE_WHEN * sum(size for _, size in last):
        last.append(sizes.pop())
    if len(last) == 1:
        return
    first = last[-1][0]
    merged: dict[str, list[_Arrays]] = {}
    for token, rows, counts in transaction.execute(
        "SELECT token, rows, counts FROM postings WHERE part >= ? ORDER BY token, part", (first,)
    ):
        merged.setdefault(token, []).append(_living(rows, counts, alive))
    transaction.execute("DELETE FROM postings WHERE part >= ?", (first,))
    transaction.execute("DELETE FROM parts WHERE part >= ?", (first,))
    joined = {
        token: (np.concatenate([rows for rows, _ in arrays]), np.concatenate([counts for _, counts in arrays]))
        for token, arrays in merged.items()
    }
    _write(transaction, first, {token: arrays for token, arrays in joined.items() if len(arrays[0])})


def _living(rows: bytes, counts: bytes, alive: npt.NDArray[np.bool_]) -> _Arrays:
    numbers = np.frombuffer(rows, "<i4")
    living = alive[numbers]
    return numbers[living], np.frombuffer(counts, "u1")[living]


class Evidence:
    """What the words of one question say about every passage."""

    def __init__(
        self, connection: sqlite3.Connection, question: Sequence[str], lengths: npt.NDArray[np.int64], numbers: str
    ) -> None:
        """Weigh the tokens of `question`; `lengths` are tokens by row, 0 where a row is empty.

        `numbers` begins the tokens that stand for numbers.
        """
        alive = lengths > 0
        total = int(alive.sum())
        mean = lengths.sum() / total if total else 1.0
        norms = K1 * (1 - B + B * lengths / mean)
        wanted = sorted(set(question))
        self.coverage: Scores = np.zeros(len(lengths))
        """By row, BM25 over the idf of all the question's tokens, unknown ones included: 0 to about 1."""
        self.numbers: Scores = np.zeros(len(lengths))
        """By row, the share of the question's numbers, ordinals and dates that the passage has; 0 without any."""
        weight = number_weight = 0.0
        for token in wanted:
            rows, counts = _postings(connection, token, alive)
            idf = float(np.log1p((total - len(rows) + 0.5) / (len(rows) + 0.5)))
            weight += idf
            self.coverage[rows] += idf * counts * (K1 + 1) / (counts + norms[rows])
            if token.startswith(numbers):
                number_weight += idf
                self.numbers[rows] += idf
        self.coverage /= weight or 1.0
        self.numbers /= number_weight or 1.0


def _postings(
    connection: sqlite3.Connection, token: str, alive: npt.NDArray[np.bool_]
) -> tuple[npt.NDArray[np.int64], Scores]:
    found = [
        _living(rows, counts, alive)
        for rows, counts in connection.execute("SELECT rows, counts FROM postings WHERE token = ?", (token,))
    ]
    if not found:
        return np.zeros(0, np.int64), np.zeros(0)
    rows = np.concatenate([rows for rows, _ in found]).astype(np.int64)
    return rows, np.concatenate([counts for _, counts in found]).astype(np.float64)
