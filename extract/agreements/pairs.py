"""Bodies that sign two by two: one city with another, and in the same sentence two others."""

from collections.abc import Iterator, Sequence

from .rules import Grammar

LEAST_PAIRS = 2
"""Pairs in a row below which a sentence tells of one document only."""


def paired(text: str, places: Sequence[tuple[int, int]], end: int, grammar: Grammar) -> list[tuple[int, int]]:
    """Of bodies in order, the indices of those that stand in pairs, pair by pair; none where a pair stands alone.

    `places` are where the bodies stand in `text`, `end` is where the document that they sign begins.
    """
    found: list[tuple[int, int]] = []
    number = 0
    while number + 1 < len(places):
        one, other = places[number], places[number + 1]
        after = places[number + 2][0] if number + 2 < len(places) else end
        if grammar.paired.fullmatch(text, one[1], other[0]) and grammar.pair_end.match(text, other[1], after):
            found.append((number, number + 1))
            number += 2
        else:
            number += 1
    return found if len(found) >= LEAST_PAIRS else []


def unknown(text: str, start: int, end: int, grammar: Grammar) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where in a list of pairs, which `text[start:end]` is, two stand of whom the text says no more than their names.

    Start and end of the first, and of the second.
    """
    for match in grammar.named_pair.finditer(text, start, end):
        yield match.span("one"), match.span("other")
