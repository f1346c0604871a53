"""Candidates where the object stands after its verb and the mood before it (Chinese, English).

In a passive the object is the subject and stands before.
"""

from collections.abc import Iterator

from ..sentences import Sentence
from .candidates import Act, Candidate
from .rules import Grammar, Mood


def acts(text: str, start: int, end: int, grammar: Grammar) -> Iterator[tuple[Act, int, bool]]:
    """The verbs of `text[start:end]` in their moods, where the words that lead to each begin, and whether it is passive."""
    mood: Mood = "done"
    rule = "plain"
    closed = start
    for match in grammar.event.finditer(text, start, end):
        group = match.lastgroup or ""
        if group[0] == "c":
            cue = grammar.cues[group]
            mood, rule, closed = cue.mood, cue.id, match.end()
            continue
        verb = grammar.past[group] if group[0] == "p" else grammar.verbs[group]
        if group[0] == "p":
            passive = grammar.passive.search(text[max(start, match.start() - 30) : match.start()])
            its: Mood = "done"
            if passive and passive.lastgroup in ("planned", "ongoing"):
                its = "planned" if passive.lastgroup == "planned" else "ongoing"
            lead = match.start() - (len(passive.group()) if passive else 0)
            yield (
                Act(match.start(), match.end(), verb, its, passive.lastgroup or rule if passive else rule),
                lead,
                bool(passive),
            )
            continue
        lead = match.start()
        if grammar.rules.phrases.position:
            position = grammar.position.search(text, max(closed - 1, start), match.start())
            if match.start() > closed + 1 and position is None:
                continue
            lead = position.start() if position else closed
        yield Act(match.start(), match.end(), verb, mood, rule), lead, False


def candidates(text: str, sentence: Sentence, grammar: Grammar) -> Iterator[Candidate]:
    """The objects of the verbs of a sentence."""
    found = list(acts(text, sentence.start, sentence.end, grammar))
    busy = sentence.start
    cut = bool(grammar.rules.phrases.position)
    for i, (act, lead, passive) in enumerate(found):
        if act.start < busy:
            continue
        following = found[i + 1][1] if cut and i + 1 < len(found) else sentence.end
        limit = max(act.end, following)
        boundary = grammar.boundary.search(text, act.end, limit)
        stop = boundary.start() if boundary else limit
        if act.verb.weight <= -5:
            busy = busy if cut else stop
            continue
        after = text[act.end : stop].strip()
        if passive or act.verb.before or len(after) < 2:
            span = _before(text, sentence.start, lead, act, grammar)
            if span:
                yield Candidate(*span, act, sentence, (sentence.start, min(stop + 60, sentence.end)))
        else:
            yield Candidate(act.end, stop, act, sentence, (lead, min(stop + 60, limit)))
        busy = busy if cut else stop


def _before(text: str, begin: int, end: int, act: Act, grammar: Grammar) -> tuple[int, int] | None:
    """The phrase before the verb that is its object: the subject of a passive."""
    subject = None
    for subject in grammar.subject.finditer(text, begin, end):
        pass
    return subject.span("item") if subject else None
