"""What the tools answer: short, each fact with the words that state it and where they stand."""

from collections.abc import Sequence
from datetime import date, datetime

from pydantic import Field

from corpus.documents import Evidence
from corpus.model import Model
from corpus.records import Before
from queries.asking import Reply
from queries.asking.model import Cell as AskedCell
from queries.comparing import Comparison
from queries.comparing import Row as ComparedRow
from queries.comparing.model import Said
from queries.following import Commitment

_LONGEST_PASSAGE = 1200


class Words(Model):
    """Words of a release: `text` is `start` to `end` of its document, in code points."""

    record: str = Field(description="The id of the release: for get_record and get_document.")
    start: int
    end: int
    text: str
    page: int | None = Field(default=None, description="The page of a PDF.")


class Filter(Model):
    """Something read out of the question that narrows the answers."""

    key: str = Field(description="Give it in `without` to search without this filter.")
    label: str


class Value(Model):
    """A value and the words that state it."""

    value: str | None = None
    words: tuple[Words, ...] = ()
    corrected: Before | None = Field(
        default=None, description="An analyst set the value; what it was, and who says so."
    )


class Fact(Model):
    """A meeting or an agreement that answers, by columns."""

    releases: tuple[str, ...] = Field(description="Ids of the releases that tell of it.")
    cells: dict[str, Value]


class Passage(Model):
    """A passage that answers."""

    words: Words
    title: str | None = None
    date: str | None = Field(default=None, description="The day of issue, EDTF.")
    issuer: str | None = None
    language: str
    meetings: tuple[str, ...]
    agreements: tuple[str, ...]
    withdrawn: str | None = Field(default=None, description="When the source took the release back.")


class SearchAnswer(Model):
    """What answers a question; without facts and without passages nothing was found."""

    understood: tuple[Filter, ...] = Field(description="The filters that were read out of the question.")
    about: str | None = Field(default=None, description="What the facts are: meetings or agreements.")
    facts: tuple[Fact, ...] = Field(description="Facts of the register that answer.")
    facts_in_all: int
    passages: tuple[Passage, ...] = Field(description="Passages, best first, whatever their language.")
    instead: tuple[str, ...] = Field(description="Where nothing was found: filters without which there would be.")


class Part(Model):
    """A part of a document's text."""

    id: str
    title: str | None = None
    source: str = Field(description="The name of the file, or the address.")
    language: str | None = None
    start: int
    end: int
    length: int = Field(description="Code points of the whole text; read on at `end` where that is less.")
    text: str
    read_in_part: tuple[str, ...] = Field(description="Why text is probably missing; empty where it is whole.")


class Telling(Model):
    """What one release says of something."""

    record: str
    value: str
    words: tuple[Words, ...]


class Differing(Model):
    """What cannot be right in both releases."""

    about: str
    item: str
    field: str
    said: tuple[Telling, ...]


class LeftOut(Model):
    """What other releases report and one does not."""

    record: str = Field(description="The release that does not report it.")
    about: str
    name: str
    words: tuple[Words, ...] = Field(description="The words of the others.")


class ComparisonAnswer(Model):
    """Releases beside each other."""

    meeting: str | None = Field(default=None, description="The key of the meeting that all are about.")
    shared: tuple[str, ...] = Field(description="What all of them report.")
    differences: tuple[Differing, ...]
    left_out: tuple[LeftOut, ...]
    corrected: tuple[Before, ...] = Field(description="What analysts set in what is compared.")


class Step(Model):
    """What a later release tells of a commitment."""

    day: str
    does: str = Field(description="continues, completes, moves or drops it.")
    due: str | None = Field(default=None, description="Where it is moved: the new time, EDTF.")
    words: Words


class Committed(Model):
    """What was agreed, and what became of it."""

    title: str
    kind: str
    parties: tuple[str, ...]
    agreed: str = Field(description="The day.")
    due: str | None = Field(default=None, description="When it is to be done as things stand, EDTF.")
    state: str
    overdue_since: str | None = None
    words: tuple[Words, ...] = Field(description="The words that agreed it, of each release.")
    steps: tuple[Step, ...] = Field(description="What later releases tell, in order of time.")


