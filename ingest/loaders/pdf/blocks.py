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

    A table or paragraph that goes on over the end of a page is one.
    """
    return joined_over_pages(list(_blocks(pages)))


def _blocks(pages: Sequence[PageContent]) -> Iterator[RawBlock]:
    columns = [column for page in pages for column in page.columns()]
    words = Words(columns)
    levels = _levels(chain.from_iterable(columns))
    furniture = running([(page.height, page.lines()) for page in pages])
    bodies = [_body(page, {id(line) for line in lines}, words) for page, lines in zip(pages, furniture, strict=True)]
    _join_over_pages(bodies, words, levels)
    for page, lines, body in zip(pages, furniture, bodies, strict=True):
        at_top = [line for line in lines if line.box[1] < page.height / 2]
        yield from (_furniture(line, page.number) for line in at_top)
        for item in body:
            if isinstance(item, TableOnPage):
                yield _table(item, words, page.number)
            else:
                yield _block(item, page.number, _level(item, levels))
        yield from (_furniture(line, page.number) for line in lines if line not in at_top)


def _body(page: PageContent, apart: set[int], words: Words) -> list[Paragraph | TableOnPage]:
    """The paragraphs and tables of a page, in reading order, without the lines that stand `apart`."""
    found: list[Paragraph | TableOnPage] = []
    for stretch in stretches([item for item in page.items if id(item) not in apart], alone=TableOnPage):
        if isinstance(stretch[0], TableOnPage):
            found.append(stretch[0])
        else:
            found += paragraphs(in_rows([line for line in stretch if isinstance(line, Line)]), words)
    return found


def _join_over_pages(bodies: list[list[Paragraph | TableOnPage]], words: Words, levels: dict[float, int]) -> None:
    """Make paragraphs whole that the end of a page cut: they stand on the page where they begin."""
    at = 0
    for number in range(1, len(bodies)):
        if not bodies[number]:
            continue
        last = bodies[at][-1] if bodies[at] else None
        first = bodies[number][0]
        if (
            isinstance(last, Paragraph)
            and isinstance(first, Paragraph)
            and not _level(last, levels)
            and not _level(first, levels)
            and last.goes_on_in(first)
        ):
            bodies[at][-1] = last.with_rest(first, words)
            del bodies[number][0]
            if not bodies[number]:
                continue
        at = number


def _level(paragraph: Paragraph, levels: dict[float, int]) -> int:
    return levels.get(paragraph.size, 0) if len(paragraph.text) <= _LONGEST_HEADING else 0


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
