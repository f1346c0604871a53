"""Tables that the end of a page cuts: the parts are one table, without the header row that each part repeats."""

from collections.abc import Sequence
from dataclasses import replace

from ingest.loaders.raw import RawBlock, RawCell, RawTable

_SAME_SIDE = 6.0
"""Points by which the sides of two parts may differ."""


def joined_over_pages(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """`blocks` with the parts of a table joined; the whole has page and box of its first part."""
    found: list[RawBlock] = []
    body: RawBlock | None = None
    """The last block that is no furniture, while it may go on."""
    last_part: RawBlock | None = None
    for block in blocks:
        if block.kind == "furniture":
            found.append(block)
            continue
        if body is not None and last_part is not None and _goes_on(last_part, block):
            assert body.table is not None
            assert block.table is not None
            whole = replace(body, table=_joined(body.table, block.table))
            found[next(at for at, one in enumerate(found) if one is body)] = whole
            body, last_part = whole, block
            continue
        found.append(block)
        body = last_part = block if block.table is not None else None
    return found


def _goes_on(part: RawBlock, block: RawBlock) -> bool:
    """Whether `block` can be the next part: on the next page, as wide, with as many columns."""
    if part.table is None or block.table is None or part.bbox is None or block.bbox is None:
        return False
    if part.page is None or block.page != part.page + 1:
        return False
    is_as_wide = all(abs(part.bbox[side] - block.bbox[side]) < _SAME_SIDE for side in (0, 2))
    return is_as_wide and _columns(part.table) == _columns(block.table)


def _columns(table: RawTable) -> int:
    return max(cell.col + cell.cols for cell in table.cells)


def _joined(table: RawTable, after: RawTable) -> RawTable:
    cells = list(after.cells)
    repeated = 0
    while cells and _row(table, repeated) == _row(after, repeated) and any(text for *_, text in _row(after, repeated)):
        repeated += 1
    rows = max(cell.row + cell.rows for cell in table.cells)
    kept = [replace(cell, row=cell.row - repeated + rows) for cell in cells if cell.row >= repeated]
    return replace(table, cells=(*table.cells, *kept))


def _row(table: RawTable, row: int) -> list[tuple[int, int, int, str]]:
    """What two rows that are the same have in common."""
    return [(cell.col, cell.rows, cell.cols, cell.text) for cell in _cells_of(table, row)]


def _cells_of(table: RawTable, row: int) -> list[RawCell]:
    return [cell for cell in table.cells if cell.row == row]
