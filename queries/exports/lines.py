"""Records as JSONL, and the JSON Schema of a line."""

import io
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, TextIO

from corpus.records import Record

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def write(records: Iterable[Record], out: BinaryIO) -> None:
    """Each record as a line of JSON in UTF-8."""
    for record in records:
        out.write(line_of(record.as_json()))


def line_of(fields: dict[str, Any]) -> bytes:
    """A line of JSON."""
    return (json.dumps(fields, ensure_ascii=False) + "\n").encode()


def to_jsonl(records: Iterable[Record], out: TextIO) -> None:
    """Each record as a line of JSON."""
    for record in records:
        out.write(line_of(record.as_json()).decode())


def read(lines: Iterable[bytes] | io.BufferedIOBase) -> Iterator[Record]:
    """The records that `write` wrote, as they were."""
    for line in lines:
        if line.strip():
            yield Record.from_json(json.loads(line))


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a line: what a record leaves unsaid is left out, never null."""
    made = Record.model_json_schema()
    for model in (made, *made["$defs"].values()):
        for field in model.get("properties", {}).values():
            _without_null(field)
    properties = made["properties"]
    made["properties"] = {"id": properties.pop("id"), "schema": properties.pop("schema_version"), **properties}
    made["required"] = ["id", "schema", *(name for name in made["required"] if name != "id")]
    return {"$schema": _DRAFT, **made}


def _without_null(field: dict[str, Any]) -> None:
    if field.get("default", ...) is None:
        del field["default"]
    options = [option for option in field.get("anyOf", []) if option.get("type") != "null"]
    if len(options) == 1:
        del field["anyOf"]
        field.update(options[0])
    elif options:
        field["anyOf"] = options
