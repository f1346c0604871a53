"""The meetings of many records, each once, for formats that show events rather than releases."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from corpus.edtf import days, sort_key
from corpus.records import Agency, Agreement, Meeting, Person, Record
from corpus.store.events import Stated, dated, decided, parties_of
from corpus.store.facts import event_key

INTERNATIONAL = "INT"


@dataclass(frozen=True)
class Release:
    """What is kept of a record when its meetings are gathered."""

    id: str
    title: str | None
    issuer: str | None
    lang: str | None
    issued: str | None
    path: str
    url: str | None
    agencies: dict[str, Agency]
    persons: dict[str, Person]

    @classmethod
    def of(cls, record: Record) -> "Release":
        """The release that `record` is of."""
        return cls(
            record.id, record.title, record.issuer, record.lang, record.ref_date, record.source.path,
            record.source.url, {each.name: each for each in record.agencies},
            {each.name: each for each in record.persons},
        )  # fmt: skip

    @property
    def order(self) -> tuple[object, ...]:
        """Later releases are greater; those without a day come first."""
        return (self.issued is not None, sort_key(self.issued) if self.issued else (), self.id)


@dataclass(frozen=True)
class Told:
    """A meeting as one release tells of it; `position` counts the meetings of its record."""

    release: Release
    position: int
    meeting: Meeting


@dataclass(frozen=True)
class Agreed:
    """An item that a release states; `position` counts the agreements of its record."""

    release: Release
    position: int
    item: Agreement

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries whose government or bodies are parties."""
        return countries_of(self.item.parties, self.release)


@dataclass
class Gathering:
    """A meeting: `key` is its event, or where it stands; facts of releases about it go before those in passing."""

    key: str
    told: list[Told] = field(default_factory=list)
    agreed: list[Agreed] = field(default_factory=list)

    @cached_property
    def ranked(self) -> list[Told]:
        """What is told, releases about the meeting first, then the latest."""
        return sorted(self.told, key=lambda each: (each.meeting.core, each.release.order, -each.position), reverse=True)

    @cached_property
    def status(self) -> str:
        """The last word on it; that it was held ends the question."""
        return decided([(each.meeting.status, each.release.issued or "") for each in self.told])

    def first(self, name: str) -> Any:
        """The field as the best release states it, or None."""
        values = (getattr(each.meeting, name) for each in self.ranked)
        return next((value for value in values if value not in (None, ())), None)

    @cached_property
    def date(self) -> str | None:
        """Its date, as the register has it."""
        return dated(
            Stated(each.meeting.status, each.meeting.date, each.meeting.core, each.release.issued or "")
            for each in self.told
        )

    @property
    def names(self) -> list[str]:
        """Its names, the best first."""
        ranked = [each.meeting for each in self.ranked]
        return list(dict.fromkeys([*(each.name for each in ranked), *(a for each in ranked for a in each.aliases)]))

    @property
    def releases(self) -> list[Release]:
        """The releases that tell of it, the earliest first."""
        return sorted({each.release.id: each.release for each in self.told}.values(), key=lambda one: one.order)

    @property
    def agencies(self) -> list[tuple[Release, Agency]]:
        """The bodies that meet, as far as they are named, each once."""
        found: dict[tuple[str, str | None], tuple[Release, Agency]] = {}
        for each in self.ranked:
            for name in each.meeting.agencies:
                agency = each.release.agencies.get(name)
                if agency is not None:
                    found.setdefault((agency.name, agency.country), (each.release, agency))
        return list(found.values())

    @property
    def heads(self) -> list[tuple[Release, Person]]:
        """Who leads the sides or the chair, each once."""
        found: dict[str, tuple[Release, Person]] = {}
        for each in self.ranked:
            for name in each.meeting.heads:
                person = each.release.persons.get(name)
                if person is not None:
                    found.setdefault(person_key(person), (each.release, person))
        return list(found.values())

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that meet: by the series, the bodies, or the sides of those who lead."""
        of_series = parties_of(self.key, self.first("ref"))
        named = {agency.country for _, agency in self.agencies} | {person.side for _, person in self.heads}
        return of_series or tuple(sorted(code for code in named if code and code != INTERNATIONAL))


def gathered(records: Iterable[Record]) -> list[Gathering]:
    """The meetings of `records` with what was agreed at each, by key, whatever their order.

    Agreements of no meeting are left out.
    """
    found: dict[str, Gathering] = {}
    for record in records:
        release = Release.of(record)
        keys: dict[str, str] = {}
        for position, meeting in enumerate(record.meetings):
            key = event_key(record.id, position, meeting.event)
            keys.setdefault(meeting.name, key)
            found.setdefault(key, Gathering(key)).told.append(Told(release, position, meeting))
        for position, item in enumerate(record.agreements):
            if item.meeting in keys:
                found[keys[item.meeting]].agreed.append(Agreed(release, position, item))
    for each in found.values():
        each.told.sort(key=lambda one: (one.release.order, one.position))
        each.agreed.sort(key=lambda one: (one.release.order, one.position))
    return [found[key] for key in sorted(found)]


def countries_of(names: Iterable[str], release: Release) -> tuple[str, ...]:
    """The countries among parties, which are codes and names of bodies of the release."""
    codes = []
    for name in names:
        agency = release.agencies.get(name)
        code = agency.country if agency is not None else name
        if code and len(code) == 2 and code.isascii() and code.isupper():  # ISO 3166 alpha-2
            codes.append(code)
    return tuple(sorted(dict.fromkeys(codes)))


def person_key(person: Person) -> str:
    """What tells persons apart: the id, if linked, else the name in Latin letters, or as written, with the side."""
    name = "".join(filter(str.isalpha, (person.latin or person.name).casefold()))
    return person.ref or f"{name}.{person.side or ''}"


def span(value: str | None) -> tuple[date | None, date | None]:
    """The first and last day of an EDTF value; (None, None) where there is none."""
    return days(value) if value else (None, None)
