"""A meeting: all that the releases of the corpus tell of it, in whatever languages."""

import json
from collections.abc import Sequence
from typing import Any

from corpus.errors import NotInCorpus
from corpus.records import Agreement, Meeting
from corpus.registry.series import series as all_of_them
from corpus.store import Event, EventFilter, Store
from corpus.store.events import parties_of
from queries.comparing.compare import row_of, rows_of_items, rows_of_persons
from queries.comparing.context import context_of
from queries.comparing.differing import of_heads

from .model import MeetingView, Statement

_FACTS = ("date", "status", "format", "level", "place", "ordinal", "heads", "agencies", "agenda")
_MOST_RELEASES = 60
"""Releases of which the items are matched; those of a meeting that more tell of mostly mention it."""


def meeting(store: Store, key: str) -> MeetingView:
    """The meeting with this key: an event id, or where it stands (`record~position`).

    Raises:
        NotInCorpus: no release tells of it.
    """
    lookup = store.lookup
    event = lookup.event(key)
    if event is None:
        raise NotInCorpus(f"{store.folder} holds no meeting {key!r}", hint="`communique register` lists them")
    told = [
        (place, item) for place, item in lookup.items(lookup.of_event(key, "meetings")) if isinstance(item, Meeting)
    ]
    told.sort(key=lambda one: (not one[1].core, one[0].record, one[0].position))
    records = list(dict.fromkeys(place.record for place, _ in told))
    lines = lookup.lines(records)
    items = [
        (place.record, place.position, item)
        for place, item in lookup.items(lookup.of_event(key, "agreements"))
        if isinstance(item, Agreement)
    ]
    about = list(dict.fromkeys(place.record for place, item in told if item.core))[:_MOST_RELEASES]
    telling = [record for record in records if record in {*about, *(record for record, _, _ in items)}][:_MOST_RELEASES]
    context = context_of([store.record(record) for record in telling], [store.document(record) for record in telling])
    rows = rows_of_items([item for item in items if item[0] in telling], telling, context)
    stated = [(place.record, place.position, item) for place, item in told]
    whole = row_of("meeting", stated, records, context, event=key)
    led = of_heads(event.name, [(place.record, item) for place, item in told], context)
    everyone = [(owner, place, each) for owner in about for place, each in enumerate(context.persons.get(owner, ()))]
    neighbours = _neighbours(store, event)
    return MeetingView(
        event=event,
        names=_statements([(place.record, item, item.name) for place, item in told]),
        series_name=all_of_them().entry(event.series).name if event.series in all_of_them().ids else None,
        parties=parties_of(key, event.series),
        releases=tuple(lines[record] for record in records),
        facts={
            name: values
            for name in _FACTS
            if (values := _statements([(place.record, item, getattr(item, name)) for place, item in told]))
        },
        persons=tuple(rows_of_persons(everyone, about)),
        agreements=tuple(rows),
        differences=(*whole.differences, *led, *(each for row in rows for each in row.differences)),
        before=neighbours[0],
        after=neighbours[1],
    )


def _statements(stated: Sequence[tuple[str, Meeting, Any]]) -> tuple[Statement, ...]:
    """The values that are stated, those of releases about the meeting first, each once."""
    found: dict[str, tuple[Any, list[str], list[Any]]] = {}
    for record, item, value in stated:
        if value in (None, (), ""):
            continue
        entry = found.setdefault(json.dumps(value, ensure_ascii=False), (value, [], []))
        entry[1].append(record)
        entry[2].append(item.evidence[0])
    return tuple(
        Statement(value=value, records=tuple(dict.fromkeys(records)), evidence=tuple(evidence))
        for value, records, evidence in found.values()
    )


def _neighbours(store: Store, event: Event) -> tuple[Event | None, Event | None]:
    """The meetings of the series next to this one, by number of the round, else by day."""
    if event.series is None:
        return None, None
    rounds, _ = store.lookup.events(EventFilter(series=event.series, core=False), limit=1000, ascending=True)
    if event.round is not None:
        numbered = {one.round: one for one in rounds if one.round is not None}
        return numbered.get(event.round - 1), numbered.get(event.round + 1)
    dated = [one for one in rounds if one.date]
    places = [number for number, one in enumerate(dated) if one.event == event.event]
    if not places:
        return None, None
    place = places[0]
    return dated[place - 1] if place else None, dated[place + 1] if place + 1 < len(dated) else None
