"""Candidates where the object stands before its verb and the mood after it (Korean)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ..sentences import Sentence
from .candidates import Act, Candidate, Listing
from .phrases import head_of, trimmed
from .rules import Grammar, Mood, Verb
from .setting import MEETS

LONGEST = 48
"""Words of the longest phrase."""

MOST_ADVERBS = 8
"""Words between an object without a particle and its verb."""

REACH = 70
"""Characters after a verb in relative form in which the noun that it qualifies ends."""

_DATED = Verb(id="dated", words=[], weight=1, done="signed", documents=True)
_WORD = re.compile(r"\S+")
_NOTE_MARK = "*"
"""What refers to a note, also between a verb and its ending."""
_CLOSING = "」』》>'\"*"
"""What closes a name in marks."""


def acts(text: str, start: int, end: int, grammar: Grammar) -> list[Act]:
    """The verbs of `text[start:end]` with their moods; a linked verb takes that of the verb it is linked to."""
    found: list[Act] = []
    for match in grammar.verb.finditer(text, start, end):
        verb_end = match.end()
        while verb_end < end and text[verb_end] == _NOTE_MARK:
            verb_end += 1
        tied = grammar.tied.match(text, verb_end, end)
        cue = grammar.cue.match(text, tied.end() if tied else verb_end, end)
        if cue is None or match.lastgroup is None or cue.lastgroup is None:
            continue
        if found and found[-1].close > match.start():
            continue
        rule = grammar.cues[cue.lastgroup]
        if rule.mood == "nominal" and grammar.verbs[match.lastgroup].noun:
            continue
        found.append(Act(match.start(), match.end(), grammar.verbs[match.lastgroup], rule.mood, rule.id, cue.end()))
    mood: Mood = "done"
    rule_id = "linked"
    for i in range(len(found) - 1, -1, -1):
        act = found[i]
        if act.mood == "linked":
            own = act.verb.keeps or act.verb.talk
            found[i] = act._replace(mood="done" if own else mood, rule=rule_id, linked=True)
        elif act.mood in ("agreed", "planned", "done", "present", "ongoing"):
            mood, rule_id = act.mood, act.rule
    return found


def candidates(text: str, sentence: Sentence, grammar: Grammar, listing: Listing | None) -> Iterator[Candidate]:
    """The objects of the verbs of a sentence; in a list, bare and present verbs have the mood of the list."""
    begin = sentence.start
    found = acts(text, sentence.start, sentence.end, grammar)
    if not sentence.headline:
        found = _shared(text, sentence, found, grammar)
    for act in found:
        if listing and act.mood in ("nominal", "present", "linked") and not act.verb.always:
            act = act._replace(mood=listing.mood, rule=listing.rule)
        of = _attributive(text, begin, act, grammar)
        if of is not None and act.mood == "ongoing":
            yield from _qualified(text, sentence, act._replace(close=of), grammar)
        if of is not None:
            continue
        if not act.verb.talk:
            yield from _objects(text, sentence, begin, act, grammar)
        if act.mood not in ("relative", "nominal") or act.verb.talk:
            begin = act.close

    yield from dated_documents(text, sentence, grammar)


def _attributive(text: str, begin: int, act: Act, grammar: Grammar) -> int | None:
    """Where the noun begins of which a verb without an object says that it goes on or is planned."""
    if act.mood not in ("ongoing", "planned") or act.verb.talk:
        return None
    of = grammar.attributive.match(text, act.close)
    passive = grammar.passive.match(text, act.end) is not None
    return of.end() - 1 if of and (passive or not grammar.object.search(text, begin, act.start)) else None


def _shared(text: str, sentence: Sentence, found: list[Act], grammar: Grammar) -> list[Act]:
    """The acts, where those that are bare nouns share the consent or the plan at the end: opening a centre, a forum."""
    for i in range(len(found) - 2, -1, -1):
        after = found[i + 1]
        if found[i].mood == "nominal" and after.rule == "agreed.on":
            found[i] = found[i]._replace(mood="agreed", rule=after.rule)
    if grammar.ahead.search(text, sentence.start, sentence.end):
        found = [act._replace(mood="planned") if act.mood == "nominal" and act.verb.documents else act for act in found]
    return found


def _objects(text: str, sentence: Sentence, begin: int, act: Act, grammar: Grammar) -> Iterator[Candidate]:
    if act.mood == "relative":
        yield from _qualified(text, sentence, act, grammar)
        return
    clause = grammar.so_that.search(text, begin, act.start) if act.verb.alone else None
    if clause:
        yield Candidate(*clause.span("item"), act, sentence, (begin, act.close), whole=True, clause=True)
        return
    if act.verb.documents and act.mood == "done" and not act.verb.always:
        for other in _elided(text, sentence, begin, act, grammar):
            yield other
            begin = other.within[1]
    number = _number(text, begin, act, grammar)
    if number:
        yield Candidate(*number, act, sentence, (begin, act.close), whole=True)
        return
    for end, subject, sure in _ends(text, begin, act, grammar):
        start = _left(text, begin, end, grammar)
        bullet = grammar.bullets.search(text, begin, end)
        start = min(start, bullet.start()) if bullet and (act.verb.documents or act.verb.dative) else start
        if start >= end:
            continue
        head = head_of(text, *trimmed(text, start, end, grammar), grammar)
        quoted = grammar.name.search(text, start, end) is not None
        definite = (head is not None and head.weight > 0) or (quoted and act.verb.dative and text[end - 1] in _CLOSING)
        definite = definite or (bullet is not None and act.verb.dative)
        definite = definite or (act.verb.consents and not subject)
        if act.verb.documents:
            loose = act.verb.weight == 0 or act.mood in ("agreed", "planned")
            loose = loose or (act.verb.done == "adopted" and head is not None and head.kind == "project")
            definite = head is not None and (head.document or loose)
            definite = definite or quoted or bullet is not None
        changed = subject and act.verb.noun and grammar.figure.search(text, end, act.start) is not None
        if definite or changed or (sure and (act.verb.purpose or not act.verb.documents)):
            yield Candidate(start, end, act, sentence, (begin, act.close), subject=subject)
            return


def _number(text: str, begin: int, act: Act, grammar: Grammar) -> tuple[int, int] | None:
    """What is settled at a number (quotas at 900 tons), from the object or the subject to the number."""
    mark = grammar.measured if act.verb.measures else grammar.dative
    dative = mark.search(text, begin, act.start) if act.verb.dative or act.verb.measures else None
    if dative is None or not grammar.figure.search(text, max(begin, dative.start() - 10), dative.start()):
        return None
    marks = list(grammar.object.finditer(text, begin, dative.start()))
    if not marks and act.verb.measures:
        marks = list(grammar.subject.finditer(text, begin, dative.start()))
    start = _left(text, begin, marks[-1].start() if marks else dative.start(), grammar)
    return (start, dative.start()) if start < dative.start() else None


def _elided(text: str, sentence: Sentence, begin: int, act: Act, grammar: Grammar) -> Iterator[Candidate]:
    """The documents before the last one, where each has a subject of its own and the verb is said once."""
    marks = list(grammar.object.finditer(text, begin, act.start))
    for mark, after in pairwise(marks):
        if not grammar.subject.search(text, mark.end(), after.start()):
            continue
        start = _left(text, begin, mark.start(), grammar)
        head = head_of(text, *trimmed(text, start, mark.start(), grammar), grammar)
        if head is not None and head.document:
            yield Candidate(start, mark.start(), act, sentence, (begin, mark.end()), whole=True)
        begin = mark.end()


def _ends(text: str, begin: int, act: Act, grammar: Grammar) -> Iterator[tuple[int, bool, bool]]:
    """Where the object may end, the likeliest place first, whether that is the subject, and whether it is sure.

    It ends at its particle, before the verb itself, or at the subject.
    """
    if act.verb.purpose:
        purpose = grammar.purpose.search(text, begin, act.start)
        summed = None if purpose else grammar.sums_up.search(text, begin, act.start)
        if purpose:
            yield purpose.end("item"), False, True
        elif summed:
            yield summed.start(), False, True
        return
    role = grammar.role.search(text, begin, act.start) if act.verb.role else None
    if role:
        yield role.start(), False, True
    dative = grammar.dative.search(text, begin, act.start) if act.verb.dative else None
    if dative:
        yield dative.start(), False, False
    passive = grammar.passive.match(text, act.end) is not None
    marked = [] if passive else [match.start() for match in grammar.object.finditer(text, begin, act.start)]
    if len(marked) > 1 and grammar.figure.fullmatch(text[marked[-2] + 1 : marked[-1]].split(" ")[-1]):
        marked.pop()  # by how much it is changed
    if marked:
        yield marked[-1], False, True
    manner = grammar.manner.search(text, begin, act.start)
    if manner and act.mood == "done" and any(character.isdigit() for character in manner.group()):
        manner = None
    gap = text[begin : manner.start() if manner else act.start].rstrip()
    if gap and not marked:
        last = gap.split()[-1]
        if not grammar.boundary.search(last) or grammar.nounlike.search(last):
            yield begin + len(gap), False, not manner
    every = list(reversed(list(grammar.subject.finditer(text, begin, act.start))))
    sides = {side.end() for side in grammar.joint_subject.finditer(text, begin, act.start)} if every else set()
    subjects = [match for match in every if match.start() not in sides]
    if act.verb.id in MEETS:
        subjects.sort(key=lambda match: grammar.topic.fullmatch(match.group()) is None)
    theirs = act.verb.alone and len(subjects) < len(every)
    for match in subjects:
        yield match.start(), True, theirs and grammar.topic.fullmatch(match.group()) is not None
    if gap and not marked and act.mood == "agreed":
        yield from _unmarked(text, begin, begin + len(gap), grammar)


def _unmarked(text: str, begin: int, end: int, grammar: Grammar) -> Iterator[tuple[int, bool, bool]]:
    """Where an object that has no particle may end before words of time, place and manner."""
    for word in reversed(list(_WORD.finditer(text, begin, end))[-MOST_ADVERBS:]):
        if not grammar.boundary.search(word.group()) or grammar.nounlike.search(word.group()):
            yield word.end(), False, False


def _left(text: str, begin: int, end: int, grammar: Grammar) -> int:
    """Where the phrase that ends at `end` starts: at a name in brackets, else at its first word."""
    names = list(grammar.name.finditer(text, begin, end))
    if names and names[-1].end() >= end - 1:
        first = names[-1]
        for before, after in zip(reversed(names[:-1]), reversed(names[1:]), strict=True):
            if not grammar.joint.fullmatch(text, before.end(), after.start()):
                break
            first = before
        return first.start()
    start = end
    tied = True
    for match in reversed(list(_WORD.finditer(text, begin, end))[-LONGEST:]):
        word = match.group().rstrip(",")
        if not tied and grammar.boundary.search(word) and not grammar.nounlike.search(word):
            break
        tied = bool(grammar.connector.search(word))
        start = match.start()
    return start


def _qualified(text: str, sentence: Sentence, act: Act, grammar: Grammar) -> Iterator[Candidate]:
    """The document that a verb in relative form qualifies: its name in brackets, or the words up to a particle."""
    start = act.close + (text[act.close : act.close + 1] == " ")
    name = grammar.name.match(text, start, sentence.end)
    stop = name or grammar.particle.search(text, start, min(start + REACH, sentence.end))
    if stop:
        end = name.end() if name else stop.start()
        yield Candidate(start, end, act, sentence, (sentence.start, end), whole=True)


def dated_documents(text: str, sentence: Sentence, grammar: Grammar) -> Iterator[Candidate]:
    """Documents of which the day of signing stands in brackets behind their name."""
    for match in grammar.dated.finditer(text, sentence.start, sentence.end):
        end = match.start("date")
        act = Act(end, end, _DATED, "done", "bracket")
        start = _left(text, sentence.start, end, grammar)
        if start < end:
            yield Candidate(start, end, act, sentence, (start, match.end()), whole=True)
