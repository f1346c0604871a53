"""How definite an item is: by its verb, head, name, quantity, date and article."""

from .candidates import Candidate
from .phrases import LEAST, Phrase
from .rules import Grammar
from .setting import Setting

CUT = 12
"""Characters after a phrase in which a number may end at which the phrase is cut (from two to five)."""

ENTRY = "list"
"""The rule by which a verb stands in an entry of a list of what was agreed: what it widens there is an item."""

ARTICLE = 10
"""Characters on both sides of the start of a phrase among which its article or number stands."""


def begins_new(text: str, candidate: Candidate, phrase: Phrase, grammar: Grammar) -> bool:
    """Whether an indefinite article, a number or a word like joint stands at the start of a phrase."""
    start = max(candidate.start, phrase.start - ARTICLE)
    return grammar.indefinite.search(text, start, phrase.start + ARTICLE) is not None


def together(text: str, candidate: Candidate, grammar: Grammar) -> bool:
    """Whether the stretch of a candidate says that all sides do it."""
    return grammar.together.search(text, *candidate.within) is not None


def points_of(text: str, candidate: Candidate, phrase: Phrase, setting: Setting, grammar: Grammar) -> int:
    """How definite an item is: by its verb, head, name, quantity and date."""
    start, end = min(candidate.within[0], phrase.start), max(candidate.within[1], phrase.end)
    quantity = grammar.quantity.search(text, start, end) is not None
    figured = counts(text, candidate, phrase, grammar)
    verb, head = candidate.act.verb.weight, phrase.head.weight if phrase.head else 0
    entry = candidate.act.rule == ENTRY and head >= LEAST and not grammar.serves.search(text, 0, candidate.act.end)
    verb = max(verb, 1 if phrase.example else 0) if phrase.example or entry else verb
    verb = 0 if _definitely_widened(text, candidate, phrase, grammar) else verb
    shared = candidate.act.mood == "agreed" and head == 0 and verb > 0 and together(text, candidate, grammar)
    return (
        (max(verb, 0) + max(head, 0) + 1 if figured else verb + head)
        + 2 * phrase.named
        + quantity
        + setting.dated
        + shared
    )


def _definitely_widened(text: str, candidate: Candidate, phrase: Phrase, grammar: Grammar) -> bool:
    """Whether a definite activity is widened: a joint one, or to something that is named (to trade marks)."""
    act, head = candidate.act, phrase.head
    if act.verb.weight >= 0 or act.mood != "agreed" or head is None or head.weight < LEAST:
        return False
    if grammar.rules.order != "object-verb":
        return False
    if grammar.destination.search(text, max(phrase.end, act.start - ARTICLE), act.start):
        return True
    return grammar.indefinite.search(text, phrase.start, phrase.end) is not None


def counts(text: str, candidate: Candidate, phrase: Phrase, grammar: Grammar) -> bool:
    """Whether a number of things stands in a phrase that was agreed on, or between it and its verb."""
    if candidate.act.mood not in ("agreed", "planned") and not candidate.act.verb.consents:
        return False
    end = max(phrase.end, candidate.act.start if grammar.rules.order == "object-verb" else 0)
    figure = grammar.figure.search(text, phrase.start, end + CUT)
    return figure is not None and figure.start() < end
