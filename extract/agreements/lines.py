"""A sentence as one line of text, and where each of its characters stands.

Texts that are wrapped by hand break words anywhere; rules see the line without the breaks, evidence the text as it is.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..sentences import Sentence
from .rules import Grammar

_BREAK = re.compile(r"(?P<hyphen>(?<=[a-z])-)?[ \t]*\n\s*")
_CAPITAL = re.compile(r"\W*(?:\(?[0-9ivx]{1,3}[.)]\s*|\(?[a-h][.)]\s*)?[A-Z](?=[a-z])")
LONGEST_VERB = 40
"""Characters within which the verb that begins an entry ends, with those that must follow it."""
_UNSPACED = re.compile(r"[\u3400-\u9fff\u3000-\u303f]")


class Line(NamedTuple):
    """The characters of a sentence without line breaks; `origin` is the place of each of them in the release."""

    text: str
    origin: Sequence[int]
    sentence: Sentence

    @property
    def local(self) -> Sentence:
        """The sentence in the offsets of the line."""
        return self.sentence._replace(start=0, end=len(self.text))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The place of `text[start:end]` in the release."""
        return self.origin[start], self.origin[end - 1] + 1

    def surface(self, text: str, start: int, end: int) -> str:
        """The characters of `text`, the release, that stand for `start:end` of the line."""
        return " ".join("".join(text[place] for place in self.origin[start:end]).split())


def line_of(text: str, sentence: Sentence) -> Line:
    """The line of a sentence of `text`.

    A break between two Chinese characters is nothing, after a hyphen it joins the word, elsewhere it is a blank.
    """
    raw = text[sentence.start : sentence.end]
    if "\n" not in raw:
        return Line(raw, range(sentence.start, sentence.end), sentence)
    pieces: list[str] = []
    origin: list[int] = []
    last = 0
    for match in _BREAK.finditer(raw):
        pieces.append(raw[last : match.start()])
        origin += range(sentence.start + last, sentence.start + match.start())
        around = raw[match.start() - 1 : match.start()] + raw[match.end() : match.end() + 1]
        if not match["hyphen"] and not (len(around) == 2 and all(_UNSPACED.match(c) for c in around)):
            pieces.append(" ")
            origin.append(sentence.start + match.end() - 1)
        last = match.end()
    pieces.append(raw[last:])
    origin += range(sentence.start + last, sentence.end)
    return Line("".join(pieces), origin, sentence)


def begun_small(line: Line, grammar: Grammar) -> Line:
    """The line of a list entry whose first word is a verb, with that word as it stands inside a sentence."""
    first = _CAPITAL.match(line.text)
    if first is None:
        return line
    place = first.end() - 1
    text = f"{line.text[:place]}{line.text[place].lower()}{line.text[first.end() :]}"
    verb = next(grammar.verb.finditer(text, place, min(len(text), place + LONGEST_VERB)), None)
    if grammar.infinitive_mark.match(text, place):
        return line._replace(text=text)
    if verb is None or verb.start() != place:
        return line
    noun = grammar.head_anywhere.match(text, place) is not None
    return line if noun and not grammar.determined.match(text, verb.end()) else line._replace(text=text)
