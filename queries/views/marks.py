"""Which of the values that pages and lists show analysts set, and what stood there before."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from corpus.documents import Evidence
from corpus.records import Before, Correction, Record
from corpus.store import Line, Named, Store
from queries.comparing import Row as Compared
from queries.comparing.model import Telling

from .model import Appointment

if TYPE_CHECKING:  # loads what finds answers, which no view needs
    from queries.asking import Reply, Row
    from queries.following import Commitment

_Shown = TypeVar("_Shown", bound=BaseModel)
_RECORD = "record"
_BEHIND = {"item": ("title",), "due": ("deadline", "period")}
"""Columns of the table that answers a question, and the fields of an item that they show, where these differ."""
_TIMES = ("deadline", "date", "period")
_OF_COMMITMENT = {
    "title": ("title",), "kind": ("kind",), "parties": ("parties",), "due": _TIMES, "state": ("status", *_TIMES),
}  # fmt: skip
"""What is shown of a commitment, and the fields of its items that it follows from."""
Spot = tuple[str, str, int]
"""Where a fact stands: a record, a list of it (`record`: the record as a whole), and the position in the list."""


class Marks:
    """What was set in the records that a page shows; every method gives None where nobody set the value."""

    def __init__(
        self,
        set_by: Mapping[Spot, Mapping[str, Before]] | None = None,
        told: Mapping[str, Sequence[Spot]] | None = None,
    ) -> None:
        self._set = set_by or {}
        self._told = told or {}

    def item(self, record: str, position: int, *names: str, field: str = "agreements") -> Before | None:
        """The first of these fields of a fact that was set."""
        found = self._set.get((record, field, position), {})
        return next((found[name] for name in names if name in found), None)

    def release(self, record: str, name: str) -> Before | None:
        """A field of a record as a whole: its title, issuer, day of issue or language."""
        return self.item(record, 0, name, field=_RECORD)

    def event(self, key: str, name: str, value: object) -> Before | None:
        """A field of a meeting of the register, where the `value` that is shown was set in a release on it."""
        return self._first(self._told.get(key, ()), name, value)

    def among(self, records: Iterable[str], field: str, name: str, value: object) -> Before | None:
        """A value that these releases state in a list, where one of them does so since it was set there."""
        wanted = {*records}
        return self._first((one for one in self._set if one[0] in wanted and one[1] == field), name, value)

    def cell(self, row: "Row", column: str) -> Before | None:
        """What a cell of the table that answers a question shows: of a meeting, of an item or of its release."""
        value, key = row.cells[column].value, row.event or ""
        if row.about == "meetings" or column == "meeting":
            name = "name" if column == "meeting" else column
            return self.event(key, name, value) or self.among([row.record], "meetings", name, value)
        names = _BEHIND.get(column, (column,))
        found = (self.item(row.record, row.position, name) for name in names)
        own = next((each for each in found if each is not None and _is(each.now, value)), None)
        if own is None and column == "date":
            issued = self.release(row.record, "ref_date")
            return self.event(key, "date", value) or (issued if issued and _is(issued.now, value) else None)
        return own

    def commitment(self, each: "Commitment", column: str) -> Before | None:
        """A column of a commitment: `title`, `kind`, `parties`, when it is `due`, or what its `state` rests on.

        The state has no mark of its own where the time has one that it follows from.
        """
        found = [
            self.item(source.record, source.position, name)
            for source in each.sources
            for name in _OF_COMMITMENT[column]
        ]
        said = [one for one in found if one is not None]
        if column == "due":
            return next((one for one in said if _is(one.now, each.due)), None)
        if column == "state" and self.commitment(each, "due") is not None:
            return None
        return next(iter(said), None)

    def within(self, *shown: object) -> tuple[Before, ...]:
        """All that was set of the meetings, items and releases in what is `shown`, in its order."""
        places: dict[Spot, None] = {}
        for each in _models(shown):
            if isinstance(each, Line):
                places[each.id, _RECORD, 0] = None
            elif isinstance(each, Appointment):
                places.update(dict.fromkeys(self._of_person(each)))
            elif isinstance(each, Compared):
                places.update(((one.record, f"{each.about}s", one.position), None) for one in each.tellings)
            record, position = getattr(each, "record", None), getattr(each, "position", None)
            if isinstance(record, str) and isinstance(position, int) and not isinstance(each, Telling):
                places[record, getattr(each, "about", "agreements"), position] = None
            if isinstance(key := getattr(each, "event", None), str):
                places.update(dict.fromkeys(self._told.get(key, ())))
        return tuple(one for place in places for one in self._set.get(place, {}).values())

    def _of_person(self, each: Appointment) -> Iterator[Spot]:
        for name in ("name", "role", "agency"):
            said = self.among(each.records, "persons", name, getattr(each, name))
            if said is not None:
                yield said.record, said.field, said.position

    def _first(self, places: Iterable[Spot], name: str, value: object) -> Before | None:
        found = (self._set.get(place, {}).get(name) for place in places)
        return next((each for each in found if each is not None and _is(each.now, value)), None)


def _is(now: object, value: object) -> bool:
    """Whether a value that was set is the one that is shown, a list perhaps in one line."""
    if isinstance(now, list):
        return value == ", ".join(map(str, now)) if isinstance(value, str) else now == [*_listed(value)]
    return now == value


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else [value]


NONE = Marks()


def marked(store: Store, *shown: object) -> Marks:
    """The values that analysts set, of all meetings, facts and releases in what is `shown`: views, lists of them."""
    events: set[str] = set()
    records: set[str] = set()
    for each in _models(shown):
        if isinstance(each, Line):
            records.add(each.id)
        key, record = getattr(each, "event", None), getattr(each, "record", None)
        events.update([key] if isinstance(key, str) else [])
        records.update([record] if isinstance(record, str) else [])
        records.update(getattr(each, "records", ()))
    told: dict[str, list[Spot]] = {}
    for key, record, position in store.corrected_meetings(sorted(events)):
        told.setdefault(key, []).append((record, "meetings", position))
        records.add(record)
    found = [store.record(record) for record in store.corrected_among(sorted(records))]
    return Marks({place: fields for record in found for place, fields in set_in(record).items()}, told)


def with_marks(store: Store, shown: _Shown) -> _Shown:
    """A view or list with what analysts set in it, names of persons and organisations too, as its `corrected`."""
    said = list(marked(store, shown).within(shown))
    if names := {name for each in _models(shown) if isinstance(each, Named) for name in (each.name, *each.names)}:
        set_names = {**renamed(store, "persons"), **renamed(store, "agencies")}
        said += [one for name, one in set_names.items() if name in names and one not in said]
    return shown.model_copy(update={"corrected": tuple(said) or None})


def reply_with_marks(store: Store, reply: "Reply") -> "Reply":
    """The answer to a question, each cell of its table with what an analyst set in it."""
    if reply.table is None:
        return reply
    marks = marked(store, reply.table)
    rows = tuple(
        row.model_copy(
            update={
                "cells": {
                    name: cell.model_copy(update={"corrected": said}) if (said := marks.cell(row, name)) else cell
                    for name, cell in row.cells.items()
                }
            }
        )
        for row in reply.table.rows
    )
    return reply.model_copy(update={"table": reply.table.model_copy(update={"rows": rows})})


def renamed(store: Store, field: str) -> dict[str, Before]:
    """The names of a list (`persons`, `agencies`) that are as they are since an analyst set them in some release."""
    records = dict.fromkeys(
        identifier
        for identifier, said in store.corrections()
        if said.field == field and any(one.name == "name" for one in said.changes) and store.holds(identifier)
    )
    found: dict[str, Before] = {}
    for identifier in records:
        for place, fields in set_in(store.record(identifier)).items():
            if place[1] == field and "name" in fields:
                found.setdefault(str(fields["name"].now), fields["name"])
    return found


def set_in(record: Record) -> dict[Spot, dict[str, Before]]:
    """What was set in a record and still is so: set back, or overtaken by another reading, it is not marked."""
    found: dict[Spot, dict[str, Before]] = {}
    for said in record.corrections:
        place = (record.id, said.field, said.position or 0)
        if said.action == "correct" and (said.position is not None or said.field == _RECORD):
            fields = found.setdefault(place, {})
            for each in _changed(record, said):
                first = fields.get(each.name)
                fields[each.name] = each if first is None else each.model_copy(update={"was": first.was})
    standing = {place: _fields(record, place) for place in found}
    return {
        place: {
            name: each
            for name, each in fields.items()
            if each.was != each.now and standing[place].get(name) == each.now
        }
        for place, fields in found.items()
    }


def _changed(record: Record, said: Correction) -> Iterator[Before]:
    for one in said.changes:
        yield Before(
            record=record.id, field=said.field, position=said.position or 0, name=one.name, was=_read(one.was),
            now=_read(one.now), author=said.author, made_at=said.made_at, note=said.note,
        )  # fmt: skip


def _fields(record: Record, place: Spot) -> dict[str, Any]:
    shown: BaseModel = record if place[1] == _RECORD else getattr(record, place[1])[place[2]]
    fields: dict[str, Any] = shown.model_dump(mode="json")
    return fields


def _read(value: str | None) -> Any:
    return None if value is None else json.loads(value)


def with_corrected(fields: dict[str, Any], said: Sequence[Before]) -> dict[str, Any]:
    """The published form of something with what analysts set in it as `corrected`, where they did."""
    told = [one.model_dump(mode="json", exclude_none=True) for one in said]
    return {**fields, "corrected": told} if told else fields


def in_line(before: Before | None, field: str = "") -> str:
    """What stands behind a value in lines of text: that it was corrected and what it was; nothing where nobody did.

    `field` names the value where the line does not show it.
    """
    if before is None:
        return ""
    was = ", ".join(map(str, before.was)) if isinstance(before.was, list) else before.was
    said = " ".join(str(was).split()) if was else "not stated"
    return f" [{' '.join(filter(None, [field, 'corrected']))}, was {said}]"


def _models(shown: object) -> Iterator[BaseModel]:
    """What is shown and all that it consists of, but for the words."""
    if isinstance(shown, BaseModel) and not isinstance(shown, Evidence):
        yield shown
        for name in type(shown).model_fields:
            yield from _models(getattr(shown, name))
    elif isinstance(shown, Mapping):
        for each in shown.values():
            yield from _models(each)
    elif isinstance(shown, list | tuple):
        for each in shown:
            yield from _models(each)
