"""`verify`: whether every stored value follows from its words."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from pydantic import ValidationError

from corpus.errors import UnreadableFile
from corpus.records import Record
from corpus.store import Store
from queries.scoring import read_records
from queries.verifying import FIELDS, findings, stated_events

from .options import corpus_option, json_option, print_json


@click.command("verify")
@click.argument("records", required=False, type=click.Path(path_type=Path))
@click.option("--texts", type=click.Path(path_type=Path), help="The folder with the releases that RECORDS are of.")
@corpus_option
@json_option
def verify_command(records: Path | None, texts: Path | None, folder: Path, as_json: bool) -> None:
    """Derive every stored value again from its words, and name what does not follow.

    Of a corpus, or of RECORDS with --texts. Exit code 1 where something does not follow.

    \b
    $ communique verify --corpus my-corpus
    18 records, 641 facts, 0 do not follow
    """
    if (records is None) != (texts is None):
        raise click.UsageError("Give RECORDS and --texts FOLDER, or neither.")
    count = facts = wrong = 0
    stated: set[str] = set()
    for text, record in _every(records, texts, folder):
        stated |= stated_events(text, record)
    for text, record in _every(records, texts, folder):
        count += 1
        facts += sum(len(getattr(record, name)) for name in FIELDS)
        for finding in findings(text, record, stated):
            wrong += 1
            if as_json:
                print_json(finding.model_dump())
            else:
                place = "-" if finding.index is None else finding.index
                print(f"{finding.id} {finding.field} {place}: {finding.problem}")
    if as_json:
        print_json({"records": count, "facts": facts, "wrong": wrong})
    else:
        print(f"{count} records, {facts} facts, {wrong} do not follow")
    sys.exit(1 if wrong else 0)


def _every(records: Path | None, texts: Path | None, folder: Path) -> Iterator[tuple[str, Record]]:
    return _of_files(records, texts) if records and texts else _of_corpus(folder)


def _of_corpus(folder: Path) -> Iterator[tuple[str, Record]]:
    with Store(folder) as store:
        for stored in store.documents():
            record = store.record(stored.id)
            # What an analyst corrected follows from the analyst, not from the words.
            yield store.document(stored.id).text, store.extracted(stored.id) if record.corrections else record


def _of_files(records: Path, texts: Path) -> Iterator[tuple[str, Record]]:
    from ingest import read

    for identifier, fields in read_records(records).items():
        try:
            record = Record.from_json(dict(fields))
        except ValidationError as error:
            first = error.errors()[0]
            raise UnreadableFile(
                f"{records}: {identifier} is no record: {'.'.join(map(str, first['loc']))}: {first['msg']}",
                hint="`communique extract` writes them",
            ) from error
        paths = sorted(texts.glob(f"{identifier}.*"))
        if not paths:
            raise UnreadableFile(f"{texts} holds no release {identifier}", hint="Name the folder with the texts")
        yield read(paths[0]).text, record
