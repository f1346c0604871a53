"""Names that a text gives to an event and that hold no head noun: the exercise "Calm Harbour", later Calm Harbour."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .grammar import Grammar
from .mention import Mention
from .rules import Description

MOST_NAMES = 20
"""Names taken from one text; more are no names."""
SHORTEST, LEAD_REACH = 2, 12
"""Characters of the shortest name; characters before a name in which its year and number stand."""

_NUMBER_AFTER = re.compile(r"[-\s]?(?P<number>\d{1,3})(?!\w)")
_ACRONYM = re.compile(r"[A-Z]{2,8}")
_CAPITALS_BEFORE = re.compile(r"(?<!\S)(?:[a-z]{5,}\s)?(?:[A-Z][\w+-]*\s){1,3}$")
"""Words of a proper name right before an acronym: the 6th `regular PALMNET` IRM."""
CAPITALS_REACH = 40
_YEAR = re.compile(r"(?<!\d)\d{4}\s?\S?\s?$")
_YEAR_BEFORE = re.compile(r"\d{4}[^\W\d]?\s")


@dataclass(frozen=True)
class Given:
    """The names that a text gives, as one expression, and the rule and head noun of each."""

    names: re.Pattern[str]
    rule_of: dict[str, tuple[Description, str]]


def names_given(text: str, grammar: Grammar) -> Given | None:
    """The names that `text`, a reading, gives by the rules `given`, years and numbers left out; None without any."""
    found: dict[str, tuple[Description, str]] = {}
    for rule, pattern in grammar.givens:
        if not any(word in text for word in rule.words):
            continue
        for match in pattern.finditer(text):
            name = _proper(match["name"], grammar)
            if len(name) >= SHORTEST and not _holds_head(name, grammar) and len(found) < MOST_NAMES:
                found.setdefault(name, (rule, match["head"].lower()))
    if not found:
        return None
    longest_first = "|".join(re.escape(name) for name in sorted(found, key=lambda name: (-len(name), name)))
    border = "" if grammar.rules.order == "unspaced" else r"(?<![^\W_])"
    return Given(re.compile(f"{border}(?:{longest_first})(?![A-Za-z])"), found)


def given_in(text: str, at: int, to: int, given: Given, grammar: Grammar) -> Iterator[Mention]:
    """The mentions by such names in the sentence `text[at:to]`, each with the year and number before it."""
    for match in given.names.finditer(text, at, to):
        rule, head = given.rule_of[match.group()]
        start, ordinal, span = _with_capitals(text, at, match, grammar), None, None
        for number in grammar.ordinal.finditer(text, max(at, start - LEAD_REACH), start):
            if not text[number.end() : start].strip():
                ordinal, span = grammar.number(next(filter(None, number.groups()))), number.span()
                start = number.start()
                break
        end = match.end()
        if ordinal is None and _ACRONYM.fullmatch(match.group()) and (after := _NUMBER_AFTER.match(text, end, to)):
            ordinal, span, end = int(after["number"]), after.span(), after.end()
        if year := _YEAR.search(text, max(at, start - LEAD_REACH), start):
            start = year.start()
        if ordinal is None and (coming := called_next(text, at, start, grammar)) is not None:
            yield Mention(coming, end, head, rule.kind, rule.id, at, to, pointer="next")
        else:
            yield Mention(start, end, head, rule.kind, rule.id, at, to, ordinal, span)


def _with_capitals(text: str, at: int, match: re.Match[str], grammar: Grammar) -> int:
    """Where the name begins: an acronym takes the words of a proper name before it that a number precedes."""
    if not _ACRONYM.fullmatch(match.group()):
        return match.start()
    words = _CAPITALS_BEFORE.search(text, max(at, match.start() - CAPITALS_REACH), match.start())
    if words is None:
        return match.start()
    numbers = grammar.ordinal.finditer(text, max(at, words.start() - LEAD_REACH), words.start())
    return words.start() if any(not text[number.end() : words.start()].strip() for number in numbers) else match.start()


def called_next(text: str, at: int, start: int, grammar: Grammar) -> int | None:
    """Where the word begins that calls the name at `start` that of the next meeting; None where none stands there."""
    for match in grammar.next.finditer(text, max(at, start - LEAD_REACH), start):
        if not text[match.end() : start].strip():
            return match.start()
    return None


def without_classes(text: str, at: int, to: int, mentions: list[Mention], grammar: Grammar) -> list[Mention]:
    """The mentions but those that only say what kind of event the name right after them is."""
    heads = {match.end("head") for _, p in grammar.givens for match in p.finditer(text, at, to) if _before_name(match)}
    return [mention for mention in mentions if mention.numbered or mention.end not in heads]


def _before_name(match: re.Match[str]) -> bool:
    return match.end("head") <= match.start("name")


def _proper(name: str, grammar: Grammar) -> str:
    if year := _YEAR_BEFORE.match(name):
        name = name[year.end() :]
    number = grammar.ordinal.match(name)
    return (name[number.end() :] if number else name).strip()


def _holds_head(name: str, grammar: Grammar) -> bool:
    return any(match.end() == len(name) for match in grammar.heads.finditer(name))
