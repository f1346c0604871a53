"""What is stored, as it is shown to programs elsewhere: without places on this machine."""

from pathlib import Path, PurePath
from typing import Any, TypeVar, cast

from pydantic import ConfigDict, Field

from corpus.documents import Document, Source
from corpus.model import Model
from corpus.records import SCHEMA, Record
from ingest.containers import WITHIN

_Shown = TypeVar("_Shown")


class PublishedRecord(Record):
    """The register's entry for one release; what the release does not state is left out."""

    model_config = ConfigDict(title="Record", populate_by_name=True)
    schema_version: int = Field(default=SCHEMA, alias="schema")


def shown_path(path: str) -> str:
    """An address as it is; of a file its name alone, and what follows where it is part of another.

    >>> shown_path("/home/kim/releases/bundle.zip!/2025/release.hwpx"), shown_path("https://ministry.example/a/1")
    ('bundle.zip!/2025/release.hwpx', 'https://ministry.example/a/1')
    """
    if "://" in path:
        return path
    file, within, inside = path.partition(WITHIN)
    return PurePath(file).name + within + inside


def discreet(text: str, folder: Path) -> str:
    """A message without the place of the corpus in `folder` on this machine."""
    for place in {str(folder.resolve()), str(folder.absolute()), str(folder)}:
        if len(place) > 1:
            text = text.replace(place, "the corpus")
    return text


def shown(value: _Shown) -> _Shown:
    """A value with every `path` in it as it is shown; what holds none is given back as it is."""
    if isinstance(value, Model):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        changed = {name: new for name, old in fields.items() if (new := _field(name, old)) is not old}
        return value.model_copy(update=changed) if changed else value
    if isinstance(value, tuple | list):
        items = [shown(each) for each in value]
        if any(new is not old for new, old in zip(items, value, strict=True)):
            return cast("_Shown", type(value)(items))
    if isinstance(value, dict):
        made = {name: _field(name, each) for name, each in value.items()}
        if any(made[name] is not each for name, each in value.items()):
            return cast("_Shown", made)
    return value


def _field(name: object, value: Any) -> Any:
    return shown_path(value) if name == "path" and isinstance(value, str) else shown(value)


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
