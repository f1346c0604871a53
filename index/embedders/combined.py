"""Embedders made of embedders: language-centred, and two side by side."""

from collections.abc import Mapping, Sequence

import numpy as np

from ..centres import Centres
from ..tokens import language_of
from .protocol import Embedder, Role, Vectors, unit


class Centred:
    """Subtracts from every vector the mean vector of its language and role.

    As it comes, the model puts texts of one language together whatever they say, so that in an index of several
    languages the others never surface.
    """

    def __init__(self, name: str, whole: Embedder, centres: Centres) -> None:
        self.name, self.dim, self.version = name, whole.dim, f"{whole.version}.{centres.digest}"
        self._whole, self._centres = whole, centres

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        vectors = self._whole.embed(texts, role=role)
        if not texts:
            return vectors
        return unit(vectors - np.stack([self._centres.of(language_of(text), role) for text in texts]))


class Blend:
    """Several models side by side; a dot product is the weighted mean of their cosines."""

    def __init__(self, name: str, parts: Mapping[Embedder, float]) -> None:
        self.name, self.dim = name, sum(part.dim for part in parts)
        self.version = "+".join(f"{weight}x{part.name}/{part.version}" for part, weight in parts.items())
        total = sum(parts.values())
        self._parts = [(part, np.float32(np.sqrt(weight / total))) for part, weight in parts.items()]

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        return unit(np.concatenate([part.embed(texts, role=role) * weight for part, weight in self._parts], axis=1))
