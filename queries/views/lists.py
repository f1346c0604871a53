"""Lists of meetings, items of agreement, series, organisations, persons and pairs of countries, a page at a time."""

from collections.abc import Iterable, Sequence
from typing import Literal

from corpus.edtf import days, sides
from corpus.errors import BadQuery
from corpus.records import Agreement
from corpus.registry.series import series
from corpus.store import EventFilter, ItemFilter, Place, Store

from .model import AgreementLine, Agreements, Events, Names, PairLine, Pairs, SeriesLine, SeriesList

PAGE = 50
"""Items of a page where nothing else is asked for."""
_MOST = 1000
Order = Literal["date", "due"]
"""Items by their days, the latest first, or by when they fall due, the first one first."""


def meetings(
    store: Store,
    *,
    since: str | None = None,
    until: str | None = None,
    countries: Iterable[str] = (),
    ref: str | None = None,
    statuses: Iterable[str] = (),
    levels: Iterable[str] = (),
    core: bool = True,
    limit: int = PAGE,
    offset: int = 0,
) -> Events:
    """Meetings, the latest first; `since` and `until` are EDTF, `ref` a series, `core` those that releases are about.

    Raises:
        BadQuery: the page is none.
        NotEdtf: a date is none.
    """
    first, last = _period(since, until)
    wanted = EventFilter(
        first_day=first, last_day=last, countries=tuple(countries), series=ref, statuses=tuple(statuses),
        levels=tuple(levels), core=core,
    )  # fmt: skip
    return events_page(store, wanted, limit=limit, offset=offset)


def events_page(store: Store, wanted: EventFilter, *, limit: int, offset: int, ascending: bool = False) -> Events:
    """A page of the meetings that satisfy a filter."""
    _check(limit, offset)
    found, total = store.lookup.events(wanted, limit=limit, offset=offset, ascending=ascending)
    return Events(total=total, offset=offset, limit=limit, items=tuple(found))


def agreements(
    store: Store,
    *,
    since: str | None = None,
    until: str | None = None,
    countries: Iterable[str] = (),
    kinds: Iterable[str] = (),
    statuses: Iterable[str] = (),
    event: str | None = None,
    due: str | None = None,
    order: Order | None = None,
    limit: int = PAGE,
    offset: int = 0,
) -> Agreements:
    """Items of agreement, the latest first, each once with all its releases; `event` is the key of a meeting.

    `due` is the time in which they fall due, EDTF or with two dots (`2026-01..2026-06`). Then, and in the order `due`,
    only those come that fall due some day, the one that does so first before the others.

    Raises:
        BadQuery: the page is none.
        NotEdtf: a date is none.
    """
    first, last = _period(since, until)
    due_first, due_last = _period(*sides(due))
    wanted = ItemFilter(
        first_day=first, last_day=last, countries=tuple(countries), kinds=tuple(kinds), statuses=tuple(statuses),
        event=event, due=order == "due" or (order is None and due is not None), due_first=due_first, due_last=due_last,
    )  # fmt: skip
    return items_page(store, wanted, limit=limit, offset=offset)


def items_page(store: Store, wanted: ItemFilter, *, limit: int, offset: int, total: int | None = None) -> Agreements:
    """A page of the items that satisfy a filter, which are not counted again where the `total` is known."""
    _check(limit, offset)
    places, total = store.lookup.agreements(wanted, limit=limit, offset=offset, total=total)
    items = tuple(
        line(place, item, store.lookup.tellings(place.record, place.position))
        for place, item in store.lookup.items(places)
        if isinstance(item, Agreement)
    )
    return Agreements(total=total, offset=offset, limit=limit, items=items)


def line(place: Place, item: Agreement, told: Sequence[tuple[str, int]]) -> AgreementLine:
    """An item as lists show it; `told` are the records and positions that tell it."""
    return AgreementLine(
        key=f"{place.record}~{place.position}", record=place.record, position=place.position, title=item.title,
        kind=item.kind, status=item.status, parties=item.parties, date=item.date, period=item.period,
        deadline=item.deadline, event=place.event, releases=tuple(dict.fromkeys(record for record, _ in told)),
        tellings=tuple(f"{record}~{position}" for record, position in told), evidence=item.evidence[0],
    )  # fmt: skip


def all_series(store: Store, *, limit: int = PAGE, offset: int = 0) -> SeriesList:
    """The series of which a meeting is known, the one with most meetings first."""
    _check(limit, offset)
    found = sorted(store.lookup.series(), key=lambda row: (-row[1], row[0]))
    items = tuple(series_line(*row) for row in found[offset : offset + limit])
    return SeriesList(total=len(found), offset=offset, limit=limit, items=items)


def series_line(ref: str, count: int, first: str | None, last: str | None) -> SeriesLine:
    """A series as lists show it; one that the registry no longer has goes by its id."""
    if ref not in series().ids:
        return SeriesLine(ref=ref, name=ref, kind="event", members=(), meetings=count, first=first, last=last)
    entry = series().entry(ref)
    members = tuple(entry.members.split())
    return SeriesLine(
        ref=ref, name=entry.name, kind=entry.kind, members=members, meetings=count, first=first, last=last
    )


def agencies(store: Store, *, like: str = "", limit: int = PAGE, offset: int = 0) -> Names:
    """Organisations that releases name, the most frequent first; those with `like` in the name."""
    _check(limit, offset)
    found, total = store.lookup.agencies(like=like, limit=limit, offset=offset)
    return Names(total=total, offset=offset, limit=limit, items=tuple(found))


def persons(store: Store, *, like: str = "", limit: int = PAGE, offset: int = 0) -> Names:
    """Persons that releases name, the most frequent first, each once with all names; those with `like` in a name."""
    _check(limit, offset)
    found, total = store.lookup.persons(like=like, limit=limit, offset=offset)
    return Names(total=total, offset=offset, limit=limit, items=tuple(found))


def pairs(store: Store, *, limit: int = PAGE, offset: int = 0) -> Pairs:
    """Pairs of countries that meet, the one with most meetings first."""
    _check(limit, offset)
    found = store.lookup.pairs()
    items = [PairLine(countries=(one, two), meetings=count, last=last) for one, two, count, last in found]
    return Pairs(total=len(found), offset=offset, limit=limit, items=tuple(items[offset : offset + limit]))


def _period(since: str | None, until: str | None) -> tuple[str | None, str | None]:
    first = days(since)[0] if since else None
    last = days(until)[1] if until else None
    return first.isoformat() if first else None, last.isoformat() if last else None


def _check(limit: int, offset: int) -> None:
    if not 1 <= limit <= _MOST or offset < 0:
        raise BadQuery(f"No page of {limit} items from {offset}", hint=f"Ask for 1 to {_MOST} items, from 0 on")
