"""OpenDocument texts (ODT): zip archives of XML parts."""

from .read import read_odt

__all__ = ["read_odt"]
