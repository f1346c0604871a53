"""Finding date expressions: single dates, what joins two of them, and what stands beside them."""

from dataclasses import dataclass, field
from functools import lru_cache

from .grammar import Beside, Fields, Grammar, Hit
from .rules import JoinKind, MarkKind, Rule

_GAP, _LEFT = 32, 40
"""How far apart joined dates may stand, and how far to the left a mark may begin, in characters."""


@dataclass(slots=True)
class Mention:
    """A date expression as a rule read it; `second` is the other end, where the rule read both."""

    start: int
    end: int
    rule: Rule
    first: Fields
    second: Fields


@dataclass(slots=True)
class Phrase:
    """Mentions that belong together, with the words beside them.

    `mark` is what these words make of it, `mark_fields` what they count.
    """

    start: int
    end: int
    rule: str
    mentions: list[Mention]
    join: JoinKind | None = None
    mark: MarkKind = "point"
    mark_fields: Fields = field(default_factory=dict)


def phrases(text: str, grammar: Grammar, start: int, end: int) -> list[Phrase]:
    """The date expressions of `text[start:end]`, in order; `text` is a reading."""
    seen = _lowered(text) if grammar.lower_case else text
    mentions = _mentions(seen, text, grammar, start, end)
    found: list[Phrase] = []
    index = 0
    while index < len(mentions):
        left = found[-1].end if found else start
        one = mentions[index]
        two = mentions[index + 1] if index + 1 < len(mentions) else None
        joined = _joined(seen, grammar, one, two, left, end) if two else None
        if joined is not None and joined.join == "both" and index + 2 < len(mentions):
            # Of "A and B to C", B and C are the interval.
            after = _joined(seen, grammar, mentions[index + 1], mentions[index + 2], one.end, end)
            joined = None if after is not None and after.join == "interval" else joined
        if joined is None:
            phrase = Phrase(one.start, one.end, one.rule.id, [one])
            index += 1
        else:
            phrase = joined
            index += 2
        _mark(seen, grammar, phrase, left, min(end, mentions[index].start if index < len(mentions) else end))
        found.append(phrase)
    return found


@lru_cache(maxsize=8)
def _lowered(text: str) -> str:
    """Lower case of the same length: the dotted capital I would become two characters."""
    return text.replace("\u0130", "I").lower()


def _mentions(seen: str, text: str, grammar: Grammar, start: int, end: int) -> list[Mention]:
    found: list[Mention] = []
    at = start
    while (begin := grammar.begins.search(seen, at, end)) is not None:
        at = begin.start()
        match = grammar.date_at(seen, at, end)
        if match is not None and (small := _small(match, text)) is not None:
            match = grammar.date_at(seen, at, small)  # "since 2023 may be" has a year before the verb
            if match is not None and _small(match, text) is not None:
                match = None
        if match is None:
            at += 1
            continue
        rule, hit = match
        if rule.kind != "skip":
            found.append(Mention(at, hit.end, rule, {**rule.set, **hit.first}, hit.second))
        at = max(hit.end, at + 1)
    return found


def _small(match: tuple[Rule, Hit], text: str) -> int | None:
    """Where a slot begins that must have a capital, and has none; None where there is no such slot."""
    rule, hit = match
    places = (hit.begins[slot] for slot in rule.capital if slot in hit.begins)
    return next((place for place in places if not text[place].isupper()), None)


def _joined(text: str, grammar: Grammar, one: Mention, two: Mention, left: int, end: int) -> Phrase | None:
    if two.start - one.end > _GAP or (one.second and two.second):
        return None
    for beside in grammar.joins:
        match = beside.between.regex.match(text, one.end, two.start)
        if match is None or match.end() != two.start:
            continue
        span = _span(text, beside, one.start, two.end, left, end)
        if span is not None:
            return Phrase(span[0], span[1], beside.id, [one, two], join=beside.kind)
    return None


def _span(text: str, beside: Beside, start: int, end: int, left: int, limit: int) -> tuple[int, int, Fields] | None:
    """The span from what stands before to what stands after, and what both count; None where one is missing."""
    fields: Fields = {}
    if beside.before is not None:
        base = max(left, start - _LEFT)
        before = beside.before.regex.search(text[base:start])
        if before is None:
            return None
        fields.update(beside.before.hit(before).first)
        start = base + before.start()
    if beside.after is not None:
        after = beside.after.regex.match(text, end, limit)
        if after is None:
            return None
        fields.update(beside.after.hit(after).first)
        end = after.end()
    return start, end, fields


def _mark(text: str, grammar: Grammar, phrase: Phrase, left: int, limit: int) -> None:
    """Apply the first mark that changes what the phrase covers; others only widen its surface."""
    leads, trails = _has_words(text, grammar, phrase, left, limit)
    for beside in grammar.marks:
        kind = beside.kind
        if not (trails if beside.before is None else leads):
            continue
        if kind != "point" and (phrase.join == "interval" or phrase.mark != "point"):
            continue
        span = _span(text, beside, phrase.start, phrase.end, left, limit)
        if span is None:
            continue
        phrase.start, phrase.end, fields = span
        leads, trails = _has_words(text, grammar, phrase, left, limit)
        if kind != "point":
            phrase.mark = kind
            phrase.rule = beside.id
            phrase.mark_fields = fields


def _has_words(text: str, grammar: Grammar, phrase: Phrase, left: int, limit: int) -> tuple[bool, bool]:
    """Whether the words of any mark stand before a phrase, and of any behind it: mostly none do."""
    lead = text[max(left, phrase.start - _LEFT) : phrase.start]
    return (
        grammar.lead.search(lead) is not None,
        grammar.trail.match(text, phrase.end, limit) is not None,
    )
