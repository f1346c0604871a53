"""The records of a corpus as files of other programs."""

from .formats import FORMATS, Export, load, write
from .tables import TABLES

__all__ = ["FORMATS", "TABLES", "Export", "load", "write"]
