"""The schema of `resources/revisions.toml`."""

import re
from functools import cache

from pydantic import Field

from corpus.model import Model
from ingest.rulefiles import load


class Words(Model):
    """A pattern with its reason, what it must find and what it must not."""

    id: str
    pattern: str
    note: str
    examples: tuple[str, ...] = Field(min_length=1)
    rejects: tuple[str, ...] = Field(min_length=1)


class RevisionRules(Model):
    """`mark`: how a title says that the release was corrected; `passing`: what changes on a page by itself;
    `dateline`: what an agency sets before the first words of a release."""

    mark: tuple[Words, ...]
    passing: tuple[Words, ...]
    dateline: tuple[Words, ...]


@cache
def rules() -> RevisionRules:
    """The rules, read once."""
    loaded: RevisionRules = load("revisions", RevisionRules)
    return loaded


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the rules."""
    return re.compile(pattern)


def without_marks(title: str) -> str:
    """A title or name without the words that call it corrected."""
    for mark in rules().mark:
        title = compiled(mark.pattern).sub(" ", title)
    return title.strip()


def without_passing(text: str) -> str:
    """The text without what changes on a page by itself."""
    for passing in rules().passing:
        text = compiled(passing.pattern).sub(" ", text)
    return text
