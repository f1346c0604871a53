"""What requests may ask: filters, dates and texts, each with the exact form of what is accepted."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Path, Query
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from corpus.edtf import sides
from corpus.languages import Lang
from corpus.records import AgreementKind, AgreementStatus, Level, MeetingFormat, MeetingStatus
from corpus.registry.countries import countries
from corpus.store import FactFilter

_YEAR = r"(?:\d{3}[1-9]|\d{2}[1-9]\d|\d[1-9]\d{2}|[1-9]\d{3})"
_LEAP = r"(?:\d{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_DAY = (
    rf"(?:{_YEAR}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])"
    rf"|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))|{_LEAP}-02-29)"
)
DAY = f"^{_DAY}$".replace(r"\d", "[0-9]")
"""A day of the calendar, ISO 8601."""
EDTF = f"^(?:{_YEAR}(?:-(?:0[1-9]|1[0-2]|3[3-6]|4[01]))?|{_DAY})$".replace(r"\d", "[0-9]")
"""A year, month, quarter, half-year or day: what `corpus.edtf` reads but for intervals."""
_POINT = EDTF.removeprefix("^").removesuffix("$")
SPAN = rf"^(?:{_POINT}(?:(?:\.\.|/){_POINT}|\.\.|/\.\.)?|(?:\.\.|\.\./){_POINT})$"
"""The same or an interval, as EDTF or with two dots. Where one ends before it begins, nothing is found."""
_BLANK = r"\s\x00-\x1F\x85\uFEFF"


def words(longest: int) -> str:
    """The pattern of a text that is not blank; it has at most `longest` characters, and blanks before them.

    Lengths stand in the pattern: beside one, tools that make requests from a schema take them for repetitions of it.
    """
    before = longest // 10
    return rf"^[{_BLANK}]{{0,{before}}}[^{_BLANK}][\s\S]{{0,{longest - 1}}}$"


@dataclass(frozen=True)
class Matching:
    """A text has to match `pattern`; what does not is told by `problem`, in words."""

    pattern: str
    problem: str

    def check(self, text: str) -> str:
        """The text; raises `ValueError` where it does not match."""
        if re.search(self.pattern.replace("$", r"\Z"), text) is None:
            raise ValueError(self.problem)
        return text

    def __get_pydantic_core_schema__(self, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": self.pattern}


@dataclass(frozen=True)
class Unique:
    """A list names nothing twice."""

    def check(self, items: list[str]) -> list[str]:
        """The list; raises `ValueError` where something stands in it twice."""
        if len(set(items)) < len(items):
            raise ValueError("the same stands twice; name each once")
        return items

    def __get_pydantic_core_schema__(self, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "uniqueItems": True}


@dataclass(frozen=True)
class OneOf:
    """A text has to be one of `choices`; what is not is told by `problem`."""

    choices: tuple[str, ...]
    problem: str

    def check(self, text: str) -> str:
        """The text; raises `ValueError` where it is none of them."""
        if text not in self.choices:
            raise ValueError(self.problem)
        return text

    def __get_pydantic_core_schema__(self, source: type, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "enum": list(self.choices)}


Country = Annotated[str, OneOf(tuple(sorted(countries().codes)), "no country; write an ISO 3166 code like CN")]
Day = Annotated[str, Matching(DAY, "no day of the calendar; write one like 2022-09-28")]
Date = Annotated[
    str, Matching(EDTF, "no date; write a year, month, quarter or day like 2019, 2019-11, 2019-33, 2019-11-27")
]
Words = Annotated[str, Matching(words(200), "blank, or longer than 200 characters")]
Text = Annotated[Words, Query()]
Question = Annotated[
    str,
    Matching(words(1000), "blank, or longer than 1,000 characters"),
    Query(
        description="What to look for, in any language.",
        examples=["2019년 한중 환경장관회의에서 합의한 사업", "what did Korea and China agree on soil since 2018?"],
    ),
]
Identifier = Annotated[
    str, Path(min_length=1, max_length=300, description="The id of a record.", examples=["sample-ko-01"])
]
Since = Annotated[Date | None, Query(description="On or after this date, EDTF.", examples=["2019-11"])]
Until = Annotated[Date | None, Query(description="On or before this date, EDTF.", examples=["2025"])]
Due = Annotated[
    Annotated[str, Matching(SPAN, "no date and no interval; write one like 2026, 2026-01..2026-06 or ..2026")] | None,
    Query(
        description="Only agreements that fall due then: a date, or an interval like 2026-01..2026-06 or ..2026.",
        examples=["..2026"],
    ),
]
Texts = Annotated[list[Text], Query(max_length=10)]


def wanted(
    lang: Annotated[list[Lang], Query(description="Only texts in one of these languages.", max_length=3)] = [],  # noqa: B006
    since: Since = None,
    until: Until = None,
    due: Due = None,
    party: Annotated[Texts, Query(description="Parties: country codes, or names or ids of organisations.")] = [],  # noqa: B006
    agency: Annotated[Texts, Query(description="Organisations, by names or ids of the registry.")] = [],  # noqa: B006
    person: Annotated[Texts, Query(description="Persons, by names in any script.")] = [],  # noqa: B006
    programme: Annotated[Texts, Query(description="Programmes, by names or ids of the registry.")] = [],  # noqa: B006
    series: Annotated[Texts, Query(description="Series of meetings, by ids of the registry.")] = [],  # noqa: B006
    event: Annotated[Texts, Query(description="Meetings, by their keys in the register.")] = [],  # noqa: B006
    kind: Annotated[list[AgreementKind], Query(description="Kinds of agreements.", max_length=20)] = [],  # noqa: B006
    status: Annotated[
        list[MeetingStatus | AgreementStatus], Query(description="Statuses of meetings or agreements.", max_length=20)
    ] = [],  # noqa: B006
    level: Annotated[list[Level], Query(description="Levels of meetings.", max_length=20)] = [],  # noqa: B006
    format: Annotated[list[MeetingFormat], Query(description="Forms of meetings.", max_length=5)] = [],  # noqa: A002, B006
) -> FactFilter:
    """What facts must satisfy, as the parameters of an address say it."""
    due_since, due_until = sides(due)
    return FactFilter(
        langs=tuple(lang), since=since, until=until, parties=tuple(party), agencies=tuple(agency),
        persons=tuple(person), programmes=tuple(programme), kinds=tuple(kind), statuses=tuple(status),
        levels=tuple(level), formats=tuple(format), series=tuple(series), events=tuple(event),
        due_since=due_since, due_until=due_until,
    )  # fmt: skip
