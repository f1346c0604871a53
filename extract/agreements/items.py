"""Whether a candidate is an item, and of which kind and status.

Items have a name of their own, a quantity, a date or a definite activity; topics, wishes and results have none.
"""

from collections.abc import Iterator
from typing import NamedTuple

from corpus.records import AgreementKind, AgreementStatus

from .candidates import Candidate
from .rules import Grammar, Head

LEAST = 2
"""Points that make an item of what was agreed: verb, head, name, quantity and date together."""

SHORTEST, LONGEST = 2, 160
"""Characters of a title."""


class Phrase(NamedTuple):
    """A trimmed phrase of a candidate, its head and whether it is a name in brackets or quotation marks."""

    start: int
    end: int
    head: Head | None
    named: bool


class Item(NamedTuple):
    """An item: its phrase, kind and status, and the candidate that it comes from."""

    phrase: Phrase
    kind: AgreementKind
    status: AgreementStatus
    source: Candidate


class Setting(NamedTuple):
    """What the surroundings of a sentence say of its subject: all sides, one side, in the text of a statement."""

    joint: bool
    single: bool
    statement: bool
    dated: bool


def items(text: str, candidate: Candidate, setting: Setting, grammar: Grammar) -> Iterator[Item]:
    """The items of a candidate: one for each of its coordinated phrases, none where it undertakes nothing."""
    phrases = list(divided(text, candidate.start, candidate.end, grammar))
    for phrase in phrases:
        status = status_of(text, candidate, phrase, setting, grammar)
        if status is not None:
            yield Item(phrase, kind_of(candidate, phrase), status, candidate)


def divided(text: str, start: int, end: int, grammar: Grammar) -> Iterator[Phrase]:
    """The coordinated phrases of `text[start:end]`; those stay together of which one part is no item by itself."""
    names = [m for m in grammar.name.finditer(text, start, end)]
    if names:
        whole = _phrase(text, start, end, grammar)
        if whole is None:
            return
        for match in names:
            part = 1 if match.group("a") else 2
            inner = match.span("a" if part == 1 else "b")
            alone = len(names) > 1 or match.end() >= whole.end - 1
            if alone:
                yield Phrase(*inner, head_of(text, *inner, grammar), True)
            else:
                yield whole._replace(named=True)
        return
    cuts = [start]
    for match in grammar.joint.finditer(text, start, end):
        if _stands_alone(text, cuts[-1], match.start(), grammar):
            cuts += [match.start(), match.end()]
    cuts.append(end)
    parts = [_phrase(text, first, last, grammar) for first, last in zip(cuts[::2], cuts[1::2], strict=True)]
    if any(part is None or part.head is None or part.head.weight < 0 for part in parts):
        parts = [_phrase(text, start, end, grammar)]
    yield from (part for part in parts if part is not None)


def _stands_alone(text: str, start: int, end: int, grammar: Grammar) -> bool:
    head = head_of(text, start, end, grammar)
    return head is not None and head.weight > 0


def _phrase(text: str, start: int, end: int, grammar: Grammar) -> Phrase | None:
    start, end = trimmed(text, start, end, grammar)
    if not SHORTEST <= end - start <= LONGEST:
        return None
    return Phrase(start, end, head_of(text, start, end, grammar), False)


def trimmed(text: str, start: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """`start:end` without what leads to the phrase and trails it."""
    while start < end:
        lead = grammar.lead.match(text, start, end)
        if lead and lead.end() > start:
            start = lead.end()
            continue
        tail = grammar.tail.search(text[start:end])
        if tail and tail.group() and tail.start() > 0:
            end = start + tail.start()
            continue
        break
    return start, end


def head_of(text: str, start: int, end: int, grammar: Grammar) -> Head | None:
    """The noun that heads a phrase: the last one before its first complement; notes in brackets aside."""
    phrase = text[start:end]
    complement = grammar.complement.search(phrase)
    if complement:
        match = None
        for match in grammar.head_anywhere.finditer(phrase, 0, complement.start()):
            pass
        if match is not None and match.lastgroup:
            return grammar.heads[match.lastgroup]
    else:
        bare = grammar.note.sub("", phrase).rstrip()
        match = grammar.head_at_end.search(bare)
        if match is not None and match.lastgroup:
            return grammar.heads[match.lastgroup]
    return None


def status_of(
    text: str, candidate: Candidate, phrase: Phrase, setting: Setting, grammar: Grammar
) -> AgreementStatus | None:
    """The status of a phrase as the object of its verb, or none where it is no item."""
    verb, mood = candidate.act.verb, candidate.act.mood
    head = phrase.head
    if grammar.reject.search(text[phrase.start : phrase.end]) or verb.weight < -5:
        return None
    document = bool(head and head.document)
    quantity = bool(grammar.quantity.search(text, phrase.start, phrase.end))
    points = verb.weight + (head.weight if head else 0) + 2 * phrase.named + quantity + setting.dated
    if verb.documents and not document:
        return None
    if verb.always:
        return verb.always if points >= LEAST and mood not in ("none", "nominal") else None
    if mood == "agreed":
        if setting.single and not setting.joint:
            return None
        return "agreed" if points >= LEAST else None
    if mood == "planned":
        definite = document or (head is not None and head.kind == "next-meeting") or setting.joint
        return "planned" if definite and points > LEAST else None
    if mood == "ongoing":
        return "ongoing" if setting.joint and head is not None and points > LEAST else None
    if mood in ("done", "linked", "relative", "nominal"):
        if verb.done in ("signed", "adopted"):
            return verb.done if points >= LEAST and document else None
        if verb.done == "agreed":
            return "agreed" if points >= LEAST else None
        if mood in ("relative", "nominal") or not setting.joint:
            return None
        return verb.done if verb.done and points > LEAST else None
    if mood == "present" and setting.statement and setting.joint:
        return "agreed" if points >= LEAST else None
    return None


def kind_of(candidate: Candidate, phrase: Phrase) -> AgreementKind:
    """The kind that the head names, else the one that the verb implies."""
    if phrase.head is not None and phrase.head.kind is not None:
        return phrase.head.kind
    return candidate.act.verb.kind or "other"
