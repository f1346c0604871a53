"""Passages: what is embedded, ranked and shown. A block, or a few short neighbours, small enough for the model."""

import re
from collections.abc import Iterable, Iterator

from corpus.documents import Block, Document
from corpus.languages import BlockLang
from corpus.model import Model
from corpus.records import Item, Record

from .embedders.windows import MAX_TOKENS, tokens_of

GOAL_TOKENS = 220
"""Neighbours are joined up to this size: long enough to say what it is about, short enough to say one thing."""

_CONTEXT_TOKENS = 80
_LIMIT_TOKENS = MAX_TOKENS - _CONTEXT_TOKENS
_LEFT_OUT = frozenset({"furniture", "contact"})
_OPENING = frozenset({"title", "subtitle", "heading"})
_SENTENCE_END = re.compile(r"(?<=[.!?])[\s\"'”’)]+|(?<=[。！？；])|\n+")
_BLANK = re.compile(r"\s+")


class Passage(Model):
    """A stretch of a document, `text == document.text[start:end]`, with what a filter asks about.

    `title` is the document's, as context. `dates` are EDTF values, `agencies` ids of the registry or names, `meetings`
    and `agreements` positions in the record, of items that have evidence in the passage.
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    lang: BlockLang
    title: str = ""
    page: int | None = None
    dates: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    meetings: tuple[int, ...] = ()
    agreements: tuple[int, ...] = ()

    def whole(self) -> str:
        """What is embedded and counted: the passage, with its title where it does not hold it."""
        text = _BLANK.sub(" ", self.text).strip()
        title = _BLANK.sub(" ", self.title).strip()
        return text if not title or title in text else f"{title}\n{text}"


def passages(document: Document, record: Record) -> list[Passage]:
    """The passages of a document, in reading order; ids are `<document>#<number from 0>`.

    Furniture and the boxes of contact persons are left out. No passage exceeds what the models read whole.
    """
    title = _shortened(record.title or _first_title(document), _CONTEXT_TOKENS)
    dates = [(date.value, date) for date in record.dates]
    agencies = [(agency.ref or agency.name, agency) for agency in record.agencies]
    found = []
    for number, (start, end, block) in enumerate(_spans(document)):
        found.append(
            Passage(
                id=f"{document.id}#{number}",
                document=document.id,
                start=start,
                end=end,
                text=document.text[start:end],
                lang=block.lang,
                title=title,
                page=block.page,
                dates=tuple(sorted({value for value, item in dates if _within(item, start, end)})),
                agencies=tuple(sorted({name for name, item in agencies if _within(item, start, end)})),
                meetings=tuple(i for i, item in enumerate(record.meetings) if _within(item, start, end)),
                agreements=tuple(i for i, item in enumerate(record.agreements) if _within(item, start, end)),
            )
        )
    return found


def cut(text: str) -> list[tuple[int, int]]:
    """Spans of a text without blocks, each short enough for one passage; blank ones are left out."""
    return [(start, end) for start, end in _pieces(text, 0, len(text), _LIMIT_TOKENS) if text[start:end].strip()]


def _first_title(document: Document) -> str:
    return next((document.text[b.start : b.end] for b in document.blocks if b.kind == "title"), "")


def _shortened(text: str, limit: int) -> str:
    """The beginning of `text` that an estimate of `limit` tokens allows."""
    while tokens_of(text) > limit:
        text = text[: len(text) * 3 // 4]
    return text


def _within(item: Item, start: int, end: int) -> bool:
    return any(evidence.start < end and start < evidence.end for evidence in item.evidence)


def _spans(document: Document) -> Iterator[tuple[int, int, Block]]:
    """Start, end and first block of every passage."""
    for group in _groups(document):
        start, end = group[0].start, group[-1].end
        for piece in _pieces(document.text, start, end, _LIMIT_TOKENS):
            first = next((block for block in group if piece[0] < block.end), group[-1])
            yield *piece, first


def _groups(document: Document) -> Iterator[list[Block]]:
    """Neighbouring blocks that make one passage: of one language, joined while they stay short.

    A heading opens a passage, and belongs to what follows it.
    """
    group: list[Block] = []
    size = 0
    for block in _kept(document):
        tokens = tokens_of(document.text[block.start : block.end])
        if group and _parts(group, size, block, tokens):
            yield group
            group, size = [], 0
        group.append(block)
        size += tokens
    if group:
        yield group


def _parts(group: list[Block], size: int, block: Block, tokens: int) -> bool:
    """Whether `block` begins a new passage."""
    if block.lang != group[-1].lang or size + tokens > _LIMIT_TOKENS:
        return True
    if all(member.kind in _OPENING for member in group) and size < _CONTEXT_TOKENS:
        return False
    return block.kind in _OPENING or size + tokens > GOAL_TOKENS


def _kept(document: Document) -> Iterator[Block]:
    for block in document.blocks:
        if block.kind not in _LEFT_OUT and document.text[block.start : block.end].strip():
            yield block


def _pieces(text: str, start: int, end: int, limit: int) -> Iterator[tuple[int, int]]:
    """Cut a span that is too long, between sentences where that is possible."""
    if tokens_of(text[start:end]) <= limit:
        yield start, end
        return
    middle = (start + end) // 2
    ends = [match.end() for match in _SENTENCE_END.finditer(text, start, end)]
    blanks = [match.end() for match in _BLANK.finditer(text, start, end)]
    at = _nearest(ends, middle, start, end) or _nearest(blanks, middle, start, end) or middle
    yield from _pieces(text, start, at, limit)
    yield from _pieces(text, at, end, limit)


def _nearest(places: Iterable[int], middle: int, start: int, end: int) -> int | None:
    """The place nearest to the middle, unless it would cut off a crumb."""
    crumb = (end - start) // 8
    inner = [place for place in places if start + crumb < place < end - crumb]
    return min(inner, key=lambda place: (abs(place - middle), place), default=None)
