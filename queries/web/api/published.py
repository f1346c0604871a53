"""What is stored, as it is shown to programs: without places on this machine."""

from pathlib import PurePath
from typing import Any

from pydantic import ConfigDict, Field

from corpus.documents import Document, Source
from corpus.records import SCHEMA, Record
from ingest.containers import WITHIN


class PublishedRecord(Record):
    """The register's entry for one release; what the release does not state is left out."""

    model_config = ConfigDict(title="Record")
    schema_version: int = Field(default=SCHEMA, serialization_alias="schema")


def shown_path(path: str) -> str:
    """An address as it is; of a file its name alone, and what follows where it is part of another.

    >>> shown_path("/home/kim/releases/bundle.zip!/2025/release.hwpx"), shown_path("https://ministry.example/a/1")
    ('bundle.zip!/2025/release.hwpx', 'https://ministry.example/a/1')
    """
    if "://" in path:
        return path
    file, within, inside = path.partition(WITHIN)
    return PurePath(file).name + within + inside


def source(told: Source) -> Source:
    """Where the bytes came from, without the folder."""
    return told.model_copy(update={"path": shown_path(told.path)})


def document(stored: Document) -> Document:
    """A document to be shown."""
    return stored.model_copy(update={"source": source(stored.source)})


def record(stored: Record) -> Record:
    """A record to be shown, or written in a format of `queries.exports`."""
    return stored.model_copy(update={"source": source(stored.source)})


def published(stored: Record) -> PublishedRecord:
    """A record in its published form."""
    fields: dict[str, Any] = {name: getattr(stored, name) for name in Record.model_fields}
    return PublishedRecord.model_construct(**{**fields, "source": source(stored.source)})
