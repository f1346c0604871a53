"""The lines of a text, before they become blocks."""

import re
from dataclasses import dataclass

from corpus.documents import Box
from corpus.folding import folded
from corpus.reading import simplified
from ingest.loaders.raw import Hint

_LINE = re.compile(r"[^\S\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]*(\S[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]*)")
_TAB = 4
_FEWEST = 8
_EVERY, _SOME = 0.05, 0.05


@dataclass(slots=True)
class Line:
    """A line that is not blank: its span without the blanks around it.

    `words` is the line in the form in which rules match, `written` the same with the traditional characters it has;
    `indent` the width of the blanks before it and `width` its own, in columns of which a Hangul syllable or Han
    character takes two; `gap` the line breaks between the line before and it (1: none blank). `table` is the number of
    the table it belongs to; `number` what its list puts before it.
    """

    start: int
    end: int
    words: str
    written: str
    indent: int
    width: int
    gap: int
    tabbed: bool = False
    hint: Hint | None = None
    level: int = 0
    number: str = ""
    page: int | None = None
    bbox: Box | None = None
    table: int | None = None


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that are not blank, in order."""
    written = folded(text)
    reading = simplified(written)
    lines: list[Line] = []
    before = 0
    for match in _LINE.finditer(text):
        start = match.start(1)
        words = reading[start : match.end()].rstrip()
        lead = text[match.start() : start]
        lines.append(
            Line(
                start=start,
                end=start + len(words),
                words=words,
                written=words if written is reading else written[start : start + len(words)],
                indent=columns(lead),
                width=columns(words),
                gap=text.count("\n", before, start) or text.count("\r", before, start) or 1,
                tabbed=lead.endswith("\t"),
            )
        )
        before = match.end()
    return lines


def close_up(lines: list[Line]) -> None:
    """Take a blank line from every gap where one stands behind every line, and more between paragraphs.

    Readers of pages write so what was set without blank lines, or with one.
    """
    gaps = [line.gap for line in lines[1:] if line.gap > 1 or not line.indent]
    single = sum(1 for gap in gaps if gap == 1)
    wide = sum(1 for gap in gaps if gap > 2)
    if len(gaps) < _FEWEST or single > _EVERY * len(gaps) or wide < _SOME * len(gaps):
        return
    for line in lines:
        line.gap = max(1, line.gap - 1)


def columns(text: str) -> int:
    """The width of `text` on paper: one column per Latin letter or digit, two per syllable or Han character.

    >>> columns("TEMM 제21차")
    11
    """
    if text.isascii():
        return len(text) + (_TAB - 1) * text.count("\t") if "\t" in text else len(text)
    return (len(text) + len(text.encode("utf-8", "surrogatepass"))) // 2
