"""The index of a corpus, brought up to date with its store."""

import hashlib
from collections.abc import Callable

from corpus.documents import Document
from corpus.store import Store, Stored
from index import Index, passages

INDEX_FOLDER = "index"
COMMIT_EVERY = 200
"""Documents between two commits of the index: what a kill can cost is embedding these again."""
Progress = Callable[[str, int, int], None]
"""Called with the stage, how many are done and how many there are."""


def update_index(store: Store, target: Index, *, progress: Progress = lambda *_: None) -> list[str]:
    """Bring the index up to date with the store; the ids of the documents that were indexed."""
    wanted = index_keys(store)
    present = target.documents()
    for identifier in sorted(present.keys() - wanted.keys()):
        target.remove(identifier)
    missing = [identifier for identifier, key in sorted(wanted.items()) if present.get(identifier) != key]
    for number, identifier in enumerate(missing):
        progress("indexing", number, len(missing))
        document, record = store.document(identifier), store.record(identifier)
        target.replace(identifier, passages(document, record), key=wanted[identifier])
        if (number + 1) % COMMIT_EVERY == 0:
            target.commit()
    target.commit()
    progress("indexing", len(missing), len(missing))
    return missing


def index_keys(store: Store) -> dict[str, str]:
    """The documents that the index of a corpus is to hold, by id, each with the key of what its passages rest on."""
    return {stored.id: _key(store, stored) for stored in store.documents()}


def _key(store: Store, stored: Stored) -> str:
    """What the passages of a document rest on: its bytes, the program, and what of it could not be read."""
    if stored.status == "suspect":
        return key_of(store.document(stored.id), stored.code_version)
    return f"{stored.sha256}:{stored.code_version}"


def key_of(document: Document, version: str) -> str:
    """What the passages of a document rest on that a version of the program made."""
    key = f"{document.source.sha256}:{version}"
    if document.status != "suspect":
        return key
    reasons = "\n".join(document.reasons)
    return f"{key}:{hashlib.sha256(reasons.encode()).hexdigest()[:12]}"
