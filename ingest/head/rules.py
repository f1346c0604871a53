"""The rules of `resources/<lang>/head.toml`: labels, forms of dates, persons to call."""

import re
from dataclasses import dataclass
from functools import cache

from corpus.languages import LANGS, Lang
from corpus.model import Model
from ingest.rulefiles import load

_MONTH_LETTERS = 3


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


class PartialRules(Model):
    """Forms of dates in running text: groups `month` (or `month2`) and `year`; `month_names` are first letters.

    `issued` is a day without a year, groups `month` and `day` in `date`, with a word that says that the paper was given
    out; `dateline` one in the words that open the story of an agency.
    """

    with_year: str
    without_year: str
    issued: str
    issued_examples: tuple[str, ...]
    dateline: str
    dateline_examples: tuple[str, ...]
    month_names: tuple[str, ...]


class ContactRules(Model):
    """What the entries of persons to call are made of; see `ingest.head.contacts`.

    `label` stands before names and units and is neither; `lead` is a label of the head of a unit, `fax` one of a number
    that is not called; `post` are roles that stand as labels. `spread` says that blanks may stand within a short role.
    `head_of_unit` is a role that names its unit, less its last character; `unit_words` the unit at the end of a longer
    phrase, `unit` what units end in that look like names. `role_form`, `name` and `entry` are templates, in which
    {roles}, {posts}, {role}, {name}, {label}, {unit} and {surnames} stand for the other fields.
    """

    label: str
    lead: str
    fax: str
    spread: bool
    head_of_unit: str
    unit_words: str
    role_form: str
    name: str
    entry: tuple[str, ...]
    post: tuple[str, ...]
    role: tuple[str, ...]
    unit: str
    surnames: str


class HeadRules(Model):
    """The file `head.toml` of a language."""

    labels: Labels
    moment: tuple[MomentRule, ...]
    time: TimeRule
    partial: PartialRules
    contacts: ContactRules


def head_rules(lang: Lang) -> HeadRules:
    """The rules of a language."""
    rules: HeadRules = load(f"{lang}/head", HeadRules)
    return rules


@cache
def month_number(written: str) -> int:
    """The number of a month in digits or by its name in any language; 0 where it is none."""
    if written.isdigit():
        return int(written) if 1 <= int(written) <= 12 else 0
    name = written[:_MONTH_LETTERS].lower()
    for lang in LANGS:
        names = head_rules(lang).partial.month_names
        if name in names:
            return names.index(name) + 1
    return 0


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
