"""The page of the network: who meets whom in a stretch of time."""

from collections import Counter
from collections.abc import Mapping

from fastapi import Request
from fastapi.responses import HTMLResponse

from corpus.store import EventFilter

from .exporting import exports
from .frame import Reader
from .networks import bodies_of, network
from .site import Site
from .wanted import days_asked

_LISTED = 25
_LONGEST_LABEL = 34
_COLOURS = 8
"""As many as the style sheet has."""


def meeting_network(
    request: Request, site: Site, *, since: str = "", until: str = "", country: list[str]
) -> HTMLResponse:
    """Organisations and the meetings that they had in common.

    Raises:
        BadQuery: a date is none.
    """
    reader = Reader.of(request)
    asked = days_asked(since, until)
    countries = tuple(code.upper() for code in country if code)
    with site.store() as store:
        wanted = EventFilter(first_day=asked.first, last_day=asked.last, countries=countries)
        present = site.attendance.get(wanted, lambda: store.lookup.attendance(wanted))
        known = sorted({code for pair in store.lookup.pairs() for code in pair[:2]}, key=reader.words.country)
    names = distinct(
        {key: reader.words.agency(name, ref=key, country=of) for _, key, name, of in present},
        {key: reader.words.country(of) for _, key, _, of in present if of},
    )
    picture = network(
        bodies_of((event, key, of) for event, key, _, of in present),
        {key: shortened(name) for key, name in names.items()},
    )
    ties = sorted(picture.ties, key=lambda tie: (-tie.meetings, tie.one, tie.other))[:_LISTED] if picture else []
    return reader.page(
        "network.html",
        active="network",
        picture=picture,
        ties=ties,
        names=names,
        short={key: shortened(name) for key, name in names.items()},
        colours={code: colour_of(code) for code in sorted({each.country for each in picture.points if each.country})}
        if picture
        else {},
        asked={"since": asked.since, "until": asked.until, "country": list(countries)},
        countries=known,
        exports=exports(since=asked.since, until=asked.until, party=countries),
    )


def distinct(names: Mapping[str, str], countries: Mapping[str, str]) -> dict[str, str]:
    """The names, those that several bear with their countries.

    >>> distinct({"kr.mofa": "Foreign Affairs", "jp.mofa": "Foreign Affairs"}, {"jp.mofa": "Japan"})
    {'kr.mofa': 'Foreign Affairs', 'jp.mofa': 'Foreign Affairs (Japan)'}
    """
    borne = Counter(names.values())
    return {
        key: f"{name} ({countries[key]})" if borne[name] > 1 and key in countries else name
        for key, name in names.items()
    }


def colour_of(country: str) -> int:
    """Which of the colours a country has in every picture.

    >>> [colour_of(code) for code in ("CN", "JP", "KR")]
    [1, 2, 5]
    """
    return sum(map(ord, country)) % _COLOURS


def shortened(name: str) -> str:
    """A name that fits under a point."""
    if len(name) <= _LONGEST_LABEL:
        return name
    _, opened, country = name.rpartition(" (")
    end = opened + country if opened and len(country) < _LONGEST_LABEL // 2 else ""
    return f"{name[: _LONGEST_LABEL - 1 - len(end)].rstrip()}…{end}"
