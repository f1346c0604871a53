"""One id for one meeting, in whatever release and language it is mentioned."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from corpus import edtf
from corpus.records import Agency, Meeting, Person
from corpus.registry.series import series
from corpus.registry.topics import topics_in

YEARLY = frozenset({"summit", "ministers", "heads", "conference"})
"""Kinds of series that meet at most once a year, so that the year tells their meetings apart; two countries alone meet
more often."""
UNKNOWN = "xx"
PARTIES = 3
"""At most so many countries make a key; more are an audience."""


@dataclass(frozen=True)
class ReleaseFacts:
    """What a release says beyond the meeting.

    `countries` are those that act in it, the most active first, `home` is the issuer's.
    """

    countries: tuple[str, ...] = ()
    home: str | None = None


def facts_of(agencies: Iterable[Agency], persons: Iterable[Person], issuer: str | None = None) -> ReleaseFacts:
    """The countries of the persons and agencies of a release; persons first, for they are who meets."""
    agencies = list(agencies)
    home = next((agency.country for agency in agencies if agency.name == issuer), None)
    sides = Counter(person.side for person in persons if person.side and len(person.side) == 2)
    homes = Counter(agency.country for agency in agencies if agency.country and len(agency.country) == 2)
    counted = Counter({country: homes[country] + 3 * sides[country] for country in {*sides, *homes}})
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return ReleaseFacts(tuple(country for country, _ in ranked), home)


def event_id(
    meeting: Meeting,
    facts: ReleaseFacts,
    *,
    number: int | None = None,
    countries: tuple[str, ...] = (),
    call: bool = False,
) -> str | None:
    """The id of the event, or None where too little is known to tell it from others.

    With a known series and number it follows from these two; with a series and a day from these; else from the day,
    the countries and the topics of the name. `number` counts the round where the meeting is only called the next one;
    `countries` are those that the name gives; `call`: it is a telephone call.
    """
    if number is None:
        number = meeting.ordinal
    if meeting.ref and number is not None:
        return f"{meeting.ref}-{number}"
    first = edtf.days(meeting.date)[0] if meeting.date else None
    if first is None:
        return None
    if meeting.ref:
        entry = series().entry(meeting.ref)
        yearly = entry.kind in YEARLY and len(entry.members.split()) != 2
        return f"{meeting.ref}-{first.year if yearly else first.isoformat()}"
    parties = "-".join(sorted(_parties(countries, facts, call=call))).lower() or UNKNOWN
    day = first.isoformat()
    if call:
        return f"{day}.{parties}.call"
    topics = topics_in(meeting.name)
    if topics:
        return f"{day}.{parties}.{'-'.join(topics)}"
    if meeting.core and meeting.level:
        return f"{day}.{parties}.{meeting.level}"
    letters = "".join(character for character in meeting.name.casefold() if character.isalnum())
    return f"{day}.{parties}.{letters}"


def _parties(countries: tuple[str, ...], facts: ReleaseFacts, *, call: bool) -> set[str]:
    """Who met: as the name says, with the issuer's country where it names the other side only."""
    if len(countries) > 1:
        return set(countries)
    if call or (countries and facts.home in (None, *countries)):
        return set(facts.countries[:2])
    if countries and facts.home:
        return {*countries, facts.home}
    return set(facts.countries[:PARTIES])
