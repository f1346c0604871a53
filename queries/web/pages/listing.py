"""Lists of agreements, series, organisations, persons and pairs of countries, a page at a time."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from queries import views
from queries.views.lists import Order

from .exporting import exports
from .frame import Reader
from .site import Part, Site
from .wanted import AGREEMENT_STATUSES, KINDS, chosen, days_asked, span_asked


def agreements(
    request: Request,
    site: Site,
    *,
    since: str = "",
    until: str = "",
    due: str = "",
    order: str = "",
    country: list[str],
    kind: list[str],
    status: list[str],
    page: int = 1,
) -> HTMLResponse:
    """Items of agreement, the latest first, or by when they fall due.

    Raises:
        BadQuery: a date is none, or a value is not of its list.
    """
    reader = Reader.of(request)
    asked, span = days_asked(since, until), span_asked(due)
    countries = tuple(code.upper() for code in country if code)
    kinds, statuses = chosen(kind, KINDS, "kind"), chosen(status, AGREEMENT_STATUSES, "status")
    by: Order | None = "due" if order == "due" else None
    with site.store() as store:
        found = views.agreements(
            store, since=asked.since or None, until=asked.until or None, countries=countries, kinds=kinds,
            statuses=statuses, due=span or None, order=by, limit=site.page_length,
            offset=(page - 1) * site.page_length,
        )  # fmt: skip
        known = sorted({code for pair in store.lookup.pairs() for code in pair[:2]}, key=reader.words.country)
        events = [each.event for each in found.items if each.event]
        called = store.lookup.called(events)
        lines = store.lookup.lines(each.record for each in found.items)
        marked = views.marked(store, found)
    fields = {
        "since": asked.since,
        "until": asked.until,
        "due": due.strip(),
        "order": "due" if order == "due" else "",
        "country": list(countries),
        "kind": list(kinds),
        "status": list(statuses),
    }
    return reader.page(
        "agreements.html",
        active="agreements",
        items=found.items,
        marked=marked,
        called=called,
        langs={each.id: each.lang for each in lines.values() if each.lang != "und"},
        part=Part.of(found.total, page, site.page_length),
        asked=fields,
        countries=known,
        kinds=KINDS,
        statuses=AGREEMENT_STATUSES,
        exports=exports(since=asked.since, until=asked.until, due=span, party=countries, kind=kinds, status=statuses),
    )


def all_series(request: Request, site: Site, *, page: int = 1) -> HTMLResponse:
    """The series of which a meeting is known."""
    reader = Reader.of(request)
    with site.store() as store:
        found = views.all_series(store, limit=site.page_length, offset=(page - 1) * site.page_length)
    part = Part.of(found.total, page, site.page_length)
    return reader.page("all_series.html", active="series", items=found.items, part=part, exports=exports())


def agencies(request: Request, site: Site, *, find: str = "", page: int = 1) -> HTMLResponse:
    """Organisations that releases name, the most frequent first."""
    reader = Reader.of(request)
    with site.store() as store:
        found = views.agencies(store, like=find, limit=site.page_length, offset=(page - 1) * site.page_length)
        renamed = views.renamed(store, "agencies")
    part = Part.of(found.total, page, site.page_length)
    return reader.page(
        "names.html", active="agencies", items=found.items, renamed=renamed, part=part, find=find, exports=exports()
    )


def people(request: Request, site: Site, *, find: str = "", page: int = 1) -> HTMLResponse:
    """Persons that releases name, the most frequent first."""
    reader = Reader.of(request)
    with site.store() as store:
        found = views.persons(store, like=find, limit=site.page_length, offset=(page - 1) * site.page_length)
        renamed = views.renamed(store, "persons")
    part = Part.of(found.total, page, site.page_length)
    return reader.page(
        "names.html", active="people", items=found.items, renamed=renamed, part=part, find=find, exports=exports()
    )


def countries(request: Request, site: Site, *, page: int = 1) -> HTMLResponse:
    """Pairs of countries that meet, the one with most meetings first."""
    reader = Reader.of(request)
    with site.store() as store:
        found = views.pairs(store, limit=site.page_length, offset=(page - 1) * site.page_length)
    part = Part.of(found.total, page, site.page_length)
    return reader.page("countries.html", active="countries", items=found.items, part=part, exports=exports())
