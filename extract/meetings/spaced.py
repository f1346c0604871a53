"""Names whose head comes last, among words set apart by blanks that carry particles (Korean)."""

from .grammar import Grammar
from .spans import NameSpan, opening_of, quote_around

LONGEST_NAME = 9
"""Words before the head noun; longer names stand in quotation marks."""
LONGEST_PAIR = 10
"""Characters of the letters of three countries, and of the blanks and dots between and before them."""
_OPENERS = "'\"`「｢『《<〈([▲△▶▷◆◇■□●○◎◦※❍"
"""What opens a quotation, a bracket, an item of a list: no name goes on across it."""

_DOTS = "·ㆍ‧・"


def name_around(text: str, lowest: int, highest: int, head: int, head_end: int, grammar: Grammar) -> NameSpan | None:
    """The name whose head noun is `text[head:head_end]`; None where the noun is part of another word."""
    end = _with_bracket(text, head_end, highest, grammar)
    word = head
    while word > lowest and not text[word - 1].isspace() and text[word - 1] not in _OPENERS:
        if word - 1 == lowest and text[word - 1] in _DOTS:  # a list of meetings: 공동위·국장회의
            break
        word -= 1
        if text[word] == ")" and (opening := opening_of(text, lowest, word)) is not None:
            word = opening
    if grammar.reject.fullmatch(text, word, head_end):
        return None
    quote = quote_around(text, lowest, highest, word, end)
    if quote:
        return NameSpan(quote[0], quote[1], head, head_end, True)
    start = _extended(text, lowest, word, grammar)
    while (stripped := grammar.strip.match(text, start, word)) and stripped.end() > start:
        start = stripped.end()
    return NameSpan(start, end, head, head_end)


def _with_bracket(text: str, end: int, highest: int, grammar: Grammar) -> int:
    """The end of the name with an acronym or another word for the head in brackets."""
    match = grammar.within.match(text, end, highest)
    return match.end() if match else end


def _extended(text: str, lowest: int, start: int, grammar: Grammar) -> int:
    for _ in range(LONGEST_NAME):
        if start <= lowest or text[start - 1] in _OPENERS:
            return start
        close = start - 1
        while close >= lowest and text[close] in " \n":
            close -= 1
        if close < lowest or start - close > 3:
            return start
        if text[close] in "'\"」｣』》" and (opening := opening_of(text, lowest, close)) is not None:
            return opening
        begin = close + 1
        while begin > lowest and not text[begin - 1].isspace() and text[begin - 1] not in _OPENERS:
            begin -= 1
            if text[begin] == ")" and (opening := opening_of(text, lowest, begin)) is not None:
                begin = opening
        word = text[begin : close + 1]
        cut = begin == lowest and begin > 0 and text[begin - 1].isalnum()
        if cut or (word.endswith(")") and "(" not in word):
            return start
        if pair := _pair_ending(text, lowest, close + 1, grammar):
            start = pair
            continue
        if not word or (grammar.stop.search(word) and not grammar.keep.search(word)):
            return start
        start = begin
    return start


def _pair_ending(text: str, lowest: int, end: int, grammar: Grammar) -> int | None:
    """Where two countries written apart begin, whose letters end at `end`."""
    low = max(lowest, end - LONGEST_PAIR)
    if end - low <= 2:
        return None
    pairs = grammar.pair.finditer(text, low, end + LONGEST_PAIR)
    match = next((pair for pair in pairs if pair.end() >= end), None)
    return match.start() if match and match.end() == end else None
