"""`export`: the records of a corpus as files of other programs."""

import json
import sys
from pathlib import Path
from typing import BinaryIO

import click

from corpus.store import Store
from corpus.store.changed import moment_of
from queries.exports import FORMATS, TABLES, write
from queries.exports.lines import schema

from .options import corpus_option


def _moment(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    return None if value is None else moment_of(value)


@click.command("export")
@corpus_option
@click.option("--to", "form", type=click.Choice(tuple(FORMATS)), required=True, help="The format: docs/exports.md.")
@click.option("--table", type=click.Choice(tuple(TABLES)), help="Of CSV: the table; agreements where none is named.")
@click.option("--since", callback=_moment, help="Only records that changed since this day or moment (UTC).")
@click.option("--schema", "as_schema", is_flag=True, help="Of JSONL: the JSON Schema of a line, and no records.")
@click.option("--out", type=click.File("wb", atomic=True), help="Write to FILE, not standard output.")
def export_command(
    folder: Path, form: str, table: str | None, since: str | None, as_schema: bool, out: BinaryIO | None
) -> None:
    """Write the records of the corpus in the format of another program.

    \b
    $ communique export --to csv --table agreements --out agreements.csv
    $ communique export --to icalendar --since 2025-04-01 --out meetings.ics
    """
    target = out or sys.stdout.buffer
    if as_schema:
        if form != "jsonl":
            raise click.UsageError("Only jsonl has a JSON Schema. Give --to jsonl")
        target.write(json.dumps(schema(), ensure_ascii=False, indent=1).encode() + b"\n")
        return
    with Store(folder) as store:
        write(form, store.records(since=since), target, table=table)
