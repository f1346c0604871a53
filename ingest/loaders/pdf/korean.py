"""Whether a Korean line ended between two words, by how the words end and begin: `resources/ko/words.toml`."""

import re
from functools import cache

from corpus.model import Model
from ingest.rulefiles import load


class KoreanWords(Model):
    """The file `words.toml`: what closes a word, and what never begins one."""

    closes: str
    closes_examples: tuple[str, ...]
    closes_rejects: tuple[str, ...]
    continues: str
    continues_examples: tuple[str, ...]
    continues_rejects: tuple[str, ...]


def rules() -> KoreanWords:
    """The rules."""
    return load("ko/words", KoreanWords)


def closes(word: str) -> bool:
    """Whether the last word of a line is whole."""
    return _patterns()[0].search(word) is not None


def continues(word: str) -> bool:
    """Whether the first word of a line is the rest of one."""
    return _patterns()[1].search(word) is not None


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(rules().closes), re.compile(rules().continues)
