"""The days between two releases."""

from datetime import date

from corpus.documents import Document


def days_apart(one: Document, other: Document) -> int:
    """Days between the days of issue; 0 where one of them is not known to the day."""
    first, second = (_day(document.head.ref_date) for document in (one, other))
    return abs((first - second).days) if first and second else 0


def _day(edtf: str | None) -> date | None:
    try:
        return date.fromisoformat(edtf) if edtf else None
    except ValueError:
        return None
