"""schema.org events and Web Annotations, read by a JSON-LD processor that is given its contexts."""

import io
import json
from typing import Any

from pyld import jsonld

from corpus.records import Record
from queries.exports import write
from queries.exports.tables import TABLES

_VOCABULARY = {"@vocab": "https://schema.org/"}
_ANNOTATION = {
    "@vocab": "http://www.w3.org/ns/oa#", "id": "@id", "type": "@type",
    "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
    "body": "http://www.w3.org/ns/oa#hasBody", "target": "http://www.w3.org/ns/oa#hasTarget",
}  # fmt: skip
"""Of the published contexts what is used here: no test reaches out."""


def _loaded(form: str, records: list[Record], context: dict[str, Any]) -> Any:
    out = io.BytesIO()
    write(form, records, out)
    document = json.loads(out.getvalue())
    asked = []

    def loader(url: str, options: Any) -> Any:
        asked.append(url)
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": context}}

    expanded = jsonld.expand(document, {"documentLoader": loader})
    assert asked == [document["@context"]]
    return document, expanded


def test_events_have_names_dates_status_and_the_releases_that_tell_of_them(moved: list[Record]) -> None:
    document, expanded = _loaded("schema-org", moved, _VOCABULARY)
    events = {event["identifier"]: event for event in document["@graph"]}
    one = events["kr-cn.invented-3"]
    assert one["eventStatus"] == "https://schema.org/EventCancelled"
    assert (one["startDate"], one["endDate"]) == ("2025-06-11", "2025-06-11")
    assert {one["name"], *one["alternateName"]} == {"제3차 대화", "3rd Dialogue", "第三次对话"}
    assert [each["identifier"] for each in one["subjectOf"]] == ["first", "second", "third"]
    assert one["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert events["vague~0"]["startDate"] == "2026-03"
    assert events["vague~0"]["about"][0]["name"] == "공동조사"
    assert len(expanded) == len(events)
    assert all(node["@type"] == ["https://schema.org/Event"] for node in expanded)


def test_every_meeting_of_the_samples_is_an_event(samples: list[Record], hostile: Record) -> None:
    document, _ = _loaded("schema-org", [*samples, hostile], _VOCABULARY)
    keys = {m.event or f"{r.id}~{n}" for r in [*samples, hostile] for n, m in enumerate(r.meetings)}
    assert {event["identifier"] for event in document["@graph"]} == keys


def test_every_piece_of_evidence_is_an_annotation_that_quotes_it(samples: list[Record], hostile: Record) -> None:
    records = [*samples, hostile]
    document, expanded = _loaded("annotations", records, _ANNOTATION)
    items = document["items"]
    pieces = [e for r in records for name in (*TABLES, "tables") for item in getattr(r, name) for e in item.evidence]
    assert len(items) == len(pieces)
    assert len({item["id"] for item in items}) == len(items)
    for item, piece in zip(items, pieces, strict=True):
        position, quotation, *page = item["target"]["selector"]
        assert (position["start"], position["end"], quotation["exact"]) == (piece.start, piece.end, piece.text)
        assert [one["value"] for one in page] == ([f"page={piece.page}"] if piece.page else [])
        assert json.loads(item["body"][1]["value"])
    assert expanded[0]["@type"] == ["http://www.w3.org/ns/oa#AnnotationPage"]


def test_no_records_give_an_empty_page() -> None:
    document, _ = _loaded("annotations", [], _ANNOTATION)
    assert document["items"] == []
