"""Moving an index from one store to another: its passages and vectors as they are, nothing embedded again."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from corpus.errors import IndexMismatch

from .folder import digest
from .stores import Addition, Change, Snapshot, Store, Where, address_of, remember, store_class
from .tokens import tokens

_DOCUMENTS_AT_ONCE = 200

Progress = Callable[[str, int, int], None]


def move(folder: Path, address: str, *, progress: Progress = lambda *_: None) -> int:
    """Move the index of `folder` to the store at `address`; the number of its passages.

    What was moved before a kill is not moved again. The old store is emptied at the end, once the folder says that the
    index is in the new one. There may be no writer meanwhile.

    Raises:
        IndexMismatch: there is no index, it is there already, or another one is in the way.
        StorageError, MissingPart, CorpusError: the new store cannot be opened.
    """
    kept = address_of(folder)
    if kept is None:
        raise IndexMismatch(f"There is no index in {folder}", hint="`communique run` makes one")
    if kept == address:
        raise IndexMismatch(f"The index in {folder} is kept at {address} already", hint="Nothing is left to do")
    source = store_class(kept).open(folder, kept)
    try:
        target = store_class(address).open(folder, address, create=True)
        try:
            with source.snapshot() as snapshot:
                count = _copy(snapshot, target, progress)
            remember(folder, address)
        finally:
            target.close()
        source.drop()
    finally:
        source.close()
    return count


def _copy(snapshot: Snapshot, target: Store, progress: Progress) -> int:
    if target.model() is None:
        target.begin(snapshot.model)
    elif target.model() != snapshot.model:
        raise IndexMismatch(
            f"{target.place} holds an index of another model",
            hint="Give the address another name, or remove that index",
        )
    wanted = snapshot.documents()
    with target.snapshot() as found:
        present = found.documents()
    removed = sorted(present.keys() - wanted.keys())
    missing = [name for name, key in wanted.items() if present.get(name) != key]
    if removed:
        target.commit(Change(removed=removed))
    for start in range(0, len(missing), _DOCUMENTS_AT_ONCE):
        progress("moving", start, len(missing))
        some = missing[start : start + _DOCUMENTS_AT_ONCE]
        target.commit(Change(documents={name: wanted[name] for name in some}, additions=_additions(snapshot, some)))
    progress("moving", len(missing), len(missing))
    with target.snapshot() as found:
        if (found.documents(), found.passages) != (wanted, snapshot.passages):
            raise IndexMismatch(f"{target.place} does not hold what it was given", hint="Move it once more")
    return snapshot.passages


def _additions(snapshot: Snapshot, documents: list[str]) -> Iterator[Addition]:
    """The passages of documents, as they are kept."""
    where = Where(allowed=dict.fromkeys(documents))
    rows = np.sort(snapshot.nearest(np.zeros(snapshot.model.dim, np.float32), each=snapshot.rows, where=where))
    vectors, pieces = snapshot.vectors(rows)[1], snapshot.pieces(rows)
    for number, passage in enumerate(snapshot.read(rows.tolist())):
        yield Addition(
            passage=passage,
            digest=digest(passage),
            vector=vectors[number],
            pieces=bytes(pieces[number]),
            tokens=tokens(passage.counted()),
        )
