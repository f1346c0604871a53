"""Releases on one meeting side by side; without two of them, meetings that more than one release tells of."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from corpus.store import EventFilter
from queries import views
from queries.comparing import compare

from .exporting import exports
from .frame import Reader
from .site import Site

MOST = 8
"""Releases that fit beside each other."""
_SUGGESTED = 30
_LOOKED_AT = 400


def comparison(request: Request, site: Site, *, ids: list[str]) -> HTMLResponse:
    """What each release reports, what it leaves out, where they differ.

    Raises:
        NotInCorpus: there is none with one of the ids.
        MissingPart: no model that compares texts across languages is installed.
    """
    reader = Reader.of(request)
    chosen = list(dict.fromkeys(each.strip() for each in ids if each.strip()))[:MOST]
    with site.store() as store:
        if len(chosen) < 2:
            events, _ = store.lookup.events(EventFilter(), limit=_LOOKED_AT)
            several = [each for each in events if each.releases > 1][:_SUGGESTED]
            called = store.lookup.called(each.event for each in several)
            marked = views.marked(store, several)
            return reader.page(
                "compare_start.html", active="compare", events=several, marked=marked, called=called, chosen=chosen
            )
        view = compare(store, chosen)
        marked = views.marked(store, view)
        called = store.lookup.called([view.event]) if view.event else {}
    return reader.page(
        "compare.html",
        active="compare",
        view=view,
        marked=marked,
        called=called,
        langs={each.id: each.lang for each in view.releases if each.lang != "und"},
        exports=exports(record=chosen),
    )
