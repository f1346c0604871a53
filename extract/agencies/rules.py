"""Schema of `agencies.toml`, and the expressions compiled from it."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Literal

from pydantic import Field

from corpus.errors import BadResource
from corpus.languages import Lang
from corpus.model import Model
from corpus.registry import countries
from corpus.registry.finder import trie_expression

from ..rulefiles import ROOT, load

Kind = Literal["organisation", "department", "ministry", "company", "government", "mission"]
Where = Literal["anywhere", "after", "contact"]
"""Anywhere in a block; directly after an organisation, whose part it is; in a line that names staff to ask."""


class Rule(Model):
    """A pattern for organisations that no list holds.

    Its group `name` is the organisation, `country` a country named with it; for a mission, `home` is the country
    that sends it and `host` the one in which it is. An example is a text with the name in double brackets and the
    canonical name. `needs` is what every match contains, and is looked for first. `run`: the
    characters of which a match consists, so that the rule is tried only in the runs of them that hold what it needs.
    """

    id: str
    kind: Kind
    where: Where = "anywhere"
    pattern: str
    note: str
    needs: str = ""
    run: str = ""
    examples: list[tuple[str, str]]
    rejects: list[str] = Field(default_factory=list)


class Unit(Model):
    """How names that end (or, in English, begin) so are put into English: `{topic}` is the rest, translated.

    `parent` limits it to parts of organisations of one country; `whole`: the topics that are translated as a whole
    (Northeast Asian Affairs) come before those composed of words (Northeast Asia); `listed`: the words of a topic are
    a list (Environment and Tourism). `inside`: whether it is for parts of another body only, or (false) never for them.
    """

    suffix: str
    english: str
    parent: str | None = None
    whole: bool = False
    listed: bool = False
    inside: bool | None = None


class National(Model):
    """How the name of a body of a country that ends so is put into English.

    `{topic}` is what stands between the country's name and the end, translated; `{country}` and `{adjective}` are the
    country in English.
    """

    suffix: str
    english: str


class Level(Model):
    """A level of local government: what follows the place's name, and what that is in English.

    `{place}` in the English is the place in Latin letters; `council`: it is the council of such a place.
    """

    suffix: str
    english: str
    council: bool = False


class Context(Model):
    """Patterns around names.

    `word_end` follows a whole name, `legal_form` is the mark of a company in it. `country_before` and `country_after`
    bind a country to a name, which `own_country` finds in the name itself and `detached` in front of it, where it is
    no part of the name. `place_suffix` takes from the name of a city's or province's government what leaves the
    place; `international` begins the names of international bodies; `joint` is a body of two countries, which is a
    meeting. `side_before` and `side_after` give the country of the names that follow, or precede, in the sentence;
    `sentence_end` ends their reach. `former_before` shows that a body is today another, `shared_before`
    that the word stands for the ministries of several countries. `hereafter` gives a name a
    short form in its group `name`. `tells_after` shows that it only reports what others said.
    `list` stands between members of one list, `list_of_heads` between departments whose heads are listed,
    `head_between` (a name) between a body and the department in the title of its
    member, `part_of` between a department and what it is part of, `under` between a body and an
    organisation under it. `venue_before` and `venue_after`
    show that a name is only where something takes place, `place_before` and `place_after` that a city is only a
    place, `agent_after` that it acts, `seat` that it is named as a government, `meeting_before` and `meeting_after`
    that a body is part of a meeting's name. `contact` marks a line that names staff. `issued_by` stands before the
    issuer, `masthead_after` after it in the masthead; `byline` shows that a newspaper wrote the text. `dateline` finds
    the capital from which it was written, and `posted` the country of an ambassador's post.
    """

    country_before: str
    country_after: str
    word_end: str
    legal_form: str
    further_topic: str = "(?!)"
    own_country: str
    place_suffix: str
    international: str
    joint: str
    detached: str
    side_before: str
    side_after: str
    former_before: str
    shared_before: str = "(?!)"
    tells_after: str = "(?!)"
    hereafter: str
    list: str
    list_of_heads: str
    head_between: str = "(?!)"
    part_of: str
    under: str
    venue_before: str
    venue_after: str
    place_before: str
    agent_after: str
    seat: str
    place_after: str
    meeting_before: str
    meeting_after: str
    contact: str
    sentence_end: str
    issued_by: str
    masthead_after: str
    byline: str
    dateline: str = "(?!)"
    posted: str = "(?!)"


class AgencyRules(Model):
    """The file: `words` are lists for alternations, `parts` expressions that use them.

    `never` are names that are no organisation, `never_ending` what their names end in, `may_end` longer endings
    that are those of organisations all the same; `shortened` are ends of names in short and in full; `prefixes`,
    `missions` and `topics` put words of federal bodies, of missions and of departments into English, `nouns` what such
    words are called at the end of the name of a body and of a part of one. A name in which `department` is found is a
    department.
    """

    words: dict[str, list[str]]
    parts: dict[str, str] = Field(default_factory=dict)
    never: list[str]
    never_ending: list[str]
    may_end: list[str] = Field(default_factory=list)
    shortened: dict[str, str] = Field(default_factory=dict)
    department: str
    context: Context
    prefixes: dict[str, str] = Field(default_factory=dict)
    unit: list[Unit]
    level: list[Level] = Field(default_factory=list)
    national: list[National] = Field(default_factory=list)
    seat: list[Level] = Field(default_factory=list)
    missions: dict[str, str]
    nouns: dict[str, tuple[str, str]] = Field(default_factory=dict)
    topics: dict[str, str]
    rule: list[Rule]


@dataclass(frozen=True)
class CompiledRule:
    """A rule and its expression."""

    rule: Rule
    expression: re.Pattern[str]
    needs: re.Pattern[str]
    run: re.Pattern[str] | None

    def matches(self, text: str) -> Iterator[re.Match[str]]:
        """The matches in `text`, in which what the rule needs stands, in order."""
        if self.run is None:
            yield from self.expression.finditer(text)
            return
        runs: list[tuple[int, int]] = []
        done = 0
        for needed in self.needs.finditer(text):
            if needed.start() < done:
                continue
            runs = runs or [run.span() for run in self.run.finditer(text)]
            number = bisect_right(runs, needed.start(), key=_START) - 1
            start, end = runs[max(number, 0)] if runs else (0, 0)
            if start <= needed.start() < end:
                done = min(end + 1, len(text))  # with the character on either side, which shows that the run ends
                yield from self.expression.finditer(text, max(start - 1, 0), done)


@dataclass(frozen=True)
class Grammar:
    """The rules of one language, compiled."""

    lang: Lang
    rules: AgencyRules
    anywhere: tuple[CompiledRule, ...]
    after: tuple[CompiledRule, ...]
    contact: tuple[CompiledRule, ...]
    context: dict[str, re.Pattern[str]]
    never: frozenset[str]
    never_ending: re.Pattern[str]
    may_end: re.Pattern[str]
    department: re.Pattern[str]


_START = itemgetter(0)
_PLACE = re.compile(r"\{([a-z_]+)\}")


def _alternation(words: list[str]) -> str:
    return trie_expression(words)


@cache
def grammar(lang: Lang) -> Grammar:
    """The rules of a language.

    Raises:
        BadResource: the file does not follow its schema, a pattern is no regular expression, or it names words
            that the file does not list.
    """
    rules = load(lang, "agencies", AgencyRules)
    named = {name: f"(?:{_alternation(words)})" for name, words in rules.words.items()}
    for kind in ("letter", "side", "capital", "adjective"):
        named[f"country_{kind}"] = f"(?:{_alternation(list(countries().names(lang, kind)))})"
    named["country"] = f"(?:{_alternation(list(countries().names(lang, 'name', 'adjective')))})"
    for name, part in rules.parts.items():
        named[name] = f"(?:{_expanded(lang, f'parts.{name}', part, named)})"
    compiled = [
        CompiledRule(
            rule,
            _compiled(lang, rule.id, rule.pattern, named),
            _compiled(lang, rule.id, rule.needs, named),
            _compiled(lang, rule.id, rule.run, named) if rule.run else None,
        )
        for rule in rules.rule
    ]
    context = rules.context.model_dump()
    return Grammar(
        lang=lang,
        rules=rules,
        anywhere=tuple(c for c in compiled if c.rule.where == "anywhere"),
        after=tuple(c for c in compiled if c.rule.where == "after"),
        contact=tuple(c for c in compiled if c.rule.where == "contact"),
        context={key: _compiled(lang, f"context.{key}", pattern, named) for key, pattern in context.items()},
        never=frozenset(rules.never),
        never_ending=re.compile(f"(?:{_alternation(rules.never_ending)})$"),
        may_end=re.compile(f"(?:{_alternation(rules.may_end)})$" if rules.may_end else "(?!)"),
        department=_compiled(lang, "department", rules.department, named),
    )


def _expanded(lang: Lang, where: str, pattern: str, named: dict[str, str]) -> str:
    def part(match: re.Match[str]) -> str:
        if match[1] not in named:
            path = ROOT / lang / "agencies.toml"
            raise BadResource(f"{path}: {where} uses {match[0]}, which is no list", hint="Add it under [words]")
        return named[match[1]]

    return _PLACE.sub(part, pattern)


def _compiled(lang: Lang, where: str, pattern: str, named: dict[str, str]) -> re.Pattern[str]:
    try:
        return re.compile(_expanded(lang, where, pattern, named), re.MULTILINE)
    except re.error as error:
        path = ROOT / lang / "agencies.toml"
        raise BadResource(f"{path}: {where}: {error}", hint="Mend the regular expression") from error
