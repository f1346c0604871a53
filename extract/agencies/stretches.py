"""The stretches of a release in which names are looked for: blocks, and of a table its cells."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from corpus.documents import Block, Document, Table

_PROSE = ("paragraph", "bullet", "note")


@dataclass(frozen=True)
class Stretch:
    """A stretch `start:end`. `wrapped`: its line breaks are the layout's; `side`: the country that heads its column."""

    start: int
    end: int
    wrapped: bool
    side: str | None = None


def stretches(block: Block, release: Document, text: str, country: Callable[[str], str | None]) -> Iterator[Stretch]:
    """The stretches of a block; `country` tells which country a heading names, if it is one."""
    tables = [table for table in release.data_tables if table.cells and block.start <= table.start < block.end]
    if block.kind != "table" or not tables:
        yield Stretch(block.start, block.end, block.kind in _PROSE)
        return
    done = block.start
    for table in tables:
        yield Stretch(done, min(cell.start for cell in table.cells), wrapped=False)
        sides = _sides(table, text, country)
        for cell in table.cells:
            if cell.end > cell.start:
                yield Stretch(cell.start, cell.end, wrapped=True, side=sides.get(cell.col))
        done = max(cell.end for cell in table.cells)
    yield Stretch(done, block.end, wrapped=False)


def _sides(table: Table, text: str, country: Callable[[str], str | None]) -> dict[int, str]:
    """The countries that head columns, by column."""
    sides = {}
    for cell in table.cells:
        if cell.row < max(1, table.header_rows):
            code = country(_BLANKS.sub(" ", text[cell.start : cell.end]).strip())
            if code is not None:
                sides[cell.col] = code
    return sides


_BLANKS = re.compile(r"\s+")
