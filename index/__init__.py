"""From documents and records to a searchable index: passages, embeddings, vectors, lexical evidence."""

from . import threads  # noqa: F401  isort: skip  before any library starts its threads

from .embedders import missing_parts, models
from .folder import Index
from .highlights import matches
from .moving import move
from .passages import Passage, passages
from .searching import Hit, Question
from .stores import DATABASE_FILE, EMBEDDED, Allowed, address_of, identity

DEFAULT_MODEL: str = models().default

__all__ = [
    "DATABASE_FILE",
    "DEFAULT_MODEL",
    "EMBEDDED",
    "Allowed",
    "Hit",
    "Index",
    "Passage",
    "Question",
    "address_of",
    "identity",
    "matches",
    "missing_parts",
    "move",
    "passages",
]
