"""A row of the table: every value of a meeting or agreement with the words that state it."""

from collections.abc import Iterable, Sequence

from corpus import edtf
from corpus.documents import Document, Evidence
from corpus.records import Agreement, Item, Meeting, Record
from corpus.store import Event, FactFilter, Place
from corpus.store.events import parties_of
from corpus.store.factfilters import period
from corpus.store.facts import NEVER, due_day

from ..search import Searcher
from .model import About, Cell, Quote, Row

COLUMNS: dict[About, tuple[str, ...]] = {
    "agreements": ("date", "meeting", "item", "parties", "kind", "status", "due", "source"),
    "meetings": ("date", "meeting", "parties", "heads", "level", "format", "place", "status", "source"),
}
_MOST_QUOTES = 3
_JOIN = ", "

Told = Sequence[tuple[Place, Item]]


def agreement_row(corpus: Searcher, told: Told, *, wanted: FactFilter = FactFilter()) -> Row:  # noqa: B008  frozen
    """An agreement; `told` are its tellings, the best first.

    When it is due is said by the first that says so; where deadlines are `wanted`, by the first whose is one of these.
    """
    place, item = told[0]
    assert isinstance(item, Agreement)
    document, record = corpus.read(place.record)
    event = _event(corpus, place.event)
    stated = quotes(place.record, item.evidence)
    return Row(
        about="agreements",
        record=place.record,
        position=place.position,
        event=place.event,
        releases=_releases(told),
        withdrawn=_withdrawn(corpus, told),
        cells={
            "date": _date_of_agreement(document, record, item, place.event, event),
            "meeting": _meeting_of(record, item, place.event),
            "item": Cell(value=item.title, evidence=_of_all(told)),
            "parties": Cell(value=_JOIN.join(item.parties) or None, evidence=stated if item.parties else ()),
            "kind": Cell(value=item.kind, evidence=stated),
            "status": Cell(value=item.status, evidence=stated),
            "due": _due(corpus, told, wanted),
            "source": _source(corpus, _releases(told)),
        },
    )


def meeting_row(corpus: Searcher, told: Told, *, wanted: FactFilter = FactFilter()) -> Row:  # noqa: B008  frozen
    """A meeting; `told` are its tellings, the best first.

    Where releases disagree on its day, the one that lies in the period that is `wanted`.
    """
    place, item = told[0]
    assert isinstance(item, Meeting)
    record = corpus.read(place.record)[1]
    event = _event(corpus, place.event)
    stated = quotes(place.record, item.evidence)
    parties = parties_of(place.event or "", item.ref)
    when = _day_of_meeting(event.date if event is not None else item.date, told, wanted)
    dated = next(((each, one) for each, one in told if isinstance(one, Meeting) and one.date == when), (place, item))
    others = {
        name: next(((each, value) for each, one in told if (value := getattr(one, name))), None)
        for name in ("level", "format", "place")
    }
    status = event.status if event is not None and event.status else item.status
    said = next(((each, one) for each, one in told if isinstance(one, Meeting) and one.status == status), (place, item))
    return Row(
        about="meetings",
        record=place.record,
        position=place.position,
        event=place.event,
        releases=_releases(told),
        withdrawn=_withdrawn(corpus, told),
        cells={
            "date": Cell(value=when, evidence=_dated(corpus.read(dated[0].record)[1], when, dated[1]) if when else ()),
            "meeting": Cell(value=item.name, evidence=_of_all(told)),
            "parties": Cell(value=_JOIN.join(parties) or None, evidence=_of_parties(record, parties) or stated)
            if parties
            else Cell(),
            "heads": _heads(corpus, told),
            **{name: _found_in(corpus, told, name, value) for name, value in others.items()},
            "status": Cell(value=status, evidence=quotes(said[0].record, said[1].evidence)),
            "source": _source(corpus, _releases(told)),
        },
    )


def _due(corpus: Searcher, told: Told, wanted: FactFilter) -> Cell:
    first, last = period(wanted.due_since, wanted.due_until)
    stated = [
        (not first <= (due_day(item) or NEVER) <= last, number, place, item, due)
        for number, (place, item) in enumerate(told)
        if isinstance(item, Agreement) and (due := item.deadline or item.period)
    ]
    if not stated:
        return Cell()
    _, _, place, item, due = min(stated, key=lambda one: one[:2])
    return Cell(value=due, evidence=_dated(corpus.read(place.record)[1], due, item))


def _day_of_meeting(registered: str | None, told: Told, wanted: FactFilter) -> str | None:
    stated = [registered, *(one.date for _, one in told if isinstance(one, Meeting))]
    if wanted.has_dates():
        span = f"{wanted.since or '..'}/{wanted.until or '..'}"
        return next((day for day in stated if day and edtf.overlaps(day, span)), registered)
    return registered


