"""From records to the tree of paragraphs and tables."""

import struct
from collections.abc import Callable, Iterable

from ingest.limits import Allowance
from ingest.loaders.flow import Anchored, Content, Paragraph, headed, paragraphs

from .records import Record, Tag
from .shapes import Shapes
from .tables import grid
from .text import pieces, string

_OUTLINE_AT = 18
_NUMBERED_CAPTIONS = (3, 4, 5)
"""Figures, tables, equations: kinds of automatic numbers that are read; page and note numbers are not."""


class Body:
    """The body of a document. `notes` and `furniture` gather what stands outside its flow."""

    def __init__(self, shapes: Shapes, allowance: Allowance) -> None:
        self.notes: list[Content] = []
        self.furniture: list[Content] = []
        self.is_cut = False
        self._shapes = shapes
        self._deepest = allowance.limits.nesting
        self._controls: dict[bytes, Callable[[Record, int], str | Anchored]] = {
            b"tbl ": self._table,
            b"fn  ": self._note,
            b"en  ": self._note,
            b"head": self._furniture,
            b"foot": self._furniture,
            b"secd": self._furniture,
            b"tcmt": lambda record, depth: "",
            b"eqed": lambda record, depth: _equation(record),
            b"tdut": lambda record, depth: _counted(record.data[4:]),
            b"tcps": lambda record, depth: _counted(record.data[4:]),
            b"atno": lambda record, depth: _number(record.data),
        }

    def content(self, records: Iterable[Record], depth: int = 0) -> list[Content]:
        """The paragraphs among `records`, with what is anchored in them."""
        if depth > self._deepest:
            self.is_cut = True
            return []
        found: list[Content] = []
        for record in records:
            if record.tag == Tag.PARA_HEADER:
                found += self._paragraph(record, depth)
        return found

    def _paragraph(self, record: Record, depth: int) -> list[Content]:
        self._begin_section(record)
        number = self._shapes.number(record.data)
        controls = iter([child for child in record.children if child.tag == Tag.CTRL_HEADER])
        words: list[str | Anchored] = []
        for child in record.children:
            if child.tag == Tag.PARA_TEXT:
                for piece in pieces(child.data):
                    if piece is not None:
                        words.append(piece)
                    elif (control := next(controls, None)) is not None:
                        words.append(self._control(control, depth + 1))
        words += [self._control(control, depth + 1) for control in controls]
        bullet, level = self._shapes.bullet(record.data)
        return list(paragraphs(headed(bullet, words), "bullet" if bullet else None, level, number))

    def _begin_section(self, record: Record) -> None:
        """Take from the first paragraph of a section which list numbers its outline."""
        for child in record.children:
            data = child.data
            if child.tag == Tag.CTRL_HEADER and data[:4][::-1] == b"secd" and len(data) >= _OUTLINE_AT + 2:
                (self._shapes.outline,) = struct.unpack_from("<H", data, _OUTLINE_AT)

    def _control(self, record: Record, depth: int) -> str | Anchored:
        name = record.data[:4][::-1]
        return self._controls.get(name, self._object)(record, depth)

    def _object(self, record: Record, depth: int) -> Anchored:
        return Anchored(self._boxes(record, depth), _floats(record.data))

    def _boxes(self, record: Record, depth: int) -> list[Content]:
        """The paragraphs of a drawing object: its caption and its text boxes, at any depth."""
        if depth > self._deepest:
            self.is_cut = True
            return []
        found = self.content(record.children, depth)
        for child in record.children:
            if child.tag == Tag.LIST_HEADER:
                found += self.content(child.children, depth)
            elif child.tag == Tag.TEXT_ART:
                found += [Paragraph(_counted(child.data[32:]))]
            elif child.tag != Tag.PARA_HEADER:
                found += self._boxes(child, depth + 1)
        return found

    def _table(self, record: Record, depth: int) -> Anchored:
        table = grid(record, lambda records: self.content(records, depth))
        return Anchored([table], _floats(record.data))

    def _note(self, record: Record, depth: int) -> str:
        self.notes += self._boxes(record, depth)
        return ""

    def _furniture(self, record: Record, depth: int) -> str:
        self.furniture += self._boxes(record, depth)
        return ""


def _floats(control: bytes) -> bool:
    """Whether an object stands apart from the line; bit 0 of its properties says that it counts as a letter."""
    return len(control) < 8 or not control[4] & 1


def _equation(record: Record) -> str:
    """The script of an equation, which names its symbols in words."""
    return next((_counted(child.data[4:]) for child in record.children if child.tag == Tag.EQEDIT), "")


def _counted(data: bytes) -> str:
    """A string after the number of its units."""
    if len(data) < 2:
        return ""
    (units,) = struct.unpack_from("<H", data)
    return string(data[2 : 2 + 2 * units]).strip("\x00")


def _number(data: bytes) -> str:
    if len(data) < 10:
        return ""
    bits, number = struct.unpack_from("<IH", data, 4)
    return str(number) if bits & 0xF in _NUMBERED_CAPTIONS else ""
