"""Blocks from the lines and tables of pages, of PDF files and of pictures alike."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from ingest.loaders.raw import Hint, RawBlock, RawCell, RawTable

from .content import PageContent, TableOnPage
from .furniture import running
from .lines import Line, in_rows
from .order import stretches
from .page_breaks import joined_over_pages
from .paragraphs import Paragraph, Words, paragraphs

_HEADING = 1.2
"""Times the size of the body from which a paragraph is set as a heading."""
_LONGEST_HEADING = 200


def blocks_of(pages: Sequence[PageContent]) -> list[RawBlock]:
    """Paragraphs and tables with page and box, in reading order, running heads and page numbers as furniture.

    A table that goes on over the end of a page is one table.
    """
    return joined_over_pages(list(_blocks(pages)))


def _blocks(pages: Sequence[PageContent]) -> Iterator[RawBlock]:
    columns = [column for page in pages for column in page.columns()]
    words = Words(columns)
    levels = _levels(chain.from_iterable(columns))
    for page, furniture in zip(pages, running([(page.height, page.lines()) for page in pages]), strict=True):
        apart = {id(line) for line in furniture}
        at_top = [line for line in furniture if line.box[1] < page.height / 2]
        yield from (_furniture(line, page.number) for line in at_top)
        items = [item for item in page.items if id(item) not in apart]
        for stretch in stretches(items, alone=TableOnPage):
            if isinstance(stretch[0], TableOnPage):
                yield _table(stretch[0], words, page.number)
            else:
                rows = in_rows([line for line in stretch if isinstance(line, Line)])
                for paragraph in paragraphs(rows, words):
                    level = levels.get(paragraph.size, 0) if len(paragraph.text) <= _LONGEST_HEADING else 0
                    yield _block(paragraph, page.number, level)
        yield from (_furniture(line, page.number) for line in furniture if line not in at_top)


def _table(table: TableOnPage, words: Words, number: int) -> RawBlock:
    cells = []
    for (_, place), lines in zip(table.ruled.cells, table.cells, strict=True):
        row, col, rows, cols = place
        text = "\n".join(paragraph.text for paragraph in paragraphs(in_rows(lines), words))
        cells.append(RawCell(row, col, text, rows, cols))
    return RawBlock(kind="table", page=number, bbox=_rounded(table), table=RawTable(tuple(cells)))


def _block(paragraph: Paragraph, number: int, level: int) -> RawBlock:
    kind: Hint | None = "heading" if level else None
    return RawBlock(paragraph.text, kind, level, number, _rounded(paragraph))


def _furniture(line: Line, number: int) -> RawBlock:
    return RawBlock(line.text, "furniture", 0, number, _rounded(line))


def _rounded(item: Line | Paragraph | TableOnPage) -> tuple[float, float, float, float]:
    left, top, right, bottom = item.box
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)


def _levels(lines: Iterable[Line]) -> dict[float, int]:
    """Depth of a heading, from 1, by size of font: the sizes that stand out from that of most letters."""
    letters: dict[float, int] = {}
    for line in lines:
        letters[line.size] = letters.get(line.size, 0) + len(line.text)
    if not letters:
        return {}
    most = max(letters.values())
    body = min(size for size, count in letters.items() if count == most)
    larger = sorted((size for size in letters if size >= _HEADING * body), reverse=True)
    return {size: level for level, size in enumerate(larger, 1)}
