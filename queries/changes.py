"""What changed between two versions of a release: fact by fact, each with the words of both.

Facts are matched by where they stand, the texts being aligned, and by how alike their names are; what is then left of
the old record was removed, what is left of the new one added.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import numpy as np
from scipy.optimize import linear_sum_assignment

from corpus.alignment import Alignment
from corpus.documents import Document, Evidence
from corpus.model import Model
from corpus.records import Item, Record

from .scoring import LIKENESS, squeezed

_NAMING = {
    "meetings": "name",
    "agreements": "title",
    "persons": "name",
    "agencies": "name",
    "programmes": "name",
    "dates": "text",
    "contacts": "name",
    "tables": "caption",
}
_COMPARED = {
    "meetings": (
        "name", "ordinal", "status", "date", "format", "level", "place", "core", "heads", "agencies", "agenda",
    ),
    "agreements": (
        "title", "kind", "status", "parties", "date", "period", "deadline", "amount", "responsible", "instrument",
        "meeting",
    ),
    "persons": ("name", "latin", "role", "agency", "side"),
    "agencies": ("name", "country", "parent"),
    "programmes": ("name", "since"),
    "dates": ("value", "role"),
    "contacts": ("name", "role", "unit", "phone"),
    "tables": ("caption", "header", "cells"),
}  # fmt: skip
_HEAD = ("title", "subtitle", "issuer", "ref_date", "released", "embargo")
_LEAST_OVERLAP = 0.5
_AROUND = 40
"""Characters on each side of a place whose wording changed."""
_LONGEST = 160
"""Characters of a value on a line for people."""


What = Literal["added", "removed", "changed"]


class Change(Model):
    """One difference: `field` is `agreements.deadline`, `title`, or `wording` for words that no fact rests on.

    `item` names the fact, by its newer name; `before` and `after` are its values, whole facts by their names where
    one was added or removed. The evidence is in the text of the version that it says.
    """

    what: What
    field: str
    item: str = ""
    before: Any = None
    after: Any = None
    evidence_before: tuple[Evidence, ...] = ()
    evidence_after: tuple[Evidence, ...] = ()

    def line(self) -> str:
        """The same for people."""
        of = f" of “{_one_line(self.item)}”" if self.item and self.what == "changed" else ""
        if self.what == "changed":
            return f"changed: {self.field}{of}: {_shown(self.before)} → {_shown(self.after)}"
        return f"{self.what}: {self.field} “{_one_line(self.item)}”"


def changes(before: tuple[Document, Record], after: tuple[Document, Record]) -> list[Change]:
    """What the later version says otherwise: its head, its facts list by list, then its wording."""
    (old, old_record), (new, new_record) = before, after
    alignment = Alignment(old.text, new.text)
    found = [*_of_the_head(before, after)]
    for name in _COMPARED:
        found += _of_a_list(name, getattr(old_record, name), getattr(new_record, name), alignment)
    found += _of_the_wording(old, new, alignment, found)
    return found


def _of_the_head(before: tuple[Document, Record], after: tuple[Document, Record]) -> Iterator[Change]:
    for name in _HEAD:
        old, new = getattr(before[1], name), getattr(after[1], name)
        if old != new and squeezed(old) != squeezed(new):
            evidence = [_stated(document, name) for document, _ in (before, after)]
            what: What = "added" if old is None else "removed" if new is None else "changed"
            yield Change(
                what=what, field=name, item="" if what == "changed" else str(new or old), before=old, after=new,
                evidence_before=evidence[0], evidence_after=evidence[1],
            )  # fmt: skip


def _stated(document: Document, name: str) -> tuple[Evidence, ...]:
    head = document.head
    found = {"title": head.title, "subtitle": head.subtitle, "issuer": head.issuer}.get(name, head.dated)
    return (found,) if found is not None else ()


def _of_a_list(name: str, old: Sequence[Item], new: Sequence[Item], alignment: Alignment) -> Iterator[Change]:
    pairs = _pairs(name, old, new, alignment)
    for row, column in pairs:
        one, other = old[row], new[column]
        for part in _COMPARED[name]:
            values = _value(getattr(one, part)), _value(getattr(other, part))
            if _compared(values[0]) != _compared(values[1]):
                yield Change(
                    what="changed", field=f"{name}.{part}", item=_name(name, other), before=values[0],
                    after=values[1], evidence_before=one.evidence, evidence_after=other.evidence,
                )  # fmt: skip
    rows, columns = {row for row, _ in pairs}, {column for _, column in pairs}
    for row, item in enumerate(old):
        if row not in rows:
            named = _name(name, item)
            yield Change(what="removed", field=name, item=named, before=named, evidence_before=item.evidence)
    for column, item in enumerate(new):
        if column not in columns:
            named = _name(name, item)
            yield Change(what="added", field=name, item=named, after=named, evidence_after=item.evidence)


def _pairs(name: str, old: Sequence[Item], new: Sequence[Item], alignment: Alignment) -> list[tuple[int, int]]:
    """The positions of the facts that are the same one in both: by place and by name."""
    if not old or not new:
        return []
    alike = np.array([[_alike(name, one, other, alignment) for other in new] for one in old])
    rows, columns = linear_sum_assignment(alike, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if alike[row, column] > 0]


def _alike(name: str, one: Item, other: Item, alignment: Alignment) -> float:
    place = alignment.place(one.evidence[0].start, one.evidence[0].end)
    overlap = _overlap(place, (other.evidence[0].start, other.evidence[0].end))
    named = LIKENESS[name](_fields(one), _fields(other)) if name in LIKENESS else 0.0
    exact = squeezed(_name(name, one)) == squeezed(_name(name, other))
    if name == "dates":
        return overlap + exact if overlap >= _LEAST_OVERLAP else 0.0
    if overlap < _LEAST_OVERLAP and not named:
        return 0.0
    return overlap + named + exact


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Of what the two spans cover together, the part that both cover."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(common, 0) / max(max(one[1], other[1]) - min(one[0], other[0]), 1)


def _of_the_wording(old: Document, new: Document, alignment: Alignment, found: Iterable[Change]) -> Iterator[Change]:
    """The places with other words that no changed fact rests on."""
    told = list(found)
    covered = [(each.start, each.end) for change in told for each in change.evidence_before]
    covered_later = [(each.start, each.end) for change in told for each in change.evidence_after]
    page, later_page = _furniture(old), _furniture(new)
    for place in alignment.differences():
        here, there = (place.start, place.end), (place.other_start, place.other_end)
        if _within(here, page) or _within(there, later_page):
            continue
        if _within(here, covered) or _within(there, covered_later):
            continue
        said = [_around(old, here), _around(new, there)]
        yield Change(
            what="changed", field="wording", before=old.text[slice(*here)], after=new.text[slice(*there)],
            evidence_before=said[0], evidence_after=said[1],
        )  # fmt: skip


def _furniture(document: Document) -> list[tuple[int, int]]:
    return [(block.start, block.end) for block in document.blocks if block.kind == "furniture"]


def _within(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def _around(document: Document, span: tuple[int, int]) -> tuple[Evidence, ...]:
    """The words at a place with those around them on its line."""
    start = max(document.text.rfind("\n", 0, span[0]) + 1, span[0] - _AROUND)
    line_end = document.text.find("\n", span[1])
    end = min(line_end if line_end >= 0 else len(document.text), span[1] + _AROUND)
    return (document.quote(start, end),) if start < end else ()


def _name(name: str, item: Item) -> str:
    return str(getattr(item, _NAMING[name]) or item.evidence[0].text)


def _fields(item: Item) -> dict[str, Any]:
    fields: dict[str, Any] = item.model_dump(mode="json", exclude_none=True)
    return fields


def _value(value: object) -> Any:
    if isinstance(value, Model):
        return value.model_dump(mode="json")
    return list(value) if isinstance(value, tuple) else value


def _compared(value: Any) -> Any:
    """Lists of names in any order; texts without white space."""
    if isinstance(value, list):
        return sorted(map(str, value)) if all(isinstance(each, str) for each in value) else value
    return squeezed(value) if isinstance(value, str) else value


def _shown(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    if isinstance(value, dict):
        value = value.get("text", value)
    line = _one_line(str(value)) if value not in (None, "") else "nothing"
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"


def _one_line(text: str) -> str:
    return " ".join(text.split())
