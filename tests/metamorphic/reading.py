"""From a text to what its record says, without offsets, so that two texts can be compared."""

import json
import unicodedata
from collections import Counter
from typing import Any

from corpus.documents import Document
from corpus.records import Record
from extract import run
from ingest.read import read_bytes

PARTS = {
    "dates": ("text", "value"),
    "agencies": ("name", "surfaces", "country"),
    "persons": ("name", "latin", "role", "agency", "side"),
    "meetings": ("name", "ordinal", "status", "date", "format", "level", "place"),
    "agreements": ("title", "kind", "status", "parties", "date", "period"),
    "programmes": ("name",),
    "contacts": ("name", "role", "phone"),
}
"""What is compared of each item."""

Said = dict[str, Counter[str]]
"""Field -> its items, each as JSON text."""


def document_of(data: str | bytes, *, name: str = "release.txt", ref_date: str | None = None) -> Document:
    """The document of a release with these bytes, in a file of this name."""
    return read_bytes(data.encode() if isinstance(data, str) else data, name=name, ref_date=ref_date)


def record_of(data: str | bytes, *, name: str = "release.txt", ref_date: str | None = None) -> Record:
    """The record of a release with these bytes, in a file of this name."""
    return run(document_of(data, name=name, ref_date=ref_date))


def said(record: Record) -> Said:
    """What a record says, surfaces in one way of setting them."""
    fields = record.as_json()
    return {
        field: Counter(_plain({part: item.get(part) for part in parts}) for item in fields.get(field, ()))
        for field, parts in PARTS.items()
    }


def _plain(item: dict[str, Any]) -> str:
    text = unicodedata.normalize("NFKC", json.dumps(item, ensure_ascii=False, sort_keys=True))
    for family, member in (("‐‑‒–—―−─", "-"), ("∼〜～˜", "~"), ("‘’´`", "'"), ("“”„", "'"), ("ㆍᆞ・•‧∙", "·")):
        text = text.translate({ord(character): member for character in family})
    return "".join(text.replace("\\n", "").replace("\\r", "").replace('\\"', "'").split())
