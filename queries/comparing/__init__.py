"""Releases on one meeting beside each other."""

from .compare import compare, compare_records, shared_items
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
    "group_items",
    "shared_items",
]
