"""The form of a release in which rules match: as long as its text, so that offsets hold in both.

Beyond `corpus.reading`, each language may read marks as others (`reading.toml`), and the blank lines that a layout
leaves inside a block are blanks.
"""

import re
from functools import cache

from pydantic import Field

from corpus.documents import Document
from corpus.languages import LANGS
from corpus.model import Model
from corpus.reading import reading

from .found import lang_of
from .rulefiles import load

_BLANK_LINES = re.compile(r"\n\s*\n")


class Example(Model):
    """A text and how it is read."""

    text: str
    read: str


class ReadingRules(Model):
    """Schema of `reading.toml`: marks, one character each, and those as which they are read."""

    marks: dict[str, str] = Field(default_factory=dict)
    examples: list[Example] = Field(default_factory=list)


@cache
def _marks() -> dict[str, dict[int, str]]:
    return {lang: str.maketrans(load(lang, "reading", ReadingRules).marks) for lang in LANGS}


def form_of(document: Document) -> str:
    """The form of a release in which rules match; a block in no language that is read follows that of the release."""
    form, pieces, done = reading(document.text), [], 0
    for block in document.blocks:
        part = form[block.start : block.end]
        marks = _marks()[block.lang if block.lang in LANGS else lang_of(document)]
        read = part.translate(marks) if marks else part
        if "\n" in read:
            read = _BLANK_LINES.sub(lambda gap: " " * (len(gap[0]) - 1) + "\n", read)
        if read is not part:
            pieces += [form[done : block.start], read]
            done = block.end
    return "".join(pieces) + form[done:]
