"""The register of meetings as a list with filters."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from corpus.store import EventFilter
from queries import views

from .exporting import exports
from .frame import Reader
from .site import Part, Site
from .timelines import bars
from .wanted import LEVELS, MEETING_STATUSES, chosen, days_asked


def meetings(
    request: Request,
    site: Site,
    *,
    since: str = "",
    until: str = "",
    country: list[str],
    series: str = "",
    status: list[str],
    level: list[str],
    mentioned: bool = False,
    order: str = "",
    page: int = 1,
) -> HTMLResponse:
    """The meetings that satisfy the filters of the address.

    Raises:
        BadQuery: a date is none, or a value is not of its list.
    """
    reader = Reader.of(request)
    asked = days_asked(since, until)
    wanted = EventFilter(
        first_day=asked.first,
        last_day=asked.last,
        countries=tuple(code.upper() for code in country if code),
        series=series or None,
        statuses=chosen(status, MEETING_STATUSES, "status"),
        levels=chosen(level, LEVELS, "level"),
        core=not mentioned,
    )
    with site.store() as store:
        lookup = store.lookup
        _, total = lookup.events(wanted, limit=1)
        part = Part.of(total, page, site.page_length)
        found, _ = lookup.events(wanted, limit=part.length, offset=part.first, ascending=order == "oldest")
        years = lookup.years(wanted.model_copy(update={"first_day": None, "last_day": None}))
        countries = sorted({code for pair in lookup.pairs() for code in pair[:2]}, key=reader.words.country)
        called = lookup.called(each.event for each in found)
        marked = views.marked(store, found)
    fields = {
        "since": asked.since, "until": asked.until, "country": list(wanted.countries), "series": series,
        "status": list(wanted.statuses), "level": list(wanted.levels), "mentioned": "1" if mentioned else "",
        "order": order if order == "oldest" else "",
    }  # fmt: skip
    return reader.page(
        "meetings.html",
        active="meetings",
        events=found,
        marked=marked,
        called=called,
        part=part,
        asked=fields,
        countries=countries,
        levels=LEVELS,
        statuses=MEETING_STATUSES,
        bars=bars(years),
        exports=exports(
            since=asked.since,
            until=asked.until,
            party=wanted.countries,
            status=wanted.statuses,
            level=wanted.levels,
        ),
    )
