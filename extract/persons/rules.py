"""Schema of `persons.toml`: words, parts of patterns, and the rules made of them."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from corpus.errors import BadResource
from corpus.languages import Lang
from corpus.model import Model
from corpus.registry import countries

from ..rulefiles import ROOT, load

Kind = Literal["native", "foreign", "chinese", "latin", "han", "surname", "author", "none"]
"""What a rule takes for a name; each kind has its own check.

`native`: a name of the language's own form; `foreign`: one transcribed into its script; `chinese`: one transcribed
syllable by syllable; `latin`, `han`: one in that script; `surname`: a family name that refers back to a person
named before; `author`: the author of a work referred to; `none`: what looks like a person and is none.
"""


class Rule(Model):
    """A pattern with the groups `name`, `role`, `gloss` and `between`, as far as it has them.

    `sure`: the context alone makes it a name. `single`: one word that must sound foreign. `least_words`: how many a
    transcribed name must have; of more than one, most must sound foreign. `title_first`: the name begins right after
    the title. `open`: the side on which nothing but the characters themselves ends the name. `transcribed`: written
    in characters for their sound. `lone`: a family name by itself names a person who is named in no other way.
    `in_order`: the first of several behind their countries, of which the first is its own.
    `east_asian`: only a name of Korean or Chinese form will do. `cue`: the list of words of which one must be near;
    empty: the rule looks everywhere. `needs`: characters that every match has, so that the rule is tried only there.
    """

    id: str
    kind: Kind
    pattern: str
    note: str
    sure: bool = False
    single: bool = False
    least_words: int = 1
    title_first: bool = False
    open: Literal["left", "right"] | None = None
    cue: str = "title"
    needs: str = ""
    transcribed: bool = False
    lone: bool = False
    east_asian: bool = False
    in_order: bool = False
    examples: list[str] = Field(default_factory=list)
    rejects: list[str] = Field(default_factory=list)


class PersonRules(Model):
    """The file: `words` are lists for alternations, `parts` expressions that use them, `rule` what is looked for.

    An example marks the names in double square brackets.
    """

    words: dict[str, list[str]]
    parts: dict[str, str] = Field(default_factory=dict)
    rule: list[Rule]


@dataclass(frozen=True)
class CompiledRule:
    """A rule and its expression."""

    rule: Rule
    expression: re.Pattern[str]


@dataclass(frozen=True)
class Lexicon:
    """The rules of one language, compiled, and its lists of words."""

    lang: Lang
    rules: tuple[CompiledRule, ...]
    words: dict[str, frozenset[str]]
    bodies: tuple[tuple[str, str], ...]
    """Words of titles and the words of the name of the body that such a title is of (Minister of, Ministry of)."""
    gaps: dict[str, re.Pattern[str]]
    """What may lie between a person's phrase and the agency `before` it or `behind` it, or a country at its `side`.

    `country_start` and `country_end` are what stands around the name of a country.
    """
    series: dict[str, re.Pattern[str]]
    """What shows that names and offices alternate, set apart by commas: the `name` behind an office, the `office` in
    front of a name, and in front of an office that it is `definite`, or comes `after_name` or `after_pair`."""
    cues: dict[str, re.Pattern[str]]
    """The lists that rules name as their cue, as expressions; always `title`."""


_PLACE = re.compile(r"\{([a-z_]+)\}")


def alternation(words: list[str]) -> str:
    """An expression for any of `words`, the longest first, that shares what they begin with.

    >>> alternation(["부장", "부부장", "국장"])
    '(?:국장|부(?:부장|장))'
    """
    if all(len(word) == 1 for word in words):
        return f"[{''.join(map(re.escape, sorted(set(words))))}]"
    tree: dict[str, dict] = {}  # type: ignore[type-arg]  # a tree of unknown depth
    for word in words:
        node = tree
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _expression(tree)


def _expression(node: dict) -> str:  # type: ignore[type-arg]
    branches = [re.escape(character) + _expression(child) for character, child in sorted(node.items()) if character]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 and "" not in node else f"(?:{'|'.join(branches)})"
    return f"{joined}?" if "" in node else joined


def _last_characters(words: list[str]) -> str:
    """A class of the characters in which the first word of each of `words` ends.

    >>> _last_characters(["국장", "장관", "당 서기"])
    '[관당장]'
    """
    return f"[{''.join(sorted({re.escape(word.split()[0][-1]) for word in words if word.strip()}))}]"


def _expanded(pattern: str, known: dict[str, str], path: Path, rule: str) -> str:
    def text_of(match: re.Match[str]) -> str:
        if match[1] not in known:
            raise BadResource(f"{path}, {rule}: {match[0]} is no list or part", hint="Add it under [words] or [parts]")
        return known[match[1]]

    return _PLACE.sub(text_of, pattern)


@cache
def lexicon(lang: Lang) -> Lexicon:
    """The rules of `lang`, compiled; `{country}` is the registry's names of countries.

    `{title_end}` is any character in which the first word of a title ends, and so for every list: a look ahead at it
    spares the search for a title in words that cannot be one.

    Raises:
        BadResource: the file is missing, does not follow its schema, or a pattern does not compile.
    """
    path = ROOT / lang / "persons.toml"
    source = load(lang, "persons", PersonRules)
    known = {name: alternation(words) for name, words in source.words.items()}
    known |= {f"{name}_end": _last_characters(words) for name, words in source.words.items()}
    known["country"] = alternation(sorted(countries().names(lang, "name", "adjective")))
    for name, part in source.parts.items():
        known[name] = _expanded(part, known, path, name)
    rules = []
    for rule in source.rule:
        try:
            rules.append(CompiledRule(rule, re.compile(_expanded(rule.pattern, known, path, rule.id))))
        except re.error as error:
            raise BadResource(f"{path}, {rule.id}: {error}", hint="Mend the pattern") from error
    words = {name: frozenset(listed) for name, listed in source.words.items()}
    cues = {rule.cue for rule in source.rule if rule.cue} | {"title"}
    gaps, series = (
        {name.removeprefix(kind): re.compile(part) for name, part in known.items() if name.startswith(kind)}
        for kind in ("gap_", "series_")
    )
    pairs = [pair.partition(">") for pair in source.words.get("body_of_title", [])]
    bodies = tuple((title, body) for title, _, body in pairs)
    known["title"] += f"|(?<![가-힣]){known['bare_title']}" if "bare_title" in known else ""
    starts = {cue: re.compile(known[cue]) for cue in sorted(cues)}
    return Lexicon(lang, tuple(rules), words, bodies, gaps, series, starts)
