"""What a sentence says became of something that was agreed, by the words of `cues.toml`."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

from corpus.folding import folded
from corpus.model import Model
from corpus.rulefiles import load

RESOURCE = Path(__file__).parent / "cues.toml"
Does = Literal["moves", "drops", "plans", "goes-on", "ends", "done", "opens"]


class Cue(Model):
    """Words that tell one thing, in each language, and sentences that they are in; those of `past` tell it not."""

    does: Does
    en: tuple[str, ...]
    ko: tuple[str, ...]
    zh: tuple[str, ...]
    past: tuple[str, ...] = ()
    examples: tuple[str, ...]


class Cues(Model):
    """Schema of `cues.toml`."""

    between: tuple[str, ...]
    cue: tuple[Cue, ...]


@cache
def _patterns() -> dict[Does, tuple[re.Pattern[str], re.Pattern[str]]]:
    """Of each thing that is told, its words and those that look like them and are taken out first."""
    found: dict[Does, tuple[re.Pattern[str], re.Pattern[str]]] = {}
    for cue in load(RESOURCE, Cues).cue:
        words = [rf"\b{re.escape(word)}" for word in cue.en] + [re.escape(word) for word in (*cue.ko, *cue.zh)]
        past = "|".join(map(re.escape, cue.past)) or "(?!)"
        found[cue.does] = re.compile("|".join(words)), re.compile(past)
    return found


def clauses_of(sentence: str) -> list[str]:
    """The clauses of a sentence, in order.

    >>> clauses_of("회의를 열었으며 다음 회의는 미뤘다.")
    ['회의를 열었으며 ', '다음 회의는 미뤘다.']
    """
    return [clause for clause in _ends().split(sentence) if clause.strip()]


@cache
def _ends() -> re.Pattern[str]:
    known = load(RESOURCE, Cues).between
    return re.compile("|".join(f"(?<={re.escape(end)})" for end in known))


def told(sentence: str) -> frozenset[Does]:
    """All that the words of a sentence tell.

    >>> sorted(told("The survey, under way since 2019, was completed."))
    ['ends', 'goes-on']
    """
    text = folded(sentence).casefold()
    return frozenset(does for does, (words, past) in _patterns().items() if words.search(past.sub(" ", text)))
