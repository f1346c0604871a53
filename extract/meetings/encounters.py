"""Encounters without a name: whom somebody met, by the persons whom the words name, and whether they talked."""

import re
from bisect import bisect_left
from dataclasses import replace
from functools import cache

from .grammar import Grammar
from .mention import Mention
from .sightings import ENCOUNTERS, Sighting

RECALLED_REACH = 2
"""Characters before a description among which the word stands that goes back to talks told before."""
TALKED_REACH = 700
"""Characters after the first words of a release in which it tells what the sides talked about."""

ENOUGH_WORDS = 3
"""Words, the verb among them, that tell whom somebody met without the name: of which country or body the office is."""

OTHER_REACH = 60
"""Characters before words for those met in which another stands who was met with them."""

OTHER_WORDS = 2
"""Words before the office of somebody counted up: the country, the body."""

_WORD = re.compile(r"(?<!\S)(?P<word>[^\W\d]+(?:\([A-Za-z&. ]{2,12}\))?)[ ]")
_AND = " 및 "
_BETWEEN = re.compile(r"(?P<gloss>\([^()\n]*\))?[ \t]?(?:[^\W\d]+[ \t])?")
"""What may stand between a person's name and the words for the office: the name in another script, a country."""

Person = tuple[int, int, str]
"""Start and end of the mention of a person, and the name."""


def encounters_in(text: str, mentions: list[Mention], people: list[Person], grammar: Grammar) -> list[Mention]:
    """The mentions, of which those that tell whom somebody met begin with the name of the person.

    `people` are those of the release, in order. Without those that count only where a release opens with them and
    that are not followed by words of talks.
    """
    if grammar.rules.order != "spaced":
        return mentions
    kept: list[Mention] = []
    for mention in mentions:
        if mention.leading and not grammar.talked.search(text, mention.end, mention.end + TALKED_REACH):
            continue
        if mention.described and mention.kind in ENCOUNTERS:
            if _at_a_meeting(text, mention, kept, people, grammar):
                continue
            lowest = kept[-1].end if kept else mention.at
            start = _with_name(text, mention, lowest, people)
            mention = replace(mention, start=_with_others(text, replace(mention, start=start), lowest, people, grammar))
        kept.append(mention)
    return kept


def _at_a_meeting(text: str, mention: Mention, before: list[Mention], people: list[Person], grammar: Grammar) -> bool:
    """Whether those met, of whom none is named, are the participants of a meeting told right before."""
    met = people[bisect_left(people, (mention.start, 0, "")) : bisect_left(people, (mention.end, 0, ""))]
    return not met and any(not m.described and grammar.at_meeting.match(text, m.end, m.to) for m in before)


def _with_name(text: str, mention: Mention, lowest: int, people: list[Person]) -> int:
    """Where the name of the person met begins, before or around the words for the office; without one, where they do.

    A name given in two scripts is left out where the words say enough.
    """
    start = mention.start
    after = bisect_left(people, (start + 1, 0, ""))
    first, end, _ = people[after - 1] if after else (start, start, "")
    if first < lowest or end <= first:
        return start
    if start < end:
        return first
    between = _BETWEEN.fullmatch(text, end, start)
    if between is None or (between["gloss"] and len(text[start : mention.end].split()) >= ENOUGH_WORDS):
        return start
    return first


def _with_others(text: str, mention: Mention, lowest: int, people: list[Person], grammar: Grammar) -> int:
    """Where those begin who were met together: others with an office, counted up before the one met."""
    start, office = mention.start, grammar.rules.boundary.office
    first_of_all = _other(office).match(text, start, max(start, text.find(_AND, start, mention.end) + len(_AND)))
    start = first_of_all.end() if first_of_all else start
    while other := _other(office).search(text, max(lowest, start - OTHER_REACH), start):
        first = other.start()
        words = list(_WORD.finditer(text, max(lowest, first - OTHER_REACH), first))
        for word in reversed(words[-OTHER_WORDS:]):
            told = grammar.keep.search(word["word"]) or not grammar.stop.search(word["word"])
            if word.end() != first or not told:
                break
            first = word.start()
        start = _with_name(text, replace(mention, start=first), lowest, people)
        lowest = min(lowest, start)
    return start


@cache
def _other(office: str) -> re.Pattern[str]:
    """The office of somebody counted up, with what joins it to the next: `the minister of A,`."""
    return re.compile(rf"(?<![^\s]){office}(?:\([^()\n]{{1,30}}\))?(?:,[ ]|[ ]및[ ]|[ ]그리고[ ]|[와과][ ])$")


def with_partners(text: str, sighting: Sighting, people: list[Person]) -> Sighting:
    """With the persons whom a description names as those met, and whether it goes back to talks told before."""
    mention, rules = sighting.mention, sighting.grammar
    opening = rules.partner.search(text, mention.start, mention.end)
    whole = rules.rules.order == "spaced"
    first = opening.end() if opening else mention.start if whole else mention.end
    names = people[bisect_left(people, (first, 0, "")) : bisect_left(people, (mention.end, 0, ""))]
    before = text[max(mention.at, mention.start - RECALLED_REACH) : mention.start]
    recalled = rules.recalled_before.search(before) and rules.recalled_after.match(text, mention.end, mention.to)
    return replace(sighting, partners=frozenset(name for *_, name in names), recalled=recalled is not None)
