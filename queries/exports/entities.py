"""FollowTheMoney entities (https://followthemoney.tech), one JSON object a line, as OpenAleph loads them.

A meeting is an Event, a body a PublicBody (or Organization), a person a Person with a Membership in the body, an
agreement a Project with its participants; what ties an agreement to its meeting is an UnknownLink.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from corpus.records import Agency, Record
from corpus.registry import agencies

from .gathered import Agreed, Gathering, Release, gathered, person_key, span
from .lines import line_of

_GOVERNMENT = frozenset({"ministry", "agency", "government", "office", "department", "parliament", "court"})
_PREFIX = "cq"


@dataclass
class Entity:
    """An entity: `schema` of FollowTheMoney, its properties as lists of texts."""

    id: str
    schema: str
    properties: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, *values: str | None) -> None:
        """Add values that are stated and not yet there."""
        for value in values:
            tidy = " ".join(value.split()) if value else ""
            if tidy and tidy not in self.properties.setdefault(name, []):
                self.properties[name].append(tidy)

    def as_json(self) -> dict[str, object]:
        """The form that is loaded."""
        kept = {name: values for name, values in sorted(self.properties.items()) if values}
        return {"id": self.id, "schema": self.schema, "properties": kept}


def write(records: Iterable[Record], out: BinaryIO) -> None:
    """The entities of all meetings and of what was agreed, by id; the same body or person is one entity."""
    for entity in entities(records):
        out.write(line_of(entity.as_json()))


def entities(records: Iterable[Record]) -> list[Entity]:
    """The entities of `records`, by id."""
    found: dict[str, Entity] = {}
    for meeting in gathered(records):
        for entity in _of_meeting(meeting):
            known = found.setdefault(entity.id, entity)
            if known is not entity:
                for name, values in entity.properties.items():
                    known.add(name, *values)
    return [found[identifier] for identifier in sorted(found)]


def _id(kind: str, *parts: str) -> str:
    return f"{_PREFIX}-{kind}-{hashlib.sha1(chr(31).join(parts).encode(), usedforsecurity=False).hexdigest()[:20]}"


def _of_meeting(meeting: Gathering) -> Iterator[Entity]:
    event = Entity(_id("event", meeting.key), "Event")
    event.add("recordId", meeting.key)
    event.add("name", meeting.names[0])
    event.add("alias", *meeting.names[1:])
    _date(event, meeting.date)
    event.add("location", meeting.first("place"))
    event.add("country", *(code.lower() for code in meeting.countries))
    event.add("summary", ", ".join(filter(None, [meeting.status, meeting.first("level"), meeting.first("format")])))
    for each in meeting.ranked:
        event.add("notes", _quoted(each.meeting.evidence[0].text, each.release))
        event.add("sourceUrl", _address(each.release))
        event.add("publisher", each.release.issuer)
    for release, agency in meeting.agencies:
        body = _body(agency, release)
        event.add("involved", body.id)
        yield body
    for release, person in meeting.heads:
        one = Entity(_id("person", person_key(person)), "Person")
        one.add("name", person.name, person.latin)
        one.add("position", person.role)
        one.add("country", person.side.lower() if person.side and len(person.side) == 2 else None)
        one.add("notes", _quoted(person.evidence[0].text, release))
        event.add("involved", one.id)
        yield one
        if person.agency in release.agencies:
            body = _body(release.agencies[person.agency], release)
            link = Entity(_id("member", one.id, body.id), "Membership")
            link.add("member", one.id)
            link.add("organization", body.id)
            link.add("role", person.role)
            _date(link, release.issued, name="date")
            yield body
            yield link
    yield event
    for agreed in meeting.agreed:
        yield from _of_agreement(agreed, event)


def _of_agreement(agreed: Agreed, event: Entity) -> Iterator[Entity]:
    item, release = agreed.item, agreed.release
    project = Entity(_id("project", release.id, str(agreed.position)), "Project")
    project.add("name", item.title)
    project.add("alias", *item.alt)
    project.add("status", item.status)
    project.add("summary", item.kind)
    project.add("country", *(code.lower() for code in agreed.countries))
    project.add("notes", _quoted(item.evidence[0].text, release))
    project.add("sourceUrl", _address(release))
    _date(project, item.period or item.date)
    _, last = span(item.deadline)
    project.add("endDate", last.isoformat() if last else None)
    if item.amount is not None:
        project.add("amount", f"{item.amount.value:.2f}".rstrip("0").rstrip("."))
        is_money = len(item.amount.unit) == 3 and item.amount.unit.isupper()  # ISO 4217
        project.add("currency", item.amount.unit if is_money else None)
    yield project
    for name in dict.fromkeys([*item.parties, *item.responsible]):
        if name in release.agencies:
            body = _body(release.agencies[name], release)
            link = Entity(_id("participant", project.id, body.id), "ProjectParticipant")
            link.add("project", project.id)
            link.add("participant", body.id)
            link.add("role", "responsible" if name in item.responsible else "party")
            yield body
            yield link
    link = Entity(_id("agreed", project.id, event.id), "UnknownLink")
    link.add("subject", project.id)
    link.add("object", event.id)
    link.add("role", f"{item.status} at")
    yield link


def _body(agency: Agency, release: Release) -> Entity:
    kind = agencies().entry(agency.ref).kind if agency.ref in agencies().ids else None
    schema = "PublicBody" if kind in _GOVERNMENT else "Organization"
    body = Entity(_id("body", agency.ref or agency.name, agency.country or ""), schema)
    body.add("name", agency.name)
    body.add("alias", *(surface for surface in agency.surfaces if surface != agency.name))
    body.add("country", agency.country.lower() if agency.country and len(agency.country) == 2 else None)
    body.add("notes", _quoted(agency.evidence[0].text, release))
    return body


def _date(entity: Entity, value: str | None, *, name: str = "startDate") -> None:
    """The date as far as it is known; a quarter or an interval by its first and last day."""
    first, last = span(value)
    if value is None:
        return
    if first is not None and "/" not in value and (value[5:7] or "01") <= "12":
        entity.add(name, value)
        return
    entity.add(name, first.isoformat() if first else None)
    entity.add("endDate", last.isoformat() if last else None)


def _quoted(text: str, release: Release) -> str:
    return f"“{' '.join(text.split())}” ({release.id})"


def _address(release: Release) -> str | None:
    return release.url if release.url and release.url.startswith(("http://", "https://")) else None
