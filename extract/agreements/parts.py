"""Smaller parts of the rules of a language: worked cases, words of progress in tables, countries that meet as one."""

from corpus.model import Model
from corpus.records import AgreementStatus


class Case(Model):
    """A text, and the items in it as title, kind and status."""

    text: str
    items: list[tuple[str, str, str]]
    note: str = ""


class Progress(Model):
    """What words in a table say of how far a thing is; `decides`: they make an item of whatever they stand with."""

    status: AgreementStatus
    pattern: str
    decides: bool = False


class Bloc(Model):
    """Countries and bodies that meet under one name (ASEAN+3)."""

    pattern: str
    parties: list[str]


class Region(Model):
    """A region that speaks as a home of its own: words that only its releases have, and words that these never have."""

    country: str
    pattern: str
    unless: str = "(?!)"
    note: str = ""
