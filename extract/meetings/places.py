"""Venues and cities in a sentence."""

import re

from corpus.registry.localities import localities

from .circumstances import sign_of_format
from .grammar import Grammar

Place = tuple[str, int, int]
"""The group of the expression that found it, start and end."""

HOST, VISITED = "host", "visited"
"""Groups of a place that is the subject of `hosts` or the object of `visited`, as bodies are too: only known ones
count."""

_AFTER_DAY = re.compile(r"[^,;()\n]{0,4},\s{0,3}(?P<place>[^\W\d_][^,;:()\n\t]{1,24})(?=[,;()\n\t]|$)")
_BEFORE_DAY = re.compile(r"\s?(?P<place>[^\W\d_][^,;:()\n\t]{1,24}(?:,\s[A-Z][a-z]+)?),\s(?:on\s)?")
_BRACKET = re.compile(r"\((?P<place>[^,;:()\n\d]{2,24})\)")


def place_after(text: str, start: int, end: int, grammar: Grammar) -> tuple[int, int] | None:
    """The place that follows a day and a comma, as in `3 June, Jeju` within a bracket or a list; `start` ends the day.

    Of a country with a city in a bracket it is the city.
    """
    match = _AFTER_DAY.match(text, start, end)
    if match is None:
        return None
    first, last = match.span("place")
    if grammar.no_place.fullmatch(text, first, last) and (city := _BRACKET.match(text, last, end)):
        first, last = city.span("place")
    first, last = _proper(text, first, last, grammar)
    surface = text[first:last]
    if not surface or any(map(str.isdigit, surface)) or sign_of_format(surface, grammar):
        return None
    if grammar.no_place.fullmatch(text, first, last) or grammar.heads.search(text, first, last):
        return None
    return first, last


def place_before(text: str, start: int, end: int, grammar: Grammar) -> tuple[int, int] | None:
    """The place that stands before a day and a comma and nothing else, as in `Jeju, 3 June`; `end` begins the day."""
    match = _BEFORE_DAY.fullmatch(text, start, end)
    if match is None:
        return None
    first, last = _proper(text, *match.span("place"), grammar)
    surface = text[first:last]
    if not surface or grammar.no_place.fullmatch(surface) or sign_of_format(surface, grammar):
        return None
    return None if grammar.heads.search(surface) or grammar.cue.search(surface) else (first, last)


def places_in(text: str, at: int, to: int, grammar: Grammar) -> list[Place]:
    """The places that the sentence `text[at:to]` names, in order."""
    found = []
    for match in grammar.place.finditer(text, at, to):
        group = match.lastgroup or "place"
        start, end = _proper(text, *match.span(group), grammar)
        if start >= end or _cut(text, end) or grammar.no_place.fullmatch(text, start, end):
            continue
        if group not in (HOST, VISITED) or text[start:end] in localities().bare(grammar.lang):
            found.append((group, start, end))
    return found


def _cut(text: str, end: int) -> bool:
    """Whether a line ends within the last word, as it does in the name of something else that goes on."""
    return text.startswith("-\n", end)


def _proper(text: str, start: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """Without blanks and, where words are set apart, without what cannot belong to a name."""
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == ")"):
        end -= 1
    bracket = text.find("(", start, end)
    if bracket >= 0 and " " in text[bracket:end]:
        end = len(text[:bracket].rstrip())
    if grammar.rules.order == "spaced":
        at = start
        while (blank := text.find(" ", at, end)) > 0:
            word = text[at:blank]
            if grammar.stop.search(word) and not grammar.keep.search(word):
                start = blank + 1
            at = blank + 1
    close = text.find(")", start, end)
    if close >= 0 and "(" not in text[start:close]:
        end = close
    while (lead := grammar.no_lead.match(text, start, end)) and lead.end() > start:
        start = lead.end()
    return start, end
