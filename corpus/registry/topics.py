"""Topics of meetings, by the words for them in each language: what tells two meetings on one day apart."""

import re
from collections import defaultdict
from functools import cache

from ..languages import BlockLang
from ..model import Model
from .tables import ROOT, read_table


class TopicWord(Model):
    """A word, or the beginning of a word, that shows a topic."""

    topic: str
    lang: BlockLang
    word: str


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words: dict[str, list[str]] = defaultdict(list)
    for _, row in read_table(ROOT / "topics.csv", TopicWord):
        words[row.topic].append(rf"\b{re.escape(row.word)}" if row.lang == "en" else re.escape(row.word))
    return tuple((topic, re.compile("|".join(patterns), re.IGNORECASE)) for topic, patterns in sorted(words.items()))


@cache
def topics_in(name: str) -> tuple[str, ...]:
    """The topics that a name shows, whatever its language, in alphabetical order.

    >>> topics_in("seminar on the silver economy") == topics_in("银发经济研讨会") == topics_in("실버경제 세미나")
    True
    """
    return tuple(topic for topic, pattern in _patterns() if pattern.search(name))
