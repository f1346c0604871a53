"""The rules of `resources/<lang>/head.toml`: labels, forms of dates, persons to call."""

import re
from dataclasses import dataclass
from functools import cache

from corpus.languages import LANGS, Lang
from corpus.model import Model
from ingest.rulefiles import load


class Labels(Model):
    """Patterns of what stands before a fact of the head, one for each kind."""

    released: str
    embargo: str
    updated: str
    unit: str
    source: str


class MomentRule(Model):
    """A form of a date: groups `year`, `month`, `day`. An example is a text and its ISO value."""

    id: str
    pattern: str
    note: str
    examples: tuple[tuple[str, str], ...]


class TimeRule(Model):
    """A time of day after a date: groups `hour`, `minute`, `half`; `between` is what may stand before it."""

    pattern: str
    between: str
    afternoon: tuple[str, ...]


class ContactRules(Model):
    """What the entries of persons to call are made of; see `ingest.head.contacts`.

    `unit` is what the name of a unit ends in where it could be taken for a person's; `post` are roles that stand as
    labels before unit and name; `rank` is what may stand before a role in Latin script.
    """

    label: str
    post: tuple[str, ...]
    rank: str
    role: tuple[str, ...]
    name: str
    unit: str
    surnames: str


class HeadRules(Model):
    """The file `head.toml` of a language."""

    labels: Labels
    moment: tuple[MomentRule, ...]
    time: TimeRule
    contacts: ContactRules


def head_rules(lang: Lang) -> HeadRules:
    """The rules of a language."""
    rules: HeadRules = load(f"{lang}/head", HeadRules)
    return rules


@dataclass(frozen=True)
class LabelPatterns:
    """The labels of all languages, one alternation with a group for each kind."""

    every: re.Pattern[str]
    source: re.Pattern[str]
    unit: re.Pattern[str]


@cache
def label_patterns() -> LabelPatterns:
    """The labels of all languages, compiled."""
    labels = [head_rules(lang).labels for lang in LANGS]
    kinds = ("embargo", "updated", "released")
    groups = "|".join(f"(?P<{kind}>{'|'.join(getattr(each, kind) for each in labels)})" for kind in kinds)
    return LabelPatterns(
        re.compile(rf"(?<![a-z])(?:{groups})", re.IGNORECASE),
        re.compile(rf"(?<![a-z])(?:{'|'.join(each.source for each in labels)})\s*[:|\t]\s*", re.IGNORECASE),
        re.compile(
            rf"(?<![a-z])(?:{'|'.join(each.unit for each in labels)})(?:\s?<[^<>]{{1,8}}>)?\s*[:|\t]\s*", re.IGNORECASE
        ),
    )
