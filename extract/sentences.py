"""Sentences of a release: within a block, after its marker, each in the block's own language.

A sentence that a page break or a blank line cuts in two belongs together where the first part is long, ends without
punctuation and a paragraph of the same language without a marker follows.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from pydantic import Field
from spacy.tokens import Doc

from corpus.documents import Block
from corpus.languages import LANGS, Lang
from corpus.model import Model

from .found import blocks_of, reading_of, release_of
from .rulefiles import load

LEAST_CUT = 30
"""A block of fewer characters is a heading or a name, not the first half of a sentence."""


MOST_KEPT = 1024
"""Blocks whose sentences are remembered: several components ask for those of the release at hand."""


class Example(Model):
    """A text and the sentences in it."""

    text: str
    sentences: list[str]


class SentenceRules(Model):
    """Schema of `sentences.toml`: what ends a sentence, what may close after it, after what it does not end."""

    end: str
    close: str
    keep: list[str] = Field(default_factory=list)
    examples: list[Example]


class Sentence(NamedTuple):
    """A sentence: its place in the text, its language, and the block in which it begins.

    `number` counts the sentences of the block, from 0.
    """

    start: int
    end: int
    lang: Lang
    block: Block
    number: int = 0

    @property
    def headline(self) -> bool:
        """Whether the sentence is a title or heading."""
        return self.block.kind in ("title", "subtitle", "heading")


@cache
def _patterns(lang: Lang) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    rules = load(lang, "sentences", SentenceRules)
    end = re.compile(f"(?:{rules.end}){rules.close}")
    words = "|".join(re.escape(word) for word in sorted(rules.keep, key=len, reverse=True))
    keep = re.compile(rf"(?:(?<![A-Za-z])(?:{words}|[A-Z]))$") if words else None
    return end, keep


@lru_cache(maxsize=MOST_KEPT)
def split(text: str, start: int, end: int, lang: Lang) -> tuple[tuple[int, int], ...]:
    """The sentences of `text[start:end]`, the reading of one block, without the white space around them.

    A stop inside quotation marks or brackets that close later does not end a sentence.
    """
    pattern, keep = _patterns(lang)
    spans = []
    begin = start
    for match in pattern.finditer(text, start, end):
        if keep and keep.search(text, max(begin, match.start() - 8), match.start()):
            continue
        if text[begin : match.start()].strip().isdigit() or _open(text, begin, match.end(), end):
            continue
        spans.append((begin, match.end()))
        begin = match.end()
    spans.append((begin, end))
    return tuple(stripped for first, last in spans if (stripped := _strip(text, first, last)))


_QUOTES = (("「", "」"), ("『", "』"), ("《", "》"), ("(", ")"))
_LONGEST_QUOTE = 400


def _open(text: str, start: int, stop: int, end: int) -> bool:
    """Whether a quotation or bracket begun in `start:stop` ends in `stop:end`."""
    part = text[start:stop]
    if part.count('"') % 2 and '"' in text[stop : min(end, stop + _LONGEST_QUOTE)]:
        return True
    return any(
        part.count(opening) > part.count(closing) and closing in text[stop : min(end, stop + _LONGEST_QUOTE)]
        for opening, closing in _QUOTES
    )


def _strip(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def sentences_of(doc: Doc, *, kinds: frozenset[str] | None = None) -> Iterator[Sentence]:
    """The sentences of the blocks in a language that is read, in reading order.

    Tables and furniture have none. `kinds` limits the kinds of block.
    """
    text, own = reading_of(doc), release_of(doc).text
    for blocks in _joined(text, blocks_of(doc)):
        first, last = blocks[0], blocks[-1]
        if first.lang not in LANGS or first.kind == "table" or (kinds and first.kind not in kinds):
            continue
        marked = first.marker and own.startswith(first.marker, first.start)
        start = first.start + len(first.marker) if marked else first.start
        for number, (begin, end) in enumerate(split(text, start, last.end, first.lang)):
            yield Sentence(begin, end, first.lang, first, number)


def _joined(text: str, blocks: list[Block]) -> Iterator[list[Block]]:
    """Blocks of one sentence together, all others alone."""
    group: list[Block] = []
    for block in blocks:
        if group and not _goes_on(text, group[-1], block):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _goes_on(text: str, before: Block, after: Block) -> bool:
    wrapped = "\n" in text[before.start : before.end]
    if (
        not (before.marker or before.number or wrapped)
        or before.kind not in ("paragraph", "bullet")
        or after.kind != "paragraph"
        or after.marker
        or after.number
    ):
        return False
    if before.lang != after.lang or before.end - before.start < LEAST_CUT:
        return False
    pattern, _ = _patterns(before.lang) if before.lang in LANGS else (None, None)
    tail = text[max(before.start, before.end - 3) : before.end].rstrip()
    return pattern is not None and tail[-1:].isalpha() and not pattern.search(tail) and not text[after.start].isupper()
