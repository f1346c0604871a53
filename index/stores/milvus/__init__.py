"""The store of an index that one machine no longer holds: passages, vectors and lexical data in Milvus."""

from .store import MilvusStore

__all__ = ["MilvusStore"]
