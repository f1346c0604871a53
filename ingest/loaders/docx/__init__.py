"""Word documents (DOCX): zip archives of XML parts."""

from .read import read_docx

__all__ = ["read_docx"]
