"""What is understood of a question, and what answers it."""

from typing import Any, Literal

from corpus.model import Model
from corpus.records import Agreement, Before, Meeting
from corpus.store import FactFilter

from ..search import Answer

FilterName = Literal[
    "on", "since", "until", "due", "party", "agency", "person", "series", "round", "programme", "kind", "status",
    "level", "format", "lang", "phrase", "without",
]  # fmt: skip
Strength = Literal["must", "facts", "prefer"]
"""How much a filter leaves out.

`must`: whatever does not satisfy it. `facts`: rows of the table that do not; releases that do are moved up. `prefer`:
nothing; rows and releases that satisfy it are moved up.
"""
About = Literal["agreements", "meetings"]


class QueryFilter(Model):
    """Something that was read out of a question.

    `key` is stable and takes it away again (`since:2018`); it can also be written into a question. `value` is what is
    asked of the facts, `label` the same for people. `start` and `end` are offsets in the question; None for what was
    added beside it. `operator`: it was written as one.
    """

    key: str
    name: FilterName
    value: str
    label: str
    strength: Strength
    start: int | None = None
    end: int | None = None
    operator: bool = False


class Understood(Model):
    """A question as it was understood.

    `text` is what is searched by words, `rest` the words of it that no filter and no table accounts for. `wanted` is
    what everything must satisfy, `facts` what the rows of the table must. `off` are the filters that were taken away.
    """

    question: str
    text: str
    rest: str
    filters: tuple[QueryFilter, ...] = ()
    off: tuple[QueryFilter, ...] = ()
    wanted: FactFilter = FactFilter()
    facts: FactFilter = FactFilter()
    asks: About | None = None

    def of(self, *names: FilterName) -> tuple[str, ...]:
        """The values of the filters with these names."""
        return tuple(one.value for one in self.filters if one.name in names)


class Quote(Model):
    """The words of a release that state something: `start` and `end` are offsets in its stored text."""

    record: str
    start: int
    end: int
    text: str
    page: int | None = None


class Cell(Model):
    """A value with the words that state it; without a value there are none. `corrected`: an analyst set it."""

    value: str | None = None
    evidence: tuple[Quote, ...] = ()
    corrected: Before | None = None


class Row(Model):
    """A meeting or agreement, by the names of the columns.

    `releases` are those that tell of it, the best first, `withdrawn` those of them that their source took back;
    `event` is the meeting's key in the register, `record` and `position` where the fact stands that names the row.
    """

    about: About
    record: str
    position: int
    event: str | None
    releases: tuple[str, ...]
    withdrawn: tuple[str, ...] = ()
    cells: dict[str, Cell]


class Table(Model):
    """Facts that answer, with their evidence.

    `total` counts the rows that there are; of agreements it counts tellings where not all are shown. `satisfying` are
    the facts that satisfy the filters, whether or not they answer the words.
    """

    about: About
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int
    satisfying: int


class Removal(Model):
    """A filter to take away; `releases` and `rows` count what would then satisfy the others: releases, facts."""

    key: str
    label: str
    releases: int
    rows: int


class Reply(Model):
    """What answers a question: a table where it asks for facts or facts fit, then passages.

    `removals` says where table or passages are empty what to take away.
    """

    understood: Understood
    table: Table | None = None
    answers: tuple[Answer, ...] = ()
    removals: tuple[Removal, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The published form: docs/asking.md."""
        return self.model_dump(mode="json", exclude_none=True)


Fact = Meeting | Agreement
