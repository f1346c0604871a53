"""Releases on one meeting beside each other."""

from .compare import compare, compare_records, shared_items
from .embedding import embed_facts, kept
from .grouping import group_items
from .model import Comparison, Difference, Row, Said, Telling

__all__ = [
    "Comparison",
    "Difference",
    "Row",
    "Said",
    "Telling",
    "compare",
    "compare_records",
    "embed_facts",
    "group_items",
    "kept",
    "shared_items",
]
