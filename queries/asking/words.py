"""What questions say beyond names and dates, as data: `resources/<lang>.toml`, and `resources/operators.toml`."""

import re
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from corpus import rulefiles
from corpus.languages import LANGS, Lang
from corpus.model import Model
from corpus.records import AgreementKind, AgreementStatus, Level, MeetingFormat, MeetingStatus

from .model import About, FilterName, Strength

ROOT = Path(__file__).parent / "resources"
_NUMBER = "{number}"


class Sign(Model):
    """Words that show a kind, status, level or format; `examples` mark what is matched."""

    id: str
    name: Literal["kind", "status", "level", "format"]
    value: str
    strength: Strength
    pattern: str
    examples: list[str]
    rejects: list[str] = Field(default_factory=list)


class Ask(Model):
    """Words that ask for a table."""

    id: str
    table: About
    pattern: str
    examples: list[str]
    rejects: list[str] = Field(default_factory=list)


class Recent(Model):
    """A period that ends today: groups `number` and `year` or `month`; `{number}` are the numbers in words."""

    id: str
    pattern: str
    examples: list[str]


class Turn(Model):
    """Words beside a date that make it the first or last day; `examples` are sentences with the date."""

    id: str
    side: Literal["since", "until"]
    before: str = "(?!)"
    after: str = "(?!)"
    examples: list[tuple[str, str]]


class Deadline(Model):
    """Words of obligation or completion that make a date beside them a deadline.

    `before` and `after` stand beside the date, with the words that make it a last day: of a group `gap` in them the
    words are not those of the deadline. `within` is in the date with such words, `tail` follows it where `before`
    matches. `examples` are questions and the value of `due:`, the words of the filter in double brackets.
    """

    id: str
    before: str = "(?!)"
    after: str = "(?!)"
    within: str = ""
    tail: str = ""
    examples: list[tuple[str, str]]
    rejects: list[str] = Field(default_factory=list)


class Words(Model):
    """Schema of `<lang>.toml`; patterns are matched without regard to case in the reading of a question.

    `meeting` are nouns that a number of a round counts, `century` follows one that counts none, `dated` is in every
    date without a digit, `title` in every title of a person, `join` stands between countries that are a pair,
    `exclusive` are words that leave out the year or month beside them, `letters` are countries by their letters, but
    not `not_letters`; `not_before_letters`, `not_after_letters`, `not_after_country` and `not_before_country` stand
    beside what is no country, `owner` between a country and its organisation; `meetings` are words for meetings of any
    kind; `empty` are words that only ask.
    """

    meeting: str
    century: str
    dated: str
    exclusive: str
    title: str
    join: str
    letters: str
    not_letters: list[str]
    not_before_letters: str
    not_after_letters: str
    owner: str
    not_after_country: str
    not_before_country: str
    meetings: str
    empty: list[str]
    number: dict[str, int]
    recent: list[Recent]
    turn: list[Turn]
    deadline: list[Deadline]
    ask: list[Ask]
    sign: list[Sign]

    @cached_property
    def signs(self) -> list[tuple[re.Pattern[str], Sign]]:
        """The signs with their expressions."""
        return [(compiled(sign.pattern), sign) for sign in self.sign]

    @cached_property
    def asks(self) -> list[tuple[re.Pattern[str], About]]:
        """The words that ask for a table, in order."""
        return [(compiled(one.pattern), one.table) for one in self.ask]

    @cached_property
    def recents(self) -> list[re.Pattern[str]]:
        """The periods that end today."""
        numbers = "|".join(sorted(map(re.escape, self.number), key=len, reverse=True))
        return [compiled(one.pattern.replace(_NUMBER, numbers)) for one in self.recent]

    @cached_property
    def turns(self) -> list[tuple[re.Pattern[str], re.Pattern[str], Literal["since", "until"]]]:
        """What stands before and after a date, and what it makes of it."""
        return [(compiled(one.before), compiled(one.after), one.side) for one in self.turn]

    @cached_property
    def empties(self) -> re.Pattern[str]:
        """The words that only ask."""
        return compiled("|".join(self.empty))

    @cached_property
    def any_meetings(self) -> re.Pattern[str]:
        """The words for meetings of any kind."""
        return compiled(self.meetings)


def compiled(pattern: str) -> re.Pattern[str]:
    """An expression of a word file."""
    return re.compile(pattern, re.IGNORECASE)


class Operators(Model):
    """Schema of `operators.toml`: how each filter may be called in a question."""

    names: dict[str, FilterName]


@cache
def words(lang: Lang) -> Words:
    """The words of a language.

    Raises:
        BadResource: the file is missing or does not follow its schema.
    """
    return rulefiles.load(ROOT / f"{lang}.toml", Words)


@cache
def operators() -> dict[str, FilterName]:
    """Each name of an operator, in lower case, and the filter that it gives."""
    return dict(rulefiles.load(ROOT / "operators.toml", Operators).names)


CHOICES: dict[FilterName, tuple[str, ...]] = {
    "kind": get_args(AgreementKind),
    "status": tuple(dict.fromkeys([*get_args(MeetingStatus), *get_args(AgreementStatus)])),
    "level": get_args(Level),
    "format": get_args(MeetingFormat),
    "lang": LANGS,
}
"""What the values of these filters may be."""
