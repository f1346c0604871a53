"""From labelled lines to the blocks of a document."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.documents import Block, BlockKind
from ingest.head.moments import first_moment
from ingest.language import language_of

from .lines import Line
from .markers import Depth, Marker
from .rules import LineKind
from .titles import Titles, patterns
from .wrapping import Setting, goes_on, is_terminal, setting_of
from .zones import Sheet

_HEADING_WIDTH = 70
_NARROW = 0.6
_HEADING_FAMILIES = frozenset(
    {"hash", "part", "bar", "square", "chinese-number", "number", "korean-letter", "bracketed", "circle"}
)
_BRACKETED = re.compile(r"(?:\*\*.+\*\*|[\[<【〈《].{1,80}[\]>】〉》])$")
_LETTER = re.compile(r"[^\W\d_]")
_NOTE_IN_BULLET = re.compile(r"\s*(?:※|\*{1,3}(?=\s))")
_FIELD = re.compile(r".{1,20}\s?:\s")
_KIND_OF: dict[LineKind, BlockKind] = {
    "furniture": "furniture",
    "tail": "furniture",
    "header": "header",
    "contact": "contact",
    "note": "note",
    "caption": "heading",
    "end": "paragraph",
    "annex": "paragraph",
    "kicker": "header",
}


def blocks_of(
    text: str, sheet: Sheet, titles: Titles, tables: Sequence[BlockKind], *, wrapped: bool = False
) -> list[Block]:
    """The blocks of the text, in order; `tables` are the kinds of its tables, by their number."""
    lines = sheet.lines
    kinds = [_kind_of(sheet, titles, i) for i in range(len(lines))]
    running = [line for line, kind in zip(lines, kinds, strict=True) if kind in ("paragraph", "bullet", "note")]
    setting = setting_of(running, wrapped=wrapped)
    depth = Depth()
    blocks: list[Block] = []
    i = 0
    while i < len(lines):
        table = lines[i].table
        last = i
        if table is not None:
            while last + 1 < len(lines) and lines[last + 1].table == table:
                last += 1
            blocks.append(_block(text, lines[i : last + 1], tables[table], None, 0))
            i = last + 1
            continue
        kind, marker = kinds[i], sheet.markers[i]
        while last + 1 < len(lines) and _joins(sheet, titles, kinds, last, i, setting):
            last += 1
        if kind == "bullet" and last == i and _heads(sheet, kinds, tables, i):
            kind = "heading"
        level = lines[i].level
        if not level and marker and kind in ("bullet", "heading"):
            level = depth.of(marker, lines[i].indent)
        elif not level and kind == "heading":
            level = 1
        block = _block(text, lines[i : last + 1], kind, marker if kind != "header" else None, level)
        blocks += _behind_its_date(text, block, titles) if kind == "title" else [block]
        i = last + 1
    return blocks


def _behind_its_date(text: str, block: Block, titles: Titles) -> list[Block]:
    """The block of a title; two where the day of issue stands before it on its line."""
    start = titles.title[0] if titles.title else block.start
    before = text[block.start : start]
    if not block.start < start < block.end or first_moment(before) is None:
        return [block]
    header = block.model_copy(update={"kind": "header", "end": block.start + len(before.rstrip()), "level": 0})
    return [header, block.model_copy(update={"start": start})]


def _kind_of(sheet: Sheet, titles: Titles, i: int) -> BlockKind:
    line, ruled, marker = sheet.lines[i], sheet.kinds[i], sheet.markers[i]
    if line.table is not None:
        return "table"
    if i in titles.title_lines:
        return "title"
    if i in titles.subtitle_lines:
        return "subtitle"
    if ruled is not None:
        return _KIND_OF[ruled]
    if line.hint in ("heading", "title", "subtitle"):
        return "heading"
    if i < sheet.body and titles.title_lines:
        if patterns().issuer.fullmatch(line.words):
            return "header"
        if i < titles.title_lines[0]:
            return "furniture" if any(kind == "furniture" for kind in sheet.kinds[: sheet.body]) else "header"
    if marker and (marker.family == "note" or _NOTE_IN_BULLET.match(line.words, len(marker.text))):
        return "note"
    if marker or line.hint == "bullet":
        return "bullet"
    return "heading" if _heads_without_marker(sheet, i) else "paragraph"


def _heads(sheet: Sheet, kinds: Sequence[BlockKind], tables: Sequence[BlockKind], i: int) -> bool:
    """Whether a short item with a marker heads what follows."""
    line, marker = sheet.lines[i], sheet.markers[i]
    if marker is None or i + 1 >= len(sheet.lines) or marker.family not in _HEADING_FAMILIES:
        return False
    if marker.family == "hash":
        return True
    inner = line.words[len(marker.text) :].strip()
    if line.width > _HEADING_WIDTH or is_terminal(line.words) or _FIELD.match(inner) or not _LETTER.search(inner):
        return False
    after = sheet.markers[i + 1]
    if after is None:
        table = sheet.lines[i + 1].table
        return kinds[i + 1] == "paragraph" if table is None else tables[table] == "table"
    return after.family != marker.family and (after.rank > marker.rank or sheet.lines[i + 1].indent > line.indent)


def _heads_without_marker(sheet: Sheet, i: int) -> bool:
    """Whether a short line of its own heads what follows: in brackets, or below a gap and above running text."""
    line = sheet.lines[i]
    if _BRACKETED.match(line.words):
        return line.width <= _HEADING_WIDTH + 30
    if line.width > _HEADING_WIDTH or is_terminal(line.words) or not _LETTER.search(line.words):
        return False
    if i + 1 >= len(sheet.lines) or (i > 0 and line.gap < 2):
        return False
    after = sheet.lines[i + 1]
    if after.gap == 1 and after.table is None and sheet.markers[i + 1] is None and line.width > _NARROW * after.width:
        return False
    return sheet.kinds[i + 1] is None and (
        after.table is not None or after.width > line.width or bool(sheet.markers[i + 1])
    )


def _joins(sheet: Sheet, titles: Titles, kinds: Sequence[BlockKind], at: int, first: int, setting: Setting) -> bool:
    """Whether the line after `at` goes on with the block that began on line `first`."""
    after = at + 1
    kind, next_kind = kinds[first], kinds[after]
    if kind in ("title", "subtitle"):
        return kind == next_kind
    if kind == "furniture":
        return next_kind == "furniture" and sheet.lines[after].gap == 1
    if kind == "header" or next_kind not in ("paragraph", "heading"):
        return False
    if next_kind == "heading" and (
        kind == "heading" or not setting.wrapped or _BRACKETED.match(sheet.lines[after].words)
    ):
        return False
    if (
        sheet.markers[after] is not None
        or sheet.kinds[after] is not None
        or sheet.kinds[at] in ("end", "annex", "caption")
    ):
        return False
    if kind == "heading" and sheet.markers[first] is None:
        return False
    if kind == "contact":
        return False
    if kind == "note":
        setting = replace(setting, punctuated=False)
    return goes_on(sheet.lines, at, setting)


def _block(text: str, lines: Sequence[Line], kind: BlockKind, marker: Marker | None, level: int) -> Block:
    start, end = lines[0].start, lines[-1].end
    page = lines[0].page
    boxes = [line.bbox for line in lines if line.bbox is not None and line.page == page]
    bbox = None
    if boxes:
        bbox = (
            min(box[0] for box in boxes),
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            max(box[3] for box in boxes),
        )
    return Block(
        kind=kind,
        start=start,
        end=end,
        lang=language_of(text[start:end]),
        level=level,
        marker=text[start : start + len(marker.text)] if marker else "",
        number=lines[0].number,
        page=page,
        bbox=bbox,
    )
