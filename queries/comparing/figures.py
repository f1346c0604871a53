"""Sums and rates that releases give for the same time and the same thing, and give otherwise."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.documents import Document, Evidence
from corpus.records import Record

from .likeness import vectors
from .model import Difference, Said
from .quantities import quantities_in

_UNITS = ("USD", "KRW", "CNY", "percent")
_CLAUSE = re.compile(r"(?:[^.。;；!?\n]|\.(?=\d))+")
_SAME_THING = 0.35
"""Least cosine of two clauses on one thing; the two pairs of one time and unit in the samples have 0.39 and 0.44."""
_SHOWN = 60


@dataclass(frozen=True)
class _Figure:
    record: str
    unit: str
    values: frozenset[float]
    dates: frozenset[str]
    clause: Evidence


def of_figures(releases: Sequence[tuple[Document, Record]]) -> list[Difference]:
    """Figures of one unit, date and thing that two releases state with no value in common."""
    figures = [figure for document, record in releases for figure in _figures(document, record)]
    if not figures:
        return []
    texts = vectors([figure.clause.text for figure in figures])
    alike = texts @ texts.T
    found: list[Difference] = []
    taken: set[int] = set()
    for one, mine in enumerate(figures):
        if one in taken:
            continue
        same = [
            other
            for other, theirs in enumerate(figures)
            if theirs.unit == mine.unit and theirs.dates & mine.dates
            and (other == one or (theirs.record != mine.record and alike[one, other] >= _SAME_THING))
        ]  # fmt: skip
        taken.update(same)
        values = [figures[number].values for number in same]
        if any(not a & b for number, a in enumerate(values) for b in values[:number]):
            said = tuple(_said(figures[number]) for number in same)
            when = ", ".join(sorted(mine.dates))
            found.append(
                Difference(
                    about="figure", item=f"{mine.clause.text.strip()[:_SHOWN]} ({when})", field=mine.unit, said=said
                )
            )
    return found


def _said(figure: _Figure) -> Said:
    value = [f"{value:,.15g} {figure.unit}" for value in sorted(figure.values)]
    return Said(record=figure.record, value=value, evidence=(figure.clause,))


def _figures(document: Document, record: Record) -> Iterator[_Figure]:
    """The clauses with one figure of a unit and a date, without menus and footers."""
    for block in document.blocks:
        if block.kind == "furniture":
            continue
        for match in _CLAUSE.finditer(document.text, block.start, block.end):
            start, end = match.span()
            dates = {
                each.value for each in record.dates for one in each.evidence if start <= one.start and one.end <= end
            }
            for unit, values in quantities_in(match.group()).items():
                if unit in _UNITS and len(values) == 1 and dates:
                    quote = document.quote(start, end)
                    yield _Figure(record.id, unit, values, frozenset(dates), quote)
