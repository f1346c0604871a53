"""From a question in any of the languages to what it asks for: filters, a table of facts, passages."""

from .model import Cell, QueryFilter, Quote, Removal, Reply, Row, Table, Understood
from .replying import ask
from .understanding import understand, worded

__all__ = [
    "Cell",
    "QueryFilter",
    "Quote",
    "Removal",
    "Reply",
    "Row",
    "Table",
    "Understood",
    "ask",
    "understand",
    "worded",
]
