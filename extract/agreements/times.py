"""Dates of agreements: the day of signing or holding, and the period that they cover."""

from bisect import bisect_left
from typing import NamedTuple

from spacy.tokens import Doc

from .lines import Line


class When(NamedTuple):
    """A date expression at a place in the release, and its EDTF value."""

    start: int
    end: int
    value: str


class Dates:
    """The dates of a release, in order."""

    def __init__(self, doc: Doc) -> None:
        spans = doc.spans.get("dates", [])
        self._all = sorted(When(span.start_char, span.end_char, span.kb_id_) for span in spans)
        self._starts = [when.start for when in self._all]

    def within(self, line: Line, start: int, end: int) -> list[When]:
        """The dates that begin in `start:end` of a line."""
        start, end = max(start, 0), min(end, len(line.text))
        if start >= end:
            return []
        first, last = line.span(start, end)
        return self._all[bisect_left(self._starts, first) : bisect_left(self._starts, last)]
