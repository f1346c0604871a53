"""Venues and cities in a sentence."""

from .grammar import Grammar

Place = tuple[str, int, int]
"""The group of the expression that found it, start and end."""


def places_in(text: str, at: int, to: int, grammar: Grammar) -> list[Place]:
    """The places that the sentence `text[at:to]` names, in order."""
    found = []
    for match in grammar.place.finditer(text, at, to):
        group = match.lastgroup or "place"
        start, end = _proper(text, *match.span(group), grammar)
        if start < end and not grammar.no_place.fullmatch(text, start, end):
            found.append((group, start, end))
    return found


def _proper(text: str, start: int, end: int, grammar: Grammar) -> tuple[int, int]:
    """Without blanks and, where words are set apart, without what cannot belong to a name."""
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == ")"):
        end -= 1
    if ")" in text[start:end] and "(" not in text[start:end]:
        end = text.index(")", start)
    if grammar.rules.order == "spaced":
        at = start
        while (blank := text.find(" ", at, end)) > 0:
            word = text[at:blank]
            if grammar.stop.search(word) and not grammar.keep.search(word):
                start = blank + 1
            at = blank + 1
    while (lead := grammar.no_lead.match(text, start, end)) and lead.end() > start:
        start = lead.end()
    return start, end
