"""What a sentence may undertake, before it is known whether that is an item."""

from typing import NamedTuple

from corpus.records import AgreementStatus

from ..sentences import Sentence
from .rules import Head, Mood, Verb

SUMMED = "summed"
"""The rule of a list of which the noun that sums it up heads every entry (A, B and other projects)."""


class Act(NamedTuple):
    """A verb at a place in the text, and how it is put; `rule` is the cue that says so, `close` where that ends.

    `linked`: its mood is that of the verb to which it is linked.
    """

    start: int
    end: int
    verb: Verb
    mood: Mood
    rule: str
    close: int = 0
    linked: bool = False


class Listing(NamedTuple):
    """A list that a sentence has opened: the mood of its items, and the head, period and status that they share."""

    mood: Mood
    head: Head | None
    rule: str
    period: str | None = None
    status: AgreementStatus | None = None


class Candidate(NamedTuple):
    """A phrase that an act makes its object.

    `within` is the stretch of the sentence that is about this phrase; `whole` holds that the phrase is one item, not to
    be divided; `inherited` is the list in which it is an entry; `subject` holds that it is the subject of the verb;
    `clause` that it has a verb of its own.
    """

    start: int
    end: int
    act: Act
    sentence: Sentence
    within: tuple[int, int]
    whole: bool = False
    inherited: Listing | None = None
    subject: bool = False
    clause: bool = False
