"""Where records and gold records disagree: what was missed, superfluous or wrong, and the words around it."""

from collections.abc import Iterator, Mapping
from typing import Literal

from corpus.model import Model

from . import scoring
from .scoring import LIKENESS, Fields, items, not_optional, paired

PARTS = {
    "meetings": ("date", "status", "format", "level", "core", "place", "ordinal"),
    "agreements": ("kind", "status", "parties", "date", "period"),
    "agencies": ("name", "country", "parent"),
    "persons": ("latin", "role", "agency", "side"),
    "programmes": ("since",),
    "contacts": ("role", "unit", "phone"),
    "tables": ("header", "rows"),
}
"""What is compared of two items that were matched, where the gold states it."""
FIELDS = ("dates", *LIKENESS)
_AROUND = 60
_ENDS = "\n。"


class Disagreement(Model):
    """A difference of a field: `part` with `expected` and `got` where an item is wrong; the `sentence` it stands in."""

    id: str
    lang: str
    field: str
    kind: Literal["missed", "superfluous", "wrong"]
    item: str
    part: str | None = None
    expected: str | None = None
    got: str | None = None
    sentence: str = ""

    def line(self) -> str:
        """The same for people: `-` missed, `+` superfluous, `~` wrong."""
        mark = {"missed": "-", "superfluous": "+", "wrong": "~"}[self.kind]
        change = f"  {self.part}: {self.expected} expected, {self.got or 'nothing'} got" if self.part else ""
        return f"{self.id} {mark} {self.item}{change}" + (f"\n    {self.sentence}" if self.sentence else "")


def disagreements(
    gold: Mapping[str, Fields], predicted: Mapping[str, Fields], texts: Mapping[str, str], field: str
) -> Iterator[Disagreement]:
    """The differences of one field, by language and then by document; `texts` by id, as far as they are at hand."""
    for identifier in sorted(gold, key=lambda name: (str(gold[name].get("lang", "none")), name)):
        record, text = gold[identifier], texts.get(identifier, "")
        found = predicted.get(identifier, {})
        for kind, item, part, expected, got in (_dates if field == "dates" else _items)(record, found, field):
            yield Disagreement(
                id=identifier,
                lang=str(record.get("lang", "none")),
                field=field,
                kind=kind,
                item=_name(item),
                part=part,
                expected=_shown(expected),
                got=_shown(got),
                sentence=_sentence(text, item),
            )


Difference = tuple[Literal["missed", "superfluous", "wrong"], Fields, str | None, object, object]


def _dates(gold: Fields, predicted: Fields, field: str) -> Iterator[Difference]:
    expected, counted = scoring.dates(gold, predicted)
    for item in items(gold, field):
        if item.get("value") in expected - counted:
            yield "missed", item, None, None, None
    for item in items(predicted, field):
        if item.get("value") in counted - expected:
            yield "superfluous", item, None, None, None


def _items(gold: Fields, predicted: Fields, field: str) -> Iterator[Difference]:
    ours, theirs = items(gold, field), items(predicted, field)
    pairs = paired(ours, theirs, LIKENESS[field])
    matched, taken = {row for row, _ in pairs}, {column for _, column in pairs}
    for row, item in enumerate(ours):
        if row not in matched:
            yield "missed", item, None, None, None
    for item in not_optional(field, gold, [item for column, item in enumerate(theirs) if column not in taken]):
        yield "superfluous", item, None, None, None
    for row, column in pairs:
        for part in PARTS[field]:
            if part in ours[row] and not scoring.same(part, ours[row], theirs[column]):
                yield "wrong", theirs[column], part, ours[row][part], theirs[column].get(part)


def _shown(value: object) -> str | None:
    return None if value is None else ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _name(item: Fields) -> str:
    name = str(next((item[part] for part in ("title", "name", "key", "text", "caption") if item.get(part)), ""))
    name = name or " | ".join(map(str, item.get("header") or ()))
    return f"{name} = {item['value']}" if "value" in item else name


def _sentence(text: str, item: Fields) -> str:
    """The sentence that an item stands in: that of its evidence, or of the first of its surfaces in the text."""
    spans = scoring.spans(item.get("evidence"))
    surfaces = [item.get(name) for name in ("text", "key", "name")] + list(item.get("surfaces") or ())
    start, end = max(spans[:2], key=lambda span: span[1] - span[0]) if spans else next(
        ((at, at + len(name)) for name in surfaces if isinstance(name, str) and (at := text.find(name)) >= 0), (-1, -1)
    )  # fmt: skip
    if not 0 <= start < end <= len(text):
        return ""
    left = max(start - _AROUND, *(text.rfind(mark, 0, start) + 1 for mark in _ENDS))
    right = min(end + _AROUND, *(at + 1 if (at := text.find(mark, end)) >= 0 else len(text) for mark in _ENDS))
    return " ".join(text[left:right].split())
