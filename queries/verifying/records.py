"""Whether a stored record follows from its text: a check of its own, which shares no rule with the extraction.

Each rule can be said in a line. What it needs to know of words is in `records.toml` and `dates.toml`, what it needs to
know of bodies, series and countries in the registry. Levels, formats and kinds are held against all words that may bear
them out, so these rules find contradictions, not errors of judgement.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import opencc
from pydantic import BaseModel

from corpus import edtf
from corpus.languages import LANGS
from corpus.model import Model
from corpus.records import Agency, Agreement, Date, Item, Meeting, Programme, Record, TableData
from corpus.registry import agencies, countries
from corpus.registry.groups import GroupName
from corpus.registry.programmes import programmes
from corpus.registry.series import series
from corpus.registry.tables import ROOT, read_table
from corpus.registry.topics import TopicWord
from corpus.rulefiles import load

from . import dates

FIELDS = ("meetings", "agencies", "persons", "dates", "agreements", "programmes", "contacts", "tables")
_STANDING = ("name", "aliases", "surfaces", "text", "place", "latin", "role", "unit", "phone", "agenda", "title", "key",
             "alt", "caption", "header")  # fmt: skip
_NAMED_BY = {
    "meetings": "name",
    "agencies": "surfaces",
    "persons": "name",
    "dates": "text",
    "programmes": "surfaces",
    "contacts": "name",
}
_REFERRING = {
    "heads": "persons",
    "agencies": "bodies",
    "responsible": "bodies",
    "instrument": "keys",
    "meeting": "meetings",
    "agency": "bodies",
}
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


class Finding(Model):
    """What does not follow: the record, the list and the position of the item in it (None: the record itself)."""

    id: str
    field: str
    index: int | None = None
    problem: str


class Words(BaseModel):
    """The schema of `records.toml`: per value the expressions that bear it out; numbers and scales as words."""

    status: dict[str, str]
    kind: dict[str, str]
    format: dict[str, str]
    level: dict[str, str]
    unsaid: list[str]
    bodies: str
    numerals: dict[str, int]
    counts: dict[str, int]
    scales: dict[str, float]


@cache
def _words() -> Words:
    return load(Path(__file__).with_name("records.toml"), Words)


def squeezed(text: str) -> str:
    """Letters and digits in compatible forms, lower case: what two ways of setting one text share."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


@cache
def _country_names() -> tuple[tuple[str, frozenset[str]], ...]:
    kinds = ("name", "adjective", "side", "capital")
    named = [(name, [code]) for lang in LANGS for name, code in countries().names(lang, *kinds).items()]
    named += [(group.surface, group.members.split()) for _, group in read_table(ROOT / "groups.csv", GroupName)]
    return tuple((squeezed(name), frozenset(codes)) for name, codes in named)


@cache
def _topics() -> frozenset[str]:
    return frozenset(word.topic for _, word in read_table(ROOT / "topics.csv", TopicWord))


@cache
def _simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


class Release:
    """A text and its record, and what the rules look up in both."""

    def __init__(self, text: str, record: Record) -> None:
        self.text, self.letters, self.record = text, squeezed(text), record
        self.dates = sorted((one for one in record.dates if one.evidence), key=lambda one: one.evidence[0].start)
        self.persons = {person.name for person in record.persons}
        self.bodies = {agency.name for agency in record.agencies}
        self.keys = {name for item in record.agreements for name in (item.key, item.title)}
        self.meetings = {meeting.name for meeting in record.meetings}
        simplified = _simplified().convert(self.letters)
        self.countries = {code for name, codes in _country_names() if name in simplified for code in codes}
        self.countries |= {agency.country for agency in record.agencies if agency.country and agency.ref}

    def stands(self, surface: str) -> bool:
        """Whether it is in the text, or each of its parts between commas and brackets is."""
        return squeezed(surface) in self.letters or all(
            squeezed(p) in self.letters for p in re.split(r"[,()·]", surface)
        )


def findings(text: str, record: Record) -> Iterator[Finding]:
    """Everything in `record` that does not follow from `text`."""
    release = Release(text, record)
    for problem in _of_record(release):
        yield Finding(id=record.id, field="record", problem=problem)
    for field in FIELDS:
        for index, item in enumerate(getattr(record, field)):
            for problem in (*_of_item(release, field, item), *_of_kind(release, item)):
                yield Finding(id=record.id, field=field, index=index, problem=problem)


def _of_record(release: Release) -> Iterator[str]:
    record = release.record
    for name in ("title", "subtitle"):
        if getattr(record, name) is not None and not release.stands(getattr(record, name)):
            yield f"{name} does not stand in the text"
    if record.issuer is not None and record.issuer not in release.bodies:
        yield f"issuer {record.issuer!r} is no agency of the record"
    issued = {one.value for one in record.dates if one.role == "released"}
    if record.ref_date is not None and (
        not edtf.is_edtf(record.ref_date) or (issued and record.ref_date not in issued)
    ):
        yield f"ref_date {record.ref_date!r} is none of the days of issue"


