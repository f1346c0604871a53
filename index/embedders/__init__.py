"""Embedding models behind one protocol; nothing heavy is imported before a model embeds its first text."""

from .catalogue import default_model, embedder, missing_parts, models
from .protocol import Embedder, Role, Vectors

__all__ = ["Embedder", "Role", "Vectors", "default_model", "embedder", "missing_parts", "models"]
