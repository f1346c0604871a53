"""How the prose of each language ends and goes on: the rules of `resources/<lang>/prose.toml`."""

import re
from dataclasses import dataclass
from functools import cache

from corpus.languages import LANGS
from corpus.model import Model
from ingest.rulefiles import load


class ProseRules(Model):
    """The file `prose.toml` of a language.

    `complete` is how a line ends to which nothing is missing, beside punctuation; `unfinished` how one ends that goes
    on; `subject` shows that a line is a sentence and no headline; `lead` opens the story of an agency; `annex` is what
    marks annexes, `annex_end` what stands behind the name of the last.
    """

    complete: str
    complete_examples: tuple[str, ...]
    unfinished: str
    unfinished_examples: tuple[str, ...]
    subject: str
    subject_examples: tuple[str, ...]
    lead: str
    lead_examples: tuple[str, ...]
    annex: str
    annex_end: str


@dataclass(frozen=True)
class ProsePatterns:
    """The rules of all languages; `complete` is part of a longer pattern.

    `annex` matches the mark that opens a line, with number and brackets; `named_annex` a whole line that names one.
    """

    complete: str
    unfinished: re.Pattern[str]
    subject: re.Pattern[str]
    lead: re.Pattern[str]
    annex: re.Pattern[str]
    named_annex: re.Pattern[str]


def prose_rules(lang: str) -> ProseRules:
    """The rules of a language."""
    rules: ProseRules = load(f"{lang}/prose", ProseRules)
    return rules


@cache
def prose_patterns() -> ProsePatterns:
    """The rules of all languages, compiled."""
    every = [prose_rules(lang) for lang in LANGS]
    annex = "|".join(rules.annex for rules in every)
    ends = "|".join(f"(?:{rules.annex_end})" for rules in every)
    return ProsePatterns(
        "|".join(f"(?:{rules.complete})" for rules in every),
        re.compile(rf"(?:[,·(\[「『《]|{'|'.join(f'(?:{rules.unfinished})' for rules in every)})$", re.IGNORECASE),
        re.compile("|".join(rules.subject for rules in every)),
        re.compile("|".join(f"(?:{rules.lead})" for rules in every)),
        re.compile(rf"[<\[(【]\s?(?:{annex})\s?(?:\d{{1,2}}|[IVX]{{1,4}})?\s?[>\])】]\s*", re.IGNORECASE),
        re.compile(
            rf"[<\[(【]?\s?(?:{annex})(?:\s?\d{{1,2}}(?!\d))?\s?[>\])】]?\s?[:.]?\s*(?P<inner>.*?)\s*(?:{ends})$",
            re.IGNORECASE,
        ),
    )
