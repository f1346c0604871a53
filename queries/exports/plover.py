"""Who did what with whom, as event data in the manner of PLOVER (https://github.com/openeventdata/PLOVER).

A meeting that took place is CONSULT, one that is planned AGREE, for what is announced counts as an intention; an item
agreed or planned is AGREE, an instrument signed or adopted SUPPORT, work that is under way or done COOPERATE. What
both sides do has a line for each pair of countries; actors are ISO 3166 alpha-2 codes, where PLOVER has alpha-3.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Any, BinaryIO

from corpus.records import Meeting, Record

from .gathered import Agreed, Gathering, Release, gathered, span
from .lines import line_of

_OF_MEETING = {"held": "CONSULT", "ongoing": "CONSULT", "planned": "AGREE"}
_OF_AGREEMENT = {
    "agreed": "AGREE", "planned": "AGREE", "proposed": "AGREE", "signed": "SUPPORT", "adopted": "SUPPORT",
    "launched": "COOPERATE", "ongoing": "COOPERATE", "completed": "COOPERATE", "reviewed": "COOPERATE",
}  # fmt: skip
_MULTILATERAL = 3


def write(records: Iterable[Record], out: BinaryIO) -> None:
    """A line for each event and pair of countries, by meeting; cancelled meetings are no events."""
    for meeting in gathered(records):
        for line in lines(meeting):
            out.write(line_of(line))


def lines(meeting: Gathering) -> Iterator[dict[str, Any]]:
    """The events of one meeting: itself, then what was agreed at it."""
    best = meeting.ranked[0]
    kind = _OF_MEETING.get(meeting.status)
    if kind is not None:
        mode = "meet" if kind == "AGREE" else _mode(meeting)
        yield from _pairs(
            meeting.key, kind, mode, meeting.date, meeting.countries, best.release,
            best.meeting.evidence[0].text, meeting.names[0], meeting.first("place"),
        )  # fmt: skip
    for each in meeting.agreed:
        item = each.item
        yield from _pairs(
            f"{meeting.key}#{each.release.id}-{each.position}", _OF_AGREEMENT[item.status], item.kind,
            _day(each, meeting), each.countries or meeting.countries, each.release,
            item.evidence[0].text, item.title, None,
        )  # fmt: skip


def _mode(meeting: Gathering) -> str:
    """How sides consulted: by video, in a group of several, else by meeting."""
    form: Meeting | str | None = meeting.first("format")
    if form == "video":
        return "video"
    return "multilateral" if len(meeting.countries) >= _MULTILATERAL else "visit" if form == "in-person" else "talks"


def _day(agreed: Agreed, meeting: Gathering) -> str | None:
    """When it was agreed: its own day of signing, else that of the meeting, else of the release."""
    return agreed.item.date or meeting.date or agreed.release.issued


def _pairs(
    identifier: str, kind: str, mode: str, when: str | None, countries: tuple[str, ...], release: Release,
    quoted: str, name: str, place: str | None,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    first, _ = span(when)
    pairs: list[tuple[str | None, str | None]] = list(combinations(countries, 2))
    for source, target in pairs or [(countries[0] if countries else None, None)]:
        line = {
            "id": f"{identifier}/{source or ''}-{target or ''}",
            "date": first.isoformat() if first else None,
            "edtf": when,
            "type": kind,
            "mode": mode,
            "source": source,
            "target": target,
            "mutual": True,
            "event": name,
            "location": place,
            "text": quoted,
            "record": release.id,
            "language": release.lang,
            "publisher": release.issuer,
            "published": release.issued,
            "url": release.url,
        }
        yield {field: value for field, value in line.items() if value is not None}
