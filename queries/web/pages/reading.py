"""The page of a release: its text with every extracted span, the pages of its PDF with boxes, its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from urllib.parse import quote

from fastapi import Query, Request
from fastapi.responses import HTMLResponse, Response

from corpus.alignment import Alignment, found_in
from corpus.documents import Document, Evidence
from corpus.errors import UnreadableFile
from corpus.records import Meeting, Record
from corpus.store import Store
from queries import pictures
from queries.histories import history
from queries.views import marked

from . import facts as facts_of
from .exporting import exports
from .facts import Fact
from .frame import Reader
from .releases import shown, spans_asked
from .site import Site

View = Literal["text", "pages", "versions"]


@dataclass(frozen=True)
class Box:
    """A box on a page, in points: the facts whose words stand in it; it leads to the first of them."""

    fact: str
    facts: tuple[str, ...]
    label: str
    left: float
    top: float
    width: float
    height: float
    wanted: bool


@dataclass(frozen=True)
class Sheet:
    """A page of a PDF as a picture with boxes; lengths in points."""

    number: int
    width: float
    height: float
    url: str
    boxes: tuple[Box, ...]


def release(
    request: Request,
    site: Site,
    identifier: str,
    *,
    view: View = "text",
    at: Annotated[list[str], Query()] = [],  # noqa: B006  FastAPI copies it
) -> HTMLResponse:
    """The page of a stored release; `at` are spans to point at, `START-END` each.

    Raises:
        NotInCorpus: there is none with this id.
    """
    reader = Reader.of(request)
    with site.store() as store:
        document, record = store.document(identifier), store.record(identifier)
        paged = pictures.paged(document, store.copies(identifier))
        told: dict[str, Any] = {
            "marked": marked(store, list(store.lookup.lines([identifier]).values())),
            "versions": len(store.versions(identifier)),
            "others": _others(store, record),
            "revisions": history(store, identifier) if view == "versions" else [],
        }
    found = facts_of.facts(document, record, reader)
    wanted = spans_asked(at, len(document.text))
    return reader.page(
        "release.html",
        active="releases",
        record=record,
        document=document,
        stored=True,
        view=view if view != "pages" or paged else "text",
        facts=found,
        issuer=facts_of.issuer_of(record, reader),
        said=facts_of.said_of(record),
        blocks=blocks(document, found, wanted) if view == "text" or not paged else [],
        paged=paged,
        exports=exports(id=identifier),
        **(_pictures(document, paged, found, wanted, reader) if view == "pages" and paged else {}),
        **told,
    )


def picture(site: Site, identifier: str, page: int) -> Response:
    """A page of the PDF of a release, as PNG.

    Raises:
        NotInCorpus: there is no such release.
        UnreadableFile: it has no pages, its file is gone or another one now, or cannot be drawn.
    """
    with site.store() as store:
        paged = pictures.paged(store.document(identifier), store.copies(identifier))
    if paged is None:
        raise UnreadableFile(f"{identifier} has no PDF", hint="Its text is on its page")
    drawn = pictures.picture(paged.source.path, paged.source.sha256, page)
    return Response(drawn, media_type="image/png", headers={"Cache-Control": "private, max-age=86400"})


def blocks(document: Document, found: dict[str, list[Fact]], wanted: Sequence[tuple[int, int]] = ()) -> list[Any]:
    """The blocks of a document with its facts marked."""
    return shown(document, facts_of.marks(found), wanted)


def _others(store: Store, record: Record) -> list[str]:
    """The other releases that are about a meeting that this one is about."""
    found: set[str] = set()
    for meeting in record.meetings:
        if meeting.core and meeting.event:
            told = store.lookup.items(store.lookup.of_event(meeting.event, "meetings"))
            found |= {place.record for place, item in told if isinstance(item, Meeting) and item.core}
    return sorted(found - {record.id})


def _pictures(
    document: Document,
    paged: Document,
    found: dict[str, list[Fact]],
    wanted: Sequence[tuple[int, int]],
    reader: Reader,
) -> dict[str, Any]:
    """The pages of the PDF, or why there are none to show."""
    try:
        sizes = pictures.sizes(paged.source.path, paged.source.sha256)
    except UnreadableFile as error:
        said = reader.words("release.no_pages", problem=error.problem)
        return {"pictures": None, "missing": {"text": said, "hint": error.hint}}
    alignment = Alignment(document.text, paged.text) if paged.id != document.id or paged != document else None
    grouped: dict[tuple[int, tuple[float, float, float, float]], list[tuple[Fact, Evidence, bool]]] = {}
    for fact in (fact for each in found.values() for fact in each):
        for evidence in fact.evidence:
            place = found_in(paged, evidence, alignment) if alignment is not None else evidence
            if place is None or place.page is None or place.bbox is None:
                continue
            is_wanted = any(a < evidence.end and evidence.start < b for a, b in wanted)
            grouped.setdefault((place.page, place.bbox), []).append((fact, evidence, is_wanted))
    sheets = [
        Sheet(
            number,
            round(width, 1),
            round(height, 1),
            f"/pictures/{number}/{quote(document.id, safe='')}",
            tuple(_box(box, inside) for (page, box), inside in sorted(grouped.items()) if page == number),
        )
        for number, (width, height) in enumerate(sizes, 1)
    ]
    return {"pictures": sheets, "missing": None}


def _box(box: tuple[float, float, float, float], inside: list[tuple[Fact, Evidence, bool]]) -> Box:
    left, top, right, bottom = box
    named = dict.fromkeys(fact.id for fact, _, _ in inside)
    names = dict.fromkeys(fact.name for fact, _, _ in inside)
    return Box(
        fact=next(iter(named)),
        facts=tuple(named),
        label=" · ".join(names),
        left=round(left - 2, 1),
        top=round(top - 2, 1),
        width=round(right - left + 4, 1),
        height=round(bottom - top + 4, 1),
        wanted=any(each for _, _, each in inside),
    )
