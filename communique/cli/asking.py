"""`register` and `show`: what a corpus answers."""

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from corpus.alignment import Alignment, found_in
from corpus.records import Record
from corpus.store import Store
from queries.histories import history
from queries.register import Entry, register

from .changing import print_revisions
from .options import corpus_option, json_option, print_json


def _console() -> Console:
    """Standard output; as wide as needed where it is no terminal, so that lines are not cut in a pipe."""
    return Console(file=sys.stdout, soft_wrap=True, highlight=False)


def _reviewed(record: Record, field: str, position: int) -> str:
    """Who confirmed or corrected a fact."""
    said = [each for each in record.corrections if (each.field, each.position) == (field, position)]
    return "".join(f"  ({each.action}: {each.author})" for each in said)


def _withdrawn(when: str, indent: str = "") -> Text:
    return Text(f"{indent}withdrawn by its source, {when[:19]}", style="bold red")


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).replace("\r", "").replace("\t", " | ")


@click.command("register")
@corpus_option
@click.option("--all", "everything", is_flag=True, help="Also meetings that releases only mention.")
@json_option
def register_command(folder: Path, everything: bool, as_json: bool) -> None:
    """Print every meeting once, with the releases that tell of it and what was agreed there.

    \b
    $ communique register --corpus my-corpus
    2025-04-23  held  director-general  in-person  서울
      제9차 한중 해양협력대화 | 9th Korea-China Dialogue on Maritime Cooperation
    """
    with Store(folder) as store:
        entries = register(store.records(), core_only=not everything)
    if as_json:
        for entry in entries:
            print_json(entry.as_json())
        return
    console = _console()
    if not entries:
        console.print("The register is empty.")
    for entry in entries:
        _print_entry(console, entry)


def _print_entry(console: Console, entry: Entry) -> None:
    facts = [entry.first(name) for name in ("date", "status", "level", "format", "place")]
    console.print(Text("  ".join(str(fact) for fact in facts if fact), style="bold"))
    console.print(Text("  " + " | ".join(dict.fromkeys(_one_line(meeting.name) for _, meeting in entry.meetings))))
    console.print(Text("  in " + ", ".join(dict.fromkeys(name for name, _ in entry.meetings)), style="dim"))
    if entry.withdrawn:
        console.print(Text(f"  withdrawn by its source: {', '.join(entry.withdrawn)}", style="bold red"))
    for name, item in entry.agreements:
        when = item.period or item.date or ""
        parties = "+".join(item.parties)
        console.print(
            Text(f"    {item.status:<9} {item.kind:<12} {parties:<9} {_one_line(item.title)} {when}  ({name})")
        )
    console.print()


@click.command("show")
@click.argument("identifier", metavar="ID")
@corpus_option
@click.option("--versions", is_flag=True, help="The versions of the release, and what each changed.")
@json_option
def show_command(identifier: str, folder: Path, versions: bool, as_json: bool) -> None:
    """Print the record of the release ID, each fact with the words that state it.

    \b
    $ communique show sample-ko-01 --corpus my-corpus
    """
    with Store(folder) as store:
        if versions:
            print_revisions(history(store, identifier), as_json=as_json)
            return
        record = store.record(identifier)
        published = [each for each in store.renditions() if each.document == identifier]
        document, copies = store.document(identifier), store.copies(identifier)
    if as_json:
        print_json(record.as_json())
        return
    paged = next((copy for copy in copies if any(block.page for block in copy.blocks)), None)
    alignment = Alignment(document.text, paged.text) if paged is not None else None
    console = _console()
    console.print(Text(record.title or record.id, style="bold"))
    console.print(
        Text(f"{record.source.path} · {record.ref_date or 'no date'} · {record.issuer or 'issuer not stated'}")
    )
    if document.reasons:
        console.print(Text(f"read in part: {'; '.join(document.reasons)}", style="yellow"))
    source = record.source
    if source.licence or source.rights:
        console.print(Text("licence: " + " · ".join(filter(None, [source.licence, source.rights]))))
    if source.withdrawn:
        console.print(_withdrawn(source.withdrawn))
    for each in published:
        console.print(Text(f"{'also published as' if each.role == 'repost' else 'copy'}: {each.path}", style="dim"))
    fields = record.as_json()
    for name in ("meetings", "agreements", "persons", "agencies", "programmes", "dates", "contacts", "tables"):
        if fields.get(name):
            console.print()
            console.print(Text(name, style="bold"))
        for position, item in enumerate(fields.get(name, [])):
            evidence = item.pop("evidence")[0]
            item.pop("cells", None)
            rule = item.pop("rule")
            stated = ", ".join(
                f"{field}: {'; '.join(map(str, value)) if isinstance(value, list) else value}"
                for field, value in item.items()
                if value not in ([], "")
            )
            console.print(Text(f"  {position}. {_one_line(stated)}{_reviewed(record, name, position)}"))
            page = f", page {evidence['page']}" if "page" in evidence else ""
            if not page and paged is not None and alignment is not None:
                found = found_in(paged, document.quote(evidence["start"], evidence["end"]), alignment)
                page = f", page {found.page} of {paged.source.path}" if found is not None else ""
            quote = _one_line(evidence["text"])
            console.print(Text(f"    “{quote}” {evidence['start']}-{evidence['end']}{page} [{rule}]", style="dim"))