def quotes(record: str, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
    """Evidence with the release that it is from."""
    return tuple(
        Quote(record=record, start=one.start, end=one.end, text=one.text, page=one.page)
        for one in list(evidence)[:_MOST_QUOTES]
    )


def _withdrawn(corpus: Searcher, told: Told) -> tuple[str, ...]:
    """The releases among those that tell it which their source took back."""
    releases = _releases(told)
    with corpus.store() as store:
        lines = store.lookup.lines(releases)
    return tuple(one for one in releases if lines[one].withdrawn)


def _releases(told: Told) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.record for place, _ in told))


def _of_all(told: Told) -> tuple[Quote, ...]:
    """The best words of each release."""
    return tuple(quote for place, item in told for quote in quotes(place.record, item.evidence[:1]))


def _event(corpus: Searcher, key: str | None) -> Event | None:
    if key is None:
        return None
    with corpus.store() as store:
        return store.lookup.event(key)


def _meeting_of(record: Record, item: Agreement, event: str | None) -> Cell:
    """The meeting that an agreement came from, as its release names it."""
    named = [meeting for meeting in record.meetings if meeting.name == item.meeting]
    if not named:
        return Cell()
    return Cell(value=named[0].name, evidence=quotes(record.id, named[0].evidence[:1]))


def _date_of_agreement(
    document: Document, record: Record, item: Agreement, event_key: str | None, event: Event | None
) -> Cell:
    """The day of its meeting, else its own where it is past, else that of the release."""
    meeting = next((one for one in record.meetings if one.name == item.meeting), None)
    if meeting is not None and meeting.date:
        return Cell(value=meeting.date, evidence=_dated(record, meeting.date, meeting))
    if item.date and record.ref_date and _not_after(item.date, record.ref_date):
        return Cell(value=item.date, evidence=_dated(record, item.date, item))
    if record.ref_date is None or document.head.dated is None:
        return Cell()
    return Cell(value=record.ref_date, evidence=quotes(record.id, [document.head.dated]))


def _not_after(value: str, day: str) -> bool:
    first, last = edtf.days(value)[0], edtf.days(day)[1]
    return first is not None and last is not None and first <= last


def _dated(record: Record, value: str, item: Item) -> tuple[Quote, ...]:
    """The words that give a date: those nearest to the fact, else the words of the fact."""
    start = item.evidence[0].start
    exact = [date for date in record.dates if date.value == value]
    stating = exact or [date for date in record.dates if edtf.is_edtf(value) and edtf.overlaps(date.value, value)]
    if not stating:
        return quotes(record.id, item.evidence)
    nearest = min(stating, key=lambda date: (abs(date.evidence[0].start - start), date.evidence[0].start))
    return quotes(record.id, nearest.evidence[:1])


def _of_parties(record: Record, parties: Sequence[str]) -> tuple[Quote, ...]:
    """The words that name an organisation or person of each party."""
    found: list[Quote] = []
    for party in parties:
        named: list[Item] = [agency for agency in record.agencies if agency.country == party]
        named += [person for person in record.persons if person.side == party]
        if named:
            found += quotes(record.id, named[0].evidence[:1])
    return tuple(found)


def _heads(corpus: Searcher, told: Told) -> Cell:
    """Who led the meeting, as the first release that names anybody has it; the evidence are the names."""
    for place, item in told:
        if isinstance(item, Meeting) and item.heads:
            named = {person.name: person for person in corpus.read(place.record)[1].persons}
            said = [named[head].evidence[:1] if head in named else item.evidence[:1] for head in item.heads]
            return Cell(
                value=_JOIN.join(item.heads), evidence=tuple(each for one in said for each in quotes(place.record, one))
            )
    return Cell()


def _found_in(corpus: Searcher, told: Told, name: str, found: tuple[Place, str] | None) -> Cell:
    """A value of a meeting; of a place the very words, where the text near the meeting has them."""
    if found is None:
        return Cell()
    place, value = found
    item = next(one for each, one in told if each == place)
    if name == "place":
        document = corpus.read(place.record)[0]
        for evidence in item.evidence:
            at = document.text.find(value, evidence.start, evidence.end)
            if at >= 0:
                return Cell(value=value, evidence=quotes(place.record, [document.quote(at, at + len(value))]))
    return Cell(value=value, evidence=quotes(place.record, item.evidence))


def _source(corpus: Searcher, releases: Sequence[str]) -> Cell:
    """The releases, by their titles; the evidence are the titles in the texts."""
    titles: list[str] = []
    evidence: list[Quote] = []
    for identifier in releases:
        document, record = corpus.read(identifier)
        titles.append(" ".join((record.title or identifier).split()))
        head = document.head.title or document.head.dated
        evidence += quotes(identifier, [head] if head else [])
    return Cell(value=" | ".join(titles), evidence=tuple(evidence))
