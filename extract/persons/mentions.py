"""A person named at one place of a release."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from corpus.languages import Lang


class Span(NamedTuple):
    """Characters `start:end` of the text."""

    start: int
    end: int


@dataclass(frozen=True)
class Mention:
    """A name, what it is spelt like elsewhere, the title beside it, and where its affiliation may stand.

    `scope` is the stretch from the first to the last word of the phrase that names the person; `full` is False for a
    family name that refers back. `title` is the text of the title where it is not that of `role`; `in_order`: of
    the countries in front of the name the first is its own.
    """

    name: Span
    scope: Span
    lang: Lang
    rule: str
    role: Span | None = None
    title: str | None = None
    gloss: Span | None = None
    full: bool = True
    sure: bool = False
    in_order: bool = False

    def named(self, name: Span) -> "Mention":
        """The same mention with a name of other extent."""
        return replace(self, name=name)
