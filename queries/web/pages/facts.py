"""The facts of a record as a reader sees them: a name, what is stated of it, and the words that state it."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.documents import Document, Evidence
from corpus.languages import HOME
from corpus.records import (
    Agency,
    Agreement,
    Contact,
    Correction,
    Date,
    Item,
    Meeting,
    Person,
    Programme,
    Record,
    TableData,
)
from corpus.store import event_key

from .frame import Reader, item_id
from .spans import Mark

FIELDS = ("meetings", "agreements", "persons", "agencies", "programmes", "dates", "contacts", "tables")


@dataclass(frozen=True)
class Detail:
    """One thing stated of a fact: the name of its field, and its values, each with the page that it leads to or ""."""

    name: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Fact:
    """An item of a record; `id` is its address on the page of its release, `url` a page of its own or ""."""

    id: str
    field: str
    name: str
    url: str
    rule: str
    details: tuple[Detail, ...]
    evidence: tuple[Evidence, ...]
    position: int = 0


def said_of(record: Record) -> dict[str, list[Correction]]:
    """What analysts said of the facts that are shown, by the addresses of these."""
    found: dict[str, list[Correction]] = {}
    for each in record.corrections:
        if each.position is not None:
            found.setdefault(item_id(each.field, each.position), []).append(each)
    return found


def facts(document: Document, record: Record, reader: Reader, *, stored: bool = True) -> dict[str, list[Fact]]:
    """The facts of a record, list by list; those of a record that is not `stored` lead to no other page."""
    found: dict[str, list[Fact]] = {}
    for field in FIELDS:
        items: tuple[Item, ...] = getattr(record, field)
        if items:
            found[field] = [_fact(field, position, item, record, reader, stored) for position, item in enumerate(items)]
    if head := list(_head(document, record, reader)):
        found["head"] = head
    return found


def marks(found: dict[str, list[Fact]]) -> list[Mark]:
    """The spans of a text that state its facts."""
    return [
        Mark(evidence.start, evidence.end, fact.id, fact.field, fact.name, best=number == 0)
        for each in found.values()
        for fact in each
        for number, evidence in enumerate(fact.evidence)
    ]


@dataclass(frozen=True)
class Issuer:
    """Who issued a release, in the language of the reader; `ref` is the id in the registry or ""."""

    name: str
    ref: str


def issuer_of(record: Record, reader: Reader) -> Issuer | None:
    """The issuer of a release: the organisation of that name that acts in it."""
    if not record.issuer:
        return None
    named = [agency for agency in record.agencies if agency.name == record.issuer]
    home = HOME.get(record.lang or "")
    best = next((agency for agency in named if agency.country == home), named[0] if named else None)
    if best is None:
        return Issuer(reader.words.issuer(record.issuer, record.lang or ""), "")
    return Issuer(reader.words.agency(best.name, ref=best.ref, country=best.country), best.ref or "")


def _head(document: Document, record: Record, reader: Reader) -> Iterator[Fact]:
    """What the head of the release says of itself."""
    head, issuer = document.head, issuer_of(record, reader)
    for name, evidence, value in (
        ("title", head.title, record.title),
        ("subtitle", head.subtitle, record.subtitle),
        ("issuer", head.issuer, issuer.name if issuer else None),
        ("ref_date", head.dated, reader.words.date(record.ref_date)),
    ):
        if evidence is not None and value:
            label = reader.words(f"field.{name}")
            yield Fact(f"head-{name}", "head", f"{label}: {' '.join(value.split())}", "", "", (), (evidence,))


def _fact(field: str, position: int, item: Item, record: Record, reader: Reader, stored: bool) -> Fact:
    name, url = _name(item, record, position, reader)
    details = tuple(detail for detail in _details(item, record, reader, stored) if detail.values)
    return Fact(
        id=item_id(field, position),
        field=field,
        name=" ".join(name.split()),
        url=url if stored else "",
        rule=item.rule,
        details=details,
        evidence=item.evidence,
        position=position,
    )


def _name(item: Item, record: Record, position: int, reader: Reader) -> tuple[str, str]:
    match item:
        case Meeting():
            return item.name, reader.link("meetings", event_key(record.id, position, item.event))
        case Agreement():
            return item.title, reader.link("agreements", record.id, position)
        case Person():
            return item.name, reader.link("people", item.name)
        case Agency():
            called = reader.words.agency(item.name, ref=item.ref, country=item.country)
            return called, reader.link("agencies", item.ref or item.name)
        case Programme():
            return item.name, ""
        case Date():
            return item.text, ""
        case Contact():
            return item.name, ""
        case TableData():
            return item.caption or " · ".join(item.header) or reader.words("field.table"), ""
    raise TypeError(f"{type(item).__name__} has no name")


def _details(item: Item, record: Record, reader: Reader, stored: bool) -> Iterator[Detail]:
    t = reader.words
    known = {each.name: (each.ref, each.country) for each in reversed(record.agencies)}

    def agency(name: str) -> tuple[str, str]:
        ref, country = known.get(name, (None, None))
        return t.agency(name, ref=ref, country=country), reader.link("agencies", ref or name) if stored else ""

    def person(name: str) -> tuple[str, str]:
        return name, reader.link("people", name) if stored else ""

    match item:
        case Meeting():
            yield _said("status", t.value("status", item.status))
            yield _said("date", t.date(item.date))
            yield _said("format", t.value("format", item.format or ""))
            yield _said("level", t.value("level", item.level or ""))
            yield _said("place", item.place)
            yield _said("ordinal", item.ordinal)
            if item.ref and stored:
                yield Detail("series", ((t.series(item.ref), reader.link("series", item.ref)),))
            yield Detail("heads", tuple(person(name) for name in item.heads))
            yield Detail("agencies", tuple(agency(name) for name in item.agencies))
            yield Detail("agenda", tuple((each, "") for each in item.agenda))
        case Agreement():
            yield _said("kind", t.value("kind", item.kind))
            yield _said("status", t.value("status", item.status))
            yield Detail("parties", tuple((t.country(code), "") for code in item.parties))
            yield _said("date", t.date(item.date))
            yield _said("period", t.date(item.period))
            yield _said("deadline", t.date(item.deadline))
            yield _said("amount", item.amount.text if item.amount else None)
            yield Detail("responsible", tuple(agency(name) for name in item.responsible))
            yield _said("instrument", item.instrument)
            yield _said("meeting", item.meeting)
        case Person():
            yield _said("latin", item.latin)
            yield _said("role", item.role)
            yield Detail("agency", (agency(item.agency),) if item.agency else ())
            yield _said("side", t.country(item.side) if item.side else None)
        case Agency():
            yield _said("country", t.country(item.country) if item.country else None)
            yield Detail("parent", (agency(item.parent),) if item.parent else ())
        case Programme():
            yield _said("since", t.date(item.since))
        case Date():
            yield _said("value", t.date(item.value))
            yield _said("role", t.value("date_role", item.role or ""))
        case Contact():
            yield _said("role", item.role)
            yield _said("unit", item.unit)
            yield _said("phone", item.phone)
        case TableData():
            yield _said("rows", item.rows)


def _said(name: str, value: str | int | None) -> Detail:
    return Detail(name, ((" ".join(str(value).split()), ""),) if value else ())
