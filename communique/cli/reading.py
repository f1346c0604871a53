"""`text`, `extract` and `dates`: what is read out of files, without a corpus."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from corpus.documents import Document
from corpus.errors import CorpusError, UnreadableFile
from corpus.languages import LANGS

from .. import inputs
from .options import EdtfType, json_option, limits_option, print_json, say

if TYPE_CHECKING:
    from ingest.limits import Limits


def _documents(paths: tuple[str, ...], limits: "Limits", *, ref_date: str | None = None) -> Iterator[Document]:
    """Each document that can be read; each that cannot is one line, and sets the exit code.

    What was read in part is one line too, after the document.
    """
    from ingest.containers import known_name
    from ingest.worker import Reader

    found = inputs.find(paths)
    problems = [error for _, error in found.problems]
    for error in problems:
        say(f"communique: {error}")
    with Reader(limits=limits) as reader:
        for path, name in [*((path, None) for path in found.files), *((file.path, file.url) for file in found.fetched)]:
            try:
                known = name or known_name(path)
                members = reader.members(path, name=known).members
            except CorpusError as error:
                problems.append(error)
                say(f"communique: {error}")
                continue
            for member in members:
                try:
                    member.check()
                    at = f"{path}{member.name.removeprefix(known)}"
                    document = reader.read(at, name=member.name, ref_date=ref_date)
                except CorpusError as error:
                    problems.append(error)
                    say(f"communique: {error}")
                    continue
                yield document
                if document.status == "suspect":
                    say(f"communique: {document.source.path} was read in part: {'; '.join(document.reasons)}")
    if problems:
        sys.exit(1)


@click.command("text")
@click.argument("paths", nargs=-1, required=True)
@limits_option
@json_option
def text_command(paths: tuple[str, ...], limits: "Limits", as_json: bool) -> None:
    """Print what was read: the text, or with --json the blocks, tables and head of each document.

    \b
    $ communique text release.hwpx | head -2
    """
    for document in _documents(paths, limits):
        if as_json:
            print_json(document.model_dump(mode="json", exclude_none=True))
        else:
            print(document.text)


@click.command("extract")
@click.argument("paths", nargs=-1, required=True)
@click.option("--out", type=click.File("w", encoding="utf-8", atomic=True), help="Write to FILE, not standard output.")
@click.option("--ref", "ref_date", type=EdtfType(), help="The day of issue, where the text does not say it.")
@limits_option
def extract_command(paths: tuple[str, ...], out: TextIO | None, ref_date: str | None, limits: "Limits") -> None:
    """Print the record of each release in PATHS as a line of JSON; no corpus is needed.

    \b
    $ communique extract release.pdf --ref 2022-09-28 | jq .meetings[0].name
    "제6차 한중 환경국장회의"
    """
    from extract import run

    for document in _documents(paths, limits, ref_date=ref_date):
        print(json.dumps(run(document).as_json(), ensure_ascii=False), file=out)


@click.command("dates")
@click.argument("text", required=False)
@click.option("--lang", type=click.Choice(LANGS), help="The language of TEXT.")
@click.option("--ref", "ref_date", type=EdtfType(), help="The day against which relative dates resolve.")
@click.option("--jsonl", type=click.Path(path_type=Path), help='Many texts: {"id","lang","text","ref"} per line.')
def dates_command(text: str | None, lang: str | None, ref_date: str | None, jsonl: Path | None) -> None:
    """Print the date expressions of TEXT with their EDTF values.

    \b
    $ communique dates "지난해 9월부터 올해 2월까지" --lang ko --ref 2025-04-24
    2024-09/2025-02  지난해 9월부터 올해 2월까지
    """
    from extract.dates import find_dates

    if (text is None) == (jsonl is None):
        raise click.UsageError("Give a TEXT with --lang, or --jsonl FILE.")
    if jsonl is not None:
        failed = False
        for number, line in enumerate(_lines(jsonl), 1):
            try:
                case: dict[str, Any] = json.loads(line)
                found = find_dates(case["text"], case["lang"], case.get("ref"))
            except (ValueError, KeyError, TypeError) as error:
                say(f"communique: {jsonl}, line {number}, is no case: {error}. Write id, lang, text and ref")
                failed = True
                continue
            dates = [{"text": date.surface, "value": date.value, "start": date.start} for date in found]
            print_json({"id": case.get("id"), "dates": dates})
        if failed:
            sys.exit(1)
        return
    if lang is None:
        raise click.UsageError("Say the language of TEXT with --lang.")
    for date in find_dates(str(text), lang, ref_date):  # type: ignore[arg-type]  # the choice is checked by click
        print(f"{date.value}  {date.surface}")


def _lines(path: Path) -> list[str]:
    try:
        return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"{path} cannot be read: {error}", hint="Give a JSONL file in UTF-8") from error
