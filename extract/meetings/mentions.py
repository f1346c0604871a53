"""Mentions of meetings in one sentence: the name, its head noun, its number, and what it points at."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from corpus.registry.series import series

from . import prepositional, spaced, unspaced
from .given import Given, called_next, given_in, without_classes
from .grammar import Grammar
from .lists import listed
from .mention import Mention, Pointer
from .spans import quote_around

MOST_MENTIONS = 40
"""Mentions read in one sentence; more are no sentence, and the time to read them grows with their square."""
MARGIN_REACH = 40
"""Characters before a name in which `on the occasion of` begins."""
MOST_HEADS = 4 * MOST_MENTIONS
ACRONYM_RULE = "meeting.acronym"
COUNT_REACH = 40
"""Characters before talks in which the number of their rounds may stand."""
_OPENING = "'\"‘“「『《<"
_CLOSED = re.compile(r"(?:\([^()\n]{2,60}\))?['\"’”」｣』》>](?:\([^()\n]{2,60}\))?[ ]|[ ]?\([^()\n]{2,60}\)[ ]")
"""What stands between the name of a series in marks, perhaps with another in brackets, and the number of a session."""
ORDINAL_REACH = 8
"""Characters before an acronym in which its number may stand."""
NTH_RULE = "meeting.nth"
"""Sessions of which only the number is said: `for the second time`."""
BUILDERS = {"spaced": spaced.name_around, "unspaced": unspaced.name_around, "prepositional": prepositional.name_around}


def mentions_in(text: str, at: int, to: int, grammar: Grammar, given: Given | None = None) -> list[Mention]:
    """The mentions in the sentence `text[at:to]`, in order, none within another.

    `text` is in the form in which rules match; `given` are names that it gives to events.
    """
    found = [*_described(text, at, to, grammar), *_named(text, at, to, grammar), *_acronyms(text, at, to, grammar)]
    found += _nth(text, at, to, grammar)
    if given:
        found = [*without_classes(text, at, to, found, grammar), *given_in(text, at, to, given, grammar)]
    found.sort(key=lambda mention: (mention.start, mention.leading, -mention.end))
    kept: list[Mention] = []
    for mention in found:
        if kept and mention.start < kept[-1].end:
            if mention.end > kept[-1].end and kept[-1].described < mention.described:
                kept[-1] = mention
            continue
        kept.append(_unquoted(text, mention))
    if len(kept) > 1:
        kept = [m for m in kept if m.numbered or not _is_predicate(text, m, kept, grammar)]
    if len(kept) > 1:
        timing = [mention for mention in kept if _sets_time(text, mention, kept, grammar)]
        told = [mention for mention in kept if not mention.verbal]
        if timing and all(mention in timing or (mention.bare and mention.pointer == "this") for mention in told):
            kept = [replace(mention, bare=False, described=True) if mention.verbal else mention for mention in kept]
        else:
            kept = told or kept[:1]
    return kept[:MOST_MENTIONS]


def _unquoted(text: str, mention: Mention) -> Mention:
    """A mention without the single quotation marks around all of it."""
    quoted = text[mention.start] == "'" and text[mention.end - 1] == "'" and mention.end - mention.start > len("''")
    return replace(mention, start=mention.start + 1, end=mention.end - 1) if quoted else mention


def _is_predicate(text: str, mention: Mention, others: list[Mention], grammar: Grammar) -> bool:
    """Whether a noun only says what the meeting is of which the sentence tells: this forum is a meeting of experts."""
    if not grammar.predicate.match(text, mention.end, mention.to):
        return False
    return any(o.end < mention.start and grammar.topic.match(text, o.end, o.to) for o in others)


def _sets_time(text: str, mention: Mention, others: list[Mention], grammar: Grammar) -> bool:
    """Whether a meeting only says after which others met, at the head of a sentence, or on what occasion."""
    if not text[mention.at : mention.start].strip():
        return False
    if grammar.margin_before.search(text[max(mention.at, mention.start - MARGIN_REACH) : mention.start]):
        return any(other.verbal and other.end < mention.start for other in others)
    lead = grammar.before_it.match(text, mention.at, mention.start)
    comma = text.find(",", mention.end, mention.to)
    return lead is not None and comma > 0 and any(other.verbal and other.start > comma for other in others)


def _described(text: str, at: int, to: int, grammar: Grammar) -> Iterator[Mention]:
    words = text[at:to]
    for rule, pattern in grammar.descriptions:
        if not any(word in words for word in rule.words):
            continue
        for match in pattern.finditer(text, at, to):
            start, end = match.span("name" if "name" in pattern.groupindex else 0)
            whom = text.find(" ", match.end("whom")) + 1 if match.groupdict().get("whom") else 0
            start, end = trimmed(text, _past_stops(text, start, end, whom, grammar), end)
            if start < end:
                head = match["head"] if "head" in pattern.groupindex and match["head"] else text[start:end]
                mention = Mention(start, end, head.lower(), rule.kind, rule.id, at, to)
                yield replace(mention, described=not rule.bare, bare=rule.bare, verbal=rule.bare, leading=rule.leading)


@cache
def _acronym_pattern() -> re.Pattern[str]:
    names = "|".join(sorted(series().acronyms, key=lambda name: (-len(name), name))) or "(?!)"
    return re.compile(rf"(?<![A-Za-z0-9])(?P<acronym>{names})(?:[\s-]?(?P<number>\d{{1,3}}))?(?![A-Za-z0-9])")


def _acronyms(text: str, at: int, to: int, grammar: Grammar) -> Iterator[Mention]:
    """Series called by their acronyms, with a number after or before them: TEMM21, 제21차 TEMM."""
    for match in _acronym_pattern().finditer(text, at, to):
        number, start = match["number"], match.start()
        before = list(grammar.ordinal.finditer(text, max(at, start - ORDINAL_REACH), start))
        if number is None and before and not text[before[-1].end() : start].strip():
            number, start = next(filter(None, before[-1].groups())), before[-1].start()
        value = grammar.number(number) if number else None
        called = match["acronym"].lower()
        coming = called_next(text, at, start, grammar) if value is None else None
        if coming is not None:
            yield Mention(coming, match.end(), called, "talks", ACRONYM_RULE, at, to, pointer="next")
        else:
            yield Mention(start, match.end(), called, "talks", ACRONYM_RULE, at, to, value, match.span("acronym"))


def _nth(text: str, at: int, to: int, grammar: Grammar) -> list[Mention]:
    """The sessions that a sentence counts; one alone may be the first of its kind in a place."""
    found = []
    for match in grammar.nth.finditer(text, at, to):
        if (value := grammar.number(match["number"])) is not None:
            span, number = match.span(), match.span("number")
            found.append(Mention(*span, "", "round", NTH_RULE, at, to, value, number, bare=True))
    return found if len(found) > 1 else []


def _past_stops(text: str, start: int, end: int, whom: int, grammar: Grammar) -> int:
    """Past the words that stand before a name, not in it, where words are set apart; two words stay.

    All of them may, but for the last one before `whom`, which says who is met; else, where it is 0, those at the start.
    """
    at = start
    while grammar.rules.order == "spaced" and text.count(" ", at, end) > 1:
        if whom and text.count(" ", at, whom) <= 1:
            break
        blank = text.find(" ", at, end)
        word = text[at:blank]
        ends = grammar.stop.search(word) and not grammar.keep.search(word) and not grammar.join.search(f"{word} ")
        if ends or (at == start and grammar.join.fullmatch(f"{word} ")):
            start = blank + 1
        elif not whom:
            break
        at = blank + 1
    return start


def _named(text: str, at: int, to: int, grammar: Grammar) -> Iterator[Mention]:
    build = BUILDERS[grammar.rules.order]
    before: Mention | None = None
    for number, match in enumerate(grammar.heads_in(text, at, to)):
        if number > MOST_HEADS:
            break
        lowest = before.end if before else at
        if match.start() < lowest:
            continue
        word = match.group().lower()
        noun = grammar.noun_of[word]
        if before and not before.quoted and _quoted_whole(text, at, to, before, match, grammar):
            before, lowest = None, at
        span = build(text, lowest, to, match.start(), match.end(), grammar)
        if span is None:
            continue
        mention = Mention(
            span.start,
            span.end,
            word,
            noun.kind,
            noun.id,
            at,
            to,
            quoted=span.quoted,
            alone=noun.alone,
            proper_end=span.name_end,
        )
        mention = numbered(text, mention, grammar, span.head_start, span.head_end)
        one_of_several = mention.kind == "event" or (mention.bare and mention.kind in ("meeting", "talks"))
        if one_of_several and grammar.collective.search(text[at : mention.start]):
            continue
        if not mention.numbered and grammar.activity.match(text, mention.end, to):
            continue
        if grammar.counted.search(text, max(at, mention.start - COUNT_REACH), mention.start):
            mention = replace(mention, counted=True)
        if before and _goes_on(text, before, mention, grammar):
            opened = before.start > at and text[before.start - 1] in _OPENING and text[before.end] not in " "
            mention = replace(mention, start=before.start - opened)
            mention = numbered(text, mention, grammar, span.head_start, span.head_end)
        else:
            mention, shorter = listed(text, lowest, mention, grammar)
            if before:
                if mention.bare and _rank_joined(text, before, mention, span.head_start, grammar):
                    mention = replace(mention, bare=False)
                yield before
            yield from shorter
        before = mention
    if before:
        yield before


def _quoted_whole(text: str, at: int, to: int, before: Mention, head: re.Match[str], grammar: Grammar) -> bool:
    """Whether quotation marks hold one name with two head nouns, of which `before` has the first."""
    if grammar.rules.order == "prepositional":
        return False
    quote = quote_around(text, at, to, head.start(), head.end())
    return quote is not None and quote[0] == before.start and "," not in text[slice(*quote)]


def _rank_joined(text: str, before: Mention, mention: Mention, head_start: int, grammar: Grammar) -> bool:
    """Whether a head noun with a modifier that alone names nothing is joined to a meeting, so that it is another."""
    joined = grammar.conjunction.fullmatch(text, before.end, mention.start)
    return joined is not None and mention.start < head_start and mention.pointer is None


def _joined_heads(text: str, before: Mention, after: Mention, grammar: Grammar) -> bool:
    """Whether a bare head noun is joined to a name of the same kind, as in `Symposium and Workshop`."""
    between = text[before.end : after.start]
    if before.bare or after.numbered or after.pointer or after.kind != before.kind or before.quoted or not between:
        return False
    if not grammar.joint.fullmatch(text, after.start, after.end - len(after.head)):
        return False
    if text[before.end - len(before.head) : before.end].lower() != before.head:
        return False
    return "," not in between and grammar.conjunction.fullmatch(between) is not None


def _session_of(text: str, before: Mention, after: Mention, grammar: Grammar) -> bool:
    """Whether the number of a session stands right behind a series in marks: the 'Salt Dialogue' 2nd meeting."""
    if grammar.rules.order != "spaced" or before.numbered or not (after.numbered and after.bare) or after.quoted:
        return False
    return _CLOSED.fullmatch(text, before.end, after.start) is not None


def _goes_on(text: str, before: Mention, after: Mention, grammar: Grammar) -> bool:
    """Whether two head nouns make one name: nothing stands between them but the number of the session."""
    if _joined_heads(text, before, after, grammar) or _session_of(text, before, after, grammar):
        return True
    if (
        text[before.end : after.start].strip()
        or before.quoted
        or after.quoted
        or "\n" in text[before.end : after.start]
    ):
        return False
    if after.start > before.end + 1:
        return False
    return not (before.numbered and after.numbered)


def numbered(text: str, mention: Mention, grammar: Grammar, head_start: int, head_end: int) -> Mention:
    """The mention with its number, its pointer, and whether anything else names it."""
    start, end = mention.start, mention.end
    number, span = None, None
    within_time = grammar.since.match(text, end, mention.to) is not None
    for value, place in grammar.numbers_in(text, start, end):
        if not (value == 1 and within_time):
            number, span = value, place
            break
    rest = text[start:head_start] + " " + text[head_end:end]
    if span is not None:
        inside = text[start:end]
        rest = inside[: span[0] - start] + " " + inside[span[1] - start :]
        rest = rest.replace(text[head_start:head_end], " ", 1)
    before = text[max(mention.at, start - 16) : start]
    pointer: Pointer | None = None
    lead = before + text[start:head_start]
    if grammar.next.search(lead):
        pointer = "next"
    elif grammar.last.search(lead):
        pointer = "last"
    elif grammar.this.search(lead):
        pointer = "this"
    if mention.kind == "round":
        rest = grammar.heads.sub(" ", rest)
    rest = grammar.generic.sub(" ", grammar.next.sub(" ", grammar.last.sub(" ", grammar.this.sub(" ", rest))))
    named = sum(character.isalnum() for character in rest) > 1
    if number is None and (not named or pointer == "next") and (at := _pointing(text, mention, grammar)) is not None:
        start = at
    return replace(
        mention,
        start=start,
        ordinal=number,
        ordinal_span=span,
        pointer=pointer,
        bare=not named,
    )


def _pointing(text: str, mention: Mention, grammar: Grammar) -> int | None:
    """Where the words for "next" or "last" right before a bare noun begin."""
    low = max(mention.at, mention.start - 16)
    for pattern in (grammar.next, grammar.last):
        for match in pattern.finditer(text, low, mention.start):
            if not text[match.end() : mention.start].strip() or match.end() == mention.start:
                return match.start()
    return None


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and punctuation at its edges."""
    while start < end and not (text[start].isalnum() or text[start] in "('\"「｢《<["):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in ")'\"」｣》>]"):
        end -= 1
    return start, end
