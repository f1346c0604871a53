"""`search`, `register` and `show`: what a corpus answers."""

import sys
from pathlib import Path
from typing import get_args

import click
from rich.console import Console
from rich.text import Text

from corpus.alignment import Alignment, found_in
from corpus.edtf import days, overlaps
from corpus.errors import BadQuery
from corpus.languages import LANGS
from corpus.records import AgreementKind, AgreementStatus, Level, MeetingStatus, Record
from corpus.store import FactFilter, Store
from queries.histories import history
from queries.register import Entry, register

from .changing import print_revisions
from .options import EdtfType, corpus_option, json_option, print_json

_STATUSES = tuple(dict.fromkeys([*get_args(MeetingStatus), *get_args(AgreementStatus)]))
_CONTEXT = 300
"""Characters of a passage that are shown on each side of its first mark."""


def _console() -> Console:
    """Standard output; as wide as needed where it is no terminal, so that lines are not cut in a pipe."""
    return Console(file=sys.stdout, soft_wrap=True, highlight=False)


@click.command("search")
@click.argument("question")
@corpus_option
@click.option("-k", "count", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many results.")
@click.option("--lang", "langs", type=click.Choice(LANGS), multiple=True, help="Only passages in this language.")
@click.option("--since", type=EdtfType(), help="Only what happened on or after this date, e.g. 2019-11.")
@click.option("--until", type=EdtfType(), help="Only what happened on or before this date.")
@click.option("--party", "parties", multiple=True, help="A party: a country code, or the name of an organisation.")
@click.option("--agency", "agencies", multiple=True, help="An organisation, by name or registry id.")
@click.option("--person", "persons", multiple=True, help="A person, by name in any script the releases use.")
@click.option("--kind", "kinds", type=click.Choice(get_args(AgreementKind)), multiple=True, help="A kind of agreement.")
@click.option("--status", "statuses", type=click.Choice(_STATUSES), multiple=True, help="Status of the fact.")
@click.option("--level", "levels", type=click.Choice(get_args(Level)), multiple=True, help="Level of the meeting.")
@click.option("--passages", "every_passage", is_flag=True, help="Every passage, not the best one of each release.")
@click.option("--model", metavar="NAME", help="Refuse an index that was built with another model.")
@json_option
def search_command(
    question: str,
    folder: Path,
    count: int,
    langs: tuple[str, ...],
    since: str | None,
    until: str | None,
    parties: tuple[str, ...],
    agencies: tuple[str, ...],
    persons: tuple[str, ...],
    kinds: tuple[str, ...],
    statuses: tuple[str, ...],
    levels: tuple[str, ...],
    every_passage: bool,
    model: str | None,
    as_json: bool,
) -> None:
    """Find the passages, meetings and agreements that answer QUESTION, whatever their language.

    \b
    $ communique search "hotline on fishing" --since 2025 --party CN
    """
    from queries.search import search

    if not question.strip():
        raise BadQuery("The question is empty", hint="Write what to look for")
    if since and until and (days(since)[0] or days(until)[1]) and not overlaps(f"{since}/..", f"../{until}"):
        raise BadQuery(f"Nothing lies after {since} and before {until}", hint="Swap --since and --until")
    wanted = FactFilter(
        langs=langs,
        since=since,
        until=until,
        parties=parties,
        agencies=agencies,
        persons=persons,
        kinds=kinds,
        statuses=statuses,
        levels=levels,
    )
    answers = search(question, folder, k=count, wanted=wanted, model=model, every_passage=every_passage)
    if as_json:
        for answer in answers:
            print_json(answer.model_dump(mode="json", exclude_none=True))
        return
    console = _console()
    console.print(Text(question, style="bold underline"))
    if not answers:
        console.print("Nothing was found.")
    for number, answer in enumerate(answers, 1):
        where = f"{answer.path}, page {answer.page}" if answer.page else answer.path
        console.print()
        console.print(Text(f"{number}. {answer.title or answer.document}", style="bold"))
        about = " · ".join(filter(None, [answer.date, answer.issuer, answer.lang, where]))
        console.print(Text(f"   {about}  ({answer.score:.3f})", style="dim"))
        if answer.withdrawn:
            console.print(_withdrawn(answer.withdrawn, indent="   "))
        console.print(_marked(answer.text, answer.marks))
        if answer.meetings:
            console.print(Text(f"   meeting: {'; '.join(answer.meetings)}"))
        if answer.agreements:
            console.print(Text(f"   agreed: {'; '.join(answer.agreements)}"))


def _reviewed(record: Record, field: str, position: int) -> str:
    """Who confirmed or corrected a fact."""
    said = [each for each in record.corrections if (each.field, each.position) == (field, position)]
    return "".join(f"  ({each.action}: {each.author})" for each in said)


def _marked(text: str, marks: tuple[tuple[int, int], ...]) -> Text:
    """The passage around its first mark on one line, marks in brackets and in bold."""
    first = marks[0][0] if marks else 0
    start, end = max(0, first - _CONTEXT), min(len(text), first + _CONTEXT)
    line = Text("   " + ("…" if start else ""))
    position = start
    for mark_start, mark_end in marks:
        if mark_start < position or mark_start >= end:
            continue
        mark_end = min(mark_end, end)
        line.append(_one_line(text[position:mark_start]))
        line.append(f"[{_one_line(text[mark_start:mark_end])}]", style="bold yellow")
        position = mark_end
    line.append(_one_line(text[position:end]) + ("…" if end < len(text) else ""))
    return line


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
