"""Passages: what is embedded, ranked and shown. A block, or a few short neighbours, small enough for the model."""

import re
from collections.abc import Iterable, Iterator

from corpus.documents import Block, Document
from corpus.languages import BlockLang
from corpus.model import Model
from corpus.records import Item, Record

from .embedders.windows import MAX_TOKENS, tokens_of
from .tokens import language_of

GOAL_TOKENS = 120
"""Neighbours are joined up to this size. On 180 questions, nDCG@10 of releases by their best passage: .887 with 120,
.883 with 160, .871 with 220, .865 with 300."""

_CONTEXT_TOKENS = 80
_CRUMB_TOKENS = 30
"""Less than this says too little alone: a line of names, a date, the list of annexes."""
_LIMIT_TOKENS = MAX_TOKENS - _CONTEXT_TOKENS
_LEFT_OUT = frozenset({"furniture", "contact"})
_OPENING = frozenset({"title", "subtitle", "heading", "header"})
_LETTER = re.compile(r"\w")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\s\"'”’)]+|(?<=[。！？；])|\n+")
_BLANK = re.compile(r"\s+")


class Passage(Model):
    """A stretch of a document, `text == document.text[start:end]`, with what a filter asks about.

    `title` is the document's, as context; empty where it is in another language.
    `dates` are EDTF values, `agencies` ids of the registry or names, `meetings` and `agreements` positions in the
    record, of items that have evidence in the passage.
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

    def embedded(self) -> str:
        """What is embedded: the words of the passage alone.

        With the title before them the passages of a release lie too close to each other: measured on 180 questions in
        three languages, nDCG@10 .760 with it and .773 without.
        """
        return _BLANK.sub(" ", self.text).strip()

    def counted(self) -> str:
        """What the lexical index counts: the passage and its title, whose round and year tell twins apart."""
        text, title = self.embedded(), _BLANK.sub(" ", self.title).strip()
        return text if not title or title in text else f"{title}\n{text}"


def passages(document: Document, record: Record) -> list[Passage]:
    """The passages of a document, in reading order; ids are `<document>#<number from 0>`.

    Furniture and the boxes of contact persons are left out. No passage exceeds what the models read whole.
    """
    title = _shortened(record.title or _first_title(document), _CONTEXT_TOKENS)
    dates = [(date.value, date) for date in record.dates]
    agencies = [(agency.ref or agency.name, agency) for agency in record.agencies]
    found = []
    for number, (start, end, blocks) in enumerate(_spans(document)):
        found.append(
            Passage(
                id=f"{document.id}#{number}",
                document=document.id,
                start=start,
                end=end,
                text=document.text[start:end],
                lang=_lang(document, blocks),
                title=title if language_of(title) == _lang(document, blocks) else "",
                page=blocks[0].page,
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


def _spans(document: Document) -> Iterator[tuple[int, int, list[Block]]]:
    """Start, end and blocks of every passage."""
    for group in _groups(document):
        for start, end in _pieces(document.text, group[0].start, group[-1].end, _LIMIT_TOKENS):
            yield start, end, [block for block in group if block.start < end and start < block.end] or group


def _groups(document: Document) -> list[list[Block]]:
    """Neighbouring blocks that make one passage: of one language, joined while they stay short.

    A heading opens a passage and belongs to what follows it, whatever its language. A crumb that is left over goes to
    what stands before it.
    """
    groups: list[list[Block]] = []
    for block in _kept(document):
        if groups and _joins(document, groups[-1], block):
            groups[-1].append(block)
        else:
            groups.append([block])
    for at in range(len(groups) - 1, 0, -1):
        before, group = groups[at - 1], groups[at]
        size = _size(document, group)
        same = _lang(document, before) == _lang(document, group)
        if size < _CRUMB_TOKENS and same and size + _size(document, before) <= _LIMIT_TOKENS:
            groups[at - 1 : at + 1] = [before + group]
    return groups


def _joins(document: Document, group: list[Block], block: Block) -> bool:
    """Whether `block` goes on with the passage, or begins another."""
    size, more = _size(document, group), _size(document, [block])
    if size + more > _LIMIT_TOKENS:
        return False
    if all(member.kind in _OPENING for member in group) and size < _CONTEXT_TOKENS:
        return True
    langs = {member.lang for member in group} - {"und"}
    if langs and block.lang not in {*langs, "und"}:
        return False
    if size < _CRUMB_TOKENS:
        return True
    return block.kind not in _OPENING and size + more <= GOAL_TOKENS


def _size(document: Document, group: list[Block]) -> int:
    return sum(tokens_of(document.text[block.start : block.end]) for block in group)


def _lang(document: Document, group: list[Block]) -> BlockLang:
    """The language most of a group is written in."""
    sizes: dict[BlockLang, int] = {}
    for block in group:
        if block.lang != "und":
            sizes[block.lang] = sizes.get(block.lang, 0) + tokens_of(document.text[block.start : block.end])
    return max(sizes, key=lambda lang: (sizes[lang], lang), default="und")


def _kept(document: Document) -> Iterator[Block]:
    for block in document.blocks:
        if block.kind not in _LEFT_OUT and _LETTER.search(document.text, block.start, block.end):
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
