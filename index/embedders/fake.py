"""An embedder for tests: no weights, the same vectors everywhere, texts that share words lie close."""

import hashlib
from collections import Counter
from collections.abc import Sequence

import numpy as np

from ..tokens import tokens
from .protocol import Role, Vectors, unit


class Fake:
    """Adds, for every token, a direction that a hash of the token chooses."""

    def __init__(self, name: str, dim: int, version: str) -> None:
        self.name, self.dim, self.version = name, dim, version
        self.piece_dim = dim

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        vectors = np.zeros((len(texts), self.dim), dtype=np.float32)
        for row, text in enumerate(texts):
            for token, count in sorted(Counter(tokens(text)).items()):
                vectors[row, self._direction(token)] += count
            if not vectors[row].any():
                vectors[row, 0] = 1
        return unit(vectors)

    def embed_pieces(self, texts: Sequence[str], *, role: Role) -> tuple[Vectors, list[Vectors]]:
        """A piece is a token, and its vector the direction of that."""
        directions = np.eye(self.dim, dtype=np.float32)
        pieces = [directions[[self._direction(token) for token in tokens(text)]] for text in texts]
        return self.embed(texts, role=role), pieces

    def _direction(self, token: str) -> int:
        digest = hashlib.blake2b(token.encode("utf-8", "replace"), digest_size=8).digest()
        return int.from_bytes(digest, "little") % self.dim
