"""Lists of meetings that share their last words: the 3rd A-B, 5th A-C and 7th B-C talks; A-B and A-C talks."""

import re
from dataclasses import replace

from .grammar import Grammar
from .mention import Mention

LIST_REACH = 60
"""Characters before a name in which others may stand that share its last words."""


def listed(text: str, lowest: int, mention: Mention, grammar: Grammar) -> tuple[Mention, list[Mention]]:
    """The mention without names that stand before it in a list, and these, which leave out what all share.

    Several numbers of one series (the 3rd, 4th and 5th talks) are one name.
    """
    low, head = max(lowest, mention.start - LIST_REACH), mention.end - len(mention.head)
    numbers = list(grammar.ordinal.finditer(text, low, head))
    if mention.numbered and len(numbers) > 1 and grammar.respective.search(text, mention.at, mention.to):
        last, each = _each(text, mention, numbers, grammar)
        if each:
            return last, each
    if mention.numbered and (bare := grammar.number_list.search(text[low : mention.start])):
        return replace(mention, start=low + bare.start()), []
    if not numbers or numbers[-1].end() <= mention.start:
        return mention, [] if numbers else _pairs(text, low, head, mention, grammar)
    if len(numbers) < 2 or numbers[-1].start() < mention.start:
        return mention, []
    own = grammar.elided.match(text, numbers[-1].end(), head)
    if own is None:
        return _widened(text, mention, [match.span() for match in numbers], grammar), []
    right, tail, found = numbers[-1].start(), (own.end(), mention.end), list[Mention]()
    for match in reversed(numbers[:-1]):
        piece = grammar.elided.match(text, match.end(), right)
        number = grammar.number(next(filter(None, match.groups())))
        if piece is None or number is None or not grammar.conjunction.fullmatch(text, piece.end(), right):
            break
        shorter = replace(mention, start=match.start(), end=piece.end(), pointer=None, bare=False, tail=tail)
        found.append(replace(shorter, ordinal=number, ordinal_span=match.span()))
        right = match.start()
    if found and numbers[-1].start() > mention.start:
        number = grammar.number(next(filter(None, numbers[-1].groups())))
        mention = replace(mention, start=numbers[-1].start(), ordinal=number, ordinal_span=numbers[-1].span())
    return mention, found[::-1]


def _each(text: str, mention: Mention, numbers: list[re.Match[str]], grammar: Grammar) -> tuple[Mention, list[Mention]]:
    """The session with the last of the numbers, and those before it of which only the numbers are given."""
    own = numbers[-1]
    value = grammar.number(next(filter(None, own.groups())))
    last = replace(mention, start=max(mention.start, own.start()), ordinal=value, ordinal_span=own.span())
    right, found = own.start(), list[Mention]()
    for match in reversed(numbers[:-1]):
        number = grammar.number(next(filter(None, match.groups())))
        if number is None or not grammar.conjunction.fullmatch(text, match.end(), right):
            break
        shorter = replace(mention, start=match.start(), end=match.end(), pointer=None, tail=(own.end(), mention.end))
        found.append(replace(shorter, ordinal=number, ordinal_span=match.span()))
        right = match.start()
    return last, found[::-1]


def _widened(text: str, mention: Mention, numbers: list[tuple[int, int]], grammar: Grammar) -> Mention:
    """The mention with the numbers that stand right before its own."""
    start = numbers[-1][0]
    for first, last in reversed(numbers[:-1]):
        if not grammar.conjunction.fullmatch(text, last, start):
            break
        start = first
    return replace(mention, start=min(start, mention.start))


def _pairs(text: str, low: int, head: int, mention: Mention, grammar: Grammar) -> list[Mention]:
    """The names before this one that give only their countries."""
    own = grammar.elided.match(text, mention.start, head)
    if own is None or mention.quoted:
        return []
    right, found = mention.start, list[Mention]()
    for match in reversed(list(grammar.elided.finditer(text, low, mention.start))):
        if not grammar.conjunction.fullmatch(text, match.end(), right):
            break
        start = match.start() + (match.end() - match.start() - len(match.group().lstrip()))
        found.append(
            replace(mention, start=start, end=match.end(), pointer=None, bare=False, tail=(own.end(), mention.end))
        )
        right = start
    return found[::-1]
