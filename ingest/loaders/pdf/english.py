"""Whether an English word that a line end cut at its hyphen is a compound: `resources/en/words.toml`."""

import re
from functools import cache

from corpus.model import Model
from ingest.rulefiles import load


class EnglishWords(Model):
    """The file `words.toml`: compounds that keep their hyphen."""

    compounds: tuple[str, ...]
    examples: tuple[str, ...]
    rejects: tuple[str, ...]


def rules() -> EnglishWords:
    """The rules."""
    return load("en/words", EnglishWords)


def is_compound(first: str, second: str) -> bool:
    """Whether two parts are written with a hyphen between them."""
    return _pattern().fullmatch(f"{first}-{second}".lower()) is not None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in rules().compounds))
