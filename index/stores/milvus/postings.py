"""Lists of passages by token, in blocks that a field of Milvus holds.

What one commit adds is a run; runs of like size are merged, so that a token has few blocks however many commits there
were.
"""

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from corpus.model import Model

from ..protocol import Rows
from .collections import MOST_TEXT, Entity

Counts = npt.NDArray[np.uint8]
Lists = Mapping[int, Sequence[tuple[int, int]]]
"""By token its rows, each with how often it stands there."""

_STEP = 8
"""Runs are of like size that lie between two powers of it; so many are merged."""
_BYTES_OF_ONE = 9
_MOST_OF_BLOCK = MOST_TEXT * 3 // 4 // _BYTES_OF_ONE - 1
_MOST_COUNT = 255


class Run(Model):
    """Blocks that came together: `postings` are the pairs of token and passage in them."""

    number: int
    postings: int


def signed(number: int) -> int:
    """An unsigned number of 64 bits as the signed one of the same bits, which Milvus keeps."""
    return number - 2**64 if number >= 2**63 else number


def blocks(lists: Lists, run: int, first: int) -> Iterator[Entity]:
    """The blocks of a run, numbered from `first` on."""
    number = first
    for token in sorted(lists):
        members = sorted(lists[token])
        for start in range(0, len(members), _MOST_OF_BLOCK):
            part = members[start : start + _MOST_OF_BLOCK]
            rows = np.array([row for row, _ in part], "<i8")
            counts = np.array([min(count, _MOST_COUNT) for _, count in part], np.uint8)
            data = base64.b64encode(rows.tobytes() + counts.tobytes()).decode("ascii")
            yield {"block": number, "run": run, "token": token, "data": data}
            number += 1


def unpacked(data: str) -> tuple[Rows, Counts]:
    """The rows of a block and the counts in them.

    Raises:
        ValueError: it is damaged.
    """
    held = base64.b64decode(data, validate=True)
    count, rest = divmod(len(held), _BYTES_OF_ONE)
    if rest:
        raise ValueError("a block of postings is cut")
    return np.frombuffer(held, "<i8", count).astype(np.int64), np.frombuffer(held, np.uint8, count, 8 * count)


def gathered(entities: Iterable[Entity], gone: frozenset[int]) -> Lists:
    """The lists of blocks together, without the rows that are gone."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for entity in entities:
        rows, counts = unpacked(entity["data"])
        pairs = zip(rows.tolist(), counts.tolist(), strict=True)
        found[entity["token"]] += [pair for pair in pairs if pair[0] not in gone]
    return {token: members for token, members in found.items() if members}


def to_merge(runs: Sequence[Run]) -> list[Run]:
    """The runs to be made one: those of a size of which there are enough, and all that are smaller."""
    classes: dict[int, int] = defaultdict(int)
    for run in runs:
        classes[_class(run.postings)] += 1
    full = max((size for size, count in classes.items() if count >= _STEP), default=-1)
    return [run for run in runs if _class(run.postings) <= full]


def _class(postings: int) -> int:
    size = 0
    while postings >= _STEP:
        postings //= _STEP
        size += 1
    return size
