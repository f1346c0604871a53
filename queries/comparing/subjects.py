"""What items of agreement are about, whatever their language: the words of `subjects.toml`."""

import re
from functools import cache, lru_cache
from pathlib import Path

from corpus.folding import folded
from corpus.model import Model
from corpus.registry.finder import trie_expression
from corpus.rulefiles import load

RESOURCE = Path(__file__).parent / "subjects.toml"


class Subject(Model):
    """A thing that items are about, and the words for it."""

    id: str
    en: tuple[str, ...]
    ko: tuple[str, ...]
    zh: tuple[str, ...]


class Subjects(Model):
    """Schema of `subjects.toml`."""

    subject: tuple[Subject, ...]


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], ...], dict[str, str]]:
    """What looks at each place for the longest word there, at beginnings of English ones, and who bears each word."""
    bearers: dict[str, str] = {}
    for subject in load(RESOURCE, Subjects).subject:
        bearers.update({word.casefold(): subject.id for word in (*subject.en, *subject.ko, *subject.zh)})
    english = [word for word in bearers if word[0].isascii()]
    others = [word for word in bearers if not word[0].isascii()]
    return (
        re.compile(rf"\b(?=({trie_expression(english)}))"),
        re.compile(rf"(?=({trie_expression(others)}))"),
    ), bearers


@lru_cache(maxsize=4096)
def subjects_in(text: str) -> frozenset[str]:
    """The ids of the subjects that a text names.

    >>> sorted(subjects_in("hotline between the coast guards")) == sorted(subjects_in("해경 당국 간 직통전화"))
    True
    """
    patterns, bearers = _patterns()
    line = f"{folded(text).casefold()} "
    return frozenset(bearers[match[1]] for pattern in patterns for match in pattern.finditer(line))
