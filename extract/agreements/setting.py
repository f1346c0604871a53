"""What the surroundings of a sentence say of it, and whether a meeting that it names is the next of its series."""

from functools import lru_cache
from typing import NamedTuple

from corpus.folding import folded

from .rules import Grammar

MEETS = ("hold", "occur", "fixed")
"""Verbs of which the object, with a day, is a meeting that will be held and no standing dialogue."""

SERIES = 4
"""Letters in the name of a series by which two of its sessions are known."""

MOST_FORMS = 1024
"""Names of series whose form is remembered: every sentence of a release is held against the same ones."""


class Setting(NamedTuple):
    """What the surroundings of a sentence say: who its subject is, and what kind of text it stands in.

    `joint`: all sides, named in this sentence (`joint_here`) or before; `single`: one side; `statement`: the text is
    itself agreed; `beside`: the sides are named one beside the other by their bodies or persons; `under`: what is said
    stands in a document that was signed; `dated`: a date stands with it. `series`: the names of the meetings that the
    release is about, as `series_form` gives them. `decided`: a sentence before it in its paragraph says what was agreed
    on; `settled`: one before it tells of terms that were settled; `signed`: one of a document that was signed.
    `abroad`: the sentence names a country other than that of its language.
    """

    joint: bool = False
    joint_here: bool = False
    beside: bool = False
    single: bool = False
    statement: bool = False
    under: bool = False
    dated: bool = False
    decided: bool = False
    settled: bool = False
    signed: bool = False
    abroad: bool = False
    series: tuple[str, ...] = ()


@lru_cache(maxsize=MOST_FORMS)
def series_form(name: str, grammar: Grammar) -> str:
    """The name of a meeting without what tells its sessions apart: ordinals, years, blanks."""
    return "".join(c for c in grammar.ordinal.sub("", folded(name)).casefold() if c.isalpha())


def is_next(title: str, setting: Setting, grammar: Grammar) -> bool:
    """Whether a phrase names the next meeting: it says so, or is a numbered session of the series at hand."""
    if grammar.next.search(title):
        return True
    if not grammar.ordinal.search(title):
        return False
    form = series_form(title, grammar)
    return any(len(form) >= SERIES and (form in own or own in form) for own in setting.series)
