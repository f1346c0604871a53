"""Short forms that a release gives to an organisation, and gloss in another language: in brackets after the name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.languages import LATIN

from .mention import Mention
from .rules import Grammar

_BRACKET = re.compile(r"\s?\(([^()\n]{2,90})\)")
_ACRONYM = re.compile(
    r"[A-Z][A-Za-z0-9]*[A-Z0-9][A-Za-z0-9]*(?:[-&/ ][A-Z][A-Za-z]*){0,2}"
    r"|[A-Z][a-z]+ [A-Z]{2,}[a-z]*|[A-Z][a-z]+ [A-Z][a-z]+"
)
_GLOSS = re.compile(r"[A-Z][\w'&.-]*(?:,? (?:of|for|and|the|on|in|&|[A-Z][\w'&.-]*))+")
_FIRST = re.compile(r"[A-Z][A-Za-z0-9&-]{1,12}(?=\s?;\s)|[A-Z][A-Z0-9&-]{1,11}(?=,\s[A-Z][a-z][\w'&.-]*\s)")
_LAST = re.compile(r"[,;:/]\s*[A-Z][A-Za-z0-9&-]{1,12}\s*$")
_LEAST_GLOSS = 12
_HAN = re.compile(r"[\u4e00-\u9fff]{2,8}")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True)
class Alias:
    """A short form at `start:end`, given to `mention`; `whole_end` is where the bracket closes."""

    mention: Mention
    start: int
    end: int
    whole_end: int
    gloss: bool = False


def aliases_in(text: str, mention: Mention, grammar: Grammar) -> list[Alias]:
    """The short forms in the bracket after a mention."""
    hereafter = grammar.context["hereafter"].match(text, _skip_blank(text, mention.end))
    if hereafter:
        start, end = hereafter.span("name")
        return [Alias(mention, start, end, hereafter.end())]
    bracket = _BRACKET.match(text, mention.end)
    found: list[Alias] = []
    if bracket is None:
        return found
    others = False
    for start, end in _parts(bracket[1], bracket.start(1)):
        word, name = text[start:end], text[mention.start : mention.end]
        if mention.lang not in LATIN and len(word) > _LEAST_GLOSS and _GLOSS.fullmatch(word):
            found.append(Alias(mention, start, end, bracket.end(), gloss=True))
        elif _shortens(word, name):
            found.append(Alias(mention, start, end, bracket.end()))
        else:
            others = others or not word.isascii()
    # A bracket that tells something else too, such as who heads the body, is no part of its name.
    return [replace(alias, whole_end=mention.end) for alias in found] if others else found


def _parts(inside: str, at: int) -> Iterator[tuple[int, int]]:
    """What stands in a bracket: a name, an acronym, a name and its acronym after a comma, an acronym and a country."""
    first, last = _FIRST.match(inside), _LAST.search(inside)
    cut = first.end() if first else last.start() if last else 0
    cuts = [0, *([cut] if cut else []), len(inside)]
    for start, end in pairwise(cuts):
        part = inside[start:end]
        lead = len(part) - len(part.lstrip(" ,;:/"))
        if part.strip(" ,;:/"):
            yield at + start + lead, at + start + len(part.rstrip(" ,;:/"))


def _shortens(word: str, name: str) -> bool:
    """Whether a word in a bracket is a short form of the name before it."""
    if _HAN.fullmatch(word):
        return _leaves_out(word, name)
    return _ACRONYM.fullmatch(word) is not None and _is_short_for(word, name)


def _leaves_out(word: str, name: str) -> bool:
    """Whether a word in Han characters is made of some of those of a name in their order, and ends with its last.

    >>> _leaves_out("水规局", "国家水利规划局"), _leaves_out("水利部", "国家水利规划局")
    (True, False)
    """
    rest = iter(name)
    return len(word) < len(name) and word[-1] == name[-1] and all(character in rest for character in word)


def _is_short_for(word: str, name: str) -> bool:
    """Whether a word may abbreviate a name: the letters of an English one, any acronym of another."""
    if not _LATIN.match(name):
        return True
    initials = {piece[0].upper() for piece in re.findall(r"[A-Za-z]+", name)}
    letters = [letter for letter in word.upper() if letter.isalpha()]
    return sum(letter in initials for letter in letters) * 2 >= len(letters)


def _skip_blank(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] == " " else at
