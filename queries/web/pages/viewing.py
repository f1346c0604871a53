"""The register's pages of one thing: a meeting, a series, an organisation, a person, two countries, an agreement."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from corpus import edtf
from corpus.errors import NotInCorpus
from corpus.store import Event, Line
from queries import views

from .exporting import exports
from .frame import Reader
from .site import Part, Site
from .timelines import bars, line


def meeting(request: Request, site: Site, key: str) -> HTMLResponse:
    """All that the releases tell of a meeting.

    Raises:
        NotInCorpus: no release tells of it.
    """
    reader = Reader.of(request)
    with site.store() as store:
        view = views.meeting(store, key)
        followed = site.commitments.by_item(store)
        marked = views.marked(store, view)
    langs = _langs(view.releases)
    names = {
        lang: str(each.value) for each in reversed(view.names) for lang in (langs.get(each.records[0], ""),) if lang
    }
    return reader.page(
        "meeting.html",
        active="meetings",
        view=view,
        marked=marked,
        names=names,
        langs=langs,
        followed=followed,
        core=[each for each in view.releases if each.id in _telling(view)],
        exports=exports(record=[each.id for each in view.releases]),
    )


def series(request: Request, site: Site, ref: str) -> HTMLResponse:
    """The rounds of a series, on a line of time and as a list.

    Raises:
        NotInCorpus: no meeting of it is known.
    """
    reader = Reader.of(request)
    with site.store() as store:
        view = views.series(store, ref)
        marked = views.marked(store, view)
        called = store.lookup.called(each.event for each in view.meetings)
    return reader.page(
        "series.html",
        active="series",
        view=view,
        marked=marked,
        events=list(reversed(view.meetings)),
        called=called,
        line=line(_moments(view.meetings)),
        by_key={each.event: each for each in view.meetings},
        exports=exports(series=view.ref),
    )


def agency(request: Request, site: Site, name: str, *, country: str = "", page: int = 1) -> HTMLResponse:
    """Where an organisation meets, what it is to do, who spoke for it.

    Raises:
        NotInCorpus: no release names it.
    """
    reader = Reader.of(request)
    with site.store() as store:
        view = views.agency(store, name, country=country or None, limit=site.page_length, offset=_offset(site, page))
        marked = views.marked(store, view)
        called = store.lookup.called(each.event for each in view.meetings.items)
        langs = _langs(store.lookup.lines(_records(view.agreements.items)).values())
    return reader.page(
        "agency.html",
        active="agencies",
        view=view,
        marked=marked,
        events=view.meetings.items,
        called=called,
        langs=langs,
        part=Part.of(max(view.meetings.total, view.agreements.total), page, site.page_length),
        exports=exports(agency=view.ref or view.name),
    )


def person(request: Request, site: Site, name: str, *, side: str = "", page: int = 1) -> HTMLResponse:
    """A person: names in all scripts, roles over time, meetings, releases.

    Raises:
        NotInCorpus: no release names the person.
    """
    reader = Reader.of(request)
    with site.store() as store:
        view = views.person(store, name, side=side or None, limit=site.page_length, offset=_offset(site, page))
        marked = views.marked(store, view)
        called = store.lookup.called(each.event for each in view.meetings.items)
    return reader.page(
        "person.html",
        active="people",
        view=view,
        marked=marked,
        events=view.meetings.items,
        called=called,
        langs=_langs(view.releases),
        part=Part.of(view.meetings.total, page, site.page_length),
        exports=exports(person=view.name),
    )


def pair(request: Request, site: Site, one: str, other: str, *, page: int = 1) -> HTMLResponse:
    """What two countries met for and agreed.

    Raises:
        BadQuery: one of them is no country code.
    """
    reader = Reader.of(request)
    with site.store() as store:
        view = views.country_pair(store, one.upper(), other.upper(), limit=site.page_length, offset=_offset(site, page))
        marked = views.marked(store, view)
        called = store.lookup.called(each.event for each in view.meetings.items)
        langs = _langs(store.lookup.lines(_records(view.agreements.items)).values())
    if not view.meetings.total and not view.agreements.total:
        raise NotInCorpus(f"No release tells of {one} and {other} meeting", hint="See who meets in the list")
    return reader.page(
        "pair.html",
        active="countries",
        view=view,
        marked=marked,
        events=view.meetings.items,
        called=called,
        langs=langs,
        bars=bars(view.years),
        part=Part.of(max(view.meetings.total, view.agreements.total), page, site.page_length),
        exports=exports(party=view.countries),
    )


def agreement(request: Request, site: Site, record: str, position: int) -> HTMLResponse:
    """An item of agreement: its words, its meeting, the same item in other releases, what became of it.

    Raises:
        NotInCorpus: there is no such item.
    """
    reader = Reader.of(request)
    with site.store() as store:
        view = views.agreement(store, record, position)
        marked = views.marked(store, view)
        told = view.told.tellings if view.told else ()
        commitment = site.commitments.by_item(store).get((record, position))
        later = [each.record for each in commitment.follow_ups] if commitment else []
        lines = store.lookup.lines([record, *(each.record for each in told), *later])
        called = store.lookup.called([view.meeting.event]) if view.meeting else {}
    return reader.page(
        "agreement.html",
        active="agreements",
        view=view,
        marked=marked,
        langs=_langs(lines.values()),
        called=called,
        commitment=commitment,
        exports=exports(record=[record]),
    )


def _telling(view: Any) -> set[str]:
    """The releases worth comparing: those that are about the meeting or tell what was agreed there."""
    told = {each.record for row in view.agreements for each in row.tellings}
    return told | {record for each in view.facts.get("status", ()) for record in each.records}


def _langs(lines: Iterable[Line]) -> dict[str, str]:
    """The languages of releases, by id; none of those without text."""
    return {each.id: each.lang for each in lines if each.lang != "und"}


def _records(items: Iterable[Any]) -> list[str]:
    return [each.record for each in items]


def _offset(site: Site, page: int) -> int:
    return (page - 1) * site.page_length


def _moments(events: Iterable[Event]) -> list[tuple[str, date]]:
    """The first days of meetings with a date."""
    found = []
    for each in events:
        first = edtf.days(each.date)[0] if each.date and edtf.is_edtf(each.date) else None
        if first:
            found.append((each.event, first))
    return found
