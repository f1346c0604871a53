"""The evidence of every fact as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), JSON-LD.

An annotation targets the words of a release by position in its stored text and by quotation, on a page of a PDF
also by page; its bodies are the field (a tag) and the fact as JSON.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO
from urllib.parse import quote

from corpus.documents import Evidence
from corpus.records import Item, Record

from .tables import TABLES

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"


def write(records: Iterable[Record], out: BinaryIO) -> None:
    """One annotation page with the annotations of all records, by record and field."""
    head = {"@context": CONTEXT, "id": "urn:communique:annotations", "type": "AnnotationPage"}
    out.write(json.dumps(head)[:-1].encode() + b', "items": [')
    parted = b"\n"
    for record in records:
        for annotation in annotations(record):
            out.write(parted + json.dumps(annotation, ensure_ascii=False).encode())
            parted = b",\n"
    out.write(b"\n]}\n")


def annotations(record: Record) -> Iterator[dict[str, Any]]:
    """An annotation for each piece of evidence of each item of `record`."""
    for name in (*TABLES, "tables"):
        items: tuple[Item, ...] = getattr(record, name)
        for position, item in enumerate(items):
            fact = item.model_dump(mode="json", exclude_none=True, exclude={"evidence", "cells"})
            for number, evidence in enumerate(item.evidence):
                yield {
                    "id": f"urn:communique:{quote(record.id, safe='')}:{name}:{position}:{number}",
                    "type": "Annotation",
                    "motivation": "identifying",
                    "body": [
                        {"type": "TextualBody", "purpose": "tagging", "value": name},
                        {
                            "type": "TextualBody",
                            "purpose": "describing",
                            "format": "application/json",
                            "value": json.dumps(fact, ensure_ascii=False),
                        },
                    ],
                    "target": _target(record, evidence),
                }


def _target(record: Record, evidence: Evidence) -> dict[str, Any]:
    selectors: list[dict[str, Any]] = [
        {"type": "TextPositionSelector", "start": evidence.start, "end": evidence.end},
        {"type": "TextQuoteSelector", "exact": evidence.text},
    ]
    if evidence.page is not None:
        selectors.append({"type": "FragmentSelector", "conformsTo": _PDF_FRAGMENT, "value": f"page={evidence.page}"})
    source: dict[str, Any] = {
        "id": record.source.url or f"urn:sha256:{record.source.sha256}",
        "type": "Text",
        "format": record.source.media_type,
    }
    if record.langs:
        source["language"] = list(record.langs)
    return {"type": "SpecificResource", "source": source, "selector": selectors}
