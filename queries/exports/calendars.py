"""Meetings as iCalendar (RFC 5545): past, planned and cancelled ones, all-day, under ids that stay."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import BinaryIO

from icalendar import Calendar, Event, vText

from corpus.edtf import days
from corpus.records import Record

from .gathered import Gathering, gathered, span

_STATUS = {"held": "CONFIRMED", "ongoing": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}
_LEAST_VAGUE = 28
"""A date that covers this many days or more is a month, quarter or year in which the meeting falls."""


def write(records: Iterable[Record], out: BinaryIO) -> None:
    """A calendar of all dated meetings; those without a date have no place in one and are left out."""
    calendar = Calendar()
    calendar.add("prodid", "-//Communique//Register of meetings//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", "Communiqué")
    for meeting in gathered(records):
        first, last = span(meeting.date)
        if first is not None:
            calendar.add_component(_event(meeting, first, last or first))
    out.write(calendar.to_ical())


def _event(meeting: Gathering, first: date, last: date) -> Event:
    newest = meeting.releases[-1]
    event = Event()
    event.add("uid", f"{meeting.key}@communique")
    told = days(newest.issued)[0] if newest.issued else None
    # The stamp is the day of the newest release, not the moment of the export: the same corpus gives the same file.
    event.add("dtstamp", datetime.combine(told or first, time(), tzinfo=UTC))
    event.add("sequence", len(meeting.releases) - 1)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(1))
    event.add("transp", "TRANSPARENT")
    event.add("summary", meeting.names[0])
    event.add("status", _STATUS[meeting.status])
    categories = [meeting.first(name) for name in ("level", "format")]
    if (last - first).days >= _LEAST_VAGUE - 1:
        categories.append("day not fixed")
    if found := [vText(value) for value in categories if value]:
        event.add("categories", found)
    if place := meeting.first("place"):
        event.add("location", place)
    if newest.url:
        event.add("url", newest.url)
    event.add("description", _description(meeting))
    return event


def _description(meeting: Gathering) -> str:
    lines = [f"{meeting.status}, {meeting.date}"]
    lines += meeting.names[1:]
    lines += [f"{each.item.status}: {each.item.title}" for each in meeting.agreed]
    for each in meeting.ranked:
        lines.append(f"“{each.meeting.evidence[0].text}” ({each.release.title or each.release.id}, {each.release.id})")
    return "\n".join(dict.fromkeys(" ".join(line.split()) for line in lines))
