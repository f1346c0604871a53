"""The schema of `resources/<lang>/date_roles.toml`: which words beside a date tell what it is the date of."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus import edtf
from corpus.languages import Lang
from corpus.model import Model
from corpus.records import DateRole

from .. import rulefiles

Side = Literal["before", "inside", "after"]


class RoleRule(Model):
    """Words that give a date its role where they stand `before` it, `inside` its surface or `after` it.

    They may stand `reach` characters away; the nearest words decide, and of those equally near the rule that comes
    first. A rule of `head` holds in the header of a release, and only there. `spans` limits it to intervals, or to
    what is none. In the examples the date stands in [[ ]].
    """

    id: str
    role: DateRole
    side: Side
    words: str
    reach: int = 40
    head: bool = False
    spans: bool | None = None
    note: str = ""
    examples: tuple[str, ...]


class RoleRules(Model):
    """The rules of a language; `sentence_end` is what no words reach across."""

    sentence_end: str
    rule: tuple[RoleRule, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """The role that words beside a date give it, and how far from it they stand, in characters."""

    role: DateRole
    distance: int
    rule: str


class Roles:
    """The rules of one language, ready to match."""

    def __init__(self, rules: RoleRules) -> None:
        self._end = re.compile(rules.sentence_end)
        compiled = [(rule, re.compile(rule.words)) for rule in rules.rule]
        self._rules = {
            (head, interval): [
                (rule, words) for rule, words in compiled if rule.head == head and rule.spans in (None, interval)
            ]
            for head in (False, True)
            for interval in (False, True)
        }

    def cue(self, seen: str, start: int, end: int, value: str, *, within: tuple[int, int], head: bool) -> Cue | None:
        """The nearest words that give the date `seen[start:end]` a role; none from outside `within`."""
        interval = "/" in value and ".." not in value
        lead, rest = seen[within[0] : start], seen[end : within[1]]
        ends = [match.end() for match in self._end.finditer(lead)]
        lead = lead[ends[-1] :] if ends else lead
        closing = self._end.search(rest)
        rest = rest[: closing.start()] if closing else rest
        nearest: Cue | None = None
        for rule, words in self._rules[head, interval]:
            distance = _distance(rule, words, lead, seen[start:end], rest)
            if distance is not None and (nearest is None or distance < nearest.distance):
                nearest = Cue(rule.role, distance, rule.id)
        return nearest


def _distance(rule: RoleRule, words: re.Pattern[str], lead: str, surface: str, rest: str) -> int | None:
    if rule.side == "inside":
        return 0 if words.search(surface) else None
    if rule.side == "after":
        match = words.search(rest[: rule.reach])
        return match.start() if match else None
    lead = lead[-rule.reach :]
    ends = [match.end() for match in words.finditer(lead)]
    return len(lead) - ends[-1] if ends else None


@cache
def roles(lang: Lang) -> Roles:
    """The rules of a language, compiled once.

    Raises:
        BadResource: the file is missing or does not follow its schema.
    """
    return Roles(load_role_rules(lang))


def load_role_rules(lang: Lang) -> RoleRules:
    """The rules of a language as they are written.

    Raises:
        BadResource: the file is missing or does not follow its schema.
    """
    rules: RoleRules = rulefiles.load(lang, "date_roles", RoleRules)
    return rules


def is_before(value: str, ref_date: str | None, days: int) -> bool:
    """Whether an EDTF value ends so many days before another begins."""
    last = edtf.days(value)[1]
    first = edtf.days(ref_date)[0] if ref_date else None
    return last is not None and first is not None and (first - last).days > days
