"""Checks a Hancom document by the preview that it carries: a damaged one reads as empty, without an error."""

import re
from collections.abc import Iterable, Iterator

from .raw import RawBlock

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 6
_SHARE = 0.8
"""Files that are read in full have 99 of 100 words of their preview."""
_FEWEST_CHARACTERS = 20


def shortfalls(blocks: Iterable[RawBlock], preview: str | None) -> Iterator[str]:
    """Reasons to think that text is missing: next to none, or less than most of the words of the preview."""
    text = "\n".join(_texts(blocks))
    if len(text.strip()) < _FEWEST_CHARACTERS:
        yield f"there are only {len(text.strip())} characters of text"
    words = _WORD.findall(preview or "")
    if len(words) >= _FEWEST_WORDS and (found := sum(word in text for word in words)) < _SHARE * len(words):
        yield f"only {found} of the {len(words)} words of its preview are there, text is missing"


def _texts(blocks: Iterable[RawBlock]) -> Iterator[str]:
    for block in blocks:
        if block.table is None:
            yield block.text
        else:
            yield block.table.caption or ""
            yield from (cell.text for cell in block.table.cells)
