"""What the corpus holds: its releases as a list, and what failed and why."""

from collections import Counter
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from corpus.languages import LANGS
from corpus.store import Store
from queries import views

from .exporting import exports
from .frame import Reader
from .site import Part, Site


def releases(request: Request, site: Site, *, find: str = "", language: str = "", page: int = 1) -> HTMLResponse:
    """The releases of the corpus, the newest first; those with `find` in their title, id or issuer."""
    reader = Reader.of(request)
    with site.store() as store:
        first = (page - 1) * site.page_length
        lines, total = store.lookup.releases(like=find, lang=language, limit=site.page_length, offset=first)
        marked = views.marked(store, lines)
    part = Part.of(total, page, site.page_length)
    return reader.page(
        "releases.html",
        active="releases",
        lines=lines,
        marked=marked,
        part=part,
        find=find,
        language=language,
        languages=LANGS,
        exports=exports(),
    )


def status(request: Request, site: Site) -> HTMLResponse:
    """What the corpus holds, what could not be read and why."""
    reader = Reader.of(request)
    with site.store() as store:
        return reader.page("status.html", active="status", **_standing(store))


def _standing(store: Store) -> dict[str, Any]:
    documents = store.documents()
    suspect = [stored for stored in documents if stored.status == "suspect"]
    return {
        "languages": sorted(Counter(stored.lang for stored in documents).items()),
        "types": sorted(Counter(stored.media_type for stored in documents).items()),
        "counts": store.counts(),
        "documents": len(documents),
        "newest": max((stored.ingested_at for stored in documents), default=""),
        "suspect": [(stored, store.document(stored.id).reasons) for stored in suspect],
        "withdrawn": [stored for stored in documents if stored.withdrawn],
        "failures": store.failures(),
        "revised": store.revised(),
        "renditions": len(store.renditions()),
    }
