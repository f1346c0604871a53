"""Where an index is kept: one interface, and what fulfils it by the scheme of its address."""

from corpus.errors import CorpusError

from .embedded import DATABASE_FILE, EmbeddedStore
from .milvus import MilvusStore
from .place import EMBEDDED, address_of, identity, remember
from .protocol import Addition, Allowed, Change, EmbeddingModel, Postings, Rows, Snapshot, Store, Where

STORES: dict[str, type[Store]] = {EMBEDDED: EmbeddedStore, "milvus": MilvusStore}


def store_class(address: str) -> type[Store]:
    """The store for an address: `embedded`, or a URL whose scheme names another.

    Raises:
        CorpusError: there is no such store.
    """
    scheme = address.partition("://")[0]
    if scheme not in STORES:
        raise CorpusError(f"There is no store {address!r}", hint=f"Known are {', '.join(STORES)}")
    return STORES[scheme]


__all__ = [
    "DATABASE_FILE",
    "EMBEDDED",
    "STORES",
    "Addition",
    "Allowed",
    "Change",
    "EmbeddedStore",
    "EmbeddingModel",
    "MilvusStore",
    "Postings",
    "Rows",
    "Snapshot",
    "Store",
    "Where",
    "address_of",
    "identity",
    "remember",
    "store_class",
]
