"""Names whose head stands between modifiers and complements with prepositions (English)."""

import re

from corpus.registry import countries

from .grammar import Grammar
from .spans import NameSpan, opening_of, quote_around

LONGEST_NAME = 12
LONGEST_COMPLEMENT = 14
LONGEST_BRIDGE = 30
"""Characters of two words of which the second ends names elsewhere."""
_WORD = re.compile(r"[A-Za-z0-9][\w'/&+-]*(?:\.(?=\w)[\w'/&+-]*)*(?:(?<=\.[A-Z])\.(?=\s[A-Z]))?")
"""A word; the last point of an abbreviation belongs to it where the name goes on."""
_SIDE = re.compile(r"[A-Z][A-Za-z]+")
_SIDE_BEFORE = re.compile(r"(?<![\w.-])([A-Z][A-Za-z]+) $")
_PAIR = re.compile(r"(?<![\w-])[A-Z][A-Za-z]+-(?:[A-Z]|the [A-Z])")
"""Two sides in a name, which tell with whom the meeting is."""
_ACRONYM = re.compile(r"\s?\([A-Z](?:[\w +&-]{1,18}|[A-Z&+-]{1,9}[;,/]\s?[A-Z][\w. ]{1,24})\)")
_IN_BRACKETS = re.compile(r"[A-Z][A-Z&+-]{1,9}\)")
"""The rest of an acronym in brackets, which may stand before further modifiers: `Salt Office (SO) Heads Meeting`."""
_GLOSSED = re.compile(r"(?<!\w)(?:[A-Z]\w*-)?[A-Z]{3,}\s?$")
"""An acronym before a bracket in the name: the 3rd `PALMNET` (Palm Network of Asia) Seminar."""
_LISTED = re.compile(r",?\s(?:and|&)\s(?:the\s)?(?=[A-Z])")
"""What joins the last of the bodies between which a meeting is to one with an acronym."""
_NEXT = re.compile(r",\s(?:the\s)?(?=[A-Z])")
"""What joins another of these bodies, which has an acronym too."""
_VERB = re.compile(r"(?<= )[A-Z][a-z]+(?= )")
"""Words that may be a verb: a quotation with one is a headline, not a name."""
_GAP = re.compile(r"(,?)\s+")
_BLANK = re.compile(r"\s+")
_ARTICLE = re.compile(r"(?:and\s)?the\s")
LONGEST_MODIFIER = 5
"""Words between a conjunction and the next head noun."""
ROUND_REACH = 50
"""Characters from `rounds of` to the talks that they are rounds of."""


def name_around(text: str, lowest: int, highest: int, head: int, head_end: int, grammar: Grammar) -> NameSpan | None:
    """The name whose head noun is `text[head:head_end]`; None where the noun names no meeting here."""
    if grammar.reject.match(text, head, highest):
        return None
    quote = quote_around(text, lowest, highest, head, head_end)
    if quote and not any(map(grammar.stop.fullmatch, _VERB.findall(text[slice(*quote)]))):
        return None if grammar.papers.match(text, quote[0], head) else NameSpan(*quote, head, head_end, True)
    start = _modifiers(text, lowest, head, grammar)
    kind = grammar.noun_of[text[head:head_end].lower()].kind
    if kind == "round" and start == head:
        following = grammar.heads.search(text, head_end, min(highest, head_end + ROUND_REACH))
        if following and " of " in text[head_end : following.start()]:
            return None
    while (stripped := grammar.strip.match(text, start, head)) and stripped.end() > start:
        start = stripped.end()
    numbered = text[head].isupper() and grammar.ordinal.search(text, start, head) is not None
    alone = numbered or kind in ("call", "body")
    end = _complements(text, head_end, highest, grammar, alone=alone)
    with_whom = None
    if not alone and (_PAIR.search(text, start, head) or _says_which(text[start:head], grammar)):
        with_whom = _complements(text, head_end, highest, grammar, alone=True)
    return NameSpan(start, end, head, head_end, name_end=with_whom)


def _says_which(modifiers: str, grammar: Grammar) -> bool:
    """Whether words before a head tell the meeting from others, whoever it is with."""
    rest = grammar.generic.sub(" ", grammar.ordinal.sub(" ", modifiers.rpartition("'s ")[2]))
    return any(character.isalnum() for character in rest)


def _modifiers(text: str, lowest: int, head: int, grammar: Grammar) -> int:
    """Where the modifiers before the head begin."""
    start = head
    for _ in range(LONGEST_NAME):
        gap = start
        while gap > lowest and text[gap - 1] in " \n":
            gap -= 1
        if gap == start or gap <= lowest:
            break
        begin = gap
        while begin > lowest and not text[begin - 1].isspace() and text[begin - 1] not in '"([':
            begin -= 1
        word = text[begin:gap]
        if not word:
            break
        if _IN_BRACKETS.fullmatch(word) and gap < head and text[begin - 1] == "(":
            start = begin - 1
            continue
        if word.endswith(")") and gap < head and (opening := _gloss(text, lowest, gap)) is not None:
            start = opening
            continue
        if word == "-" and gap < head and (left := _across_dash(text, lowest, begin, start)) is not None:
            start = left
            continue
        if grammar.stop.fullmatch(word) and not grammar.keep.fullmatch(word):
            joins = start == head and grammar.join.fullmatch(word) is not None
            bridge = None if joins else _bridge(text, lowest, start, grammar)
            if bridge is None:
                break
            begin = bridge
        start = begin
    return start


