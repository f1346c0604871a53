"""Parts of a release in which meetings are mentioned: sentences, and the items and rows of tables."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from corpus.documents import Block, Cell, Table
from corpus.languages import LANGS, Lang

from ..found import blocks_of, reading_of, release_of
from ..sentences import sentences_of
from .grammar import grammar

_ITEM = re.compile(r"(?:^|(?<=[\s>]))[○◦ㅇ□※●▪∘■◎◇]\s?")
UNREAD = ("header", "contact")


@dataclass(frozen=True)
class Part:
    """A stretch `start:end` of the text that is read as one sentence.

    `wide` bounds the row of the table around it, for the days in other cells; `old` and `new` are the cells of a table
    of changes that give the day before and after.
    """

    start: int
    end: int
    lang: Lang
    block: Block
    table: bool = False
    wide: tuple[int, int] | None = None
    old: tuple[int, int] | None = None
    new: tuple[int, int] | None = None


def parts_of(doc: Doc) -> Iterator[Part]:
    """Sentences in order, then the tables."""
    for sentence in sentences_of(doc):
        if sentence.block.kind not in UNREAD:
            yield Part(sentence.start, sentence.end, sentence.lang, sentence.block)
    text = reading_of(doc)
    tables = release_of(doc).data_tables
    for block in blocks_of(doc):
        if block.kind == "table" and block.lang in LANGS:
            inside = [table for table in tables if block.start <= table.start < block.end]
            for table in inside:
                yield from _of_table(text, block, table, block.lang)
            if not inside:
                for start, end in _items(text, block.start, block.end):
                    yield Part(start, end, block.lang, block, table=True)


def _of_table(text: str, block: Block, table: Table, lang: Lang) -> Iterator[Part]:
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
        if text[cell.start : cell.end].strip():
            rows[cell.row].append(cell)
    before, after = _change_columns(text, [c for r in range(table.header_rows) for c in rows.get(r, [])], lang)
    for number, cells in rows.items():
        if number < table.header_rows:
            continue
        columns = {cell.col: (cell.start, cell.end) for cell in cells}
        if before is not None and before in columns:
            name = cells[0]
            new = columns.get(after) if after is not None else None
            yield Part(name.start, name.end, lang, block, table=True, old=columns[before], new=new)
            continue
        items = [list(_items(text, cell.start, cell.end)) for cell in cells]
        single = all(len(several) == 1 for several in items)
        wide = (min(cell.start for cell in cells), max(cell.end for cell in cells)) if single else None
        for start, end in (item for several in items for item in several):
            yield Part(start, end, lang, block, table=True, wide=wide)


def _change_columns(text: str, header: list[Cell], lang: Lang) -> tuple[int | None, int | None]:
    """The columns that give the state before and after a change, where the header names both."""
    rules = grammar(lang)
    old = [cell.col for cell in header if rules.before_change.search(text, cell.start, cell.end)]
    new = [c.col for c in header if rules.after_change.search(text, c.start, c.end) and c.col not in old]
    return (old[0], new[0]) if old and new else (None, None)


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The bulleted items of a cell, markers left out; the whole cell where it has none."""
    marks = [match.span() for match in _ITEM.finditer(text, start, end)]
    cuts = [(start, start), *marks, (end, end)]
    for (_, first), (last, _) in pairwise(cuts):
        if text[first:last].strip():
            yield first, last
