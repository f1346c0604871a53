"""What an embedding model is to the rest of the program."""

from collections.abc import Sequence
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

Role = Literal["question", "passage"]
Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Turns texts into vectors."""

    name: str
    version: str
    """Changes with everything that changes the vectors; an index keeps it beside the name."""
    dim: int

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        """Embed `texts`, in order; any text is accepted, an empty one and one of any length included.

        Returns:
            float32, shape (len(texts), dim), rows of length 1: a dot product is a cosine.
        """
        ...

    piece_dim: int
    """Dimensions of the vectors of word pieces; 0 where the model gives none."""

    def embed_pieces(self, texts: Sequence[str], *, role: Role) -> tuple[Vectors, list[Vectors]]:
        """What `embed` gives, and for every text the vectors of its word pieces, from one pass of the model.

        Returns:
            Beside the vectors, for each text float32, shape (pieces, piece_dim), rows of length 1.
        """
        ...


class Whole:
    """What models have in common that give one vector a text and none of its pieces."""

    piece_dim = 0

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        raise NotImplementedError

    def embed_pieces(self, texts: Sequence[str], *, role: Role) -> tuple[Vectors, list[Vectors]]:
        return self.embed(texts, role=role), [np.zeros((0, 0), np.float32)] * len(texts)


def unit(vectors: Vectors) -> Vectors:
    """Rows scaled to length 1; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled


def encodable(text: str) -> str:
    """`text` as the C libraries can take it: no NUL, which ends a string there, and no lone surrogates."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
