"""A release as it was read: frozen text, and labelled spans of it.

Text is normalised once, at ingest, before the first offset exists; afterwards every offset counts code
points, half-open, into `Document.text`.
"""

from bisect import bisect_right
from operator import attrgetter
from typing import Literal

from .languages import BlockLang, Lang
from .model import Model

BlockKind = Literal[
    "title", "subtitle", "heading", "paragraph", "bullet", "note", "header", "contact", "table", "furniture"
]
TableKind = Literal["data", "frame"]
Box = tuple[float, float, float, float]
"""left, top, right, bottom in points, from the top left corner of the page."""


class Evidence(Model):
    """The exact characters that state a fact: `text == document.text[start:end]`.

    Made by `Document.quote` only, which fills in the page and the box.
    """

    start: int
    end: int
    text: str
    page: int | None = None
    bbox: Box | None = None


class Block(Model):
    """A stretch of text that the layout sets apart: a paragraph, a bullet, a heading, one table.

    `level` is the depth of a bullet or heading, from 1; `marker` the characters that open it (□, ①, 1.), which
    are part of the text. `number` is what a list or outline of the word processor puts before the block ("1.",
    "제2조"): it is on the page but not in the text. Kind `header` is the line or table with times and units of the
    release, `contact` the box of contact persons, `furniture` what belongs to the page and not to the release (menus,
    related links, copyright, running heads). Blocks follow each other without overlap, in reading order; white space
    may lie between them.
    """

    kind: BlockKind
    start: int
    end: int
    lang: BlockLang
    level: int = 0
    marker: str = ""
    number: str = ""
    page: int | None = None
    bbox: Box | None = None


class Cell(Model):
    """A cell of a table: its place in the grid, from 0, and its span in the text.

    `numbers` are what lists of the word processor put before paragraphs in it, see `Block`, in their order.
    """

    row: int
    col: int
    start: int
    end: int
    rows: int = 1
    cols: int = 1
    numbers: tuple[str, ...] = ()


class Table(Model):
    """A table: `data` sets facts beside each other, a `frame` is only the layout around what it holds.

    The cells of data are those with text, each in one line of the table's block; `header_rows` counts the rows at the
    top that name the columns (0: none do). The cells of a frame (a box around paragraphs, a place for pictures) are
    all that it has, each the span of the blocks that stand in it, tables among them; one without text has no length.
    `within` is the number, in `Document.tables`, of the table in a cell of which this one stands.
    """

    start: int
    end: int
    cells: tuple[Cell, ...]
    kind: TableKind = "data"
    header_rows: int = 0
    caption: Evidence | None = None
    page: int | None = None
    within: int | None = None


class ContactPerson(Model):
    """A member of staff named for questions; every field as written, evidence of the whole entry."""

    name: str
    role: str | None = None
    unit: str | None = None
    phone: str | None = None
    evidence: Evidence


class Head(Model):
    """What the head of a release states about itself; a fact that it does not state is None.

    `released` and `embargo` are ISO 8601 local times or days; `ref_date`, EDTF, is the day of issue, against
    which relative dates resolve. `dated` is the evidence of the day of issue.
    """

    title: Evidence | None = None
    subtitle: Evidence | None = None
    issuer: Evidence | None = None
    released: str | None = None
    embargo: str | None = None
    ref_date: str | None = None
    dated: Evidence | None = None
    contacts: tuple[ContactPerson, ...] = ()


class Source(Model):
    """Where the bytes came from.

    A page may say more of itself: `url` is its address (the one that it calls its own, else where it was saved from);
    `licence` the code of the licence that it states (`KOGL-1`, `CC-BY-4.0`), `rights` its note on copyright, in its
    words. `withdrawn` is when its source took the release back, ISO 8601, UTC.
    """

    path: str
    media_type: str
    encoding: str | None = None
    sha256: str
    size: int
    url: str | None = None
    licence: str | None = None
    rights: str | None = None
    withdrawn: str | None = None


class Attachment(Model):
    """A file that a page offers with a release.

    `url` is absolute where the address of the page is known, and None where only a script of the page knows it;
    `media_type` is that of files of such a name, None for a name without a known ending.
    """

    name: str
    url: str | None = None
    media_type: str | None = None


class Variant(Model):
    """The same release in another language, as its page links it; `lang` is a BCP 47 code, "und" where none is told."""

    lang: str
    url: str


class Document(Model):
    """A release as read. `status` is `suspect` where text is probably missing; `reasons` say why.

    Of scans that nothing here could recognise there is no text: then `lang` is None, and `langs` are none.
    `tables` come in reading order, one before those in its cells.
    """

    id: str
    source: Source
    text: str
    lang: Lang | None
    langs: tuple[BlockLang, ...]
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    head: Head = Head()
    status: Literal["ok", "suspect"] = "ok"
    reasons: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    variants: tuple[Variant, ...] = ()

    @property
    def data_tables(self) -> tuple[Table, ...]:
        """The tables that set facts beside each other."""
        return tuple(table for table in self.tables if table.kind == "data")

    def quote(self, start: int, end: int) -> Evidence:
        """Quote `text[start:end]`, with the page and box of the block it stands in.

        Raises:
            ValueError: the span is empty or leaves the text.
        """
        return quote(self.text, self.blocks, start, end)


_START = attrgetter("start")


def quote(text: str, blocks: tuple[Block, ...], start: int, end: int) -> Evidence:
    """What `Document.quote` does, for the time before there is a document."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no text at {start}:{end} of {len(text)} characters")
    number = bisect_right(blocks, start, key=_START) - 1
    block = blocks[number] if number >= 0 and start < blocks[number].end else None
    return Evidence(
        start=start,
        end=end,
        text=text[start:end],
        page=block.page if block else None,
        bbox=block.bbox if block else None,
    )
