"""What a sentence may undertake, before it is known whether that is an item."""

from typing import NamedTuple

from ..sentences import Sentence
from .rules import Mood, Verb


class Act(NamedTuple):
    """A verb at a place in the text, and how it is put; `rule` names the words that say so."""

    start: int
    end: int
    verb: Verb
    mood: Mood
    rule: str
    close: int = 0


class Candidate(NamedTuple):
    """A phrase that an act makes its object; `within` is the stretch of the sentence that is about it alone."""

    start: int
    end: int
    act: Act
    sentence: Sentence
    within: tuple[int, int]
    named: bool = False
    inherited: bool = False