def _across_dash(text: str, lowest: int, dash: int, right: int) -> int | None:
    """Where the first of two sides begins that a dash in blanks joins (Mekong - Japan); one must be a country."""
    one = _SIDE_BEFORE.search(text, max(lowest, dash - LONGEST_BRIDGE), dash)
    two = _SIDE.match(text, right)
    if one is None or two is None or countries().names("en").keys().isdisjoint((one[1], two[0])):
        return None
    return one.start(1)


def _gloss(text: str, lowest: int, end: int) -> int | None:
    """Where a bracket that ends at `end` opens, which gives the words of the acronym before it."""
    opening = opening_of(text, lowest, end - 1)
    return opening if opening is not None and _GLOSSED.search(text, lowest, opening) else None


def _bridge(text: str, lowest: int, start: int, grammar: Grammar) -> int | None:
    """Where words begin that end at `start` and belong to the name although one of them ends names."""
    low = max(lowest, start - LONGEST_BRIDGE)
    found = next((m for m in grammar.bridge.finditer(text, low, start + 1) if m.end() == start), None)
    if found is None or (found.start() > lowest and text[found.start() - 1].isalnum()):
        return None
    first = text[found.start() : found.end()].split()[0]
    return None if grammar.heads.fullmatch(first) or grammar.stop.fullmatch(first) else found.start()


def _complements(text: str, end: int, highest: int, grammar: Grammar, *, alone: bool) -> int:
    """Where the complements after the head end: `of …`, `on …`, `between … and …`, an acronym in brackets.

    With whom (`with …`) belongs to a name only right after its head, and never where `alone`.
    """
    first, listing = True, False
    while True:
        if acronym := _ACRONYM.match(text, end, highest):
            end = acronym.end()
            if listing and (joined := _LISTED.match(text, end, highest)):
                end = _phrase(text, joined.end(), highest, grammar, company=False) or end
            elif listing and (joined := _NEXT.match(text, end, highest)):
                last = _phrase(text, joined.end(), highest, grammar, company=False)
                end = last if last and _ACRONYM.match(text, last, highest) else end
            continue
        opener = grammar.within.match(text, end, highest)
        if opener is None:
            return end
        company = opener.group().split()[0].lower() == grammar.rules.boundary.company
        if company and (not first or alone):
            return end
        last = _phrase(text, opener.end(), highest, grammar, company=company)
        if last is None:
            return end
        while text[last - 1] == "-":
            last -= 1
        end, first, listing = last, False, True


def _phrase(text: str, start: int, highest: int, grammar: Grammar, *, company: bool) -> int | None:
    """Where the noun phrase that begins at `start` ends; None where none does."""
    at, end = start, None
    for _ in range(LONGEST_COMPLEMENT):
        word = _WORD.match(text, at, highest)
        if word is None:
            break
        joins = grammar.join.fullmatch(word.group())
        splits = joins and end is not None and (company or _ends_in_head(text, start, end, grammar))
        if splits and _another_head(text, word.end(), highest, grammar):
            break
        if not joins:
            if grammar.stop.fullmatch(word.group()) and not grammar.keep.fullmatch(word.group()):
                break
            end = word.end()
        gap = _GAP.match(text, word.end(), highest)
        if gap is None or (gap.group(1) and not _lists(text, gap.end(), highest, grammar)):
            break
        if (gap.group(1) or joins) and _another_session(text, gap.end(), highest, grammar):
            break
        at = gap.end()
    return end


def _ends_in_head(text: str, start: int, end: int, grammar: Grammar) -> bool:
    return any(match.end() == end for match in grammar.heads.finditer(text, start, end))


def _another_head(text: str, start: int, highest: int, grammar: Grammar) -> bool:
    """Whether a conjunction leads to the name of another meeting."""
    at = start
    for _ in range(LONGEST_MODIFIER):
        gap = _BLANK.match(text, at, highest)
        if gap is None:
            return False
        if grammar.heads.match(text, gap.end(), highest):
            return True
        word = _WORD.match(text, gap.end(), highest)
        if word is None or (at > start and grammar.stop.fullmatch(word.group())):
            return False
        at = word.end()
    return False


def _another_session(text: str, start: int, highest: int, grammar: Grammar) -> bool:
    """Whether the number of another session follows a comma or a conjunction."""
    article = _ARTICLE.match(text, start, highest)
    return grammar.ordinal.match(text, article.end() if article else start, highest) is not None


def _lists(text: str, start: int, highest: int, grammar: Grammar) -> bool:
    """Whether a list of names goes on after a comma: a capital, then another comma or a conjunction."""
    word = _WORD.match(text, start, highest)
    return word is not None and grammar.anchor.match(text, start, highest) is not None
