"""Meetings as schema.org events (https://schema.org/Event), JSON-LD."""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from corpus.edtf import days
from corpus.records import Agency, Person, Record
from corpus.registry.series import series

from .gathered import Gathering, Release, gathered, span

CONTEXT = "https://schema.org"
_STATUS = {"cancelled": "EventCancelled"}
_MODE = {
    "in-person": "OfflineEventAttendanceMode",
    "video": "OnlineEventAttendanceMode",
    "hybrid": "MixedEventAttendanceMode",
}


def write(records: Iterable[Record], out: BinaryIO) -> None:
    """One JSON-LD document with all meetings as its graph, by key."""
    graph = [_event(meeting) for meeting in gathered(records)]
    out.write(json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1).encode() + b"\n")


def _event(meeting: Gathering) -> dict[str, Any]:
    names = meeting.names
    first, last = span(meeting.date)
    event: dict[str, Any] = {
        "@type": "Event",
        "identifier": meeting.key,
        "name": names[0],
        "alternateName": names[1:],
        "startDate": _point(meeting.date, first.isoformat() if first else None),
        "endDate": last.isoformat() if last else None,
        "eventStatus": f"{CONTEXT}/{_STATUS.get(meeting.status, 'EventScheduled')}",
        "eventAttendanceMode": f"{CONTEXT}/{_MODE[form]}" if (form := meeting.first("format")) else None,
        "location": {"@type": "Place", "name": place} if (place := meeting.first("place")) else None,
        "superEvent": _series(meeting.first("ref")),
        "organizer": [_body(agency) for _, agency in meeting.agencies],
        "attendee": [_person(person, release) for release, person in meeting.heads],
        "about": [
            {"@type": "Thing", "name": each.item.title, "description": each.item.evidence[0].text}
            for each in meeting.agreed
        ],
        "subjectOf": [_article(release) for release in meeting.releases],
    }
    return _stated(event)


def _point(value: str | None, first: str | None) -> str | None:
    """A day, month or year as it is (ISO 8601 of reduced precision), anything else by its first day."""
    if value is None or "/" in value or value[5:7] > "12":
        return first
    return value


def _series(ref: str | None) -> dict[str, Any] | None:
    if ref is None or ref not in series().ids:
        return None
    return {"@type": "EventSeries", "identifier": ref, "name": series().entry(ref).name}


def _body(agency: Agency) -> dict[str, Any]:
    return _stated(
        {
            "@type": "Organization",
            "identifier": agency.ref,
            "name": agency.name,
            "alternateName": [surface for surface in agency.surfaces if surface != agency.name],
            "location": {"@type": "Country", "identifier": agency.country, "name": agency.country}
            if agency.country and len(agency.country) == 2
            else None,
            "parentOrganization": {"@type": "Organization", "name": agency.parent} if agency.parent else None,
        }
    )


def _person(person: Person, release: Release) -> dict[str, Any]:
    agency = release.agencies.get(person.agency or "")
    return _stated(
        {
            "@type": "Person",
            "name": person.name,
            "alternateName": person.latin,
            "jobTitle": person.role,
            "affiliation": {"@type": "Organization", "name": agency.name} if agency else None,
        }
    )


def _article(release: Release) -> dict[str, Any]:
    day = days(release.issued)[0] if release.issued else None
    return _stated(
        {
            "@type": "NewsArticle",
            "identifier": release.id,
            "headline": release.title,
            "datePublished": day.isoformat() if day else None,
            "inLanguage": release.lang,
            "url": release.url,
            "publisher": {"@type": "Organization", "name": release.issuer} if release.issuer else None,
        }
    )


def _stated(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, [])}
