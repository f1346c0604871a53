"""Documents whose text is near to that of another, found without comparing all: MinHash of stretches of letters."""

import numpy as np
from datasketch import MinHash, MinHashLSH

from corpus.documents import Document

_GRAM = 5
_PERMUTATIONS = 128
_THRESHOLD = 0.4
"""Jaccard similarity. A page that has the text of a release without its tables shares about half; what is found is
compared in full, so a low threshold costs time only."""
_SEED = 1
_SCHEME = "affine64"
"""Stored signatures are of this scheme."""


def body_of(document: Document) -> str:
    """The text of a release without what belongs to the page."""
    return "\n".join(document.text[block.start : block.end] for block in document.blocks if block.kind != "furniture")


def signature_of(document: Document) -> bytes:
    """What near copies of a document are found by; empty where it has no letters."""
    letters = "".join(filter(str.isalnum, body_of(document))).lower()
    if not letters:
        return b""
    grams = {letters[at : at + _GRAM].encode() for at in range(max(len(letters) - _GRAM + 1, 1))}
    sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED, scheme=_SCHEME)
    sketch.update_batch(sorted(grams))
    return np.asarray(sketch.hashvalues, dtype=np.uint64).tobytes()


class Candidates:
    """Documents by their signatures."""

    def __init__(self) -> None:
        self._index = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)

    def add(self, identifier: str, signature: bytes) -> None:
        """Add a document, or give one a new signature; one without a signature is left out."""
        self.remove(identifier)
        if signature:
            self._index.insert(identifier, _sketch(signature))

    def remove(self, identifier: str) -> None:
        """Leave a document out from now on."""
        if identifier in self._index:
            self._index.remove(identifier)

    def near(self, signature: bytes) -> list[str]:
        """The ids of documents that may be near, sorted; none to one without a signature."""
        return [] if not signature else sorted(map(str, self._index.query(_sketch(signature))))


def _sketch(signature: bytes) -> MinHash:
    values = np.frombuffer(signature, dtype=np.uint64)
    return MinHash(num_perm=_PERMUTATIONS, seed=_SEED, scheme=_SCHEME, hashvalues=values)
