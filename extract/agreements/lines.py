"""A sentence as one line of text, and where each of its characters stands.

Texts that are wrapped by hand break words anywhere; rules see the line without the breaks, evidence the text as it is.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..sentences import Sentence

_BREAK = re.compile(r"(?P<hyphen>(?<=[a-z])-)?[ \t]*\n\s*")
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
