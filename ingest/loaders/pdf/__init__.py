"""PDF files: text and rules (drawn lines) by pdfium, tables by the table finder of pdfplumber."""

from .read import read_pdf

__all__ = ["read_pdf"]
