"""The phrases of a candidate: where each begins and ends, and the noun that heads it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .candidates import SUMMED, Candidate
from .rules import Grammar, Head

LEAST = 2
"""Points that make an item of what was agreed: verb, head, name, quantity and date together."""

NOUN = 20
"""Characters before a name in which a noun says what it is."""

TAIL, HEAD = 60, 48
"""Characters at the end of a phrase in which what trails it begins, and the noun that heads it."""

MOST_PHRASES = 128
"""Phrases of which the edges and the head are remembered: a sentence asks for those of its own several times."""

_DONE = ("research", "exchange", "support")
"""Kinds of what is done with things."""

SHORTEST, LONGEST = 2, 240
"""Characters of a title."""


class Phrase(NamedTuple):
    """A trimmed phrase of a candidate, its head, whether it is a name, and what abbreviates it.

    `example` holds that it is named as one of the things that were done, or in which something is strengthened.
    """

    start: int
    end: int
    head: Head | None
    named: bool
    short: tuple[str, ...] = ()
    example: bool = False


def divided(text: str, candidate: Candidate, grammar: Grammar) -> Iterator[Phrase]:
    """The coordinated phrases of a candidate; those stay together of which one part is no item by itself."""
    start, end = candidate.start, candidate.end
    short: tuple[str, ...] = ()
    documents = candidate.act.verb.documents
    joints = list(grammar.documents.finditer(text, start, end)) if documents else []
    if joints:
        cuts = [start, *(place for joint in joints for place in joint.span()), end]
        for first, last in zip(cuts[::2], cuts[1::2], strict=True):
            yield from divided(text, candidate._replace(start=first, end=last), grammar)
        return
    abbreviation = grammar.abbreviation.search(text, start, end)
    if abbreviation:
        short = tuple(name for name in abbreviation.groups() if name and not grammar.head_anywhere.fullmatch(name))
        quoted = any(m.start() < abbreviation.start() < m.end() for m in grammar.name.finditer(text, start, end))
        named = documents and grammar.complement.match(text, abbreviation.end(), end)
        if not (quoted or named or head_of(text, abbreviation.end(), end, grammar)):
            end = abbreviation.start()
    names = list(grammar.name.finditer(text, start, end))
    whole = _phrase(text, start, end, grammar)
    if whole is None:
        return
    of_it = len(names) == 1 and names[0].end() < whole.end - 1 and whole.head is not None and whole.head.document
    if len(names) == 1 and whole.head is not None and whole.head.gathering:
        describes = grammar.complement.search(text, whole.start, names[0].start())
        if describes and names[0].end() >= whole.end - 1:  # not the meeting's own name (the meeting of the forum "A")
            yield whole._replace(end=max(whole.end, names[0].end()), named=True, short=short)
            return
    if names and ((candidate.act.verb.documents and not of_it) or len(names) > 1 or names[-1].end() >= whole.end - 1):
        for match in names:
            inner = match.span("a" if match.group("a") else "b")
            while inner[1] > inner[0] and text[inner[1] - 1] == "*":
                inner = (inner[0], inner[1] - 1)
            head = head_of(text, *inner, grammar) or _apposed(text, match.start(), grammar)
            yield Phrase(*inner, head, True, short if match is names[-1] else ())
        return
    whole = whole._replace(named=bool(names or grammar.proper.search(text, whole.start, whole.end)), short=short)
    if candidate.whole:
        yield whole
        return
    examples = grammar.such_as.search(text, whole.start, end)
    done = candidate.act.mood == "done" and not candidate.act.verb.dative
    if examples and done and not grammar.bullets.search(text, start, end):
        yield from _examples(text, whole.start, examples, grammar)
        return
    if examples and candidate.act.mood == "agreed" and _sums_up(text, examples, whole, grammar):
        yield whole
        return
    if grammar.bullets.search(text, start, end):
        yield from _bulleted(text, start, end, grammar)
        return
    if candidate.inherited and candidate.inherited.rule == SUMMED:
        yield from _summed(text, start, end, grammar)
        return
    cuts = [start]
    for match in grammar.joint.finditer(text, start, end):
        if _shares_head(text, cuts[-1], match, grammar) or _shares_verb(text, cuts[-1], match, end, grammar):
            continue
        if _needs_document(candidate) and not _is_document(text, cuts[-1], match.start(), grammar):
            continue
        if grammar.of_several.fullmatch(text, cuts[-1], match.start()) and text[match.end() :][:1].isupper():
            continue
        if _stands_alone(text, cuts[-1], match.start(), grammar):
            cuts += [match.start(), match.end()]
        elif grammar.enumeration.search(match.group()) and _is_topic(text, cuts[-1], match.start(), grammar):
            cuts[-1] = match.end()
    cuts.append(end)
    parts = [_phrase(text, first, last, grammar) for first, last in zip(cuts[::2], cuts[1::2], strict=True)]
    if len(parts) == 1 or any(part is None or part.head is None or part.head.weight < 0 for part in parts):
        sure = [part for part in parts if part is not None and part.head is not None and part.head.weight > 0]
        object_first = grammar.rules.order == "object-verb"
        known = len(sure) > 1 and all(part is not None and part.head is not None for part in parts)
        counted = grammar.sums_up.match(text, end, max(end, candidate.act.start)) is not None or (
            not object_first and len(sure) > 0
        )
        if (known and object_first) or (candidate.act.verb.purpose and counted):
            yield from sure
        else:
            yield whole
        return
    summed_up = examples is not None and candidate.act.verb.weight < 0
    for part in parts:
        if part is not None:
            proper = grammar.proper.search(text, part.start, part.end) is not None
            yield part._replace(named=proper, example=summed_up)


def _summed(text: str, start: int, end: int, grammar: Grammar) -> Iterator[Phrase]:
    """The entries of a list that one noun sums up (A, B and other projects), but for topics."""
    cuts = [start]
    for match in grammar.joint.finditer(text, start, end):
        cuts += match.span()
    cuts.append(end)
    for first, last in zip(cuts[::2], cuts[1::2], strict=True):
        phrase = _phrase(text, first, last, grammar)
        if phrase is not None and (phrase.head is None or phrase.head.weight > 0):
            yield phrase._replace(named=True)


def _apposed(text: str, end: int, grammar: Grammar) -> Head | None:
    """The head of the words that say what a name before which they stand is (the exercise "Clear Sky")."""
    start = max(0, end - NOUN)
    noun = grammar.apposed.search(text, start, end)
    return head_of(text, start, noun.start(), grammar) if noun else None


def _examples(text: str, start: int, close: re.Match[str], grammar: Grammar) -> Iterator[Phrase]:
    """The things named as examples of what the sides did (seminars, surveys and other joint projects)."""
    shared = head_of(text, close.end("shared") - len(close["shared"]), close.end("shared"), grammar)
    cuts = [start]
    for match in grammar.joint.finditer(text, start, close.start()):
        cuts += match.span()
    cuts.append(close.start())
    if shared is None or shared.weight < LEAST or shared.gathering or len(cuts) < 4:
        return
    for first, last in zip(cuts[::2], cuts[1::2], strict=True):
        phrase = _phrase(text, first, last, grammar)
        if phrase is not None and (phrase.head is None or phrase.head.weight > 0):
            yield phrase._replace(head=phrase.head or shared, named=True, example=True)


def _sums_up(text: str, examples: re.Match[str], whole: Phrase, grammar: Grammar) -> bool:
    """Whether a phrase ends with the activity of which it names fields (research on networks, sensors and the like)."""
    if grammar.rules.order != "object-verb" or examples.end("shared") < whole.end or examples.start() >= whole.end:
        return False
    if grammar.reject.search(text[whole.start : whole.end]):
        return True
    return whole.head is not None and whole.head.weight >= LEAST and whole.head.kind in _DONE


def _bulleted(text: str, start: int, end: int, grammar: Grammar) -> Iterator[Phrase]:
    """The phrases between bullets within a sentence."""
    marks = [match.start() for match in grammar.bullets.finditer(text, start, end)]
    for first, last in zip([start, *(mark + 1 for mark in marks)], [*marks, end], strict=True):
        phrase = _phrase(text, first, last, grammar)
        if phrase is not None:
            yield phrase._replace(named=phrase.head is not None)


def _shares_head(text: str, start: int, joint: re.Match[str], grammar: Grammar) -> bool:
    """Whether a mere noun is tied to the one after it, with which it makes one thing (courses and conferences)."""
    if grammar.rules.order != "object-verb" or grammar.enumeration.search(joint.group()):
        return False
    first, last = trimmed(text, start, joint.start(), grammar)
    return last - first <= SHORTEST


def _shares_verb(text: str, start: int, joint: re.Match[str], end: int, grammar: Grammar) -> bool:
    """Whether a thing is tied to the one after it with which the same is done (comparison of systems and methods)."""
    if grammar.rules.order != "object-verb" or grammar.enumeration.search(joint.group()):
        return False
    thing = head_of(text, *trimmed(text, start, joint.start(), grammar), grammar)
    done = head_of(text, *trimmed(text, joint.end(), end, grammar), grammar)
    return thing is not None and thing.thing and done is not None and done.kind in _DONE and not done.thing


def _stands_alone(text: str, start: int, end: int, grammar: Grammar) -> bool:
    head = head_of(text, *trimmed(text, start, end, grammar), grammar)
    return head is not None and head.weight > 0


def _needs_document(candidate: Candidate) -> bool:
    """Whether what stands before a document or talks that are brought to an end is only its subject."""
    return candidate.act.verb.done == "signed" or candidate.act.verb.id == "settle"


def _is_document(text: str, start: int, end: int, grammar: Grammar) -> bool:
    head = head_of(text, *trimmed(text, start, end, grammar), grammar)
    return head is not None and (head.document or head.id == "negotiation")


def _is_topic(text: str, start: int, end: int, grammar: Grammar) -> bool:
    head = head_of(text, *trimmed(text, start, end, grammar), grammar)
    return head is not None and head.weight < 0


def _phrase(text: str, start: int, end: int, grammar: Grammar) -> Phrase | None:
    begin = start
    start, end = trimmed(text, start, end, grammar)
    start = opening(text, start, end, begin)
    if not SHORTEST <= end - start <= LONGEST:
        return None
    return Phrase(start, end, head_of(text, start, end, grammar), False)


def opening(text: str, start: int, end: int, begin: int) -> int:
    """Where a phrase starts with the quotation mark before it, of which it holds the closing one."""
    quoted = start > begin and text[start - 1] in "'\"" and text.count(text[start - 1], start, end) % 2
    return start - 1 if quoted else start


@lru_cache(maxsize=MOST_PHRASES)
def trimmed(text: str, start: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """`start:end` without what leads to the phrase and trails it."""
    while start < end:
        lead = grammar.lead.match(text, start, end)
        if lead and lead.end() > start:
            start = lead.end()
            continue
        partners = grammar.partners.fullmatch(text, start, end)
        if partners:
            end = partners.end("own")
            continue
        tail = grammar.tail.search(text, max(start + 1, end - TAIL), end)
        if tail and tail.group():
            end = tail.start()
            continue
        break
    return start, end


@lru_cache(maxsize=MOST_PHRASES)
def head_of(text: str, start: int, end: int, grammar: Grammar) -> Head | None:
    """The noun that heads a phrase: the last one before its first complement; notes in brackets aside."""
    bare = grammar.note.sub("", text[start:end]).rstrip()
    complement = grammar.complement.search(bare)
    if complement:
        bare = bare[: complement.start()].rstrip()
    match = next(grammar.head_at_end.finditer(bare, max(0, len(bare) - HEAD), len(bare)), None)
    return grammar.heads[match.lastgroup] if match and match.lastgroup else None
