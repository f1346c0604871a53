"""Gold records from what analysts confirmed and corrected, to score extraction with (`communique score`)."""

from collections.abc import Iterator
from typing import Any

from corpus.corrections import FIELDS, called
from corpus.records import Item, Record
from corpus.store import Store

_HEAD = ("id", "lang", "langs", "title", "subtitle", "issuer", "ref_date", "released", "embargo")
_NOT_GOLD = {"evidence", "rule", "cells"}


def gold(store: Store) -> Iterator[dict[str, Any]]:
    """A gold record for each release of which facts were reviewed, by id.

    Of a record that was confirmed as a whole, all facts that it shows are gold. Of another one those are that were
    confirmed, corrected or merged into; the rest is `optional`, so that it counts neither for nor against. What was
    rejected is left out, and counts against who finds it.
    """
    for identifier in dict.fromkeys(name for name, _ in store.corrections()):
        if store.holds(identifier):
            yield gold_of(store.record(identifier))


def gold_of(record: Record) -> dict[str, Any]:
    """The gold record that follows from a record and its corrections."""
    whole = any(each.field == "record" and each.action == "confirm" for each in record.corrections)
    reviewed = {(each.field, each.position) for each in record.corrections if each.action != "reject"}
    fields = record.as_json()
    made: dict[str, Any] = {name: fields[name] for name in _HEAD if name in fields}
    optional: dict[str, list[str]] = {}
    for name in FIELDS:
        items: tuple[Item, ...] = getattr(record, name)
        made[name] = []
        for position, item in enumerate(items):
            if whole or (name, position) in reviewed:
                made[name].append(item.model_dump(mode="json", exclude_none=True, exclude=_NOT_GOLD))
            else:
                optional.setdefault(name, []).extend(_surfaces(name, item))
    return {**made, "optional": optional} if optional else made


def _surfaces(name: str, item: Item) -> list[str]:
    lists = (getattr(item, one, ()) for one in ("surfaces", "aliases", "alt"))
    key = getattr(item, "key", None)
    return list(dict.fromkeys([called(name, item), *([key] if key else []), *(each for one in lists for each in one)]))
