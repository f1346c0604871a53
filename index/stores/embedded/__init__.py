"""The store that needs nothing but a folder."""

from .database import DATABASE_FILE
from .store import EmbeddedStore

__all__ = ["DATABASE_FILE", "EmbeddedStore"]
