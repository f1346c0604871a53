"""A person: one page for all scripts in which releases write the name."""

from collections.abc import Iterable, Mapping, Sequence

from corpus.errors import NotInCorpus
from corpus.records import Item, Person
from corpus.registry.readings import korean_readings
from corpus.registry.transcription import script_of
from corpus.store import EventFilter, Line, Place, Store
from queries.comparing.people import one_person

from .lists import PAGE, events_page
from .model import Appointment, PersonView

_MOST_STEPS = 4
"""From a name to those of other scripts, and on from these; names are spelt in few ways."""
_MOST_RECORDS = 400
"""Releases in whose meetings other spellings are looked for."""


def person(store: Store, name: str, *, side: str | None = None, limit: int = PAGE, offset: int = 0) -> PersonView:
    """The person whom releases call by this name, in any script; `side`, a country, chooses among namesakes.

    Other spellings are those that the register knows to be this person's, as in the list of persons, those that a
    release gives beside the name, those that it may be read as, and those of persons in other releases on the same
    meetings whose names sound the same. Namesakes of one country are not told apart.

    Raises:
        NotInCorpus: no release names such a person.
    """
    found = _mentions(store, name, side) or _contacts(store, name, side)
    if not found:
        raise NotInCorpus(f"{store.folder} names no person {name!r}", hint="The list of persons shows them")
    mentions = [(place.record, item) for place, item in found.items()]
    names = _spellings(item for _, item in mentions)
    lines = store.lookup.lines(record for record, _ in mentions)
    wanted = EventFilter(persons=names, core=False)
    return PersonView(
        name=names[0],
        names=names,
        sides=tuple(sorted({item.side for _, item in mentions if item.side})),
        roles=tuple(appointments(mentions, lines)),
        meetings=events_page(store, wanted, limit=limit, offset=offset),
        releases=tuple(sorted(lines.values(), key=lambda one: (one.ref_date or "", one.id))),
    )


def _mentions(store: Store, name: str, side: str | None) -> dict[Place, Person]:
    """Where the person is named: first by the name itself, then by the others that belong to it."""
    found: dict[Place, Person] = {}
    names, looked_up = {name, *store.lookup.names_of(name)}, set[str]()
    for _ in range(_MOST_STEPS):
        asked = {option for each in names for option in (each, *_readings(each))} - looked_up
        looked_up |= asked
        new = _new(store, store.lookup.with_term("persons", "name", sorted(asked)), found, side)
        if found:
            known = list(found.values())
            new = {place: item for place, item in new.items() if any(one_person(item, each) for each in known)}
        found |= new
        found |= _beside(store, new or found, found, side)
        spelt = set(_spellings(found.values()))
        if spelt <= names:
            break
        names |= spelt
    return found


def _contacts(store: Store, name: str, side: str | None) -> dict[Place, Person]:
    """Where somebody stands whom releases name for questions only, by this very name."""
    told = store.lookup.items(store.lookup.with_term("persons", "name", [name]))
    return {place: item for place, item in told if isinstance(item, Person) and side in (None, item.side)}


def _beside(
    store: Store, mentions: Mapping[Place, Person], known: Mapping[Place, Person], side: str | None
) -> dict[Place, Person]:
    """The same person in other releases on the meetings of these releases."""
    lookup = store.lookup
    records = list(dict.fromkeys(place.record for place in mentions))[:_MOST_RECORDS]
    events = lookup.core_events(records)
    others = [record for record in lookup.records_about(events) if record not in {place.record for place in known}]
    unknown = _new(store, lookup.in_records("persons", others[:_MOST_RECORDS]), known, side)
    people = {(item.name, item.latin, item.side): item for item in known.values()}
    return {place: item for place, item in unknown.items() if any(one_person(item, each) for each in people.values())}


def _new(store: Store, places: Iterable[Place], known: Mapping[Place, Person], side: str | None) -> dict[Place, Person]:
    fresh: list[tuple[Place, Item]] = list(store.lookup.items(place for place in places if place not in known))
    return {
        place: item
        for place, item in fresh
        if isinstance(item, Person) and item.rule != "head.contact" and (side is None or item.side in (None, side))
    }


def _readings(name: str) -> list[str]:
    """How a name in Han characters is written in Hangul, where it is Korean."""
    return korean_readings(name) if script_of(name) == "han" else []


def _spellings(persons: Iterable[Person]) -> tuple[str, ...]:
    """The names, those written most often first."""
    counted: dict[str, int] = {}
    for each in persons:
        for name in filter(None, (each.name, each.latin)):
            counted[name] = counted.get(name, 0) + 1
    return tuple(sorted(counted, key=lambda one: (-counted[one], one)))


def appointments(mentions: Sequence[tuple[str, Person]], lines: Mapping[str, Line]) -> list[Appointment]:
    """Roles in order of time, those of one person in one office together."""
    groups: dict[tuple[str, str | None, str | None, str | None], list[tuple[str, str, Person]]] = {}
    for record, item in mentions:
        day = lines[record].ref_date or "" if record in lines else ""
        groups.setdefault((item.name, item.role, item.agency, item.side), []).append((day, record, item))
    found = []
    for (name, role, agency, side), told in groups.items():
        days = sorted(day for day, _, _ in told if day)
        found.append(
            Appointment(
                name=name, role=role, agency=agency, side=side, first=days[0] if days else None,
                last=days[-1] if days else None, records=tuple(dict.fromkeys(record for _, record, _ in told)),
                evidence=told[0][2].evidence[0],
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.first or "", one.name, one.role or ""))
