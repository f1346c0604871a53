"""The records of a table: a caption, the table, then one list header a cell, each followed by its paragraphs."""

import struct
from collections.abc import Callable

from ingest.loaders.flow import Content, Grid, GridCell

from .records import Record, Tag

_CELL_AT = 8
_HEADER_CELL = 1 << 18


def grid(record: Record, content: Callable[[list[Record]], list[Content]]) -> Grid:
    """The table of a control; `content` reads paragraphs.

    Paragraphs stand beside the list header that they belong to or, in some writers' files, below it.
    """
    caption: list[Record] = []
    cells: list[tuple[bytes, list[Record]]] = []
    current = caption
    is_table = False
    for child in record.children:
        if child.tag == Tag.TABLE:
            is_table = True
        elif child.tag == Tag.LIST_HEADER and not is_table:
            caption += child.children
        elif child.tag == Tag.LIST_HEADER and len(child.data) >= _CELL_AT + 8:
            current = list(child.children)
            cells.append((child.data, current))
        elif child.tag == Tag.PARA_HEADER:
            current.append(child)
    return Grid([_cell(data, content(held)) for data, held in cells], content(caption))


def _cell(data: bytes, content: list[Content]) -> GridCell:
    (bits,) = struct.unpack_from("<I", data, 4)
    col, row, cols, rows = struct.unpack_from("<4H", data, _CELL_AT)
    return GridCell(row, col, rows, cols, content, is_header=bool(bits & _HEADER_CELL))
