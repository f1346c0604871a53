"""Applying what analysts said of a record to what was extracted."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, get_args

from pydantic import ValidationError

from .documents import Evidence
from .edtf import is_edtf
from .errors import BadCorrection
from .records import Changed, CorrectedField, Correction, Item, Record

FIELDS: tuple[CorrectedField, ...] = tuple(name for name in get_args(CorrectedField) if name != "record")
_NAME = {"agreements": "title", "dates": "text", "tables": "caption"}
"""What an item is called by, where it is not `name`."""
_FIXED = frozenset({"evidence", "rule", "cells", "rows", "header"})
_EDTF = frozenset({"date", "period", "deadline", "value", "since"})
_JOINED = ("surfaces", "aliases", "alt", "heads", "agencies", "agenda", "parties", "responsible")
"""Lists that two merged items share."""

_Value = TypeVar("_Value", Item, Record)

_REFERENCES: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("meetings", "name"): (("agreements", "meeting"),),
    ("agencies", "name"): (
        ("agencies", "parent"), ("persons", "agency"), ("meetings", "agencies"),
        ("agreements", "parties"), ("agreements", "responsible"),
    ),
    ("persons", "name"): (("meetings", "heads"),),
    ("agreements", "key"): (("agreements", "instrument"),),
}  # fmt: skip
"""Where items name each other: the field that is named, and the fields that name it."""


@dataclass
class _Slot:
    """An `extracted` item, and as it stands after the corrections so far; `merged` is the slot that took it in."""

    extracted: Item
    item: Item
    shown: bool = True
    merged: "_Slot | None" = None


@dataclass
class _Lists:
    slots: dict[str, list[_Slot]]
    found: list[tuple[Correction, _Slot | None]] = field(default_factory=list)


def called(name: str, item: Item) -> str:
    """What an item of the list `name` is called by."""
    return str(getattr(item, _NAME.get(name, "name")) or "")


def corrected(record: Record, corrections: Iterable[Correction]) -> Record:
    """The record with the corrections applied, in order; those whose fact is no longer extracted change nothing.

    They are all listed in the record's `corrections`, each with the position where its fact is now.
    """
    corrections = list(corrections)
    lists = _applied(record, corrections)
    whole = record
    for correction in corrections:
        if correction.field == "record":
            whole = _set(whole, correction.changes)
    kept = {name: [slot for slot in slots if slot.shown] for name, slots in lists.slots.items()}
    items = _referring(record, lists, kept)
    told = [
        each.model_copy(update={"position": _position(slot, kept[each.field]) if slot else None})
        for each, slot in lists.found
    ]
    return whole.model_copy(update={**items, "corrections": tuple(told)})


def origins(record: Record, corrections: Iterable[Correction], name: str) -> list[int]:
    """For each item of the list `name` that is shown after the corrections, its place in the extracted `record`."""
    return [number for number, slot in enumerate(_applied(record, corrections).slots[name]) if slot.shown]


def _applied(record: Record, corrections: Iterable[Correction]) -> _Lists:
    lists = _Lists({name: [_Slot(item, item) for item in getattr(record, name)] for name in FIELDS})
    for correction in corrections:
        if correction.field == "record":
            lists.found.append((correction, None))
        else:
            _apply(lists, correction)
    return lists


def changes_of(record: Record, name: CorrectedField, position: int, wanted: Mapping[str, Any]) -> tuple[Changed, ...]:
    """What setting the `wanted` fields of an item (or of the record) changes.

    Raises:
        BadCorrection: there is no such item or field, or a value does not fit it.
    """
    item: Item | Record = record if name == "record" else item_at(record, name, position)
    allowed = {"title", "issuer", "ref_date", "lang"} if name == "record" else {*type(item).model_fields} - _FIXED
    for one, value in wanted.items():
        if one not in allowed:
            raise BadCorrection(f"{name} have no field {one!r} to set", hint=f"Choose of {', '.join(sorted(allowed))}")
        if one in _EDTF | {"ref_date"} and value is not None and not (isinstance(value, str) and is_edtf(value)):
            raise BadCorrection(f"{one} {value!r} is no EDTF date", hint="Write 2025-04-23, 2025-04, 2025 or 2025/2027")
    stated = item.model_dump(mode="json")
    try:
        fields = type(item).model_validate({**stated, **wanted}).model_dump(mode="json")
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        problem = f"{place} cannot be {wanted.get(place)!r}: {first['msg']}"
        raise BadCorrection(problem, hint="Give another value") from None
    differing = (one for one in wanted if stated[one] != fields[one])
    return tuple(Changed(name=one, was=_json(stated[one]), now=_json(fields[one])) for one in differing)


def item_at(record: Record, name: str, position: int) -> Item:
    """An item of a record.

    Raises:
        BadCorrection: there is none.
    """
    if name not in FIELDS:
        raise BadCorrection(f"A record has no list {name!r}", hint=f"Choose of {', '.join(FIELDS)}")
    items: tuple[Item, ...] = getattr(record, name)
    if not 0 <= position < len(items):
        raise BadCorrection(
            f"{record.id} has no {name}[{position}]",
            hint=f"Its {name} are numbered from 0 to {len(items) - 1}" if items else f"It has no {name}",
        )
    return items[position]


def _json(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _set(item: _Value, changes: Iterable[Changed]) -> _Value:
    """The item with the changes, or as it is where another version of the program has no such field or value."""
    fields = {one.name: json.loads(one.now) if one.now is not None else None for one in changes}
    try:
        return type(item).model_validate({**item.model_dump(mode="json"), **fields})
    except ValidationError:
        return item


def _apply(lists: _Lists, correction: Correction) -> None:
    slots = lists.slots[correction.field]
    slot = _located(slots, correction.field, correction.name, correction.evidence)
    lists.found.append((correction, slot))
    if slot is None:
        return
    if correction.action == "reject":
        slot.shown, slot.merged = False, None
    elif correction.action == "merge":
        target = _located(slots, correction.field, correction.into or "", correction.into_evidence)
        while target is not None and target.merged is not None:
            target = target.merged
        if target is None or target is slot:
            return
        target.item, target.shown = _joined(target.item, slot.item, correction.field), True
        slot.shown, slot.merged = False, target
    else:
        slot.shown, slot.merged = True, None
        slot.item = _set(slot.item, correction.changes)


def _located(slots: list[_Slot], name: str, called_by: str, evidence: Evidence | None) -> _Slot | None:
    """The extracted item: by name and place, by place alone, else by name or words if one alone has them."""
    ways: tuple[Callable[[Item], bool], ...] = (
        lambda item: called(name, item) == called_by and _stands(item, evidence, exact=True),
        lambda item: _stands(item, evidence, exact=True),
        lambda item: called(name, item) == called_by,
        lambda item: _stands(item, evidence, exact=False),
    )
    for number, way in enumerate(ways):
        found = [slot for slot in slots if way(slot.extracted)]
        if len(found) == 1 or (found and number == 0):
            return found[0]
    return None


def _stands(item: Item, evidence: Evidence | None, *, exact: bool) -> bool:
    if evidence is None:
        return False
    best = item.evidence[:1]
    return any(one.text == evidence.text and (not exact or one.start == evidence.start) for one in best)


def _joined(target: Item, other: Item, name: str) -> Item:
    """The target with the names, lists and evidence of the other, and what it leaves unsaid."""
    own, more = dict(target), dict(other)
    fields: dict[str, Any] = {one: more[one] for one, value in own.items() if value is None}
    for one in _JOINED:
        if one in own:
            fields[one] = tuple(dict.fromkeys([*own[one], *more[one]]))
    alias = {"meetings": "aliases", "agencies": "surfaces", "agreements": "alt", "programmes": "surfaces"}.get(name)
    if alias is not None and called(name, other) != called(name, target) and name != "agencies":
        fields[alias] = tuple(dict.fromkeys([*fields.get(alias, own[alias]), called(name, other)]))
    fields["evidence"] = tuple(dict.fromkeys([*own["evidence"], *more["evidence"]]))
    return target.model_copy(update=fields)


def _position(slot: _Slot, kept: list[_Slot]) -> int | None:
    while slot.merged is not None:
        slot = slot.merged
    return next((number for number, one in enumerate(kept) if one is slot), None)


def _referring(record: Record, lists: _Lists, kept: Mapping[str, list[_Slot]]) -> dict[str, tuple[Item, ...]]:
    """The lists, in which names of items that were renamed, merged or rejected stand for what these are now."""
    items = {name: [slot.item for slot in slots] for name, slots in kept.items()}
    for (name, key), places in _REFERENCES.items():
        renamed = dict(_renamed(record, lists, name, key, {getattr(one, key) for one in items[name]}))
        for at, reference in places if renamed else ():
            items[at] = [_with_reference(one, reference, renamed) for one in items[at]]
    return {name: tuple(found) for name, found in items.items()}


def _renamed(record: Record, lists: _Lists, name: str, key: str, known: set[str]) -> Iterator[tuple[str, str | None]]:
    for before, slot in zip(getattr(record, name), lists.slots[name], strict=True):
        now = slot
        while now.merged is not None:
            now = now.merged
        old, new = getattr(before, key), getattr(now.item, key) if now.shown else None
        if old != new and old not in known:
            yield old, new


def _with_reference(item: Item, reference: str, renamed: Mapping[str, str | None]) -> Item:
    value = getattr(item, reference)
    if isinstance(value, tuple):
        if not any(one in renamed for one in value):
            return item
        named = (renamed.get(one, one) for one in value)
        return item.model_copy(update={reference: tuple(dict.fromkeys(one for one in named if one is not None))})
    return item.model_copy(update={reference: renamed[value]}) if value in renamed else item
