"""What a release says of a meeting that it mentions: day, time, format, level, place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import edtf
from corpus.records import Level, MeetingFormat

from .grammar import Grammar
from .rules import LevelSign, Tense

LONGEST_SPAN_DAYS = 400
"""A longer interval is the period of a plan, not the days of a meeting."""


@dataclass(frozen=True)
class Dated:
    """A date expression at `start:end`."""

    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Circumstances:
    """What is said; None where nothing is.

    `attended`: the sides are there in person, `margin`: it takes place beside another meeting, `host`: another one
    takes place beside it, `bracketed`: a day or
    form stands in a bracket after the name, `bound`: a verb of holding belongs to it, `defined`: the sentence explains
    what it is, `renames`: a name before it is shortened to this,
    `organised`: it has an office, a chairman or members as an organisation has, `beside`: it only says before or after
    what something else took place, `written`: it is held in writing, so that nobody meets, `same_place`: it is where
    the one before was, `moved`: what is said of the new day
    of a meeting put off, whose old day is `date`, `led`: it says who leads the sides, `group`: where the first of the
    names begins that the sentence coordinates with it, `regular`: the sides settle to hold such meetings from time to
    time.
    """

    date: str | None = None
    tense: Tense | None = None
    format: MeetingFormat | None = None
    level: Level | None = None
    rank: Level | None = None
    place: tuple[int, int] | None = None
    bracketed: bool = False
    attended: bool = False
    margin: bool = False
    host: bool = False
    bound: bool = False
    defined: bool = False
    renames: bool = False
    organised: bool = False
    beside: bool = False
    written: bool = False
    same_place: bool = False
    led: bool = False
    group: int | None = None
    regular: bool = False
    moved: "Circumstances | None" = None


def sign_of_format(text: str, grammar: Grammar) -> MeetingFormat | None:
    """How the sides met, by the first rule whose words `text` shows."""
    return next((rule.value for rule, pattern in grammar.formats if pattern.search(text)), None)


def sign_of_level(text: str, signs: Sequence[tuple[LevelSign, re.Pattern[str]]]) -> Level | None:
    """The rank at which the sides met, by the first rule whose words `text` shows."""
    return next((rule.value for rule, pattern in signs if pattern.search(text)), None)


def rank_first_told(text: str, signs: Sequence[tuple[LevelSign, re.Pattern[str]]]) -> Level | None:
    """The rank that `text` shows first: of a minister and a deputy who lead together, the one named first."""
    shown = [(match.start(), number) for number, (_, pattern) in enumerate(signs) if (match := pattern.search(text))]
    return signs[min(shown)[1]][0].value if shown else None


def may_be_day(value: str) -> bool:
    """Whether a meeting can be on this date: no interval of years, none without a beginning."""
    first, last = edtf.days(value)
    return first is not None and (last is None or (last - first).days <= LONGEST_SPAN_DAYS)
