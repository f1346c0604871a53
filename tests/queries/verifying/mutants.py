"""Wrong records made from right ones: one value of one item changed, everything else as it was."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

Fields = dict[str, Any]
Change = tuple[str, Fields]
"""The kind of change, and the item that has it."""


class Mutant(NamedTuple):
    """One changed item of a record."""

    kind: str
    field: str
    position: int
    item: Fields

    def of(self, record: Fields) -> Fields:
        """The record with the item changed."""
        items = [self.item if position == self.position else item for position, item in enumerate(record[self.field])]
        return {**record, self.field: items}


_OTHER_STATUS = {"held": "planned", "planned": "held", "cancelled": "held", "ongoing": "planned"}
_STRANGER = "Qwertz Uiop"


def mutants(record: Fields) -> Iterator[Mutant]:
    """Every mutant of a record, in a fixed order."""
    for field, items in record.items():
        if not isinstance(items, list) or field == "langs":
            continue
        for index, item in enumerate(items):
            for kind, changed in _changes(field, item, record):
                yield Mutant(kind, field, index, changed)


def _changes(field: str, item: Fields, record: Fields) -> Iterator[Change]:
    def having(**values: Any) -> Fields:
        return {**item, **values}

    first = item["evidence"][0]
    yield "evidence shifted", having(evidence=[{**first, "start": first["start"] + 1, "end": first["end"] + 1}])
    yield "evidence reworded", having(evidence=[{**first, "text": first["text"][::-1] + "?"}])
    yield "evidence taken away", having(evidence=[])
    if item.get("ref"):
        yield "ref unknown", having(ref="xx.unknown")
    for name in ("name", "place", "role", "latin", "phone", "unit", "title", "key", "text"):
        if item.get(name) and (field, name) not in (("programmes", "name"), ("dates", "role")):
            yield f"{field} {name}", having(**{name: _STRANGER})
    for name in ("aliases", "surfaces", "heads", "agencies", "agenda", "responsible", "alt", "header"):
        if item.get(name):
            yield f"{field} {name}", having(**{name: [_STRANGER]})
    for name in ("meeting", "instrument"):
        if item.get(name):
            yield f"{field} {name}", having(**{name: _STRANGER})
    if field == "dates":
        yield from ((f"dates value {part}", having(value=value)) for part, value in other_dates(item["value"]))
    for name in ("date", "period", "deadline", "since"):
        if item.get(name):
            years = re.sub(r"\d{4}", lambda year: str(int(year[0]) + 11), item[name])
            yield f"{field} {name}", having(**{name: years})
    if item.get("ordinal"):
        yield "ordinal", having(ordinal=item["ordinal"] + 1000)
    if field == "meetings":
        if item.get("date") and record.get("ref_date"):
            first_day, today = item["date"].strip("./")[:10], record["ref_date"]
            if (item["status"] == "held") != (first_day > today) and first_day[:7] != today[:7]:
                yield "meeting status", having(status=_OTHER_STATUS[item["status"]])
        if item.get("event"):
            yield "event", having(event=item["event"] + "0")
    for name in ("country", "side"):
        if item.get(name):
            yield name, having(**{name: "ZW"})
    if item.get("parties"):
        yield "parties country", having(parties=[*item["parties"], "ZW"])
        yield "parties body", having(parties=[*item["parties"], _STRANGER])
    if item.get("amount"):
        yield "amount", having(amount={**item["amount"], "value": item["amount"]["value"] * 10 + 1})
    if field == "tables":
        yield "rows", having(rows=item["rows"] + 1)


def other_dates(value: str) -> Iterator[tuple[str, str]]:
    """The value with one number of it changed, or its finest part taken away."""
    for match in re.finditer(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", value):
        for group, part in ((1, "year"), (2, "month"), (3, "day")):
            if match[group] is None:
                continue
            for step in (-1, 1, 7):
                number = f"{int(match[group]) + step:0{len(match[group])}}"
                yield part, value[: match.start(group)] + number + value[match.end(group) :]
        if match[2] is not None:
            yield "precision", value[: match.start()] + match[0].rpartition("-")[0] + value[match.end() :]
