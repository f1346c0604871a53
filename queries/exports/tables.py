"""Tables of a corpus as CSV: a row an item."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO, TextIO

from corpus.records import Agency, Agreement, Before, Contact, Date, Item, Meeting, Person, Programme, Record
from queries.views.marks import set_in

_FLAT = {"amount": ("amount_text", "amount_value", "amount_unit")}
"""Fields of several parts, each a column."""

TABLES: dict[str, type[Item]] = {
    "meetings": Meeting,
    "agreements": Agreement,
    "agencies": Agency,
    "persons": Person,
    "dates": Date,
    "programmes": Programme,
    "contacts": Contact,
}
"""The tables of the CSV export, each with the fields of its items as columns."""

_DEFAULT = "agreements"


def columns_of(table: str) -> tuple[str, ...]:
    """The columns of a table that are its own; to each row are added `record`, `ref_date`, evidence and licence."""
    own = (name for name in TABLES[table].model_fields if name not in ("evidence", "rule", "ref"))
    return (*(column for name in own for column in _FLAT.get(name, (name,))), "ref")


def write(records: Iterable[Record], out: BinaryIO, *, table: str | None = None) -> None:
    """One table as CSV in UTF-8 with a byte order mark, by which spreadsheets know the encoding."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    try:
        to_csv(records, text, table=table or _DEFAULT)
    finally:
        text.detach()  # `out` stays open: it belongs to the caller


def to_csv(records: Iterable[Record], out: TextIO, *, table: str = _DEFAULT) -> None:
    """One table as CSV, a row per item: lists are joined by `; `, the first evidence quoted with its offsets."""
    columns = columns_of(table)
    writer = csv.writer(out, lineterminator="\n")
    proof_of = ("evidence", "start", "end", "rule", "corrected", "licence", "withdrawn")
    writer.writerow(["record", "ref_date", *columns, *proof_of])
    for record in records:
        items: tuple[Item, ...] = getattr(record, table)
        corrected = set_in(record) if record.corrections else {}
        for position, item in enumerate(items):
            quoted = item.evidence[0]
            cells = [record.id, record.ref_date, *(_cell(item, column) for column in columns)]
            proof = [quoted.text, quoted.start, quoted.end, item.rule]
            said = "; ".join(map(_told, corrected.get((record.id, table, position), {}).values()))
            source = [said, record.source.licence, record.source.withdrawn]
            writer.writerow([harmless(cell) for cell in [*cells, *proof, *source]])


def _told(before: Before) -> str:
    """What an analyst set: `status, was agreed (Kim Minseo, 2026-11-02)`."""
    was = ", ".join(map(str, before.was)) if isinstance(before.was, list) else before.was
    return f"{before.name}, was {was or 'not stated'} ({before.author}, {before.made_at[:10]})"


def _cell(item: Item, column: str) -> object:
    name, _, part = column.partition("_")
    value = getattr(item, name)
    if part and value is not None:
        value = getattr(value, part)
    return "; ".join(map(str, value)) if isinstance(value, tuple) else value


def harmless(cell: object) -> object:
    """A cell that a spreadsheet does not take for a formula: those that begin like one get an apostrophe.

    Source: OWASP, "CSV Injection".
    """
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
