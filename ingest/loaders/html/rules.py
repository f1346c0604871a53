"""What pages of all sites share: the schema of `resources/pages.toml`."""

import re
from collections.abc import Iterable
from functools import cache

from pydantic import Field

from corpus.folding import folded
from corpus.model import Model
from ingest.rulefiles import load


class Labels(Model):
    """Words that stand before a fact, by fact."""

    title: tuple[str, ...]
    date: tuple[str, ...]
    issuer: tuple[str, ...]


class FailureKind(Model):
    """A kind of page that holds no release: what it says, in its title or its text, and what to do about it."""

    id: str
    says: str
    hint: str
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    examples: tuple[str, ...] = Field(min_length=1)

    def said(self, titles: Iterable[str], text: str) -> str | None:
        """The words by which a page is of this kind."""
        if self.titles and (title := next((each for each in titles if compiled(self.titles).search(each)), None)):
            return title
        match = compiled(self.texts).search(text)
        return _sentence(text, match) if match else None


class Failures(Model):
    """The kinds; a page that says more than `longest` characters outside of links is none of them."""

    longest: int
    kind: tuple[FailureKind, ...]


class Patterns(Model):
    """Patterns for lines of at most `longest` characters, proved by examples."""

    longest: int
    patterns: tuple[str, ...]
    examples: tuple[str, ...] = Field(min_length=1)
    rejects: tuple[str, ...] = ()

    def search(self, line: str) -> re.Match[str] | None:
        """Where one of them matches the line in its folded form, which is as long as the line."""
        return compiled(self.patterns).search(folded(line)) if len(line) <= self.longest else None


class Boards(Model):
    """Names of boards."""

    names: tuple[str, ...]


class Furniture(Model):
    """Selectors of what belongs to the page."""

    selectors: tuple[str, ...]


class Unseen(Model):
    """Classes of elements that a page does not show, in small letters; `longest` is the most that one says."""

    longest: int
    classes: frozenset[str]


class Files(Model):
    """`labels` before the name of a file, `generic` for words of a link that name none."""

    labels: str
    generic: str


class Pages(Model):
    """The file `pages.toml`."""

    labels: Labels
    failures: Failures
    boards: Boards
    furniture: Furniture
    unseen: Unseen
    referrals: Patterns
    files: Files
    media_types: dict[str, str]
    languages: dict[str, tuple[str, ...]]
    rights: Patterns


@cache
def pages() -> Pages:
    """The rules."""
    rules: Pages = load("pages", Pages)
    return rules


@cache
def compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern that matches where one of them does."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def _sentence(text: str, match: re.Match[str]) -> str:
    """What stands around a match, from one stop to the next."""
    before = max(text.rfind(stop, 0, match.start()) for stop in ".。!?！？\n")
    after = [at for stop in ".。!?！？\n" if (at := text.find(stop, match.end() - 1)) >= 0]
    return text[before + 1 : min(after, default=len(text))].strip()
