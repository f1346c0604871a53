"""Candidates where the object stands before its verb and the mood after it (Korean)."""

import re
from collections.abc import Iterator

from ..sentences import Sentence
from .candidates import Act, Candidate
from .rules import Grammar, Mood

LONGEST = 16
"""Words of the longest phrase."""


def acts(text: str, start: int, end: int, grammar: Grammar) -> list[Act]:
    """The verbs of `text[start:end]` with their moods; a linked verb takes that of the verb it is linked to."""
    found: list[Act] = []
    for match in grammar.verb.finditer(text, start, end):
        cue = grammar.cue.match(text, match.end(), end)
        if cue is None or match.lastgroup is None or cue.lastgroup is None:
            continue
        rule = grammar.cues[cue.lastgroup]
        if found and found[-1].close > match.start():
            continue
        found.append(Act(match.start(), match.end(), grammar.verbs[match.lastgroup], rule.mood, rule.id, cue.end()))
    mood: Mood = "done"
    rule_id = "linked"
    for i in range(len(found) - 1, -1, -1):
        act = found[i]
        if act.mood == "linked":
            own = act.verb.keeps or act.verb.weight < -5
            found[i] = act._replace(mood="done" if own else mood, rule=rule_id)
        elif act.mood in ("agreed", "planned", "done", "present"):
            mood, rule_id = act.mood, act.rule
    return found


def candidates(text: str, sentence: Sentence, grammar: Grammar) -> Iterator[Candidate]:
    """The objects of the verbs of a sentence."""
    begin = sentence.start
    for act in acts(text, sentence.start, sentence.end, grammar):
        if act.verb.weight > -5:
            yield from _objects(text, sentence, begin, act, grammar)
        if act.mood not in ("relative", "nominal") or act.verb.weight < -5:
            begin = act.close


def _objects(text: str, sentence: Sentence, begin: int, act: Act, grammar: Grammar) -> Iterator[Candidate]:
    if act.mood == "relative":
        yield from _qualified(text, sentence, act, grammar)
        return
    end = _object_end(text, begin, act, grammar)
    if end is None:
        return
    start = _left(text, begin, end, grammar)
    if start < end:
        yield Candidate(start, end, act, sentence, (begin, act.close))


def _object_end(text: str, begin: int, act: Act, grammar: Grammar) -> int | None:
    """Where the object of a verb ends: at its particle, else at the purpose, the subject or the verb itself."""
    if act.verb.weight <= -3:
        purpose = grammar.purpose.search(text, begin, act.start)
        return purpose.end("item") if purpose else None
    last = None
    for match in grammar.object.finditer(text, begin, act.start):
        last = match
    if last is not None:
        return last.start()
    gap = text[begin : act.start].rstrip()
    if gap and not grammar.boundary.search(gap.split()[-1]):
        return begin + len(gap)
    for match in grammar.subject.finditer(text, begin, act.start):
        last = match
    return last.start() if last is not None else None


def _left(text: str, begin: int, end: int, grammar: Grammar) -> int:
    """Where the phrase that ends at `end` starts: at a name in brackets, else at its first word."""
    for match in grammar.name.finditer(text, begin, end):
        if match.end() >= end - 1:
            return match.start()
    words = [(m.start(), m.end()) for m in re.finditer(r"\S+", text[begin:end])]
    start = end
    tied = True
    for first, last in reversed(words[-LONGEST:]):
        word = text[begin + first : begin + last]
        if not tied and grammar.boundary.search(word) and not grammar.nounlike.search(word):
            break
        tied = bool(grammar.connector.search(word))
        start = begin + first
    return start


def _qualified(text: str, sentence: Sentence, act: Act, grammar: Grammar) -> Iterator[Candidate]:
    """The document that a verb in relative form qualifies: its name in brackets, or the words up to a particle."""
    start = act.close + 1
    name = grammar.name.match(text, start, sentence.end)
    if name:
        yield Candidate(name.start(), name.end(), act, sentence, (sentence.start, name.end()), named=True)
        return
    stop = grammar.particle.search(text, start, min(start + 60, sentence.end))
    if stop:
        yield Candidate(start, stop.start(), act, sentence, (sentence.start, stop.start()))
