"""Names whose head comes last, in a script without blanks (Chinese)."""

import re

from .grammar import Grammar
from .spans import NameSpan, quote_around

LONGEST_NAME = 40
_EDGE = re.compile(r"[,;:。!?、\n\t|]|\s{2,}")


def name_around(text: str, lowest: int, highest: int, head: int, head_end: int, grammar: Grammar) -> NameSpan | None:
    """The name whose head noun is `text[head:head_end]`; None where the noun is part of another word."""
    quote = quote_around(text, lowest, highest, head, head_end)
    if quote and not _EDGE.search(text, *quote):
        return NameSpan(*quote, head, head_end, True)
    glosses = [match.span() for match in grammar.gloss.finditer(text, max(lowest, head - LONGEST_NAME), head)]
    start = max(lowest, head - LONGEST_NAME - sum(last - first for first, last in glosses))
    for pattern in (_EDGE, grammar.stop):
        for match in pattern.finditer(text, start, head):
            inside = any(first <= match.start() < last for first, last in glosses)
            if not inside and not grammar.keep.match(text, match.start()):
                start = match.end()
    start = _anchored(text, start, head, grammar)
    while (stripped := grammar.strip.match(text, start, head)) and stripped.end() > start:
        start = stripped.end()
    start = _past_brackets(text, start, head)
    if grammar.reject.fullmatch(text, start, head_end):
        return None
    acronym = grammar.within.match(text, head_end, highest)
    return NameSpan(start, acronym.end() if acronym else head_end, head, head_end)


def _anchored(text: str, start: int, head: int, grammar: Grammar) -> int:
    """Past a conjunction, unless what stands before it opens a name (a number, countries), which then begins there."""
    for match in grammar.join.finditer(text, start, head):
        if grammar.keep.match(text, match.start()):
            continue
        anchor = grammar.anchor.search(text, start, match.start())
        if anchor:
            return anchor.start()
        start = match.end()
    return start


def _past_brackets(text: str, start: int, head: int) -> int:
    """Past brackets and quotation marks of which only one side lies in the name."""
    for opening, close in ("()", "《》", "「」", "''", '""', "[]"):
        inside = text[start:head]
        if opening == close:
            if inside.count(opening) % 2:
                start += inside.rindex(opening) + 1
        elif inside.count(close) > inside.count(opening):
            start += inside.rindex(close) + 1
        elif inside.count(opening) > inside.count(close):
            start += inside.rindex(opening) + 1
    return start
