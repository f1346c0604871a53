"""Documents whose text is near to that of another, found without comparing all: MinHash of stretches of letters."""

from collections.abc import Iterable

from rensa import RMinHash, RMinHashLSH

from corpus.documents import Document

_GRAM = 5
_PERMUTATIONS = 128
_THRESHOLD = 0.4
"""Jaccard similarity. A page that has the text of a release without its tables shares about half; what is found is
compared in full, so a low threshold costs time only."""
_BANDS = 32
_SEED = 1
_SCHEME = f"Rensa:RMinHash:{RMinHash.ALGORITHM_VERSION}".encode()
"""What signatures that can be compared begin with."""


def body_of(document: Document) -> str:
    """The text of a release without what belongs to the page."""
    return "\n".join(document.text[block.start : block.end] for block in document.blocks if block.kind != "furniture")


def grams_of(document: Document) -> set[bytes]:
    """The stretches of letters of a document; of a short one all of it, none where it has no letters."""
    letters = "".join(filter(str.isalnum, body_of(document))).lower()
    return {letters[at : at + _GRAM].encode() for at in range(max(len(letters) - _GRAM + 1, bool(letters)))}


def signature_of(document: Document) -> bytes:
    """What near copies of a document are found by; empty where it has no letters."""
    return signature(grams_of(document))


def signature(grams: Iterable[bytes]) -> bytes:
    """What sets of which much is in these too are found by; empty where there are none."""
    if not (each := sorted(grams)):
        return b""
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.update(each)
    return bytes(sketch.__getstate__())


def is_comparable(signature: bytes) -> bool:
    """Whether it is a signature as they are made now, and not by an earlier version of the program, or none."""
    return signature.startswith(_SCHEME)


class Candidates:
    """Documents by their signatures."""

    def __init__(self) -> None:
        self._index = RMinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS, num_bands=_BANDS)
        self._numbers: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._next = 0

    def add(self, identifier: str, signature: bytes) -> None:
        """Add a document, or give one a new signature; one without a signature is left out."""
        self.remove(identifier)
        if signature:
            self._index.insert(self._next, _sketch(signature))
            self._numbers[identifier], self._names[self._next] = self._next, identifier
            self._next += 1

    def remove(self, identifier: str) -> None:
        """Leave a document out from now on."""
        if (number := self._numbers.pop(identifier, None)) is not None:
            self._index.remove(number)
            del self._names[number]

    def near(self, signature: bytes) -> list[str]:
        """The ids of documents that may be near, sorted; none to one without a signature."""
        return [] if not signature else sorted(self._names[one] for one in self._index.query(_sketch(signature)))


def _sketch(signature: bytes) -> RMinHash:
    sketch = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    sketch.__setstate__(signature)
    return sketch
