"""What a loader hands on: the blocks of a file in reading order, and what the file says about itself.

A loader keeps what the file states and guesses nothing: kinds that the format does not mark stay None and are
told from the words by `ingest.layout`. Offsets do not exist yet; `ingest.assemble` makes the text and counts them.
"""

from dataclasses import dataclass, field
from typing import Literal, Protocol

from corpus.documents import Attachment, Box, Variant
from ingest.limits import Limits

Hint = Literal["title", "subtitle", "heading", "paragraph", "bullet", "note", "table", "header", "furniture"]


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell of a table: its place in the grid, from 0, what it spans, its text (line breaks allowed).

    Where frames stand in it, `parts` are the pieces that its text is made of, each with the cells of these frames
    that it stands in, the outermost first; an empty piece is a frame that begins. `numbers` are those of the
    paragraphs in it that have one, see `RawBlock`.
    """

    row: int
    col: int
    text: str
    rows: int = 1
    cols: int = 1
    parts: "tuple[tuple[str, Within], ...]" = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as the file has it, in row order; a merged cell appears once.

    `header_rows` is None where the format does not mark them (`<thead>`, `<th>`); `caption` only where the format
    does (`<caption>`). `is_frame`: only the layout around the blocks that stand in it; its cells have no text of their
    own.
    """

    cells: tuple[RawCell, ...]
    caption: str | None = None
    header_rows: int | None = None
    is_frame: bool = False


Within = tuple[tuple[RawTable, int], ...]
"""The tables around something, the outermost first, each with the number of its cell in which it stands."""


@dataclass(frozen=True, slots=True)
class RawBlock:
    """A paragraph, a heading, a table: what stands between two breaks of the format.

    `text` is the paragraph as written, line breaks inside it as "\\n"; for a table it is empty and `table` holds the
    cells. `kind` is what the format marks, or None; `level` the depth of a heading or list item, from 1 (0: none
    marked); `number` what its list or outline puts before it on the page, which is no part of the text ("1.", "제2조").
    `page` counts from 1; `bbox` is in points from the top left corner of the page. `within` are the tables around it,
    which have come before.
    """

    text: str = ""
    kind: Hint | None = None
    level: int = 0
    page: int | None = None
    bbox: Box | None = None
    table: RawTable | None = None
    within: Within = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class RawFacts:
    """What the file states about itself in fields of its own (selectors of a site, document properties).

    As written there, not yet interpreted. `date` is the day of issue or posting; `issuer` the body that posted it.
    They help to choose among the words of the text: a title that the text does not contain is not used.
    """

    title: str | None = None
    date: str | None = None
    issuer: str | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """What a web page says of itself and links, see `corpus.documents.Source` and `Document`."""

    url: str | None = None
    licence: str | None = None
    rights: str | None = None
    attachments: tuple[Attachment, ...] = ()
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as its loader read it.

    Either `blocks`, or for plain text `text`: the decoded file, taken as it is. `wrapped` says that each block is a
    line as set on the page, to be joined to paragraphs. `reasons` say, one line each, why text is probably missing or
    wrong; the document is then `suspect`.
    """

    blocks: tuple[RawBlock, ...] = ()
    text: str | None = None
    facts: RawFacts = field(default_factory=RawFacts)
    page: RawPage = field(default_factory=RawPage)
    wrapped: bool = False
    encoding: str | None = None
    reasons: tuple[str, ...] = ()


class Loader(Protocol):
    """Reads one file format, in reading order; keeps what the file says and guesses nothing."""

    def __call__(self, data: bytes, *, name: str, limits: Limits = ...) -> RawFile:
        """Read the file whose bytes are `data`, within limits.

        `name` is its path or address, for messages and to tell sites.

        Raises:
            UnreadableFile: encrypted, damaged, over a limit, or without text; not where only the program that
                recognises text is missing, which `reasons` say.
        """
        ...
