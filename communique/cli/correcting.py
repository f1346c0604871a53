"""`correct` and `corrections`: what analysts say of facts."""

import json
from pathlib import Path
from typing import Any, BinaryIO

import click
from pydantic import ValidationError

from corpus.corrections import FIELDS
from corpus.errors import BadCorrection
from corpus.records import CorrectionAction, Record
from corpus.store import Store

from .options import corpus_option, json_option, print_json


@click.command("correct")
@click.argument("identifier", metavar="ID")
@click.argument("field", type=click.Choice(("record", *FIELDS)))
@click.argument("position", type=click.IntRange(0), required=False)
@corpus_option
@click.option("--confirm", "confirmed", is_flag=True, help="The fact is right; of `record`, the record was reviewed.")
@click.option("--reject", "rejected", is_flag=True, help="The fact is wrong and not to be shown.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A field's right value; empty: unsaid.")
@click.option("--into", type=click.IntRange(0), metavar="POSITION", help="It is the same as the fact there.")
@click.option("--author", envvar="COMMUNIQUE_AUTHOR", show_envvar=True, required=True, help="Who says so.")
@click.option("--note", help="Why.")
@json_option
def correct_command(
    identifier: str,
    field: str,
    position: int | None,
    folder: Path,
    confirmed: bool,
    rejected: bool,
    settings: tuple[str, ...],
    into: int | None,
    author: str,
    note: str | None,
    as_json: bool,
) -> None:
    """Confirm, correct, merge or reject the fact at POSITION of the list FIELD of the record ID.

    Positions count from 0, as `show` prints them. What was extracted is kept; the correction stays when the release is
    extracted anew.

    \b
    $ communique correct sample-ko-01 agreements 2 --set status=signed --author "Kim"
    $ communique correct sample-ko-01 persons 3 --into 0 --author "Kim" --note "same person"
    """
    from queries.corrections import correct

    given: dict[CorrectionAction, bool] = {
        "confirm": confirmed, "reject": rejected, "correct": bool(settings), "merge": into is not None,
    }  # fmt: skip
    chosen = [action for action, wanted in given.items() if wanted]
    if len(chosen) != 1:
        raise click.UsageError("Give one of --confirm, --reject, --set and --into.")
    with Store(folder) as store:
        record = store.record(identifier)
    made = correct(
        folder, identifier, field, position,  # type: ignore[arg-type]
        action=chosen[0], author=author, changes=_values(record, field, position, settings), into=into, note=note,
    )  # fmt: skip
    if as_json:
        print_json(made.model_dump(mode="json", exclude_none=True))
    else:
        print(f"{made.id}: {made.action} {identifier} {field} “{made.name}”")


def _values(record: Record, field: str, position: int | None, settings: tuple[str, ...]) -> dict[str, Any]:
    """The values as their fields take them: text, or JSON for numbers, lists and structures."""
    wanted: dict[str, Any] = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise BadCorrection(f"{setting!r} sets no field", hint="Write NAME=VALUE")
        wanted[name] = _value(record, field, position or 0, name, text)
    return wanted


def _value(record: Record, field: str, position: int, name: str, text: str) -> Any:
    if not text:
        return None
    items = [record] if field == "record" else getattr(record, field)
    if position >= len(items):
        return text  # named as missing where the correction is made
    model = type(items[position])
    try:
        read = json.loads(text)
    except json.JSONDecodeError:
        return text
    for value in (text, read):
        try:
            model.model_validate({**items[position].model_dump(mode="json"), name: value})
        except ValidationError:
            continue
        return value
    return text


@click.command("corrections")
@click.argument("identifier", metavar="[ID]", required=False)
@corpus_option
@click.option("--undo", "number", type=int, metavar="NUMBER", help="Take this correction back.")
@click.option("--gold", type=click.File("wb", atomic=True), help="Write gold records of what was reviewed to FILE.")
@json_option
def corrections_command(
    identifier: str | None, folder: Path, number: int | None, gold: BinaryIO | None, as_json: bool
) -> None:
    """List the corrections of the corpus, or of the record ID; take one back; make gold records.

    \b
    $ communique corrections
    $ communique corrections --gold reviewed.jsonl && communique score reviewed.jsonl --texts releases
    """
    if number is not None:
        from queries.corrections import undo

        print(f"{number}: taken back, of {undo(folder, number)}")
        return
    with Store(folder) as store:
        if gold is not None:
            from queries.corrections import gold as gold_records

            for made in gold_records(store):
                gold.write((json.dumps(made, ensure_ascii=False) + "\n").encode())
            return
        names = [name for name in dict.fromkeys(name for name, _ in store.corrections()) if identifier in (None, name)]
        if not names:
            if identifier is not None:
                store.record(identifier)  # raises where there is none
            click.echo("communique: nothing was said of " + (identifier or "any fact"), err=True)
        for name in names:
            _list(name, store.record(name) if store.holds(name) else None, store, as_json)


def _list(identifier: str, record: Record | None, store: Store, as_json: bool) -> None:
    """Print the corrections of a record, or say that it is not in the corpus any more."""
    kept = record.corrections if record else [each for name, each in store.corrections() if name == identifier]
    for each in kept:
        if as_json:
            print_json({"record": identifier, **each.model_dump(mode="json", exclude_none=True)})
            continue
        changes = ", ".join(f"{one.name}: {one.was or '-'} → {one.now or '-'}" for one in each.changes)
        into = f"into “{each.into}”" if each.into else ""
        lost = each.position is None and each.field != "record" and each.action in ("confirm", "correct")
        said = " ".join(filter(None, [changes, into, f"({each.note})" if each.note else "",
                                      "[its fact is no longer extracted]" if lost else ""]))  # fmt: skip
        print(f"{each.id}  {each.made_at}  {each.author}  {each.action} {identifier} {each.field} “{each.name}” {said}")
