"""Items in tables: the rows of joint projects, and what the tables of a plan's implementation report."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from corpus.documents import Block, Cell, Evidence, Table
from corpus.records import AgreementStatus

from ..found import reading_of, release_of
from ..sentences import Sentence
from .candidates import Act, Candidate
from .items import Item
from .lines import Line, line_of
from .phrases import divided
from .rules import Grammar, Head, Verb
from .undertakings import undertakings

REACH = 400
"""Characters before a table in which it is announced."""

LONGEST = 90
"""Characters of a cell that names an item."""

_CELL = Verb(id="cell", words=[], weight=1)
_BULLET = re.compile(r"(?:^|(?<=\s)|(?<=>))[○◦●•·∙]\s|\n\s*-\s|^\s*-\s|<[^<>\n]{1,80}>")


def table_items(doc: Doc, grammar: Grammar) -> Iterator[tuple[Item, Evidence | None]]:
    """The items in the tables of a release, with the caption of the table.

    Joint work counts where it is announced, a plan where it is carried out.
    """
    release, text = release_of(doc), reading_of(doc)
    for table in release.data_tables:
        columns = {cell.col: text[cell.start : cell.end] for cell in table.cells if cell.row < table.header_rows}
        column = next((col for col in sorted(columns) if grammar.column.fullmatch(_flat(columns[col]))), None)
        if column is None:
            continue
        block = next((block for block in release.blocks if block.start <= table.start < block.end), None)
        if block is None or block.kind in ("furniture", "header", "contact"):
            continue
        about = _about(doc, table, text)
        carried_out = grammar.carried_out.search(about + " " + " ".join(columns.values())) is not None
        if not (carried_out or grammar.joint_work.search(about)):
            continue
        heads = [match.lastgroup for match in grammar.head_anywhere.finditer(about) if match.lastgroup]
        shared = next((grammar.heads[head] for head in reversed(heads) if grammar.heads[head].weight > 1), None)
        status: AgreementStatus = "ongoing" if carried_out else "agreed"
        named = ""
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.col)):
            if cell.row < table.header_rows:
                continue
            if cell.col == column:
                named = _flat(text[cell.start : cell.end])
                doers = {col for col in columns if undertakings(grammar.lang).column.fullmatch(_flat(columns[col]))}
                row = [other for other in table.cells if other.row == cell.row and other.col in doers]
                rows = tuple((other.start, other.end) for other in row if other.start < other.end)
                further = tuple(release.quote(start, end) for start, end in rows)
                for item in _named(cell, block, text, shared, status, grammar):
                    yield item._replace(rows=rows, further=further), table.caption
            elif carried_out and cell.col > column:
                for item in _reported(cell, block, text, named, grammar):
                    yield item, None


def _flat(text: str) -> str:
    return " ".join(text.split())


def _about(doc: Doc, table: Table, text: str) -> str:
    """What says what a table is about: its caption, the words before it, the title of the release."""
    title = release_of(doc).head.title
    caption = table.caption
    parts = [
        text[title.start : title.end] if title else "",
        text[max(0, table.start - REACH) : table.start],
        text[caption.start : caption.end] if caption else "",
    ]
    return _flat(" ".join(parts))


def _line(start: int, end: int, block: Block, text: str, grammar: Grammar) -> Line:
    return line_of(text, Sentence(start, end, grammar.lang, block))


def _item(
    line: Line, start: int, end: int, shared: Head | None, status: AgreementStatus, grammar: Grammar
) -> Item | None:
    act = Act(0, 0, _CELL, "agreed", "table")
    candidate = Candidate(start, end, act, line.local, (0, len(line.text)), whole=True)
    phrase = next(divided(line.text, candidate, grammar), None)
    if phrase is None or phrase.end - phrase.start > LONGEST:
        return None
    head = phrase.head if phrase.head and phrase.head.weight > 0 else shared
    kind = head.kind if head and head.kind else "project"
    if head is not None and head.gathering:
        kind = "exchange"
    return Item(phrase._replace(head=head), kind, status, candidate, line)


def _named(
    cell: Cell, block: Block, text: str, shared: Head | None, status: AgreementStatus, grammar: Grammar
) -> Iterator[Item]:
    """The item that a cell names."""
    line = _line(cell.start, cell.end, block, text, grammar)
    if 3 < len(line.text) <= LONGEST:
        item = _item(line, 0, len(line.text), shared, status, grammar)
        if item is not None:
            yield item


def _reported(cell: Cell, block: Block, text: str, named: str, grammar: Grammar) -> Iterator[Item]:
    """What a cell reports beside meetings and the item of its row: reports, services, documents."""
    cuts = [match.span() for match in _BULLET.finditer(text, cell.start, cell.end)]
    if not cuts:
        return
    for (_, first), last in zip(cuts, [*(start for start, _ in cuts[1:]), cell.end], strict=True):
        if not text[first:last].strip():
            continue
        line = _line(first, last, block, text, grammar)
        note = grammar.entry_end.search(line.text)
        end = note.start() if note else len(line.text)
        progress = next((p for p in grammar.rules.progress if re.search(p.pattern, line.text)), None)
        item = _item(line, 0, end, None, progress.status if progress else "ongoing", grammar)
        if item is None:
            continue
        head = item.phrase.head
        if head is None or head.gathering or head.weight < 1:
            continue
        title = line.text[item.phrase.start : item.phrase.end]
        decided = progress is not None and progress.decides
        if (decided or head.weight > 1) and not (set(title.split()) & set(named.split()) or title[-3:] in named):
            yield item
