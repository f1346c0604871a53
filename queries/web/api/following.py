"""What became of what was agreed."""

from datetime import date
from email.utils import format_datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from queries.following import Commitment, Commitments, State, chosen

from .paging import Cursor, Limit, Page, listed, page
from .parameters import Country, Day
from .reading import Reading

router = APIRouter(tags=["register"])


@router.get("/follow-up", summary="List commitments with their state")
async def follow_up(
    request: Request,
    response: Response,
    store: Reading,
    on: Annotated[
        Day | None, Query(description="The day whose state is asked for; today by default.", examples=["2025-12-31"])
    ] = None,
    state: Annotated[list[State], Query(max_length=6, description="Only in one of these states.")] = [],  # noqa: B006
    country: Annotated[list[Country], Query(max_length=5, description="Only where all of these are parties.")] = [],  # noqa: B006
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[Commitment]:
    """What was agreed or planned by a day, in order of time: open, ongoing, moved, completed, dropped or overdue.

    Each with the words that agreed it, and those of the later releases that continue, complete, move or drop it. While
    a run changes a large corpus they are those of a moment ago, which `Last-Modified` then tells.
    """
    commitments: Commitments = request.app.state.commitments
    day = date.fromisoformat(on) if on else date.today()
    known = await request.app.state.lanes.run("follow-ups", commitments.on, store, day)
    if known.of is not None:  # not of the state that a tag would stand for
        response.headers["Cache-Control"] = "no-store"
        response.headers["Last-Modified"] = format_datetime(known.of, usegmt=True)
    found = chosen(known.every, states=state, countries=country)
    return page(
        listed(found), lambda one: one.key, cursor=cursor, limit=limit, request=request, response=response, store=store
    )
