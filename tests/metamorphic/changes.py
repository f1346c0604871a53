"""Relations between a text and one in which one fact is another: that fact changes, and nothing else does."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from corpus.records import Record
from corpus.registry import agencies


class Change(NamedTuple):
    """`old` at `start` becomes `new`; `expected` says of which field and item what is then stated."""

    relation: str
    start: int
    old: str
    new: str
    field: str
    before: str
    after: str


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("changes.toml").read_text(encoding="utf-8"))


def changes(text: str, record: Record) -> Iterator[Change]:
    """Every change of one fact that the record states of the text."""
    yield from _of_dates(record)
    yield from _of_ordinals(text, record)
    yield from _of_persons(text, record)
    yield from _of_agencies(record)
    yield from _of_verbs(text, record)


def _of_dates(record: Record) -> Iterator[Change]:
    for date in record.dates:
        start, surface = date.evidence[0].start, date.text
        point = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date.value)
        # A weekday beside it decides the year, and a month that is a word has no digits of its own.
        if point is None or re.search(r"[(（]|[A-Za-z]{3}.*[A-Za-z]{3}|요일|星期|周", surface):
            continue
        for part, number, others in (
            ("year", point[1], (-1, 2, 7, 12)),
            ("month", point[2], (-1, 1)),
            ("day", point[3], (-1, 1, 2, 4)),
        ):
            if number is None or (part == "month" and (int(number) > 12 or re.search("[A-Za-z]{3}", surface))):
                continue
            found = [m for m in re.finditer(r"\d+", surface) if int(m[0]) == int(number)]
            if len(found) != 1 or (part == "month" and point[3] and int(point[3]) > 28):
                continue
            for step in others:
                other = int(number) + step
                if not (1 <= other <= {"year": 9999, "month": 12, "day": 28}[part]):
                    continue
                at = point.start({"year": 1, "month": 2, "day": 3}[part])
                value = date.value[:at] + f"{other:0{len(number)}}" + date.value[at + len(number) :]
                new = f"{other:0{len(found[0][0])}}"
                yield Change(part, start + found[0].start(), found[0][0], new, "dates", date.value, value)


def _of_ordinals(text: str, record: Record) -> Iterator[Change]:
    for meeting in record.meetings:
        if meeting.ordinal is None or meeting.ordinal < 4:
            continue
        found = re.search(rf"(?<!\d){meeting.ordinal}(?=\s?(?:차|회|th|次|届|轮))", meeting.name)
        start = text.find(meeting.name)
        if found and start >= 0 and meeting.ordinal not in (11, 12, 13):
            new = str(meeting.ordinal + 20 if meeting.ordinal < 20 else meeting.ordinal - 10)
            if "th" in meeting.name and new[-1] in "123":
                continue
            yield Change("ordinal", start + found.start(), found[0], new, "ordinal", str(meeting.ordinal), new)


def _of_persons(text: str, record: Record) -> Iterator[Change]:
    for number, person in enumerate(record.persons):
        script = (
            "hangul"
            if re.fullmatch("[가-힣]{3}", person.name)
            else "han"
            if re.fullmatch("[一-鿿]{3}", person.name)
            else "latin"
        )
        names = next(entry["names"] for entry in _words()["stranger"] if entry["script"] == script)
        if script == "latin" and not re.fullmatch(r"[A-Z][a-z]+ [A-Z][a-z]+(?:-[a-z]+)?", person.name):
            continue
        start = text.find(person.name)
        if start >= 0 and text.count(person.name) == 1:
            yield Change(
                "person",
                start,
                person.name,
                names[number % len(names)],
                "persons",
                person.name,
                names[number % len(names)],
            )


def _of_agencies(record: Record) -> Iterator[Change]:
    others = {(entry["lang"], entry["country"]): entry["names"] for entry in _words()["ministry"]}
    for agency in record.agencies:
        if agency.ref is None or agencies().entry(agency.ref).kind != "ministry":
            continue
        old = next((words for words in agency.evidence if words.text == agency.surfaces[0]), None)
        for new in others.get((record.lang, agency.country or ""), ()):
            if old is not None and not any(new == other.name or new in other.surfaces for other in record.agencies):
                yield Change("agency", old.start, old.text, new, "agencies", old.text, new)


def _of_verbs(text: str, record: Record) -> Iterator[Change]:
    for entry in _words()["change"]:
        if entry["lang"] != record.lang:
            continue
        for old, new in entry["pairs"]:
            for match in re.finditer(re.escape(old), text):
                yield Change(entry["relation"], match.start(), old, new, entry["relation"], "", "")
