"""A date grammar compiled into regular expressions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from corpus.errors import BadResource
from corpus.languages import Lang

from .prefixes import Prefixes
from .rules import DateRules, Join, Mark, Rule, load_date_rules

Fields = dict[str, int]
"""What a match states, by the name of the slot."""

_NAME = re.compile(r"\{([a-z_]+)(2?)\}")
_NEVER = "(?!)"
_LEAD = 80
"""How far to the left of a date stands what denies it, in characters."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a slot is captured: its name, whether it belongs to the second end, the number of its group."""

    slot: str
    second: bool
    group: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of one of several patterns: which one, where, and what its slots say of the two ends."""

    number: int
    start: int
    end: int
    first: Fields
    second: Fields
    begins: dict[str, int]
    """Where the text of each field begins."""


class Patterns:
    """Several patterns as one expression: the first that matches is told by its group."""

    def __init__(self, rules: DateRules, sources: Sequence[str], *, suffix: str = "") -> None:
        self._rules = rules
        self._groups = 0
        self._number: dict[int, int] = {}
        self._places: dict[int, list[Place]] = {}
        self._values = {
            name: {"".join(text.split()): value for text, value in slot.values.items()}
            for name, slot in rules.slots.items()
        }
        self.sources = [self._alternative(number, source) for number, source in enumerate(sources)]
        self._source = f"(?:{'|'.join(self.sources) or _NEVER}){suffix}"

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled when it is first asked for."""
        return re.compile(self._source)

    def _alternative(self, number: int, source: str) -> str:
        self._groups += 1
        group = self._groups
        self._number[group] = number
        self._places[group] = []
        return f"({self._spelt_out(source, self._places[group], second=False)})"

    def _spelt_out(self, source: str, places: list[Place], *, second: bool) -> str:
        def replacement(match: re.Match[str]) -> str:
            name, in_second = match[1], second or bool(match[2])
            if name in self._rules.parts:
                return f"(?:{self._spelt_out(self._rules.parts[name], places, second=in_second)})"
            if name not in self._rules.slots:
                raise BadResource(
                    f"The date pattern {source!r} names {name!r}, which is neither slot nor part",
                    hint="Add it to [slots] or [parts]",
                )
            self._groups += 1
            places.append(Place(name, in_second, self._groups))
            return f"({self._texts(name)})"

        return _bounded(_NAME.sub(replacement, source))

    def _texts(self, name: str) -> str:
        slot = self._rules.slots[name]
        texts = sorted(slot.values, key=lambda text: (-len(text), text))
        escaped = [re.escape(text).replace(r"\ ", self._rules.blank) for text in texts]
        return "|".join([*escaped, *([slot.pattern] if slot.pattern else [])])

    def hit(self, match: re.Match[str]) -> Hit:
        """What a match of `regex` says."""
        group = match.lastindex or 0
        first: Fields = {}
        second: Fields = {}
        begins: dict[str, int] = {}
        for place in self._places[group]:
            text = match[place.group]
            if text is None:
                continue
            fields = second if place.second else first
            name = self._rules.slots[place.slot].field or place.slot
            number = self._read(place.slot, text)
            if number is not None and name not in fields:
                fields[name] = number
                begins.setdefault(name, match.start(place.group))
        return Hit(self._number[group], match.start(), match.end(), first, second, begins)

    def _read(self, name: str, text: str) -> int | None:
        number = self._values[name].get("".join(text.split()))
        return self._rules.numerals.read(text) if number is None else number


def _bounded(pattern: str) -> str:
    r"""Let `\s*` and `\s+` stand for at most nine blanks, so that a page of blanks costs no more than a line."""
    return pattern.replace(r"\s*", r"\s{0,9}").replace(r"\s+", r"\s{1,9}")


class Beside:
    """What stands before and after a date."""

    def __init__(self, rules: DateRules, of: Join | Mark) -> None:
        self.id = of.id
        self.before = Patterns(rules, [of.before], suffix=r"\Z") if of.before else None
        self.after = Patterns(rules, [of.after]) if of.after else None


class BesideOne(Beside):
    """The words of a mark."""

    def __init__(self, rules: DateRules, mark: Mark) -> None:
        super().__init__(rules, mark)
        self.kind = mark.kind


class BesideTwo(Beside):
    """The words of a join."""

    def __init__(self, rules: DateRules, join: Join) -> None:
        super().__init__(rules, join)
        self.kind = join.kind
        self.between = Patterns(rules, [join.between])


class Grammar:
    """The date grammar of one language, ready to match."""

    def __init__(self, lang: Lang, rules: DateRules) -> None:
        self.lang = lang
        self.lower_case = rules.lower_case
        self.begins = re.compile(rules.begins)
        self.abroad = re.compile(rules.abroad)
        self.past = re.compile(rules.cues.past)
        self.future = re.compile(rules.cues.future)
        self.being = rules.cues.being
        self.apart = re.compile(rules.cues.apart)
        self.cue_before = rules.cues.before
        self.sentence_end = re.compile(rules.cues.sentence_end)
        self.joins = [BesideTwo(rules, join) for join in rules.join]
        self.marks = [BesideOne(rules, mark) for mark in rules.mark]
        self.lead = _any_of([beside.before for beside in self.marks], suffix=r"\Z")
        self.trail = _any_of([None if beside.before else beside.after for beside in self.marks])
        self._rules = rules.rule
        self._not_after = [re.compile(rule.not_after) if rule.not_after else None for rule in rules.rule]
        self.patterns = [Patterns(rules, [rule.pattern]) for rule in rules.rule]

    @cached_property
    def prefixes(self) -> Prefixes:
        """What tells which rules may match; half a second to make, which a language without dates in the text saves."""
        return Prefixes([patterns.sources[0] for patterns in self.patterns])

    def load(self) -> None:
        """Compile what is otherwise compiled when a text first needs it."""
        for patterns in self.patterns:
            _ = patterns.regex
        _ = self.prefixes

    def date_at(self, text: str, start: int, end: int) -> tuple[Rule, Hit] | None:
        """The date that begins at `start`, if one does, and the rule that found it."""
        for number in self.prefixes.fitting(text, start, end):
            patterns = self.patterns[number]
            match = patterns.regex.match(text, start, end)
            if match is None:
                continue
            before = self._not_after[number]
            if before is not None and before.search(text[max(0, start - _LEAD) : start]):
                return None
            return self._rules[number], patterns.hit(match)
        return None


def _any_of(patterns: Sequence[Patterns | None], *, suffix: str = "") -> re.Pattern[str]:
    """One expression that matches wherever one of several does."""
    sources = [source for pattern in patterns if pattern is not None for source in pattern.sources]
    return re.compile(f"(?:{'|'.join(sources) or _NEVER}){suffix}")


@cache
def grammar(lang: Lang) -> Grammar:
    """The grammar of a language, compiled once.

    Raises:
        BadResource: its rules are missing or do not follow their schema.
    """
    return Grammar(lang, load_date_rules(lang))
