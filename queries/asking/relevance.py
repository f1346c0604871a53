"""How well a fact answers the words of a question that no filter stands for, whatever the language of either."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

import numpy as np

from corpus.records import Agreement, Item, Meeting
from corpus.registry.topics import topics_in
from index.tokens import tokens
from queries.comparing.likeness import vectors
from queries.comparing.subjects import subjects_in

_LEXICAL, _SUBJECTS = 0.6, 0.4
LEAST = 0.5
"""Below this a fact is not about what is asked."""
_OF_THE_BEST = 0.55
"""A fact that answers much worse than another one is left out."""
_KEPT = 8192
"""Facts of which the tokens and subjects are kept, for questions come again to the same ones."""


def words_of(fact: Item) -> str:
    """Title and the sentence that says so, or the name of a meeting and its place."""
    if isinstance(fact, Agreement):
        return f"{fact.title}\n{fact.evidence[0].text}"
    return f"{fact.name}\n{fact.place or ''}" if isinstance(fact, Meeting) else ""


def relevance(rest: str, facts: Sequence[Item], stored: Mapping[str, bytes] = MappingProxyType({})) -> list[float]:
    """Of each fact how well it answers: likeness of meaning, the share of words and of subjects that it has, 0 to 2.

    `stored` are vectors of the names of facts, as the store keeps them (`queries.comparing.kept`); others are made.
    """
    if not facts:
        return []
    asked = vectors([rest])[0]
    named = [words_of(fact).partition("\n")[0] for fact in facts]
    alike = vectors(named, stored) @ asked
    wanted, about = _tokens(rest), _subjects(rest)
    scores = []
    for fact, cosine in zip(facts, alike, strict=True):
        words = words_of(fact)
        lexical = len(wanted & _tokens(words)) / len(wanted) if wanted else 0.0
        shared = len(about & _subjects(words)) / len(about) if about else 0.0
        scores.append(float(np.clip(cosine, 0, 1)) + _LEXICAL * lexical + _SUBJECTS * shared)
    return scores


def telling(scores: Sequence[float]) -> list[int]:
    """The positions of the facts that answer, the best first."""
    best = max(scores, default=0.0)
    chosen = [place for place, score in enumerate(scores) if score >= max(LEAST, _OF_THE_BEST * best)]
    return sorted(chosen, key=lambda place: -scores[place])


@lru_cache(maxsize=_KEPT)
def _tokens(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


@lru_cache(maxsize=_KEPT)
def _subjects(text: str) -> frozenset[str]:
    return subjects_in(text) | frozenset(topics_in(text))
