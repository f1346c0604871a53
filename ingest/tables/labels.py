"""What a table is for, and its caption."""

import re
from collections.abc import Sequence

from corpus.documents import BlockKind
from ingest.head.moments import first_moment
from ingest.head.rules import label_patterns
from ingest.layout.lines import Line
from ingest.layout.prose import prose_patterns
from ingest.layout.zones import Sheet
from ingest.phones import has_phone

from .grid import Grid

Span = tuple[int, int]

_BRACKETED = re.compile(r"[<〈《\[【]\s*(?P<inner>\S.*?)\s*[>〉》\]】]$")
_SEVERAL = re.compile(r"\d\s?\.\s.*\d\s?\.\s")


def kind_of_table(lines: Sequence[Line], grid: Grid, *, body: int) -> BlockKind:
    """`header` for the box at the head with the times of release, `contact` for persons to call, else `table`."""
    rows = lines[grid.first : grid.last + 1]
    if grid.first < body and any(
        label_patterns().every.search(line.words) and first_moment(line.words) for line in rows
    ):
        return "header"
    return "contact" if any(has_phone(line.words) for line in rows) else "table"


def caption_of(sheet: Sheet, grid: Grid, kinds: Sequence[BlockKind]) -> Span | None:
    """The span of the caption: the line above (or below, as papers have it) that names the table, or its annex."""
    lines = sheet.lines
    for i in (grid.first - 1, grid.first - 2, grid.last + 1):
        if 0 <= i < len(lines) and lines[i].table is None:
            if sheet.kinds[i] == "caption":
                return lines[i].start, lines[i].end
            bracketed = _BRACKETED.match(lines[i].words)
            if bracketed and i < grid.first and not prose_patterns().named_annex.match(lines[i].words):
                return lines[i].start + bracketed.start("inner"), lines[i].start + bracketed.end("inner")
            if i == grid.first - 1 and sheet.kinds[i] not in ("note", None):
                break
    return _annex_above(sheet, grid, kinds)


def _annex_above(sheet: Sheet, grid: Grid, kinds: Sequence[BlockKind]) -> Span | None:
    """The name of the only annex, where nothing but the box of contacts stands between it and the table."""
    i = grid.first - 1
    while i >= 0:
        table = sheet.lines[i].table
        if table is None or kinds[table] != "contact":
            break
        i -= 1
    if i < 0 or sheet.kinds[i] != "annex" or i < sheet.body:
        return None
    match = prose_patterns().named_annex.match(sheet.lines[i].words)
    if match is None or not match["inner"] or _SEVERAL.search(sheet.lines[i].words):
        return None
    start = sheet.lines[i].start
    return start + match.start("inner"), start + match.end("inner")
