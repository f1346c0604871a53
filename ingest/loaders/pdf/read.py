"""A PDF file as blocks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import UnreadableFile
from ingest.limits import LIMITS, Limits
from ingest.loaders.damage import told_as_damage
from ingest.loaders.raw import Hint, RawBlock, RawCell, RawFile, RawTable

from .content import PageContent, TableOnPage, items_of
from .doubts import doubts
from .furniture import running
from .lines import Line, in_rows
from .order import stretches
from .page import Page
from .paragraphs import Paragraph, Words, paragraphs
from .tables import TooDense, ruled

_END_MARK = b"%%EOF"
_TAIL = 4096
_HEADING = 1.2
"""Times the size of the body from which a paragraph is set as a heading."""
_LONGEST_HEADING = 200


def read_pdf(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Read a PDF: paragraphs and tables with page and box, running heads and page numbers as furniture.

    `reasons` name the pages that cannot be read in full: scans, letters drawn as curves, too many drawn lines.

    Raises:
        UnreadableFile: encrypted, damaged, or without any text.
    """
    with told_as_damage(name):
        document = _opened(data, name)
        reasons = [] if _END_MARK in data[-_TAIL:] else ["the file lacks its end, it may be cut off"]
        try:
            pages = list(_pages(document, reasons, limits))
        finally:
            document.close()
        if not any(page.items for page in pages):
            hint = "Recognise its text first (OCR), or fetch the release in another format"
            raise UnreadableFile(f"{name} has no text, only images or drawings", hint=hint)
        return RawFile(blocks=tuple(_blocks(pages)), reasons=tuple(reasons))


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            hint = "Save it without a password"
            raise UnreadableFile(f"{name} is encrypted with a password", hint=hint) from error
        raise UnreadableFile(f"{name} is damaged: {error}", hint="Fetch the file again") from error
    if not len(document):
        raise UnreadableFile(f"{name} has no pages", hint="Fetch the file again")
    return document


def _pages(document: pypdfium2.PdfDocument, reasons: list[str], limits: Limits) -> Iterator[PageContent]:
    if len(document) > limits.pages:
        reasons.append(f"only the first {limits.pages:,} of {len(document):,} pages were read")
    for number in range(1, min(len(document), limits.pages) + 1):
        try:
            page = Page(document[number - 1])
        except pypdfium2.PdfiumError as error:
            reasons.append(f"page {number} is damaged: {error}")
            continue
        try:
            glyphs = list(page.glyphs())
            drawn = page.drawn(limits.page_paths)
            reasons += [f"page {number} {doubt}" for doubt in doubts(glyphs, drawn)]
            try:
                if drawn.paths > limits.page_paths:
                    raise TooDense
                tables = ruled(drawn.edges)
            except TooDense:
                reasons.append(f"page {number} has too many drawn lines for its tables to be told")
                tables = []
            yield PageContent(number, page.height, tuple(items_of(page, glyphs, tables)))
        finally:
            page.close()


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
    letters: Counter[float] = Counter()
    for line in lines:
        letters[line.size] += len(line.text)
    if not letters:
        return {}
    body = min(size for size, count in letters.items() if count == max(letters.values()))
    larger = sorted((size for size in letters if size >= _HEADING * body), reverse=True)
    return {size: level for level, size in enumerate(larger, 1)}
