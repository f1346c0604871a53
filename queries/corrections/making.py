"""Making a correction and taking one back."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.corrections import called, changes_of, item_at, origins
from corpus.errors import BadCorrection
from corpus.records import CorrectedField, Correction, CorrectionAction, Record
from corpus.store import Store, writing
from extract.linking.joining import join_events
from queries.comparing import group_items

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What terminals obey and XML cannot hold."""


def correct(
    folder: Path,
    identifier: str,
    field: CorrectedField,
    position: int | None,
    *,
    action: CorrectionAction,
    author: str,
    changes: Mapping[str, Any] | None = None,
    into: int | None = None,
    note: str | None = None,
) -> Correction:
    """Keep what an analyst says of a fact, and show it: in the record, in search, views and exports.

    `position` is where the fact is in its list as `show` and the API give it; `changes` are fields and their new values
    (None: unsaid) for `correct`, `into` the position of the fact that it is merged into. Of field `record` the
    record as a whole is confirmed (it was reviewed) or its title, issuer, day of issue or language corrected.

    Raises:
        BadCorrection: there is no such fact or field, a value does not fit, or the action lacks what it needs.
        NotInCorpus: there is no such record.
        StoreError: another process writes the corpus.
    """
    if not author.strip():
        raise BadCorrection("A correction has no author", hint="Say who makes it")
    if any(_CONTROL.search(text) for text in _texts([author, note, changes])):
        raise BadCorrection("What is said has control characters", hint="Write it without them")
    with writing(folder), Store(folder) as store:
        made = _correction(store.record(identifier), field, position, action, changes or {}, into)
        made = made.model_copy(update={"author": author.strip(), "note": note, "made_at": _now()})
        made = _anchored(store, identifier, made, position, into)
        number = store.correct(identifier, made)
        join_events(store)
        group_items(store)
        kept = store.record(identifier).corrections
    return next(each for each in kept if each.id == number)


def undo(folder: Path, number: int) -> str:
    """Take a correction back; the id of its record.

    Raises:
        NotInCorpus: there is no such correction, or it was taken back before.
        StoreError: another process writes the corpus.
    """
    with writing(folder), Store(folder) as store:
        identifier = store.undo_correction(number)
        join_events(store)
        group_items(store)
    return identifier


def _correction(
    shown: Record,
    field: CorrectedField,
    position: int | None,
    action: CorrectionAction,
    changes: Mapping[str, Any],
    into: int | None,
) -> Correction:
    """The correction by what is shown; name and evidence are those of what was extracted, and come later."""
    if (action == "correct") != bool(changes):
        raise BadCorrection(
            f"To {action} a fact, fields {'must' if action == 'correct' else 'cannot'} be set",
            hint="Give fields with `correct` only",
        )
    if (action == "merge") != (into is not None):
        raise BadCorrection("A fact is merged into another, and only then is another named", hint="Name the other one")
    if field == "record":
        if action not in ("confirm", "correct"):
            raise BadCorrection(f"A record cannot be {action}ed", hint="Confirm it, or correct its fields")
        if position is not None:
            raise BadCorrection("A record has no position", hint="Leave it out, or name the list of the fact")
    else:
        if position is None:
            raise BadCorrection(f"Which of the {field} is meant is not said", hint="Give its position, from 0")
        item_at(shown, field, position)
        if into is not None:
            item_at(shown, field, into)
        if into == position:
            raise BadCorrection("A fact cannot be merged into itself", hint="Name another one")
    changed = changes_of(shown, field, position or 0, changes) if changes else ()
    if changes and not changed:
        raise BadCorrection("Nothing is changed: the fact says so already", hint="Confirm it instead")
    return Correction(id=0, field=field, name="", action=action, changes=changed, author="-", made_at="")


def _anchored(store: Store, identifier: str, made: Correction, position: int | None, into: int | None) -> Correction:
    """The correction with the extracted facts that it is about."""
    extracted = store.extracted(identifier)
    if made.field == "record" or position is None:
        return made.model_copy(update={"name": extracted.title or identifier})
    standing = [correction for name, correction in store.corrections() if name == identifier]
    places = origins(extracted, standing, made.field)
    items = getattr(extracted, made.field)
    item = items[places[position]]
    fields: dict[str, Any] = {"name": called(made.field, item), "evidence": item.evidence[0]}
    if into is not None:
        other = items[places[into]]
        fields |= {"into": called(made.field, other), "into_evidence": other.evidence[0]}
    return made.model_copy(update=fields)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
