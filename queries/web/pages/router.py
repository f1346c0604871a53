"""The addresses of the pages: each under the language it is in; without one, the reader is sent to their own."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from queries.following import Commitments
from queries.web.served import Served

from . import (
    checking,
    comparing,
    correcting,
    following,
    listing,
    meeting_network,
    meetings,
    reading,
    searching,
    standing,
    viewing,
)
from .assets import assets
from .frame import Reader, path_of
from .reading import View
from .site import Site

SECTIONS = (
    "search", "meetings", "agreements", "follow-up", "series", "agencies", "people", "countries", "network", "releases",
    "compare", "check", "status", "corrections",
)  # fmt: skip
"""First parts of addresses, after the language."""
Text = Annotated[str, Query(max_length=300)]
Texts = Annotated[list[Text], Query(max_length=50)]
Page = Annotated[int, Query(ge=1, le=100_000)]


def router(served: Served, commitments: Commitments) -> APIRouter:
    """The pages over what is served, and what became of what was agreed."""
    site = Site(served, commitments)
    pages = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
    _add_lists(pages, site)
    _add_views(pages, site)
    _add_releases(pages, site)
    _add_corrections(pages, site)
    _add_doors(pages)
    return pages


def _add_lists(pages: APIRouter, site: Site) -> None:
    @pages.get("/{ui:interface}/")
    @pages.get("/{ui:interface}/search")
    def search(
        request: Request,
        q: Annotated[str, Query(max_length=2000)] = "",
        off: Texts = [],  # noqa: B006
        since: Text = "",
        until: Text = "",
        due: Text = "",
        count: Annotated[int, Query(ge=1, le=searching.MOST)] = searching.PORTION,
        party: Texts = [],  # noqa: B006
        agency: Texts = [],  # noqa: B006
        person: Texts = [],  # noqa: B006
        kind: Texts = [],  # noqa: B006
        status: Texts = [],  # noqa: B006
        level: Texts = [],  # noqa: B006
        lang: Texts = [],  # noqa: B006
    ) -> Response:
        return searching.search(
            request, site, q=q, off=off, count=count, since=since, until=until, due=due,
            party=party, agency=agency, person=person, kind=kind, status=status, level=level, lang=lang,
        )  # fmt: skip

    @pages.get("/{ui:interface}/meetings")
    def meeting_list(
        request: Request,
        since: Text = "",
        until: Text = "",
        country: Texts = [],  # noqa: B006
        series: Text = "",
        status: Texts = [],  # noqa: B006
        level: Texts = [],  # noqa: B006
        mentioned: Text = "",
        order: Text = "",
        page: Page = 1,
    ) -> Response:
        return meetings.meetings(
            request, site, since=since, until=until, country=country, series=series, status=status, level=level,
            mentioned=bool(mentioned), order=order, page=page,
        )  # fmt: skip

    @pages.get("/{ui:interface}/agreements")
    def agreement_list(
        request: Request,
        since: Text = "",
        until: Text = "",
        due: Text = "",
        order: Text = "",
        country: Texts = [],  # noqa: B006
        kind: Texts = [],  # noqa: B006
        status: Texts = [],  # noqa: B006
        page: Page = 1,
    ) -> Response:
        return listing.agreements(
            request,
            site,
            since=since,
            until=until,
            due=due,
            order=order,
            country=country,
            kind=kind,
            status=status,
            page=page,
        )

    @pages.get("/{ui:interface}/series")
    def series_list(request: Request, page: Page = 1) -> Response:
        return listing.all_series(request, site, page=page)

    @pages.get("/{ui:interface}/agencies")
    def agency_list(request: Request, find: Text = "", page: Page = 1) -> Response:
        return listing.agencies(request, site, find=find, page=page)

    @pages.get("/{ui:interface}/people")
    def person_list(request: Request, find: Text = "", page: Page = 1) -> Response:
        return listing.people(request, site, find=find, page=page)

    @pages.get("/{ui:interface}/countries")
    def pair_list(request: Request, page: Page = 1) -> Response:
        return listing.countries(request, site, page=page)

    @pages.get("/{ui:interface}/follow-up")
    def follow_up(
        request: Request,
        on: Text = "",
        state: Texts = [],  # noqa: B006
        country: Texts = [],  # noqa: B006
        page: Page = 1,
    ) -> Response:
        return following.following(request, site, on=on, state=state, country=country, page=page)

    @pages.get("/{ui:interface}/network")
    def network(request: Request, since: Text = "", until: Text = "", country: Texts = []) -> Response:  # noqa: B006
        return meeting_network.meeting_network(request, site, since=since, until=until, country=country)

    @pages.get("/{ui:interface}/compare")
    def compare(request: Request, id: Texts = []) -> Response:  # noqa: A002, B006  the name in the address
        return comparing.comparison(request, site, ids=id)

    @pages.get("/{ui:interface}/releases")
    def releases(request: Request, find: Text = "", language: Text = "", page: Page = 1) -> Response:
        return standing.releases(request, site, find=find, language=language, page=page)

    @pages.get("/{ui:interface}/status")
    def status(request: Request) -> Response:
        return standing.status(request, site)


def _add_views(pages: APIRouter, site: Site) -> None:
    @pages.get("/{ui:interface}/meetings/{key:path}")
    def meeting(request: Request, key: str) -> Response:
        return viewing.meeting(request, site, key)

    @pages.get("/{ui:interface}/series/{ref:path}")
    def series(request: Request, ref: str) -> Response:
        return viewing.series(request, site, ref)

    @pages.get("/{ui:interface}/agencies/{name:path}")
    def agency(request: Request, name: str, country: Text = "", page: Page = 1) -> Response:
        return viewing.agency(request, site, name, country=country, page=page)

    @pages.get("/{ui:interface}/people/{name:path}")
    def person(request: Request, name: str, side: Text = "", page: Page = 1) -> Response:
        return viewing.person(request, site, name, side=side, page=page)

    @pages.get("/{ui:interface}/countries/{one}-{other}")
    def pair(request: Request, one: str, other: str, page: Page = 1) -> Response:
        return viewing.pair(request, site, one, other, page=page)

    @pages.get("/{ui:interface}/agreements/{record:path}/{position:int}")
    def agreement(request: Request, record: str, position: int) -> Response:
        return viewing.agreement(request, site, record, position)


def _add_releases(pages: APIRouter, site: Site) -> None:
    @pages.get("/{ui:interface}/releases/{identifier:path}")
    def release(request: Request, identifier: str, view: View = "text", at: Texts = []) -> Response:  # noqa: B006
        return reading.release(request, site, identifier, view=view, at=at)

    @pages.get("/pictures/{page}/{identifier:path}")
    def picture(page: int, identifier: str) -> Response:
        return reading.picture(site, identifier, page)

    @pages.get("/{ui:interface}/check")
    def form(request: Request) -> Response:
        return checking.form(request, site)

    @pages.post("/{ui:interface}/check")
    async def check(request: Request, file: UploadFile) -> Response:
        page: Response = await request.app.state.lanes.run("uploads", checking.check, request, site, file)
        return page


def _add_corrections(pages: APIRouter, site: Site) -> None:
    @pages.get("/{ui:interface}/correct/{field}/{position:int}/{identifier:path}")
    def form(request: Request, field: str, position: int, identifier: str) -> Response:
        return correcting.form(request, site, identifier, field, position)

    @pages.post("/{ui:interface}/correct/{field}/{position:int}/{identifier:path}")
    async def make(request: Request, field: str, position: int, identifier: str) -> Response:
        sent = await request.form(max_files=0, max_fields=60)
        given = {name: value for name, value in sent.items() if isinstance(value, str)}
        return await run_in_threadpool(correcting.make, request, site, identifier, field, position, given)

    @pages.get("/{ui:interface}/corrections")
    def corrections(request: Request) -> Response:
        return correcting.corrections(request, site)

    @pages.post("/{ui:interface}/corrections/{number:int}/undo")
    def take_back(request: Request, number: int) -> Response:
        return correcting.take_back(request, site, number)


def _add_doors(pages: APIRouter) -> None:
    @pages.get("/assets/{digest}/{name}")
    def asset(digest: str, name: str) -> Response:
        found = assets().get(name)
        if found is None:
            raise HTTPException(404)
        kept = "public, max-age=31536000, immutable" if digest == found.digest else "no-cache"
        return Response(found.data, media_type=found.media_type, headers={"Cache-Control": kept})

    def home(request: Request) -> Response:
        return _in_own_language(request, "")

    def section(request: Request, rest: str = "") -> Response:
        return _in_own_language(request, path_of(request))

    pages.add_api_route("/", home)
    for name in SECTIONS:
        pages.add_api_route(f"/{name}", section)
        pages.add_api_route(f"/{name}/{{rest:path}}", section)


def _in_own_language(request: Request, path: str) -> Response:
    """Send the reader to the same page in the language that the browser asks for."""
    reader = Reader.of(request)
    asked = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(
        f"/{reader.lang}/{path}{asked}",
        status_code=307,
        headers={"Vary": "Accept-Language", "Cache-Control": "no-cache"},
    )


__all__ = ["SECTIONS", "router"]
