"""The schema of `resources/<lang>/dates.toml`: how a language writes dates."""

from collections.abc import Mapping
from typing import Literal

from corpus.languages import Lang
from corpus.model import Model

from .. import rulefiles
from .numerals import Numerals

Kind = Literal[
    "date",
    "decade",
    "first",
    "nth-day",
    "nth-week",
    "nth-weekday",
    "offset",
    "same-period",
    "rest",
    "skip",
    "to-date",
    "week",
    "weekend",
]
"""How the slots of a rule make a date; `skip` takes a text that only looks like one out of the way."""

JoinKind = Literal["interval", "both"]
"""Two dates as the ends of an interval, or each for itself; either way one completes the other."""

MarkKind = Literal["from", "until", "point", "lasting"]
"""What words beside a date make of it: `X/..`, `../X`, X itself, or X and the days that follow."""

Example = tuple[str, str] | tuple[str, str, str]
"""A text with the date in [[ ]], its EDTF value, and the day of issue where it is not `REF_DATE`."""

REF_DATE = "2022-10-25"
"""The day of issue of the examples, a Tuesday."""


class Slot(Model):
    """The texts of a named number: `values` says what each stands for, `pattern` is read as a number.

    A blank in a text of `values` stands for the `blank` of the language. `field` is the name of the number, where it
    is not that of the slot.
    """

    field: str | None = None
    pattern: str | None = None
    values: Mapping[str, int] = {}


class Rule(Model):
    """A way of writing a date.

    `set` gives slots that the text does not state; the text of `capital` slots must begin with a capital. Where
    `not_after` ends just before it, the text counts or names something: "Room 2022".
    """

    id: str
    pattern: str
    kind: Kind = "date"
    set: Mapping[str, int] = {}
    capital: tuple[str, ...] = ()
    not_after: str = ""
    note: str = ""
    examples: tuple[Example, ...] = ()
    rejects: tuple[str, ...] = ()


class Join(Model):
    """What stands before, between and after two dates that belong together."""

    id: str
    kind: JoinKind
    before: str = ""
    between: str
    after: str = ""
    note: str = ""
    examples: tuple[Example, ...] = ()
    rejects: tuple[str, ...] = ()


class Mark(Model):
    """Words before or after a date that change what it covers, or belong to its surface."""

    id: str
    kind: MarkKind
    before: str = ""
    after: str = ""
    note: str = ""
    examples: tuple[Example, ...] = ()
    rejects: tuple[str, ...] = ()


class Cues(Model):
    """Patterns that tell whether a sentence reports or announces, and where it ends.

    `before` says that the verb may stand before the date; `being` is what joins a date to one that names it again;
    `apart` beside a list says that its days are single dates, even where they follow each other.
    """

    past: str
    future: str
    before: bool = False
    being: str = ""
    apart: str
    sentence_end: str


class DateRules(Model):
    """The date grammar of a language. Rules are tried only where `begins` matches; the first that matches wins.

    A pattern may hold `{name}`: a part, spelt out in place, or a slot, whose text is captured and read as a number;
    `{month2}` is the slot `month` of the second end of an interval. With `lower_case` patterns see lower case only.
    `abroad` matches where a text of another language holds a date of this one.
    """

    begins: str
    abroad: str
    blank: str = r"\s?"
    lower_case: bool = False
    numerals: Numerals
    slots: Mapping[str, Slot]
    parts: Mapping[str, str] = {}
    rule: tuple[Rule, ...]
    join: tuple[Join, ...]
    mark: tuple[Mark, ...]
    cues: Cues


def load_date_rules(lang: Lang) -> DateRules:
    """The date grammar of a language.

    Raises:
        BadResource: the file is missing or does not follow this schema.
    """
    rules: DateRules = rulefiles.load(lang, "dates", DateRules)
    return rules
