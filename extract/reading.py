"""The form of a text in which the rules of extraction match."""

from corpus.reading import reading

__all__ = ["reading"]