class CommitmentsAnswer(Model):
    """Commitments with their state on a day."""

    on: str
    as_of: str | None = Field(
        default=None, description="The corpus is changing: the commitments are those that it held at this moment, UTC."
    )
    total: int = Field(description="How many there are; more than are given here where `limit` was less.")
    commitments: tuple[Committed, ...]
    corrected: tuple[Before, ...] = Field(description="What analysts set in the items of these commitments.")


def of_commitments(
    found: Sequence[Commitment], total: int, on: date, corrected: tuple[Before, ...], as_of: datetime | None = None
) -> CommitmentsAnswer:
    """The first commitments of `total`; `as_of` is the moment that they are of, where it is not now."""
    return CommitmentsAnswer(
        on=on.isoformat(),
        as_of=as_of.isoformat(timespec="seconds") if as_of is not None else None,
        total=total,
        commitments=tuple(map(_committed, found)),
        corrected=corrected,
    )


def _committed(found: Commitment) -> Committed:
    return Committed(
        title=found.title, kind=found.kind, parties=found.parties, agreed=found.agreed,
        due=found.due_now or found.due, state=found.state, overdue_since=found.overdue_since,
        words=tuple(words for each in found.sources for words in _words(each.record, (each.evidence,))),
        steps=tuple(
            Step(day=each.day, does=each.does, due=each.due, words=_words(each.record, (each.evidence,))[0])
            for each in found.follow_ups
        ),
    )  # fmt: skip


def of_reply(reply: Reply) -> SearchAnswer:
    """The answer to a question."""
    table = reply.table
    return SearchAnswer(
        understood=tuple(Filter(key=each.key, label=each.label) for each in reply.understood.filters),
        about=table.about if table else None,
        facts=tuple(
            Fact(releases=row.releases, cells={name: _value(cell) for name, cell in row.cells.items()})
            for row in (table.rows if table else ())
        ),
        facts_in_all=table.total if table else 0,
        passages=tuple(
            Passage(
                words=Words(
                    record=each.document, start=each.start, end=min(each.end, each.start + _LONGEST_PASSAGE),
                    text=each.text[:_LONGEST_PASSAGE], page=each.page,
                ),
                title=each.title, date=each.date, issuer=each.issuer, language=each.lang,
                meetings=each.meetings, agreements=each.agreements, withdrawn=each.withdrawn,
            )
            for each in reply.answers
        ),
        instead=tuple(each.key for each in reply.removals),
    )  # fmt: skip


def of_comparison(found: Comparison, corrected: tuple[Before, ...]) -> ComparisonAnswer:
    """What releases on one meeting say beside each other."""
    rows = (*found.meetings, *found.agreements, *found.persons)
    return ComparisonAnswer(
        meeting=found.event,
        shared=tuple(row.name for row in rows if not row.missing),
        differences=tuple(
            Differing(about=each.about, item=each.item, field=each.field, said=tuple(map(_telling, each.said)))
            for each in found.differences
        ),
        left_out=tuple(
            LeftOut(record=line.id, about=row.about, name=row.name, words=_told(row))
            for line in found.releases
            for row in found.left_out(line.id)
        ),
        corrected=corrected,
    )


def _value(cell: AskedCell) -> Value:
    words = (
        Words(record=each.record, start=each.start, end=each.end, text=each.text, page=each.page)
        for each in cell.evidence
    )
    return Value(value=cell.value, words=tuple(words), corrected=cell.corrected)


def _telling(said: Said) -> Telling:
    values = said.value if isinstance(said.value, list | tuple) else [said.value]
    return Telling(record=said.record, value=", ".join(map(str, values)), words=_words(said.record, said.evidence[:1]))


def _told(row: ComparedRow) -> tuple[Words, ...]:
    return tuple(words for telling in row.tellings for words in _words(telling.record, telling.evidence[:1]))


def _words(record: str, evidence: tuple[Evidence, ...]) -> tuple[Words, ...]:
    return tuple(
        Words(record=record, start=each.start, end=each.end, text=each.text, page=each.page) for each in evidence
    )
