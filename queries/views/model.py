"""What the views are made of; every value comes with the words that state it."""

from typing import Any

from corpus.documents import Evidence
from corpus.model import Model
from corpus.records import Before
from corpus.store import Event, Line, Named
from queries.comparing import Difference, Row
from queries.following import Commitment


class View(Model):
    """A page of the register; `corrected` is what analysts set in it, where that was asked for."""

    corrected: tuple[Before, ...] | None = None

    def as_json(self) -> dict[str, Any]:
        """The published form, without empty fields."""
        fields: dict[str, Any] = self.model_dump(mode="json", exclude_none=True)
        return fields


class Page(View):
    """A part of a list: `items` from `offset`, of `total` in all."""

    total: int
    offset: int
    limit: int


class Events(Page):
    """A page of meetings."""

    items: tuple[Event, ...]


class Names(Page):
    """A page of organisations or persons; `name` or, where there is one, `ref` opens the view of one."""

    items: tuple[Named, ...]


class SeriesLine(Model):
    """A series in a list: its English canonical name, how many of its meetings are known, the first and last day."""

    ref: str
    name: str
    kind: str
    members: tuple[str, ...]
    meetings: int
    first: str | None = None
    last: str | None = None


class SeriesList(Page):
    """A page of series."""

    items: tuple[SeriesLine, ...]


class PairLine(Model):
    """Two countries that meet, in how many meetings, the last of them."""

    countries: tuple[str, str]
    meetings: int
    last: str | None = None


class Pairs(Page):
    """A page of pairs of countries."""

    items: tuple[PairLine, ...]


class AgreementLine(Model):
    """An item of agreement in a list; `key` (record and position) opens its view, `event` that of its meeting.

    `releases` are all that tell of it, this record first; `tellings` are the keys of the item in each of them.
    """

    key: str
    record: str
    position: int
    title: str
    kind: str
    status: str
    parties: tuple[str, ...] = ()
    date: str | None = None
    period: str | None = None
    deadline: str | None = None
    event: str | None = None
    releases: tuple[str, ...] = ()
    tellings: tuple[str, ...] = ()
    evidence: Evidence


class Agreements(Page):
    """A page of items of agreement."""

    items: tuple[AgreementLine, ...]


class Statement(Model):
    """A value and the releases that state it, each with its words."""

    value: Any
    records: tuple[str, ...]
    evidence: tuple[Evidence, ...]


class MeetingView(View):
    """A meeting: all releases on it, what they state of it, what was agreed, where they exclude each other.

    `facts` are the fields with every value that is stated, the one that counts first; `before` and `after` are the
    neighbouring rounds of its series.
    """

    event: Event
    names: tuple[Statement, ...]
    series_name: str | None = None
    parties: tuple[str, ...] = ()
    releases: tuple[Line, ...]
    facts: dict[str, tuple[Statement, ...]]
    persons: tuple[Row, ...] = ()
    agreements: tuple[Row, ...] = ()
    differences: tuple[Difference, ...] = ()
    before: Event | None = None
    after: Event | None = None


class Gap(Model):
    """Rounds of a series of which nothing is known, from the number `first` to the number `last`."""

    first: int
    last: int


class SeriesView(View):
    """A series: its name in each language, its meetings, the earliest first, and the rounds that nobody tells of."""

    ref: str
    name: str
    kind: str
    level: str | None = None
    members: tuple[str, ...]
    names: dict[str, str]
    valid_from: str | None = None
    valid_to: str | None = None
    meetings: tuple[Event, ...]
    total: int
    gaps: tuple[Gap, ...] = ()
    years: dict[str, int]


class NamePeriod(Model):
    """A name of an organisation in a language, since when and until when it was borne, and who says so."""

    lang: str
    name: str
    valid_from: str | None = None
    valid_to: str | None = None
    source: str | None = None


class Relation(Model):
    """Another organisation: the parent, the one that took over, the one before, a part."""

    ref: str | None = None
    name: str


class AgencyView(View):
    """An organisation: its names over time, what it belongs to, where it meets, what it is to do, who spoke for it."""

    ref: str | None = None
    name: str
    country: str | None = None
    kind: str | None = None
    names: tuple[NamePeriod, ...] = ()
    surfaces: tuple[str, ...] = ()
    parents: tuple[Relation, ...] = ()
    parts: tuple[Relation, ...] = ()
    predecessors: tuple[Relation, ...] = ()
    successor: Relation | None = None
    releases: int
    first: str | None = None
    last: str | None = None
    meetings: Events
    agreements: Agreements
    persons: tuple["Appointment", ...] = ()


class Appointment(Model):
    """A person in a role, as releases state it from the day `first` to the day `last`."""

    name: str
    role: str | None = None
    agency: str | None = None
    side: str | None = None
    first: str | None = None
    last: str | None = None
    records: tuple[str, ...]
    evidence: Evidence


class PersonView(View):
    """A person: the names in all scripts, roles over time, meetings and the releases that name the person."""

    name: str
    names: tuple[str, ...]
    sides: tuple[str, ...]
    roles: tuple[Appointment, ...]
    meetings: Events
    releases: tuple[Line, ...]


class PairView(View):
    """Two countries: their meetings and agreements, by year."""

    countries: tuple[str, str]
    years: dict[str, int]
    meetings: Events
    agreements: Agreements
    agreements_by_year: dict[str, int]
    series: tuple[SeriesLine, ...]


class AgreementView(View):
    """An item of agreement: what it says, in which words, where it was agreed, how other releases tell it, what became
    of it."""

    item: AgreementLine
    fields: dict[str, Any]
    evidence: tuple[Evidence, ...]
    release: Line
    meeting: Event | None = None
    told: Row | None = None
    commitment: Commitment | None = None
