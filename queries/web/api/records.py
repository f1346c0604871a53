"""Records and the documents that they were made from."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field
from starlette.responses import PlainTextResponse

from corpus.documents import Document, Evidence
from corpus.errors import NotInCorpus
from corpus.model import Model
from corpus.records import Item, Record
from corpus.store import FactFilter, Line, Store
from queries import published
from queries.histories import Revision, history
from queries.published import PublishedRecord

from .paging import Cursor, Limit, Page, listed, page
from .parameters import Identifier, wanted
from .reading import Reading

router = APIRouter(tags=["releases"])
FIELDS = ("meetings", "agreements", "agencies", "persons", "dates", "programmes", "contacts", "tables")


class Quotation(Model):
    """Words of a document and the fact that they state."""

    field: str = Field(description="The list of the record: `meetings`, `agreements` …")
    position: int = Field(ge=0, description="Which fact of the list, from 0.")
    number: int = Field(ge=0, description="Which evidence of the fact, from 0; the first one is the best.")
    rule: str = Field(description="What found it.")
    evidence: Evidence


@router.get("/records", summary="List records")
def records(
    request: Request,
    response: Response,
    store: Reading,
    asked: Annotated[FactFilter, Depends(wanted)],
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[Line]:
    """The releases that satisfy the filters, by id."""
    ids = sorted(store.matching(asked))

    def read(number: int, offset: int) -> tuple[list[Line], int]:
        some, total = listed(ids)(number, offset)
        lines = store.lookup.lines(some)
        return [lines[each].model_copy(update={"path": published.shown_path(lines[each].path)}) for each in some], total

    return page(read, lambda line: line.id, cursor=cursor, limit=limit, request=request, response=response, store=store)


@router.get("/records/{id}", summary="Get a record", response_model_exclude_none=True)
def record(store: Reading, id: Identifier) -> PublishedRecord:  # noqa: A002
    """What was extracted from a release: every fact with the words that state it."""
    return published.published(known(store, id))


@router.get("/records/{id}/versions", summary="Get the versions of a release")
def versions(store: Reading, id: Identifier) -> list[Revision]:  # noqa: A002
    """The versions of a release, oldest first, each with what it says otherwise than the one before."""
    known(store, id)
    return [each.model_copy(update={"path": published.shown_path(each.path)}) for each in history(store, id)]


@router.get("/documents/{id}", summary="Get a document", response_model_exclude_none=True)
def document(store: Reading, id: Identifier) -> Document:  # noqa: A002
    """A release as it was read: its text, and labelled spans of it."""
    return published.document(_read(store, id))


@router.get(
    "/documents/{id}/text",
    summary="Get the text of a document",
    response_class=PlainTextResponse,
    responses={200: {"description": "The text", "content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def text(store: Reading, id: Identifier) -> PlainTextResponse:  # noqa: A002
    """The text that all offsets count in, in UTF-8."""
    return PlainTextResponse(_read(store, id).text)


@router.get("/documents/{id}/evidence", summary="List the evidence in a document")
def evidence(
    request: Request,
    response: Response,
    store: Reading,
    id: Identifier,  # noqa: A002
    start: Annotated[int, Query(ge=0, le=2**31, description="Only words that end after this place.")] = 0,
    end: Annotated[int, Query(ge=0, le=2**31, description="Only words that begin before this place.")] = 2**31,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[Quotation]:
    """The words that facts rest on, in the order of the text: what a reader would highlight."""
    found = sorted(
        (each for each in _quotations(known(store, id)) if each.evidence.start < end and start < each.evidence.end),
        key=lambda one: (one.evidence.start, -one.evidence.end, one.field, one.position, one.number),
    )
    return page(
        listed(found), lambda one: f"{one.field}.{one.position}.{one.number}", cursor=cursor, limit=limit,
        request=request, response=response,
    )  # fmt: skip


def _quotations(found: Record) -> list[Quotation]:
    return [
        Quotation(field=field, position=position, number=number, rule=item.rule, evidence=evidence)
        for field in FIELDS
        for position, item in enumerate[Item](getattr(found, field))
        for number, evidence in enumerate(item.evidence)
    ]


def known(store: Store, identifier: str) -> Record:
    """A record; raises `NotInCorpus` where there is none."""
    try:
        return store.record(identifier)
    except NotInCorpus as error:
        raise unknown(identifier) from error


def _read(store: Store, identifier: str) -> Document:
    try:
        return store.document(identifier)
    except NotInCorpus as error:
        raise unknown(identifier) from error


def unknown(identifier: str) -> NotInCorpus:
    """The error for an id that the corpus does not hold."""
    return NotInCorpus(f"The corpus holds no record {identifier!r}", hint="GET /api/v1/records lists them")
