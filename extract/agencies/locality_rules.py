"""Schema of `localities.toml`, which tells the governments of places from the places, and what is compiled from it."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.errors import BadResource
from corpus.languages import Lang
from corpus.model import Model
from corpus.registry import countries
from corpus.registry.finder import trie_expression
from corpus.registry.localities import localities

from ..rulefiles import ROOT, load


class LocalityRules(Model):
    """The file. All are expressions, but `names` and `common`.

    `names` tells how names without their level stand in a text: as capitalised `words`, at the beginning of a `run`, or
    anywhere in one (`runs`). `glued` is a character after which a name would be the end of a longer word.
    `before` may stand directly in front of a name, `whole` follows a name with its level that is no part of a longer
    word. `government` goes on with the name (市政府). `heads` follows where the head or an office of the government
    acts, `acts_after` and `acts_before` are beside a government that acts, `place_after` and `place_before` beside a
    mere place. `joined` stands between two that do or suffer the same, `within` between a place and the larger one
    that follows it. `named` finds in its group `name` a place without its level that acts, `head_after` follows one
    in English. `twin` marks a sentence that twins places, `deed` one in which something is signed; in these, names
    without a level count where `member_after` follows and `place_before` does not stand in front. `common` are names
    that are words as well. An example is a text with the governments in double brackets and their canonical names.
    """

    names: Literal["words", "starts", "runs"]
    run: str = "(?!)"
    glued: str = "(?!)"
    before: str
    whole: str
    government: str
    heads: str
    acts_after: str
    acts_before: str
    place_after: str
    place_before: str
    joined: str
    within: str
    named: str
    head_after: str
    twin: str
    deed: str
    member_after: str
    sentence_end: str
    common: list[str]
    examples: list[tuple[str, list[str]]]
    rejects: list[str]


@dataclass(frozen=True)
class LocalityGrammar:
    """The rules of one language, compiled; `ends` and `beginnings` are the marks of the levels."""

    lang: Lang
    rules: LocalityRules
    expressions: dict[str, re.Pattern[str]]
    ends: re.Pattern[str]
    beginnings: re.Pattern[str]
    common: frozenset[str]


_LISTS = ("names", "common", "examples", "rejects")


@cache
def locality_grammar(lang: Lang) -> LocalityGrammar:
    """The rules of a language.

    Raises:
        BadResource: the file does not follow its schema, or a pattern is no regular expression.
    """
    rules = load(lang, "localities", LocalityRules)
    names = f"(?:{trie_expression(list(countries().names(lang, 'name', 'adjective')))})"
    expressions = {}
    for key, pattern in rules.model_dump(exclude=set(_LISTS)).items():
        try:
            expressions[key] = re.compile(pattern.replace("{country}", names), re.MULTILINE)
        except re.error as error:
            path = ROOT / lang / "localities.toml"
            raise BadResource(f"{path}: {key}: {error}", hint="Mend the regular expression") from error
    known = localities()
    return LocalityGrammar(
        lang=lang,
        rules=rules,
        expressions=expressions,
        ends=re.compile(trie_expression(known.ends(lang))),
        beginnings=re.compile(rf"\b{trie_expression(known.beginnings(lang))}"),
        common=frozenset(rules.common),
    )
