"""What a sentence says of an item beyond the item itself: by when it is to be done, how much it is, and who does it."""

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from pydantic import Field

from corpus.languages import Lang
from corpus.model import Model

from ..dates.numerals import Numerals
from ..rulefiles import load

BEFORE, AFTER = 24, 12
"""Characters around a date or a body in which the words stand that say what it is to the item."""


class Place(NamedTuple):
    """Something named at a place in a line: a date with its EDTF value, or a body with its name."""

    start: int
    end: int
    value: str


class Sum(NamedTuple):
    """A sum or quantity at a place in a line."""

    start: int
    end: int
    value: float
    unit: str


class AmountRule(Model):
    """Sums or counted things: `pattern` has the groups `number` and `unit`.

    `unit` names the unit where it is not the one that is written.
    """

    id: str
    pattern: str
    unit: str | None = None
    note: str = ""


class AmountExample(Model):
    """A text, and the amount in it."""

    text: str
    value: float
    unit: str


class UndertakingRules(Model):
    """Schema of `undertakings.toml`.

    `deadline` and `until` match a date in braces among the words around it; `lasts` are words of what goes on, with
    which a `deadline` is the end of a period. `before` and `after` stand next to the bodies that do a thing, `subject`
    after the one that undertakes it, `joint` between several. `scales` multiply the number before them, `units` give
    the ISO 4217 code of a currency as written.
    """

    deadline: str
    until: str
    lasts: str
    before: str
    after: str
    subject: str
    joint: str
    column: str
    numerals: Numerals
    scales: dict[str, float]
    units: dict[str, str]
    amounts: list[AmountRule] = Field(alias="amount")
    amount_examples: list[AmountExample] = Field(alias="amount_example")
    cases: list["UndertakingCase"] = Field(alias="case")


class UndertakingCase(Model):
    """A text with one item, and what is said of it; `bodies` are the surfaces in it that name organisations."""

    text: str
    deadline: str | None = None
    period: str | None = None
    amount: tuple[str, float, str] | None = None
    bodies: dict[str, str] = Field(default_factory=dict)
    responsible: list[str] = Field(default_factory=list)
    note: str = ""


class Undertakings:
    """The rules of one language, compiled."""

    def __init__(self, rules: UndertakingRules) -> None:
        self.rules = rules
        self.deadline = re.compile(rules.deadline)
        self.until = re.compile(rules.until)
        self.lasts = re.compile(rules.lasts)
        self.before = re.compile(f"(?:{rules.before})$")
        self.after = re.compile(rules.after)
        self.subject = re.compile(rules.subject)
        self.joint = re.compile(rules.joint)
        self.column = re.compile(rules.column)

    @cached_property
    def amounts(self) -> list[tuple[AmountRule, re.Pattern[str]]]:
        return [(rule, re.compile(rule.pattern)) for rule in self.rules.amounts]

    @cached_property
    def _scale(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.rules.scales, key=len, reverse=True))))

    @cached_property
    def _part(self) -> re.Pattern[str]:
        words = sorted([*self.rules.numerals.values, *self.rules.numerals.multipliers], key=len, reverse=True)
        number = rf"\d[\d,.]*|(?:{'|'.join(map(re.escape, words))})+" if words else r"\d[\d,.]*"
        return re.compile(rf"(?P<number>{number})(?P<scales>(?:\s?(?:{self._scale.pattern}))*)")

    def end_of(self, text: str, date: Place, about: str, *, near: bool) -> tuple[str | None, str | None]:
        """The deadline or the period that a date sets; `about` is what is said of the item.

        `near` holds that the date stands in the clause of the item; elsewhere it is no end of its period.
        """
        around = "".join(
            (
                text[max(0, date.start - BEFORE) : date.start],
                "{",
                text[date.start : date.end],
                "}",
                text[date.end : date.end + AFTER],
            )
        )
        last = date.value.removeprefix("../")
        if "/" in last:
            return None, None
        if self.until.search(around):
            return None, f"../{last}" if near else None
        if self.deadline.search(around):
            return (None, f"../{last}") if self.lasts.search(about) else (last, None)
        return None, None

    def amount(self, text: str, spans: Iterable[tuple[int, int]]) -> Sum | None:
        """The first amount in the spans of a text, sums of money before counted things."""
        stretches = [(start, end) for start, end in spans if start < end]
        for rule, pattern in self.amounts:
            for start, end in stretches:
                match = pattern.search(text, start, end)
                value = self._value(match["number"]) if match else None
                if match and value is not None:
                    unit = rule.unit or " ".join(match["unit"].split())
                    return Sum(*match.span(), value, self.rules.units.get(unit, unit))
        return None

    def _value(self, written: str) -> float | None:
        """The number that is written in figures, words and scales (1조 2천억, 三千万, 1.5 million)."""
        total = 0.0
        parts = list(self._part.finditer(written))
        for part in parts:
            figures = part["number"].replace(",", "").rstrip(".")
            read = self.rules.numerals.read(figures) if not figures[:1].isdigit() else _decimal(figures)
            if read is None:
                return None
            factor = 1.0
            for scale in self._scale.findall(part["scales"]):
                factor *= self.rules.scales[scale]
            total += read * factor
        return total if parts else None

    def responsible(
        self, text: str, bodies: Sequence[Place], within: tuple[int, int], *, open_: bool
    ) -> tuple[str, ...]:
        """The bodies that are to do what a clause says: named as such or, where it is yet to be done (`open_`), the one
        that undertakes it.
        """
        for group in self._groups(text, bodies):
            first, last = group[0].start, group[-1].end
            if not (within[0] <= first < within[1]):
                continue
            led = self.before.search(text[max(0, first - BEFORE) : first])
            leads = self.after.match(text, last)
            undertakes = open_ and len({body.value for body in group}) == 1 and self.subject.match(text, last)
            if led or leads or undertakes:
                return tuple(dict.fromkeys(body.value for body in group))
        return ()

    def _groups(self, text: str, bodies: Sequence[Place]) -> list[list[Place]]:
        groups: list[list[Place]] = []
        for body in bodies:
            if groups and (
                groups[-1][-1].value == body.value or self.joint.fullmatch(text, groups[-1][-1].end, body.start)
            ):
                groups[-1].append(body)
            elif not groups or body.start >= groups[-1][-1].end:
                groups.append([body])
        return groups


def _decimal(figures: str) -> float | None:
    try:
        return float(figures)
    except ValueError:
        return None


@cache
def undertakings(lang: Lang) -> Undertakings:
    """The compiled rules of a language."""
    return Undertakings(load(lang, "undertakings", UndertakingRules))
