"""Where vectors are kept: one interface, and what fulfils it by name."""

from .flat import FaissIndex
from .protocol import Rows, VectorIndex

STORES: dict[str, type[VectorIndex]] = {"faiss": FaissIndex}

__all__ = ["STORES", "FaissIndex", "Rows", "VectorIndex"]
