"""Candidates where the object stands after its verb and the mood before it (Chinese, English).

The object of a passive, and the meeting that is held, stand before.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..sentences import Sentence
from .candidates import SUMMED, Act, Candidate, Listing
from .phrases import head_of, trimmed
from .rules import Grammar, Mood, Verb

NOMINAL = 4
"""Characters before a verb among which the words stand that make a noun of it."""

REACH = 60
"""Characters after a phrase in which its date may stand."""


_OPEN = Verb(id="other", words=[], weight=0)
"""Any other verb that the sides agreed on: what it does tells nothing, its object must."""


class _Put(NamedTuple):
    """An act, where the words that lead to it begin, and whether its object stands before it."""

    act: Act
    lead: int
    before: bool


def acts(text: str, start: int, end: int, grammar: Grammar, listing: Listing | None) -> Iterator[_Put]:
    """The verbs of `text[start:end]` in their moods.

    The mood of a list, and that of a clause that says what was agreed, outlasts plans and what goes on.
    """
    mood: Mood = listing.mood if listing else "done"
    rule = listing.rule if listing else "plain"
    binding = listing is not None
    if not binding and grammar.attributed.search(text, start, end):
        mood, rule, binding = "agreed", "attributed", True
    cued = cue_start = start
    quoted = [match.span() for rule in (grammar.quoted, grammar.aside) for match in rule.finditer(text, start, end)]
    events = [
        event
        for event in grammar.event.finditer(text, start, end)
        if not any(first < event.start() < last for first, last in quoted)
    ]
    for i, match in enumerate(events):
        group = match.lastgroup or ""
        if group[0] == "c":
            cue = grammar.cues[group]
            if cue.mood == "none" and mood == "agreed" and grammar.relative.search(text, cued, match.start()):
                continue
            if not (binding and (cue.yields or cue.mood in ("planned", "ongoing"))):
                told = mood == "none" and cue.yields
                mood, rule = cue.mood, cue.id
                rule = "told" if told else rule
                binding = cue.mood in ("agreed", "none") and grammar.binds.search(match.group()) is not None
            cue_start, cued = match.span()
            upcoming = events[i + 1].start() if i + 1 < len(events) else end
            stop = grammar.boundary.search(text, cued, end)
            if cue.mood == "agreed" and not cue.yields and cued + 1 < (stop.start() if stop else end) <= upcoming:
                to_thing = match.group().endswith(" to") and grammar.thing.match(text, cued)
                verb = grammar.consent_to if to_thing else _OPEN
                yield _Put(Act(cued, cued, verb, mood, rule, cued), cue_start, False)
        elif group[0] == "p":
            put = _past(text, match.start(), match.end(), start, group, grammar)
            if put.act.verb.consents and put.act.mood == "done":
                mood, rule, binding = "agreed", put.act.rule, False
                cue_start, cued = match.span()
            if put.act.verb.contains and put.act.mood == "done" and grammar.obliges.search(match.group()):
                mood, rule, binding = "agreed", put.act.rule, False
                cue_start, cued = match.span()
            if put.act.verb.always == "planned" and not put.before:
                mood, rule, binding = "planned", put.act.rule, False
                cue_start, cued = match.span()
            if put.act.rule == "passive.wished":
                put = put._replace(act=put.act._replace(mood="none" if rule == "told" else "planned"))
            yield put._replace(act=put.act._replace(mood=mood)) if binding and put.act.mood == "planned" else put
        else:
            lead = cue_start if match.start() <= cued + 1 else match.start()
            if grammar.rules.phrases.position and match.start() > cued + 1:
                position = grammar.position.search(text, max(cue_start, start), match.start())
                if position is None:
                    continue
                lead = position.start()
            verb = grammar.verbs[group]
            own = listing is not None and rule == listing.rule and verb.keeps
            finished = verb.keeps and grammar.accomplished.match(text, match.end()) is not None
            stated: Mood = "done" if own or finished else mood
            purposive = (rule == "past" and not verb.before) or verb.weight < 0
            unled = rule == "plain" and cued == start and not (verb.before or verb.documents)
            if (purposive or unled) and grammar.serves.search(text, cued, match.start()):
                stated = "none"
            yield _Put(Act(match.start(), match.end(), verb, stated, rule, match.end()), lead, verb.before)


def _past(text: str, first: int, last: int, start: int, group: str, grammar: Grammar) -> _Put:
    verb = grammar.past[group]
    passive = grammar.passive.search(text, max(start, first - 30), first)
    if passive is None:
        before = verb.before or (verb.documents and grammar.reduced.match(text, last) is not None)
        return _Put(Act(first, last, verb, "done", "past", last), first, before)
    moods: dict[str, Mood] = {"planned": "planned", "ongoing": "ongoing"}
    mood = moods.get(passive.lastgroup or "", "done")
    rule = "wished" if passive.lastgroup == "wished" else mood
    return _Put(Act(first, last, verb, mood, f"passive.{rule}", last), passive.start(), True)


def candidates(text: str, sentence: Sentence, grammar: Grammar, listing: Listing | None) -> Iterator[Candidate]:
    """The objects of the verbs of a sentence."""
    found = list(acts(text, sentence.start, sentence.end, grammar, listing))
    if not grammar.rules.phrases.position:
        found = _without_ceremonies(text, sentence.start, found, grammar)
    busy = sentence.start
    spaced = bool(grammar.rules.phrases.position)
    told = _told_before(text, sentence.start, found, grammar)
    accepted = sentence.start
    clause = sentence.start
    for i, (act, lead, before) in enumerate(found):
        if act.start < busy or any(first <= act.start < last for first, last in told):
            continue
        told_of = before and act.rule.startswith("passive")  # the signing of the protocol
        if not told_of and grammar.nominal.search(text, max(sentence.start, act.start - NOMINAL), act.start):
            continue
        skipped = grammar.skips.match(text, act.end, sentence.end)
        turned = not skipped and _ends(found[i], text)
        if not spaced and accepted and not turned and _explains(text, accepted, act, grammar):
            continue
        following = found[i + 1].lead if spaced and i + 1 < len(found) else sentence.end
        limit = max(act.end, following)
        begin = skipped.end() if skipped and skipped.end() < limit else act.end
        if act.verb is _OPEN and (verbal := grammar.verbal.match(text, begin, limit)):
            begin = verbal.end()
        boundary = _boundary(text, begin, limit, grammar)
        stop = boundary.start() if boundary else limit
        if not act.verb.documents and any(put.before and stop <= put.act.start <= stop + 1 for put in found[i + 1 :]):
            continue
        if content := _content(text, begin, stop, act, grammar):
            beyond = next((put.lead for put in found[i + 1 :] if put.lead > content), sentence.end)
            closes = _boundary(text, content, beyond, grammar)
            last = closes.start() if closes else beyond
            named = head_of(text, *trimmed(text, content, last, grammar), grammar)
            if named is None or named.weight > 0:
                boundary, stop, limit = closes, last, max(limit, last)
        if act.verb.talk:
            busy = busy if spaced else stop
            continue
        upcoming = next((put.lead for put in found[i + 1 :] if put.lead >= stop), sentence.end)
        parted = grammar.parts_off.search(text, stop, min(stop + REACH, upcoming))
        near = (clause, max(parted.start() if parted else min(stop + REACH, upcoming), act.end))
        qualified = grammar.qualifies.match(text, act.end, sentence.end)
        if qualified and any(_ends(put, text) for put in found[i + 1 :] if put.act.start < stop):
            continue
        if qualified:
            about = (max(clause, lead - REACH), stop)
            yield Candidate(qualified.end(), stop, act._replace(mood="relative"), sentence, about, whole=True)
        elif (fronted := grammar.fronted.search(text, sentence.start, act.start)) and act.verb.alone:
            first = fronted.start("item")
            yield Candidate(first, stop, act, sentence, (min(clause, first), near[1]), whole=True, clause=True)
        elif act.verb.role:
            span = (
                _before(text, sentence.start, lead, act, grammar) if grammar.figure.match(text, act.end, stop) else None
            )
            if span:
                yield Candidate(span[0], stop, act, sentence, (min(clause, span[0]), near[1]), whole=True, clause=True)
        elif act.verb.purpose:
            yield from _told(text, sentence, lead, act, near, grammar)
        elif before or turned:
            span = _before(text, sentence.start, lead, act, grammar)
            if span:
                one = not act.verb.documents
                yield Candidate(*span, act, sentence, (min(clause, span[0]), near[1]), whole=one, subject=True)
        else:
            accepted = stop
            listed = list(_listed(text, stop, act, sentence, grammar))
            if listed and (not spaced or act.verb.documents):
                counted = head_of(text, *trimmed(text, begin, stop, grammar), grammar)
                same = Listing(act.mood, counted, act.rule)
                listed = [candidate._replace(inherited=same) for candidate in listed]
            if act.verb.alone and not text[begin:stop].strip(" ."):
                yield Candidate(act.start, act.end, act, sentence, near, whole=True)
            elif not listed or not listed[0].whole:
                yield Candidate(begin, stop, act, sentence, near)
            if listed:
                one = len(listed) > 1 or not act.verb.documents
                yield from (candidate._replace(whole=one) for candidate in listed)
                busy = listed[-1].within[1]
            elif boundary:
                yield from _resumed(text, stop, limit, act, sentence, near, grammar)
        clause = near[1] if parted else stop
        busy = busy if spaced else stop


def _ends(put: _Put, text: str) -> bool:
    """Whether a verb that may have its object before it ends a clause."""
    return put.act.verb.turns and not text[put.act.end : put.act.end + 1].strip(",;。.)")


def _boundary(text: str, start: int, end: int, grammar: Grammar) -> re.Match[str] | None:
    """What ends an object in `text[start:end]`; words in a quoted name do not."""
    found = grammar.boundary.search(text, start, end)
    if found is None:
        return None
    quoted = [match.span() for match in grammar.quoted.finditer(text, start, end)]
    while found is not None:
        name = next((last for first, last in quoted if first < found.start() < last), None)
        if name is None:
            return found
        found = grammar.boundary.search(text, name, end)
    return None


def _content(text: str, start: int, end: int, act: Act, grammar: Grammar) -> int | None:
    """Where the verb ends that says what a document is about, of which only the noun stands in `text[start:end]`: an
    agreement to open a port, a protocol on opening one.
    """
    content = grammar.content.match(text, end)
    if content is None or not act.verb.documents:
        return None
    first, last = trimmed(text, start, end, grammar)
    head = head_of(text, first, last, grammar)
    if head is None or not head.document or grammar.complement.search(text, first, last):
        return None
    return content.end()


def _told_before(text: str, begin: int, found: list[_Put], grammar: Grammar) -> list[tuple[int, int]]:
    """The stretches before a verb that hold its object, whatever verbs stand in them (就修订指南达成一致)."""
    matches = [grammar.purpose.search(text, begin, put.lead) for put in found if put.act.verb.purpose]
    told = [match.span("item") for match in matches if match]
    if not grammar.rules.phrases.position:
        passive = [put for put in found[1:] if put.before and put.act.verb.documents]
        told += [span for put in passive if (span := _before(text, begin, put.lead, put.act, grammar))]
    return told


def _without_ceremonies(text: str, begin: int, found: list[_Put], grammar: Grammar) -> list[_Put]:
    """The verbs but those that only name the ceremony of which one before them says that it was held.

    In `the city held a signing ceremony for a memorandum` the verb is `held`, and what it has is the memorandum.
    """
    held = [put.act.start for put in found if put.act.verb.documents and not put.before]
    kept: list[_Put] = []
    for put in found:
        span = _before(text, begin, put.lead, put.act, grammar) if held and _named_by(put) else None
        if span is None or not any(span[0] <= place < span[1] for place in held):
            kept.append(put)
    return kept


def _named_by(put: _Put) -> bool:
    return put.before and put.act.verb.documents and put.act.rule == "passive.done"


def _resumed(
    text: str, start: int, end: int, act: Act, sentence: Sentence, near: tuple[int, int], grammar: Grammar
) -> Iterator[Candidate]:
    """A further object after the time or place of the first: a seminar in May and a workshop in June."""
    stop = start
    while again := grammar.resumes.search(text, stop, end):
        boundary = grammar.boundary.search(text, again.end(), end)
        stop = boundary.start() if boundary else end
        if stop == end and end < sentence.end:
            return
        head = head_of(text, *trimmed(text, again.end(), stop, grammar), grammar)
        if head is not None and head.weight > 0:
            yield Candidate(again.end(), stop, act, sentence, (again.start(), near[1]))


def _told(
    text: str, sentence: Sentence, end: int, act: Act, near: tuple[int, int], grammar: Grammar
) -> Iterator[Candidate]:
    """What stands before a verb of consent: the objects of the verbs in it, else the whole of it."""
    purpose = grammar.purpose.search(text, sentence.start, end)
    if purpose is None or purpose["item"] is None:
        return
    start, stop = purpose.span("item")
    agreed = Listing("agreed", None, act.verb.id)
    inner = [
        candidate
        for candidate in candidates(text, sentence._replace(start=start, end=stop), grammar, agreed)
        if text[candidate.start : candidate.end].strip()  # what ends with its verb is a noun (the upgrade of a road)
    ]
    if inner and not any(grammar.reject.search(text[slice(*trimmed(text, c.start, c.end, grammar))]) for c in inner):
        for candidate in inner:
            yield candidate._replace(sentence=sentence, within=(min(near[0], start), near[1]))
    else:
        summed = grammar.sums_up.match(text, stop)
        shared = head_of(text, *summed.span("shared"), grammar) if summed and "shared" in summed.groupdict() else None
        several = Listing(act.mood, shared, SUMMED) if shared else None
        yield Candidate(start, stop, act, sentence, (min(near[0], start), near[1]), subject=True, inherited=several)


def _explains(text: str, accepted: int, act: Act, grammar: Grammar) -> bool:
    """Whether a verb stands in a clause that only explains an item before it: in one with a beginning of its own."""
    clause = max(accepted, *(match.end() for match in grammar.clause.finditer(text, accepted, act.start)), 0)
    if clause == accepted and not grammar.clause.match(text, accepted):
        return False
    if grammar.parts.search(text, accepted, act.start) or act.verb.documents or act.verb.talk or act.verb.purpose:
        return False
    return not grammar.goes_on.fullmatch(text, clause, act.start)


def _before(text: str, begin: int, end: int, act: Act, grammar: Grammar) -> tuple[int, int] | None:
    """The phrase before the verb that is its object.

    Of a clause that is the whole up to the verb; where a document is wanted, the last one before the verb.
    """
    if not act.verb.documents:
        subject: tuple[int, int] | None = None
        for start in reversed([match.end() for match in grammar.starts.finditer(text, begin, end)]):
            several = grammar.of_several.search(text, begin, start)
            if several and several.end() == start and text[start].isupper():
                continue
            match = grammar.subject.match(text, start, end)
            if match:
                inner = grammar.event.finditer(text, *match.span("item"))
                if any((found.lastgroup or "")[0] in "pc" for found in inner):
                    return subject
                subject = subject or match.span("item")
                if head_of(text, *trimmed(text, *match.span("item"), grammar), grammar):
                    return match.span("item")
        return subject
    closes = grammar.closes.search(text, begin, end)
    stop = closes.start() if closes else end
    found: tuple[int, int] | None = None
    for match in reversed(list(grammar.opens.finditer(text, begin, stop))):
        last = stop
        if found:
            joint = grammar.joint_end.search(text, match.end(), found[0])
            if joint is None:
                continue
            last = joint.start()
        first, last = trimmed(text, match.end(), last, grammar)
        if first >= last:
            continue
        head = head_of(text, first, last, grammar)
        if head is None or not head.document:
            continue
        if found is None and grammar.reject.search(text[first:last]):
            return first, act.end
        found = (first, found[1] if found else last)
    return found


def _listed(text: str, start: int, act: Act, sentence: Sentence, grammar: Grammar) -> Iterator[Candidate]:
    """The items of a list that follows an object: three projects -- A; B; and C; projects, including A, and B.

    An apposed list stands for its object, whole is then true.
    """
    apposed = grammar.apposition.match(text, start, sentence.end)
    included = None if apposed else grammar.includes.match(text, start, sentence.end)
    opening, divides = (apposed, grammar.divides) if apposed else (included, grammar.joint)
    if opening is None:
        return
    first, end = opening.end(), sentence.end
    if included and (further := grammar.cue.search(text, first, end)):
        end = further.start()
    cuts = [first]
    for match in divides.finditer(text, first, end):
        cuts += [match.start(), match.end()]
    cuts.append(end)
    if apposed and len(cuts) == 2 and not (act.verb.documents and grammar.documents.search(text, first, end)):
        return
    for first, last in zip(cuts[::2], cuts[1::2], strict=True):
        boundary = grammar.boundary.search(text, first + 1, last)
        stop = boundary.start() if boundary else last
        one = apposed is not None and len(cuts) > 2
        ends = stop if one or not grammar.rules.phrases.position else last
        noun = _noun_of(text, first, ends, act, grammar)
        named = act._replace(verb=noun.act.verb) if noun else act
        yield Candidate(noun.act.end if noun else first, ends, named, sentence, (first, last), whole=one)


def _noun_of(text: str, start: int, end: int, act: Act, grammar: Grammar) -> _Put | None:
    """The noun of an act that begins an item of a list which widens something: contacts, including the launch of A."""
    if act.verb.weight >= 0:
        return None
    noun = next(grammar.event.finditer(text, start, end), None)
    if noun is None or text[start : noun.start()].strip():
        return None
    verb = grammar.verbs.get(noun.lastgroup or "")
    if verb is None or verb.weight <= 0:
        return None
    return _Put(Act(noun.start(), noun.end(), verb, act.mood, act.rule, noun.end()), noun.start(), False)
