"""An item of agreement: its words, its meeting, and the same item in other releases."""

from collections.abc import Sequence

from corpus.errors import NotInCorpus
from corpus.records import Agreement
from corpus.store import Place, Store
from queries.comparing import Row
from queries.comparing.compare import rows_of_items
from queries.comparing.context import context_of
from queries.following import Commitment

from .lists import line
from .model import AgreementView

_NAMED = ("title", "key", "kind", "status", "parties", "date", "period", "deadline", "evidence")
_SEPARATOR = "~"


def agreement(store: Store, record: str, position: int, *, commitments: Sequence[Commitment] = ()) -> AgreementView:
    """The item at `position` (from 0) of a record; `commitments` are those in which its follow-ups are looked for.

    Raises:
        NotInCorpus: there is no such item.
    """
    lookup = store.lookup
    place = next((one for one in lookup.in_records("agreements", [record]) if one.position == position), None)
    found = [item for _, item in lookup.items([place])] if place else []
    if place is None or not found or not isinstance(found[0], Agreement):
        raise NotInCorpus(
            f"{record} has no item of agreement {position}", hint=f"`communique show {record}` lists them"
        )
    item = found[0]
    fields = item.model_dump(mode="json", exclude_none=True)
    return AgreementView(
        item=line(place, item, lookup.tellings(record, position)),
        fields={name: value for name, value in fields.items() if name not in _NAMED and value not in ([], "")},
        evidence=item.evidence,
        release=lookup.lines([record])[record],
        meeting=lookup.event(place.event) if place.event else None,
        told=_told(store, place) if place.event else None,
        commitment=next((one for one in commitments if _is_of(one, record, position)), None),
    )


def _is_of(commitment: Commitment, record: str, position: int) -> bool:
    return any((source.record, source.position) == (record, position) for source in commitment.sources)


def keyed(key: str) -> tuple[str, int]:
    """Record and position of an item's key.

    >>> keyed("sample-ko-01~2")
    ('sample-ko-01', 2)

    Raises:
        NotInCorpus: it is no key.
    """
    record, _, position = key.rpartition(_SEPARATOR)
    if not record or not position.isascii() or not position.isdigit():
        raise NotInCorpus(f"{key!r} is no item of agreement", hint="Write RECORD~POSITION, as lists show it")
    return record, int(position)


def _told(store: Store, place: Place) -> Row | None:
    """The item as all releases on the meeting tell it; None where this one alone does."""
    lookup = store.lookup
    items = [
        (each.record, each.position, item)
        for each, item in lookup.items(lookup.of_event(place.event or "", "agreements"))
        if isinstance(item, Agreement)
    ]
    records = list(dict.fromkeys(record for record, _, _ in items))
    context = context_of([store.record(record) for record in records])
    for row in rows_of_items(items, records, context):
        if any((telling.record, telling.position) == (place.record, place.position) for telling in row.tellings):
            return row if len(row.tellings) > 1 else None
    return None
