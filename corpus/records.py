"""What was extracted from one release: the register's entry, field by field.

Field names and meanings are those of the annotation guide; beyond it every item has `evidence`, the `rule` that
found it and, where it could be linked, `ref`: the id in the registry. Dates are EDTF, countries ISO 3166 alpha-2.
"""

from typing import Any, Literal

from .documents import Evidence, Source
from .languages import BlockLang, Lang
from .model import Model

SCHEMA = 1

DateRole = Literal["released", "embargo", "held", "signed", "in-force", "deadline", "period", "background"]
MeetingStatus = Literal["held", "planned", "ongoing", "cancelled"]
MeetingFormat = Literal["in-person", "video", "hybrid"]
Level = Literal["summit", "ministerial", "vice-ministerial", "director-general", "working", "expert", "local", "public"]
AgreementKind = Literal[
    "project", "plan", "mou", "statement", "research", "exchange", "next-meeting", "support", "policy", "other"
]
AgreementStatus = Literal[
    "agreed", "signed", "adopted", "launched", "ongoing", "completed", "planned", "proposed", "reviewed"
]


class Item(Model):
    """A fact: where it stands, what found it, what it is in the registry. The first evidence is the best one."""

    evidence: tuple[Evidence, ...]
    rule: str
    ref: str | None = None


class Date(Item):
    """A date expression: `text` as written, `value` EDTF."""

    text: str
    value: str
    role: DateRole | None = None


class Agency(Item):
    """An organisation that acts: `name` English canonical (the surface where none is known)."""

    name: str
    surfaces: tuple[str, ...]
    country: str | None = None
    parent: str | None = None


class Person(Item):
    """A person: `name` as written, `agency` English canonical, `side` a country."""

    name: str
    latin: str | None = None
    role: str | None = None
    agency: str | None = None
    side: str | None = None


class Meeting(Item):
    """A meeting; `event` is one id for all records of a corpus about the same meeting.

    `heads` are those who lead the sides or the chair, by their `Person.name`; `agencies` those that meet, by their
    `Agency.name`; `agenda` the surfaces of what is on it.
    """

    name: str
    aliases: tuple[str, ...] = ()
    ordinal: int | None = None
    status: MeetingStatus
    date: str | None = None
    format: MeetingFormat | None = None
    level: Level | None = None
    place: str | None = None
    core: bool = False
    heads: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    event: str | None = None


class Amount(Model):
    """A sum or quantity: `text` as written, `value` in `unit`: ISO 4217 for money, otherwise the counted noun."""

    text: str
    value: float
    unit: str


class Agreement(Item):
    """What was agreed: one separable item. The first evidence is the sentence that says so.

    `title` is the item's own noun phrase, `key` the shortest surface that identifies it; `meeting` the name of the
    meeting of this record that it came from; `instrument` the key of the memorandum, plan or statement of this
    record that contains it; `responsible` the bodies that are to do it, by their `Agency.name`. `date` is the day of
    signing or holding, `deadline` the day by which it is to be done, `period` the span that it covers.
    """

    title: str
    key: str
    alt: tuple[str, ...] = ()
    kind: AgreementKind
    status: AgreementStatus
    parties: tuple[str, ...] = ()
    date: str | None = None
    period: str | None = None
    deadline: str | None = None
    amount: Amount | None = None
    responsible: tuple[str, ...] = ()
    instrument: str | None = None
    meeting: str | None = None


class Programme(Item):
    """A standing framework, plan, convention or mechanism that is not an organisation."""

    name: str
    surfaces: tuple[str, ...]
    since: str | None = None


class Contact(Item):
    """A person named for questions."""

    name: str
    role: str | None = None
    unit: str | None = None
    phone: str | None = None


class TableData(Item):
    """A table: `rows` counts the rows below the header, `cells` holds them, row by row."""

    caption: str | None = None
    header: tuple[str, ...] = ()
    rows: int
    cells: tuple[tuple[str, ...], ...] = ()


CorrectionAction = Literal["confirm", "correct", "merge", "reject"]
CorrectedField = Literal[
    "record", "meetings", "agencies", "persons", "dates", "agreements", "programmes", "contacts", "tables"
]


class Changed(Model):
    """A field that an analyst set otherwise: what it `was` and is `now`, as JSON; None where that is unsaid."""

    name: str
    was: str | None = None
    now: str | None = None


class Before(Model):
    """A field that an analyst gave another value: what `was` extracted (None: nothing), what it is `now`, who said so.

    `field` and `position` are the list of the `record` and where the fact is in it now.
    """

    record: str
    field: str
    position: int
    name: str
    was: Any = None
    now: Any = None
    author: str
    made_at: str
    note: str | None = None


class Correction(Model):
    """What an analyst said of a fact; it is kept apart from what was extracted, and applied to it.

    The fact is told by the list it is in, its name (title, or words) and its best evidence as they were extracted, so
    that it is found again after another extraction; field `record` is the record as a whole, which was reviewed.
    `position` is where the fact is now in its list; None where it is no longer shown. `into` is the name of the fact
    that it was merged into. `made_at` is ISO 8601, UTC.
    """

    id: int
    field: CorrectedField
    name: str
    evidence: Evidence | None = None
    action: CorrectionAction
    changes: tuple[Changed, ...] = ()
    into: str | None = None
    into_evidence: Evidence | None = None
    author: str
    made_at: str
    note: str | None = None
    position: int | None = None


class Record(Model):
    """The register's entry for one release; `lang` is None where no text of it could be read."""

    id: str
    schema_version: int = SCHEMA
    source: Source
    lang: Lang | None = None
    langs: tuple[BlockLang, ...]
    title: str | None = None
    subtitle: str | None = None
    issuer: str | None = None
    ref_date: str | None = None
    released: str | None = None
    embargo: str | None = None
    meetings: tuple[Meeting, ...] = ()
    agencies: tuple[Agency, ...] = ()
    persons: tuple[Person, ...] = ()
    dates: tuple[Date, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    programmes: tuple[Programme, ...] = ()
    contacts: tuple[Contact, ...] = ()
    tables: tuple[TableData, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The published form: fields that the release does not state are left out, `schema` first after `id`."""
        fields = self.model_dump(mode="json", exclude_none=True)
        if not self.corrections:
            del fields["corrections"]
        return {"id": fields.pop("id"), "schema": fields.pop("schema_version"), **fields}

    @classmethod
    def from_json(cls, fields: dict[str, Any]) -> "Record":
        """Read what `as_json` wrote."""
        return cls.model_validate(
            {"schema_version" if name == "schema" else name: value for name, value in fields.items()}
        )
