"""Schema of `programmes.toml`, and the expressions compiled from it."""

import re
from dataclasses import dataclass
from functools import cache

from pydantic import Field

from corpus.errors import BadResource
from corpus.languages import Lang
from corpus.model import Model

from ..rulefiles import load


class NamePattern(Model):
    """The shape of a programme's name; the group `name` is the name. `examples` have it in double brackets.

    `opening`: it counts only for what the title or the first paragraph names, which is what the release is about.
    `titled`: marks enclose the name, which therefore may hold the names of other programmes. `item`: the group `name`
    is a list, and of each member that this expression matches in full its own group `name` is a programme.
    """

    id: str
    pattern: str
    opening: bool = False
    titled: bool = False
    item: str = ""
    note: str
    examples: list[str]
    rejects: list[str] = Field(default_factory=list)


class ProgrammeRules(Model):
    """Schema of `programmes.toml`.

    `keyword`: words of which every name of a pattern has one; `adopted`: words that make a plan the outcome of this
    release rather than a standing one; `generic`: names that name nothing; `standing`: words by which a series of
    meetings is spoken of as a mechanism (right after its name; right before it with `standing_before`, around it with
    `standing_near`); `goes_on`: words by which a listed name is only the beginning of a longer one; `between`: what
    parts the members of a list; `since`: words beside the day on which a programme began; `tail`: an acronym or
    years in brackets after a name. `rounds`: a mechanism of ministers counts already where a release is about one
    of its rounds.
    """

    name: list[NamePattern]
    keyword: str
    adopted: str
    generic: str
    standing: str
    standing_before: str
    standing_near: str
    since: str
    tail: str
    goes_on: str
    between: str
    rounds: bool = True


@dataclass(frozen=True)
class ProgrammeGrammar:
    """The rules of a language as compiled expressions."""

    rules: ProgrammeRules
    names: tuple[tuple[NamePattern, re.Pattern[str], re.Pattern[str] | None], ...]
    keyword: re.Pattern[str]
    adopted: re.Pattern[str]
    generic: re.Pattern[str]
    standing: re.Pattern[str]
    standing_before: re.Pattern[str]
    standing_near: re.Pattern[str]
    since: re.Pattern[str]
    tail: re.Pattern[str]
    goes_on: re.Pattern[str]
    between: re.Pattern[str]


@cache
def programme_grammar(lang: Lang) -> ProgrammeGrammar:
    """The compiled rules of a language.

    Raises:
        BadResource: the file is missing, or an expression in it is wrong.
    """
    rules = load(lang, "programmes", ProgrammeRules)

    def compiled(name: str, pattern: str) -> re.Pattern[str]:
        try:
            return re.compile(pattern)
        except re.error as error:
            raise BadResource(f"programmes.toml ({lang}), {name}: {error}", hint="Mend the expression") from error

    return ProgrammeGrammar(
        rules=rules,
        names=tuple(
            (rule, compiled(rule.id, rule.pattern), compiled(rule.id, rule.item) if rule.item else None)
            for rule in rules.name
        ),
        keyword=compiled("keyword", rules.keyword),
        adopted=compiled("adopted", rules.adopted),
        generic=compiled("generic", rules.generic),
        standing=compiled("standing", rules.standing),
        standing_before=compiled("standing_before", rules.standing_before),
        standing_near=compiled("standing_near", rules.standing_near),
        since=compiled("since", rules.since),
        tail=compiled("tail", rules.tail),
        goes_on=compiled("goes_on", rules.goes_on),
        between=compiled("between", rules.between),
    )
