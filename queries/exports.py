"""The records of a corpus as files of other programs."""

import csv
import json
from collections.abc import Callable, Iterable
from typing import TextIO

from corpus.records import Item, Record

TABLES: dict[str, tuple[str, ...]] = {
    "meetings": (
        "event", "name", "ordinal", "status", "date", "format", "level", "place", "core", "ref",
    ),
    "agreements": ("title", "key", "kind", "status", "parties", "date", "period", "meeting"),
    "agencies": ("name", "country", "parent", "surfaces", "ref"),
    "persons": ("name", "latin", "role", "agency", "side"),
    "dates": ("text", "value", "role"),
    "programmes": ("name", "surfaces", "since", "ref"),
}  # fmt: skip
"""The tables of the CSV export and their own columns; to each are added `record`, `ref_date`, evidence and licence."""


def to_jsonl(records: Iterable[Record], out: TextIO) -> None:
    """Each record as a line of JSON."""
    for record in records:
        out.write(json.dumps(record.as_json(), ensure_ascii=False) + "\n")


def to_csv(records: Iterable[Record], out: TextIO, *, table: str = "agreements") -> None:
    """One table as CSV, a row per item: lists are joined by `; `, the first evidence quoted with its offsets."""
    columns = TABLES[table]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["record", "ref_date", *columns, "evidence", "start", "end", "rule", "licence", "withdrawn"])
    for record in records:
        items: tuple[Item, ...] = getattr(record, table)
        for item in items:
            quoted = item.evidence[0]
            cells = [record.id, record.ref_date, *(_cell(getattr(item, column)) for column in columns)]
            proof = [quoted.text, quoted.start, quoted.end, item.rule]
            source = [record.source.licence, record.source.withdrawn]
            writer.writerow([harmless(cell) for cell in [*cells, *proof, *source]])


def _cell(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, tuple) else value


def harmless(cell: object) -> object:
    """A cell that a spreadsheet does not take for a formula: those that begin like one get an apostrophe.

    Source: OWASP, "CSV Injection".
    """
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


FORMATS: dict[str, Callable[[Iterable[Record], TextIO], None]] = {"jsonl": to_jsonl, "csv": to_csv}
