"""What items of agreement are about, whatever their language: the words of `subjects.toml`."""

import re
from functools import cache
from pathlib import Path

from corpus.folding import folded
from corpus.model import Model
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
def _pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """What looks at each place for the longest word there, and the subject of each word."""
    bearers: dict[str, str] = {}
    for subject in load(RESOURCE, Subjects).subject:
        bearers.update({word.casefold(): subject.id for word in (*subject.en, *subject.ko, *subject.zh)})
    words = sorted(bearers, key=lambda word: (-len(word), word))
    spelt = "|".join(rf"\b{re.escape(word)}" if word[0].isascii() else re.escape(word) for word in words)
    return re.compile(f"(?=({spelt}))"), bearers


def subjects_in(text: str) -> frozenset[str]:
    """The ids of the subjects that a text names.

    >>> sorted(subjects_in("hotline between the coast guards")) == sorted(subjects_in("해경 당국 간 직통전화"))
    True
    """
    pattern, bearers = _pattern()
    return frozenset(bearers[match[1]] for match in pattern.finditer(f"{folded(text).casefold()} "))
