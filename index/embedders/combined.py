"""Embedders made of embedders: language-centred, and two side by side."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from .. import threads
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
        self.piece_dim = whole.piece_dim
        self._whole, self._centres = whole, centres

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        return self._centred(self._whole.embed(texts, role=role), [language_of(text) for text in texts], role)

    def embed_pieces(self, texts: Sequence[str], *, role: Role) -> tuple[Vectors, list[Vectors]]:
        langs = [language_of(text) for text in texts]
        vectors, pieces = self._whole.embed_pieces(texts, role=role)
        moved = [
            unit(members - self._centres.of_pieces(lang, role)) for members, lang in zip(pieces, langs, strict=True)
        ]
        return self._centred(vectors, langs, role), moved

    def _centred(self, vectors: Vectors, langs: Sequence[str], role: Role) -> Vectors:
        return unit(vectors - np.stack([self._centres.of(lang, role) for lang in langs])) if langs else vectors


class Blend:
    """Several models side by side; a dot product is the weighted mean of their cosines.

    Of the pieces of words, those of the first model that gives any.
    """

    def __init__(self, name: str, parts: Mapping[Embedder, float]) -> None:
        self.name, self.dim = name, sum(part.dim for part in parts)
        self.version = "+".join(f"{weight}x{part.name}/{part.version}" for part, weight in parts.items())
        total = sum(parts.values())
        self._parts = [(part, np.float32(np.sqrt(weight / total))) for part, weight in parts.items()]
        self._detailed = next((part for part in parts if part.piece_dim), None)
        self.piece_dim = self._detailed.piece_dim if self._detailed else 0
        self._beside = ThreadPoolExecutor(max_workers=max(len(parts), 1), thread_name_prefix="embedding")

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        return self._joined([part.embed(texts, role=role) for part, _ in self._parts])

    def embed_pieces(self, texts: Sequence[str], *, role: Role) -> tuple[Vectors, list[Vectors]]:
        """On more than one core the models run at the same time."""
        if self._detailed is None:
            return self.embed(texts, role=role), [np.zeros((0, 0), np.float32)] * len(texts)
        others = [part for part, _ in self._parts if part is not self._detailed]
        if threads.cores() > 1:
            waiting = [self._beside.submit(part.embed, texts, role=role) for part in others]
            vectors, pieces = self._detailed.embed_pieces(texts, role=role)
            embedded = [task.result() for task in waiting]
        else:
            vectors, pieces = self._detailed.embed_pieces(texts, role=role)
            embedded = [part.embed(texts, role=role) for part in others]
        found = iter(embedded)
        return self._joined([vectors if part is self._detailed else next(found) for part, _ in self._parts]), pieces

    def _joined(self, vectors: Sequence[Vectors]) -> Vectors:
        weighted = [member * weight for member, (_, weight) in zip(vectors, self._parts, strict=True)]
        return unit(np.concatenate(weighted, axis=1))
