"""What the corpus holds: its releases as a list, and what failed and why."""

from collections import Counter
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse

from corpus.store import Store

from .exporting import exports
from .frame import Reader
from .site import Part, Site


def releases(request: Request, site: Site, *, find: str = "", language: str = "", page: int = 1) -> HTMLResponse:
    """The releases of the corpus, the newest first; those with `find` in their title, id or issuer."""
    reader = Reader.of(request)
    with site.store() as store:
        lines = sorted(
            store.lookup.lines(stored.id for stored in store.documents()).values(),
            key=lambda line: (line.ref_date is not None, line.ref_date or "", line.id),
            reverse=True,
        )
    wanted = find.casefold().split()
    found = [
        line
        for line in lines
        if all(part in f"{line.id} {line.title} {line.issuer}".casefold() for part in wanted)
        and language in ("", line.lang)
    ]
    part = Part.of(len(found), page, site.page_length)
    return reader.page(
        "releases.html",
        active="releases",
        lines=found[part.first : part.first + part.length],
        part=part,
        find=find,
        language=language,
        languages=sorted({line.lang for line in lines}),
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
