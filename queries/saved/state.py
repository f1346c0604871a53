"""What is remembered of a saved question between runs: matches seen, and what could not be delivered yet."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from pydantic import Field

from corpus.errors import StoreError
from corpus.model import Model

from .matching import Known, News

STATE_FOLDER = Path("queries") / "state"


class Entry(Model):
    """News with the moment at which it was found (ISO 8601, UTC)."""

    found_at: str
    news: News


class Delivery(Model):
    """Entries for a target that did not get them yet; `id` stays the same however often it is tried."""

    id: str
    target: int
    entries: tuple[Entry, ...]


class State(Model):
    """When a question was last asked, what matched, the latest news (newest last), and what is still to be sent.

    `seen_to` is the moment of the latest change of the corpus that it was asked of, by the stamps of the store: those
    never go back, though the clock may be set back.
    """

    asked_at: str | None = None
    seen_to: str | None = None
    known: dict[str, Known] = Field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    waiting: tuple[Delivery, ...] = ()


def read(path: Path) -> State:
    """The state in a file; an empty one where there is none.

    Raises:
        StoreError: the file is damaged.
    """
    try:
        fields = json.loads(path.read_bytes())
        if isinstance(fields, dict) and fields.pop("checksum", None) not in (None, _checksum(fields)):
            raise ValueError("it is not as it was written")
        return State.model_validate(fields)
    except FileNotFoundError:
        return State()
    except (ValueError, OSError) as error:
        raise StoreError(
            f"{path} is damaged: {str(error).splitlines()[0]}",
            hint="Remove it: the question is then asked as for the first time",
        ) from error


def write(path: Path, state: State) -> None:
    """Put the state in place of the earlier one, whole or not at all."""
    fields = state.model_dump(mode="json")
    replace(path, json.dumps({**fields, "checksum": _checksum(fields)}, ensure_ascii=False).encode())


def _checksum(fields: dict[str, Any]) -> str:
    """Of what is remembered; files that were written before there was one are read too."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()[:32]


def replace(path: Path, content: bytes) -> None:
    """Put a file in place, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry as programs get it."""
    match = entry.news.match
    cells = {
        name: {"value": cell.value, "evidence": [quote.model_dump(exclude_none=True) for quote in cell.evidence]}
        for name, cell in match.cells.items()
        if cell.value is not None
    }
    told: dict[str, Any] = {
        "found_at": entry.found_at, "change": entry.news.change, "about": match.about, "title": match.title,
        "record": match.record, "releases": list(match.releases), "cells": cells,
    }  # fmt: skip
    return {**told, "before": entry.news.before} if entry.news.before is not None else told