def _flat(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


def _of_item(release: Release, field: str, item: Item) -> Iterator[str]:
    """What holds for every kind of item: evidence, surfaces, names of other items, countries, ids of the registry."""
    if not item.evidence:
        yield "there is no evidence"
    for quoted in item.evidence:
        if quoted.start < 0 or not quoted.text or release.text[quoted.start : quoted.end] != quoted.text:
            yield f"evidence {quoted.start}:{quoted.end} is not what stands there"
    said = squeezed("".join(quoted.text for quoted in item.evidence))
    for name in _STANDING:
        canonical = name == "name" and isinstance(item, Agency | Programme)
        unsaid = canonical or isinstance(item, Date) or getattr(item, name, None) in _words().unsaid
        for surface in () if unsaid else _flat(getattr(item, name, None)):
            if squeezed(surface) not in said and not release.stands(surface):
                yield f"{name} {surface!r} does not stand in the text"
    for surface in _flat(getattr(item, _NAMED_BY.get(field, ""), None)):
        if squeezed(surface) not in said:
            yield f"{surface!r} does not stand in the evidence"
    for name, those in _REFERRING.items():
        yield from (
            f"{name} {one!r} is not in the record"
            for one in _flat(getattr(item, name, None))
            if one not in getattr(release, those)
        )
    for code in _flat(getattr(item, "side", None)) + tuple(
        p for p in _flat(getattr(item, "parties", None)) if len(p) < 4
    ):
        if code not in release.countries:
            yield f"country {code!r} is not named in the release"


def _of_kind(release: Release, item: Item) -> Iterator[str]:
    match item:
        case Date():
            yield from _of_date(release, item)
        case Agency():
            yield from _of_agency(release, item)
        case Meeting():
            yield from _of_meeting(release, item)
        case Agreement():
            yield from _of_agreement(release, item)
        case Programme():
            known = {*programmes().ids, *series().ids}
            if item.ref is not None and item.ref not in known:
                yield f"ref {item.ref!r} is not in the registry"
            if item.since and not (item.ref in programmes().ids and programmes().entry(item.ref).since == item.since):
                yield from _dated(release, item, "since", item.since)
        case TableData():
            if item.rows != len(item.cells) - bool(item.header):
                yield f"rows is {item.rows}, but there are {len(item.cells)} rows of cells"
            yield from (
                f"cell {cell!r} does not stand in the text"
                for row in item.cells
                for cell in row
                if not release.stands(cell)
            )


def _of_date(release: Release, item: Date) -> Iterator[str]:
    if any(quoted.text != item.text for quoted in item.evidence) or not item.evidence:
        yield "the text is not the evidence"
        return
    at = next(i for i, one in enumerate(release.dates) if one is item)
    sound = [one for one in release.dates if edtf.is_edtf(one.value)]
    before, start = [one for one in release.dates[:at] if one in sound], item.evidence[0].start
    said = [one.value for one in before if not re.search(r"[\n。]|\.\s", release.text[one.evidence[0].end : start])]
    values = [one.value for one in before]
    recent = [*values[-2:], *[value for value in values if len(value) == 10][-3:]]
    row = [one.value for one in sound if one.evidence == item.evidence]
    others = [one.value for one in sound if one.evidence != item.evidence]
    ref = release.record.ref_date if edtf.is_edtf(release.record.ref_date or "") else None
    if not dates.follows(item.value, item.text, dates.Context(ref, said, recent, others, row)):
        yield f"value {item.value!r} does not follow from {item.text!r}"


def _dated(release: Release, item: Item, name: str, value: str | None) -> Iterator[str]:
    """A day, month or period of an item is one that stands in its evidence, or else elsewhere in the release."""
    if value is None:
        return
    spans = [(quoted.start, quoted.end) for quoted in item.evidence]
    near = [
        d.value for d in release.dates if any(a <= d.evidence[0].start and d.evidence[0].end <= b for a, b in spans)
    ]
    known = {end for one in near or [d.value for d in release.dates] for end in (one, *one.split("/"))}
    known |= {d.value for d in release.dates}
    if value not in known and value.strip("./") not in known:
        yield f"{name} {value!r} is no date of the release"


def _of_agency(release: Release, item: Agency) -> Iterator[str]:
    if item.ref is None:
        known = {one.country for one in release.record.agencies if one.name == item.parent} or {
            *release.countries,
            "INT",
        }
        if item.country is not None and item.country not in known:
            yield f"country {item.country!r} is neither its parent's nor named in the release"
        if not release.stands(item.name) and not (item.name.isascii() and re.search(_words().bodies, item.name)):
            yield f"name {item.name!r} is neither in the text nor the English name of a body"
        return
    if item.ref not in agencies().ids:
        yield f"ref {item.ref!r} is not in the registry"
        return
    entry, names = agencies().entry(item.ref), agencies().names(item.ref)
    if item.country != entry.country:
        yield f"country {item.country!r} is not that of {item.ref}"
    if item.name not in {entry.name, *(name.name for name in names if name.lang == "en")}:
        yield f"name {item.name!r} is no name of {item.ref}"


def _of_meeting(release: Release, item: Meeting) -> Iterator[str]:
    yield from _dated(release, item, "date", item.date)
    said = _said(item, item.name, *item.aliases)
    if item.ref is not None and item.ref not in series().ids:
        yield f"ref {item.ref!r} is not in the registry"
    if item.ordinal is not None and item.ordinal not in _ordinals(said):
        yield f"ordinal {item.ordinal} does not stand in the evidence"
    ref = release.record.ref_date
    if item.date and ref and edtf.is_edtf(item.date) and edtf.is_edtf(ref):
        (first, last), (morning, today) = edtf.days(item.date), edtf.days(ref)
        if (item.status == "held" and first and today and first > today) or (
            item.status == "planned" and last and morning and last < morning
        ):
            yield f"status {item.status!r} cannot be on the day of issue: the date is {item.date}"
    everywhere = f"{said} {_folded(release.text)}"
    for name, value in (("format", item.format), ("level", item.level)):
        of_series = name == "level" and item.ref in series().ids and series().entry(item.ref).level == value
        if value is not None and not of_series and not re.search(getattr(_words(), name)[value], everywhere):
            yield f"{name} {value!r}: no word of the release says so"
    if item.event is not None:
        told = [f"{item.ref}-{item.ordinal}"]
        told += (
            [f"{item.ref}-{number + more}" for number in _ordinals(_folded(release.text)) for more in (0, 1)]
            if item.ordinal is None
            else []
        )
        # A meeting that was put off is one event with the one it became: the day of either stands in the id.
        days = [
            edtf.days(one.date)[0]
            for one in release.record.meetings
            if one.event == item.event and edtf.is_edtf(one.date or "")
        ]
        told += [f"{item.ref}-{day}" for first in days if first for day in (first, first.year)]
        if item.event not in told and not (item.ref is None and _is_told(release, item.event, days)):
            yield f"event {item.event!r} follows neither from series and number nor from the day"


def _is_told(release: Release, event: str, days: list[date | None]) -> bool:
    """Whether an event without a series names its day, who met, and what it was about or is called."""
    day, _, rest = event.partition(".")
    parties, _, about = rest.partition(".")
    letters = {"".join(filter(str.isalnum, meeting.name.casefold())) for meeting in release.record.meetings}
    return (
        day in {str(day) for day in days}
        and ({*parties.upper().split("-")} <= {*release.countries, "XX"})
        and (about in {*letters, *_words().level, "call"} or {*about.split("-")} <= _topics())
    )


def _of_agreement(release: Release, item: Agreement) -> Iterator[str]:
    for name in ("date", "period", "deadline"):
        yield from _dated(release, item, name, getattr(item, name))
    start = min((quoted.start for quoted in item.evidence), default=0)
    said = _said(item, item.title, release.text[max(0, start - 200) : start])
    for name, value in (("status", item.status), ("kind", item.kind)):
        pattern = getattr(_words(), name).get(value)
        if pattern is not None and not re.search(pattern, said):
            yield f"{name} {value!r}: no word of the evidence says so"
    for party in item.parties:
        if len(party) >= 4 and party not in release.bodies and not release.stands(party):
            yield f"party {party!r} is neither a body of the record nor in the text"
    if item.amount is not None:
        if not release.stands(item.amount.text):
            yield f"amount {item.amount.text!r} does not stand in the text"
        if item.amount.value not in _amounts(item.amount.text):
            yield f"amount {item.amount.value} is not what {item.amount.text!r} says"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _said(item: Item, *more: str) -> str:
    return _folded(" ".join([*(quoted.text for quoted in item.evidence), *more]))


def _ordinals(said: str) -> set[int]:
    """The numbers that stand in folded words: digits, Han numerals, and ordinals as words."""
    found = {int(digits) for digits in re.findall(r"\d{1,4}", said)}
    found |= {
        int(dates.of_han(han)) for han in re.findall(f"[{dates.HAN}十]+", said) if re.fullmatch(dates.NUMERAL, han)
    }
    return found | {number for word, number in _words().numerals.items() if word in said}


def _amounts(text: str) -> set[float]:
    """What a number with its scales can be: 1.8万 is 18000, 3억 5천만 is 350000000, 四十名 is 40."""
    folded, scales, counts = _folded(text).replace(",", ""), _words().scales, _words().counts
    total = part = 0.0
    for token in re.findall("|".join([_NUMBER.pattern, *sorted(scales, key=len, reverse=True)]), folded):
        if scales.get(token, 0) >= 1e4:
            total, part = total + (part or 1) * scales[token], 0.0
        else:
            part = (part or 1) * scales[token] if token in scales else part + float(token)
    spelled = {float(number) for word, number in counts.items() if re.search(rf"(?<![a-z]){word}(?![a-z])", folded)}
    han = {float(dates.of_han(n)) for n in re.findall(f"[{dates.HAN}十]+", folded) if re.fullmatch(dates.NUMERAL, n)}
    return {round(total + part, 6)} | (set() if re.search(r"\d", folded) else spelled | han)
