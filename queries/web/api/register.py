"""The register: what releases tell together of meetings, series, organisations, persons, countries, agreements."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from corpus.errors import NotInCorpus
from corpus.records import AgreementKind, AgreementStatus, Level, MeetingStatus
from corpus.store import Event, Named
from queries import views
from queries.published import shown
from queries.views.lists import Order
from queries.views.model import (
    AgencyView,
    AgreementLine,
    AgreementView,
    MeetingView,
    PairLine,
    PairView,
    PersonView,
    SeriesLine,
    SeriesView,
)  # fmt: skip

from .paging import Cursor, Limit, Page, page
from .parameters import Country, Due, Identifier, Since, Text, Until
from .reading import Reading

router = APIRouter(tags=["register"])
Countries = Annotated[list[Country], Query(max_length=5, description="Countries that take part, ISO 3166 alpha-2.")]
Like = Annotated[str, Query(max_length=200, description="Only names that contain this.")]
Some = Annotated[int, Query(ge=1, le=200, description="How many meetings, and how many agreements, at most.")]
From = Annotated[int, Query(ge=0, le=10_000_000, description="How many of them to leave out at the beginning.")]
Key = Annotated[str, Path(min_length=1, max_length=300)]


@router.get("/meetings", summary="List meetings")
def meetings(
    request: Request,
    response: Response,
    store: Reading,
    since: Since = None,
    until: Until = None,
    country: Countries = [],  # noqa: B006
    series: Annotated[Text | None, Query(description="Only of this series, by its id.")] = None,
    status: Annotated[list[MeetingStatus], Query(max_length=10)] = [],  # noqa: B006
    level: Annotated[list[Level], Query(max_length=10)] = [],  # noqa: B006
    mentioned: Annotated[bool, Query(description="Also meetings that releases only mention.")] = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[Event]:
    """Every meeting once, the latest first."""

    def read(number: int, offset: int) -> tuple[tuple[Event, ...], int]:
        found = views.meetings(
            store, since=since, until=until, countries=country, ref=series, statuses=status, levels=level,
            core=not mentioned, limit=number, offset=offset,
        )  # fmt: skip
        return found.items, found.total

    return page(
        read, lambda one: one.event, cursor=cursor, limit=limit, request=request, response=response, store=store
    )


@router.get("/meetings/{event:path}", summary="Get a meeting")
def meeting(store: Reading, event: Annotated[Key, Path(examples=["kr-cn.maritime-dialogue-9"])]) -> MeetingView:
    """All releases on a meeting, what they state of it, what was agreed, and where they exclude each other."""
    return shown(views.with_marks(store, views.meeting(store, event)))


@router.get("/series", summary="List series of meetings")
def all_series(
    request: Request, response: Response, store: Reading, cursor: Cursor = None, limit: Limit = 50
) -> Page[SeriesLine]:
    """The series of which a meeting is known, the one with most meetings first."""

    def read(number: int, offset: int) -> tuple[tuple[SeriesLine, ...], int]:
        found = views.all_series(store, limit=number, offset=offset)
        return found.items, found.total

    return page(read, lambda one: one.ref, cursor=cursor, limit=limit, request=request, response=response, store=store)


@router.get("/series/{ref:path}", summary="Get a series of meetings")
def series(
    store: Reading, ref: Annotated[Key, Path(examples=["kr-cn.maritime-dialogue"])], limit: Some = 200, offset: From = 0
) -> SeriesView:
    """The meetings of a series, the earliest first, and the rounds that nobody tells of."""
    return shown(views.with_marks(store, views.series(store, ref, limit=limit, offset=offset)))


@router.get("/agencies", summary="List organisations")
def agencies(
    request: Request, response: Response, store: Reading, like: Like = "", cursor: Cursor = None, limit: Limit = 50
) -> Page[Named]:
    """The organisations that releases name, the most frequent first."""

    def read(number: int, offset: int) -> tuple[tuple[Named, ...], int]:
        found = views.agencies(store, like=like, limit=number, offset=offset)
        return found.items, found.total

    return page(read, _named, cursor=cursor, limit=limit, request=request, response=response, store=store)


@router.get("/agencies/{name:path}", summary="Get an organisation")
def agency(
    store: Reading,
    name: Annotated[Key, Path(description="Its name, or its id in the registry.", examples=["kr.mofa"])],
    country: Annotated[Country | None, Query(description="Of several with this name, the one of this country.")] = None,
    limit: Some = 50,
    offset: From = 0,
) -> AgencyView:
    """An organisation: its names over time, where it meets, what it is to do, who spoke for it."""
    return shown(views.with_marks(store, views.agency(store, name, country=country, limit=limit, offset=offset)))


@router.get("/persons", summary="List persons")
def persons(
    request: Request, response: Response, store: Reading, like: Like = "", cursor: Cursor = None, limit: Limit = 50
) -> Page[Named]:
    """The persons that releases name, the most frequent first."""

    def read(number: int, offset: int) -> tuple[tuple[Named, ...], int]:
        found = views.persons(store, like=like, limit=number, offset=offset)
        return found.items, found.total

    return page(read, _named, cursor=cursor, limit=limit, request=request, response=response, store=store)


@router.get("/persons/{name:path}", summary="Get a person")
def person(
    store: Reading,
    name: Annotated[Key, Path(description="A name in any script.", examples=["윤재현"])],
    side: Annotated[Country | None, Query(description="Of several with this name, the one of this side.")] = None,
    limit: Some = 50,
    offset: From = 0,
) -> PersonView:
    """A person: the names in all scripts, roles over time, meetings, and the releases that name the person."""
    return shown(views.with_marks(store, views.person(store, name, side=side, limit=limit, offset=offset)))


@router.get("/pairs", summary="List pairs of countries")
def pairs(
    request: Request, response: Response, store: Reading, cursor: Cursor = None, limit: Limit = 50
) -> Page[PairLine]:
    """Two countries that meet, those with most meetings first."""

    def read(number: int, offset: int) -> tuple[tuple[PairLine, ...], int]:
        found = views.pairs(store, limit=number, offset=offset)
        return found.items, found.total

    return page(
        read,
        lambda one: "-".join(one.countries),
        cursor=cursor,
        limit=limit,
        request=request,
        response=response,
        store=store,
    )


@router.get("/pairs/{one}/{other}", summary="Get two countries")
def pair(
    store: Reading,
    one: Annotated[Country, Path(examples=["CN"])],
    other: Annotated[Country, Path(examples=["KR"])],
    limit: Some = 50,
    offset: From = 0,
) -> PairView:
    """What two countries met for and agreed, year by year; others may take part too."""
    if one == other:
        raise NotInCorpus(f"{one} does not meet itself", hint="Name two countries")
    return shown(views.with_marks(store, views.country_pair(store, one, other, limit=limit, offset=offset)))


@router.get("/agreements", summary="List agreements")
def agreements(
    request: Request,
    response: Response,
    store: Reading,
    since: Since = None,
    until: Until = None,
    country: Countries = [],  # noqa: B006
    kind: Annotated[list[AgreementKind], Query(max_length=20)] = [],  # noqa: B006
    status: Annotated[list[AgreementStatus], Query(max_length=20)] = [],  # noqa: B006
    event: Annotated[Text | None, Query(description="Only of this meeting, by its key.")] = None,
    due: Due = None,
    order: Annotated[
        Order | None, Query(description="By days, the latest first, or by deadlines, the first first (where `due`).")
    ] = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[AgreementLine]:
    """What was agreed, item by item, with the words that say so: the latest first, or by deadlines the first one."""

    def read(number: int, offset: int) -> tuple[tuple[AgreementLine, ...], int]:
        found = views.agreements(
            store, since=since, until=until, countries=country, kinds=kind, statuses=status, event=event,
            due=due, order=order, limit=number, offset=offset,
        )  # fmt: skip
        return found.items, found.total

    return page(read, lambda one: one.key, cursor=cursor, limit=limit, request=request, response=response, store=store)


@router.get("/agreements/{id}/{position}", summary="Get an agreement")
def agreement(
    store: Reading,
    id: Identifier,  # noqa: A002
    position: Annotated[int, Path(ge=0, le=1_000_000, description="Which of the record, from 0.", examples=[0])],
) -> AgreementView:
    """An item of agreement: what it says, in which words, where it was agreed, how other releases tell it."""
    return shown(views.with_marks(store, views.agreement(store, id, position)))


def _paired(one: PairLine) -> str:
    return "-".join(one.countries)


def _named(one: Named) -> str:
    return one.ref or one.name
