"""A PDF file as blocks."""

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from corpus.errors import UnreadableFile
from ingest.limits import LIMITS, Limits
from ingest.loaders.damage import cause_of, damaged, told_as_damage
from ingest.loaders.raw import RawFile
from ingest.recognition import Recogniser, was_missing

from .blocks import blocks_of
from .content import PageContent, items_of
from .doubts import doubt_about, outweighs
from .drawn import Drawn
from .page import Page
from .scans import Scans, content_of
from .tables import Ruled, TooDense, ruled

_END_MARK = b"%%EOF"
_TAIL = 4096


def read_pdf(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Read a PDF: paragraphs and tables with page and box, running heads and page numbers as furniture.

    Pages that are scans, or whose letters are drawn as curves, are recognised. `reasons` name these pages, and those
    that cannot be read in full; a file of scans has no blocks where text recognition is not installed.

    Raises:
        UnreadableFile: encrypted, damaged, or without any text that could be recognised.
    """
    with told_as_damage(name):
        document = _opened(data, name)
        reasons = [] if _END_MARK in data[-_TAIL:] else ["the file lacks its end, it may be cut off"]
        scans = Scans(Recogniser(limits))
        try:
            pages = list(_pages(document, reasons, scans, limits))
        finally:
            document.close()
        reasons += scans.reasons()
        if not any(page.items for page in pages) and not was_missing(reasons):
            cause, hint = scans.failure or ("nothing in them was recognised", "Fetch the release in another format")
            raise UnreadableFile(f"{name} has no text, only images or drawings: {cause}", hint=hint)
        return RawFile(blocks=tuple(blocks_of(pages)), reasons=tuple(reasons))


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            hint = "Save it without a password"
            raise UnreadableFile(f"{name} is encrypted with a password", hint=hint) from error
        raise damaged(name, error) from error
    if not len(document):
        raise UnreadableFile(f"{name} has no pages", hint="Fetch the file again")
    return document


def _pages(document: pypdfium2.PdfDocument, reasons: list[str], scans: Scans, limits: Limits) -> Iterator[PageContent]:
    if len(document) > limits.pages:
        reasons.append(f"only the first {limits.pages:,} of {len(document):,} pages were read")
    for number in range(1, min(len(document), limits.pages) + 1):
        try:
            page = Page(document[number - 1])
        except pypdfium2.PdfiumError as error:
            reasons.append(f"page {number} is damaged: {cause_of(error)}")
            continue
        try:
            drawn = page.drawn(limits.page_paths)
            content = _recognised(page, number, drawn, scans, limits)
            if content is None:
                tables = _tables(drawn, number, reasons, limits)
                content = PageContent(number, page.height, tuple(items_of(page, tables)))
            yield content
        finally:
            page.close()


def _recognised(page: Page, number: int, drawn: Drawn, scans: Scans, limits: Limits) -> PageContent | None:
    """The content of a page whose text must be recognised; None if it need not, or cannot."""
    doubt = doubt_about(page.text, drawn)
    if doubt is None:
        return None
    picture = page.picture(limits.recognition_dpi, limits.picture_pixels)
    lines = scans.lines(picture, number, doubt.problem)
    if lines is None or (doubt.is_open and not outweighs(" ".join(line.text for line in lines), page.text)):
        return None
    if not lines and not page.text.strip():
        return None
    scans.take(number)
    return content_of(lines, number, page.height)


def _tables(drawn: Drawn, number: int, reasons: list[str], limits: Limits) -> list[Ruled]:
    try:
        if drawn.paths > limits.page_paths:
            raise TooDense
        return ruled(drawn.edges)
    except TooDense:
        reasons.append(f"page {number} has too many drawn lines for its tables to be told")
        return []
