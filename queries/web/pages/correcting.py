"""What analysts say of facts, on a page: confirm, correct, merge, reject; and what was said, to be taken back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any, Literal, Union, cast, get_args, get_origin

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus.corrections import called, item_at
from corpus.errors import BadCorrection
from corpus.records import CorrectedField, CorrectionAction, Item, Record
from queries.corrections import correct, undo

from .frame import Reader, item_id
from .site import Site

ACTIONS: tuple[str, ...] = get_args(CorrectionAction)
_FIXED = frozenset({"evidence", "rule", "cells", "rows", "header", "ref"})
_LONGEST = 4000


@dataclass(frozen=True)
class Entry:
    """A field of a fact to fill in: its value as it is, as text; `choices` where it is one of a closed list."""

    name: str
    value: str
    choices: tuple[str, ...] = ()
    lines: bool = False


def form(request: Request, site: Site, identifier: str, field: str, position: int) -> HTMLResponse:
    """The page on which a fact is corrected.

    Raises:
        NotInCorpus: there is no such release.
        BadCorrection: it has no such fact.
    """
    with site.store() as store:
        record = store.record(identifier)
    return _page(Reader.of(request), record, field, position)


def make(
    request: Request, site: Site, identifier: str, field: str, position: int, given: Mapping[str, str]
) -> Response:
    """Keep what an analyst says, and show the fact as it is now; what does not fit is said on the form.

    Raises:
        NotInCorpus: there is no such release.
        BadCorrection: it has no such fact.
        StoreError: another process writes the corpus.
    """
    reader = Reader.of(request)
    with site.store() as store:
        record = store.record(identifier)
    item = item_at(record, field, position)
    try:
        action = given.get("action", "")
        if action not in ACTIONS:
            raise BadCorrection("Nothing was chosen", hint=f"Choose one of {', '.join(ACTIONS)}")
        if given.get("called") != called(field, item):
            raise BadCorrection("The release was read anew meanwhile", hint="Look at the fact again")
        into = given.get("into", "")
        correct(
            site.served.folder,
            identifier,
            cast(CorrectedField, field),
            position,
            action=cast(CorrectionAction, action),
            author=given.get("author", ""),
            changes=_changes(item, given) if action == "correct" else None,
            into=int(into) if action == "merge" and into.isdecimal() else None,
            note=given.get("note", "").strip() or None,
        )
    except BadCorrection as error:
        return _page(reader, record, field, position, given=given, error=error)
    target = item_id(field, position) if action in ("confirm", "correct") else "content"
    return RedirectResponse(f"{reader.link('releases', identifier)}#{target}", status_code=303)


def corrections(request: Request, site: Site) -> HTMLResponse:
    """What was said of facts, the latest first."""
    reader = Reader.of(request)
    with site.store() as store:
        made = sorted(store.corrections(), key=lambda each: each[1].id, reverse=True)
    return reader.page("corrections.html", active="status", made=made)


def take_back(request: Request, site: Site, number: int) -> Response:
    """Show a fact as it was before.

    Raises:
        NotInCorpus: there is no such correction.
        StoreError: another process writes the corpus.
    """
    undo(site.served.folder, number)
    return RedirectResponse(Reader.of(request).link("corrections"), status_code=303)


def _page(
    reader: Reader,
    record: Record,
    field: str,
    position: int,
    *,
    given: Mapping[str, str] | None = None,
    error: BadCorrection | None = None,
) -> HTMLResponse:
    item = item_at(record, field, position)
    others = [
        (number, called(field, each))
        for number, each in enumerate(getattr(record, field))
        if number != position and called(field, each)
    ]
    return reader.page(
        "correct.html",
        status=422 if error else 200,
        active="releases",
        record=record,
        field=field,
        position=position,
        item=item,
        called=called(field, item),
        entries=_entries(item),
        others=others,
        given=given or {},
        error=error,
        back=f"{reader.link('releases', record.id)}#{item_id(field, position)}",
    )


def _entries(item: Item) -> list[Entry]:
    """The fields of a fact that can be set."""
    found = []
    for name, about in type(item).model_fields.items():
        if name in _FIXED:
            continue
        options = _options(about.annotation)
        choices = next((get_args(each) for each in options if get_origin(each) is Literal), ())
        choices = ("true", "false") if bool in options else choices
        lines = any(get_origin(each) is tuple for each in options)
        found.append(Entry(name, _text(getattr(item, name)), tuple(map(str, choices)), lines))
    return found


def _options(kind: Any) -> list[Any]:
    """What a field may be, but for nothing."""
    if get_origin(kind) not in (Union, UnionType):
        return [kind]
    return [each for each in get_args(kind) if each is not type(None)]


def _text(value: Any) -> str:
    """A value as it stands in a form: a list by lines, a structure as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return json.dumps(value.model_dump(), ensure_ascii=False) if hasattr(value, "model_dump") else str(value)


def _changes(item: Item, given: Mapping[str, str]) -> dict[str, Any]:
    """The fields that a form gives another value.

    Raises:
        BadCorrection: none is different, or a structure is no JSON.
    """
    changes: dict[str, Any] = {}
    for entry in _entries(item):
        said = given.get(f"field-{entry.name}")
        if said is None:
            continue
        said = "\n".join(line.strip() for line in said.splitlines() if line.strip())[:_LONGEST]
        if said == "\n".join(line.strip() for line in entry.value.splitlines() if line.strip()):
            continue
        if entry.lines:
            changes[entry.name] = said.splitlines()
        elif not said:
            changes[entry.name] = None
        elif said.startswith("{"):
            changes[entry.name] = _structure(entry.name, said)
        else:
            changes[entry.name] = said
    if not changes:
        raise BadCorrection("No field was given another value", hint="Change one, or confirm the fact")
    return changes


def _structure(name: str, said: str) -> Any:
    try:
        return json.loads(said)
    except ValueError as error:
        raise BadCorrection(f"{name} is no JSON", hint="Keep the form that it has") from error
