"""Releases on one meeting beside each other: what each reports, what it leaves out, where they exclude each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from corpus.documents import Document
from corpus.errors import BadQuery
from corpus.records import Agreement, Item, Meeting, Person, Record
from corpus.store import Line, Place, Store, event_key

from . import people
from .context import CONTACT, Context, context_of
from .differing import OF_AGREEMENTS, OF_MEETINGS, differences, of_heads, of_organisations, of_quantities
from .embedding import kept
from .figures import of_figures
from .joining import joined
from .likeness import SAME_ITEM, SAME_MEETING, of_items, of_meetings, vectors
from .model import About, Comparison, Row, Telling

_STATED = {
    "meeting": ("ordinal", "status", "date", "format", "level", "place", "core", "heads", "agencies"),
    "agreement": ("kind", "status", "parties", "date", "period", "deadline", "amount", "responsible", "meeting"),
    "person": ("latin", "role", "agency", "side"),
}

Found = tuple[str, int, Item]
"""A fact, the record it is of, and its position there."""


def compare(store: Store, ids: Sequence[str]) -> Comparison:
    """Compare the releases with these ids, in this order.

    Raises:
        NotInCorpus: there is none with one of the ids.
        BadQuery: fewer than two releases are named.
        MissingPart: no model that compares texts across languages is installed.
    """
    wanted = list(dict.fromkeys(ids))
    if len(wanted) < 2:
        problem = "A release is not compared with itself" if len(ids) > 1 else "There is nothing to compare with"
        raise BadQuery(problem, hint="Name two or more releases, by their ids")
    records = [store.record(identifier) for identifier in wanted]
    lines = store.lookup.lines(wanted)
    titles = {(record.id, place): item.title for record in records for place, item in enumerate(record.agreements)}
    names = {(record.id, place): meeting.name for record in records for place, meeting in enumerate(record.meetings)}
    places = [Place(record=record, field="agreements", position=place) for record, place in titles]
    places += [Place(record=record, field="meetings", position=place) for record, place in names]
    vectors([*titles.values(), *names.values()], kept(store, places))  # known from here on, so they need not be made
    return compare_records(records, [lines[each] for each in wanted], [store.document(each) for each in wanted])


def compare_records(
    records: Sequence[Record], lines: Sequence[Line] = (), documents: Sequence[Document] = ()
) -> Comparison:
    """The same for records at hand; without `documents`, in the same order, figures of the texts are not compared."""
    ids = [record.id for record in records]
    context = context_of(records, documents)
    items = [(record.id, place, item) for record in records for place, item in enumerate(record.agreements)]
    everyone = [
        (record.id, place, person)
        for record in records
        for place, person in enumerate(record.persons)
        if person.rule != CONTACT
    ]
    return Comparison(
        event=_shared_event(records),
        releases=tuple(lines) or tuple(_line(record) for record in records),
        meetings=tuple(_ordered(_row_of_meeting(group, ids, context) for group in _meetings(records))),
        agreements=tuple(rows_of_items(items, ids, context)),
        persons=tuple(rows_of_persons(everyone, ids)),
        figures=tuple(of_figures(list(zip(documents, records, strict=False)))),
    )


def rows_of_items(items: Sequence[tuple[str, int, Agreement]], ids: Sequence[str], context: Context) -> list[Row]:
    """Items of several releases as rows, what most of the releases `ids` tell first."""
    rows = []
    for group in shared_items(items):
        row = row_of("agreement", group, ids, context)
        told = [(record, item) for record, _, item in group]
        more = (*of_quantities(row.name, told), *of_organisations(row.name, told, context))
        rows.append(row.model_copy(update={"differences": (*row.differences, *more)}))
    return _ordered(rows)


def rows_of_persons(persons: Sequence[tuple[str, int, Person]], ids: Sequence[str]) -> list[Row]:
    """Persons named by several releases as rows, those that most of the releases `ids` name first."""
    groups = people.together([record for record, _, _ in persons], [person for _, _, person in persons])
    return _ordered(row_of("person", [persons[place] for place in group], ids, Context()) for group in groups)


def _row_of_meeting(group: Sequence[Found], ids: Sequence[str], context: Context) -> Row:
    row = row_of("meeting", group, ids, context, event=_event(group))
    told = [(record, item) for record, _, item in group if isinstance(item, Meeting)]
    return row.model_copy(update={"differences": (*row.differences, *of_heads(row.name, told, context))})


def _line(record: Record) -> Line:
    return Line(
        id=record.id, title=record.title, issuer=record.issuer, lang=record.lang or "und", ref_date=record.ref_date,
        path=record.source.path, url=record.source.url, withdrawn=record.source.withdrawn,
    )  # fmt: skip


def _shared_event(records: Sequence[Record]) -> str | None:
    """The meeting that most of the releases are about, all of them telling of it."""
    told = [{meeting.event for meeting in record.meetings if meeting.event} for record in records]
    core = Counter(meeting.event for record in records for meeting in record.meetings if meeting.core and meeting.event)
    shared = set.intersection(*told) if told else set()
    return max(sorted(event for event in core if event in shared), key=lambda event: core[event], default=None)


def _meetings(records: Sequence[Record]) -> list[list[Found]]:
    """Meetings with one id together, then those that are likely one though dated or named otherwise."""
    groups: dict[str, list[Found]] = defaultdict(list)
    for record in records:
        for position, meeting in enumerate(record.meetings):
            groups[event_key(record.id, position, meeting.event)].append((record.id, position, meeting))
    told = list(groups.values())
    if not told:
        return []
    first: list[Any] = [group[0][2] for group in told]
    owners = [{record for record, _, _ in group} for group in told]
    together = joined(owners, of_meetings(first), least=SAME_MEETING)
    return [[found for number in numbers for found in told[number]] for numbers in together]


def shared_items(items: Sequence[tuple[str, int, Agreement]]) -> list[list[tuple[str, int, Agreement]]]:
    """Items of several releases, those that are one item together."""
    if not items:
        return []
    likeness = of_items([item for _, _, item in items])
    groups = joined([[record] for record, _, _ in items], likeness, least=SAME_ITEM)
    return [[items[number] for number in group] for group in groups]


def _event(group: Sequence[Found]) -> str | None:
    record, position, meeting = group[0]
    assert isinstance(meeting, Meeting)
    return event_key(record, position, meeting.event)


def row_of(
    about: About, group: Sequence[Found], ids: Sequence[str], context: Context, *, event: str | None = None
) -> Row:
    """Tellings of one fact as a row; `ids` are all releases that could tell of it, in their order."""
    ordered = sorted(group, key=lambda found: (ids.index(found[0]), found[1]))
    told = [(record, item) for record, _, item in ordered]
    name = _name(told[0][1])
    records = {record for record, _ in told}
    clashes = {"meeting": OF_MEETINGS, "agreement": OF_AGREEMENTS}.get(about, {})
    return Row(
        about=about,
        name=name,
        event=event,
        tellings=tuple(
            Telling(
                record=record, position=place, name=_name(item), fields=_stated(about, item), evidence=item.evidence
            )
            for record, place, item in ordered
        ),
        missing=tuple(identifier for identifier in ids if identifier not in records),
        differences=tuple(differences(about, name, told, clashes, context)) if len(records) > 1 else (),
    )


def _name(item: Item) -> str:
    match item:
        case Meeting() | Person():
            return item.name
        case Agreement():
            return item.title
        case _:
            raise TypeError(f"{type(item).__name__} is not compared")


def _stated(about: About, item: Item) -> dict[str, Any]:
    fields = item.model_dump(mode="json", exclude_none=True)
    return {name: fields[name] for name in _STATED[about] if fields.get(name) not in (None, [], ())}


def _ordered(rows: Iterable[Row]) -> list[Row]:
    """What most releases tell first."""
    return sorted(rows, key=lambda row: len(row.missing))
