"""What became of what was agreed, on any day; what is overdue first."""

from collections import Counter
from datetime import date
from typing import get_args

from fastapi import Request
from fastapi.responses import HTMLResponse

from corpus.errors import BadQuery
from queries import views
from queries.following import Commitment, State, by_urgency, chosen

from . import wanted
from .exporting import exports
from .frame import Reader
from .site import Part, Site

STATES: tuple[str, ...] = ("overdue", *(state for state in get_args(State) if state != "overdue"))


def following(
    request: Request, site: Site, *, on: str = "", state: list[str], country: list[str], page: int = 1
) -> HTMLResponse:
    """Commitments with their state on a day, what is overdue first.

    Raises:
        BadQuery: the day is none, or a state is not of the list.
    """
    reader = Reader.of(request)
    day = _day(on)
    states = wanted.chosen(state, STATES, "state")
    countries = tuple(code.upper() for code in country if code)
    with site.store() as store:
        ready = site.commitments.ready(store, day)
        every = ready.every if ready is not None else []
        lines = store.lookup.lines({source.record for each in every for source in each.sources})
        within = chosen(every, countries=countries)
        found = by_urgency(chosen(within, states=states))
        part = Part.of(len(found), page, site.page_length)
        shown = found[part.first : part.first + part.length]
        marked = views.marked(store, shown)
    return reader.page(
        "following.html",
        active="follow-up",
        items=shown,
        marked=marked,
        part=part,
        numbers=Counter(each.state for each in within),
        states=STATES,
        day=day,
        asked={"on": on.strip(), "state": list(states), "country": list(countries)},
        countries=sorted({code for each in every for code in each.parties if len(code) == 2}, key=reader.words.country),
        langs={each.id: each.lang for each in lines.values() if each.lang != "und"},
        own=own,
        waiting=ready is None or ready.of is not None,
        exports=exports(party=countries),
    )


def own(commitment: Commitment, langs: dict[str, str], lang: str) -> int:
    """Which of its sources is in the reader's language; the first failing that."""
    numbers = [number for number, each in enumerate(commitment.sources) if langs.get(each.record) == lang]
    return numbers[0] if numbers else 0


def _day(on: str) -> date:
    if not on.strip():
        return date.today()
    try:
        return date.fromisoformat(on.strip())
    except ValueError as error:
        raise BadQuery(f"{on[:40]!r} is no day", hint="Write 2025-03-12") from error
