"""`search`: a question to a table of facts and the passages that answer it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click
from rich.console import Console
from rich.text import Text

from corpus.edtf import days, overlaps, sides
from corpus.errors import BadQuery
from corpus.languages import LANGS
from corpus.records import AgreementKind, AgreementStatus, Level, MeetingStatus
from corpus.store import FactFilter, Store

from .options import EdtfType, SpanType, corpus_option, json_option, print_json

if TYPE_CHECKING:
    from queries.asking import Reply, Table, Understood
    from queries.search import Answer


_STATUSES = tuple(dict.fromkeys([*get_args(MeetingStatus), *get_args(AgreementStatus)]))
_CONTEXT = 300
"""Characters of a passage that are shown on each side of its first mark."""
_EFFECTS = {"must": "", "facts": " (table)", "prefer": " (first)"}
"""What is said of a filter that does not restrict everything."""


@click.command("search")
@click.argument("question")
@corpus_option
@click.option("-k", "count", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many releases.")
@click.option("--rows", type=click.IntRange(0, 1000), default=20, show_default=True, help="How many rows of the table.")
@click.option("--without", multiple=True, metavar="KEY", help="Take away a filter that was understood: since:2018.")
@click.option("--lang", "langs", type=click.Choice(LANGS), multiple=True, help="Only passages in this language.")
@click.option("--since", type=EdtfType(), help="Only what happened on or after this date, e.g. 2019-11.")
@click.option("--until", type=EdtfType(), help="Only what happened on or before this date.")
@click.option("--due", type=SpanType(), help="Only agreements that fall due then, e.g. 2026 or 2026-01..2026-06.")
@click.option("--party", "parties", multiple=True, help="A party: a country code, or the name of an organisation.")
@click.option("--agency", "agencies", multiple=True, help="An organisation, by name or registry id.")
@click.option("--person", "persons", multiple=True, help="A person, by name in any script.")
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
    rows: int,
    without: tuple[str, ...],
    langs: tuple[str, ...],
    since: str | None,
    until: str | None,
    due: str | None,
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
    """Find the agreements, meetings and passages that answer QUESTION, whatever their language.

    Dates, deadlines, countries, organisations, persons, series of meetings and rounds are read out of the question,
    shown as filters with their keys, and taken away with --without KEY. They can be written too: "a phrase", -word,
    agency:MEE, person:NAME, party:CN, since:2018, until:2020, on:2019, due:2026, kind:mou, status:signed,
    level:ministerial, lang:ko, series:temm, round:21, format:video.

    \b
    $ communique search "what did Korea and China agree on soil since 2018?"
    $ communique search "hotline agency:MEE since:2020 -fish"
    """
    from queries import views
    from queries.asking import ask
    from queries.search import Searcher

    if since and until and (days(since)[0] or days(until)[1]) and not overlaps(f"{since}/..", f"../{until}"):
        raise BadQuery(f"Nothing lies after {since} and before {until}", hint="Swap --since and --until")
    due_since, due_until = sides(due)
    wanted = FactFilter(
        langs=langs,
        since=since,
        until=until,
        due_since=due_since,
        due_until=due_until,
        parties=parties,
        agencies=agencies,
        persons=persons,
        kinds=kinds,
        statuses=statuses,
        levels=levels,
    )
    with Searcher(folder, model) as corpus:
        reply = ask(question, corpus, k=count, rows=rows, off=without, wanted=wanted, every_passage=every_passage)
    understood = {one.key for one in (*reply.understood.filters, *reply.understood.off)}
    for key in without:
        if key not in understood:
            click.echo(f"communique: nothing was understood as {key}; there is no such filter to take away", err=True)
    with Store(folder) as store:
        reply = views.reply_with_marks(store, reply)
    if as_json:
        _print_lines(reply)
        return
    console = Console(file=sys.stdout, soft_wrap=True, highlight=False)
    console.print(Text(question, style="bold underline"))
    _print_understood(console, reply.understood)
    if reply.table is not None:
        _print_table(console, reply.table, reply.understood)
    if not reply.answers:
        console.print("No passage was found.")
    for removal in reply.removals:
        found = f"{removal.releases} releases, {removal.rows} facts"
        console.print(Text(f"Without {removal.key} ({removal.label}): {found}"))
    for number, answer in enumerate(reply.answers, 1):
        _print_answer(console, number, answer)


def _print_lines(reply: "Reply") -> None:
    """The question as understood, the rows, the passages, what could be taken away: a JSON object each."""
    fields = reply.as_json()
    table = fields.get("table")
    lines = [("question", fields["understood"])]
    if table is not None:
        rows = table.pop("rows")
        lines += [("table", table), *(("row", row) for row in rows)]
    lines += [("answer", answer) for answer in fields["answers"]]
    lines += [("removal", removal) for removal in fields["removals"]]
    for kind, line in lines:
        print_json({"type": kind, **line})


def _print_understood(console: Console, understood: "Understood") -> None:
    """The filters, with the keys that take them away, and those that were taken away."""
    for one in understood.filters:
        label = f"  {one.label}" if one.label != one.value else ""
        console.print(Text(f"  [{one.key}]{label}{_EFFECTS[one.strength]}", style="cyan"))
    for one in understood.off:
        console.print(Text(f"  without {one.key}", style="dim"))


def _print_table(console: Console, table: "Table", understood: "Understood") -> None:
    """The facts, each with its meeting, its releases and the words that state it."""
    from queries.views import in_line

    if not table.rows:
        if not table.satisfying and understood.filters:
            console.print(f"No {table.about} satisfy the filters.")
        else:
            rest = f": {understood.rest}" if understood.rest else ""
            console.print(Text(f"No {table.about} tell of it{rest}."))
        return
    console.print(Text(f"{table.about}: {len(table.rows)} of {table.total}", style="bold"))
    for row in table.rows:
        values = {
            name: _one_line(cell.value) + in_line(cell.corrected) for name, cell in row.cells.items() if cell.value
        }
        named = values.pop("item", None) or values.pop("meeting", "")
        source = values.pop("source", "")
        meeting = values.pop("meeting", None)
        console.print(Text(f"  {values.pop('date', 'no date'):<11} {named}", style="bold"))
        about = " · ".join(filter(None, [meeting, *values.values()]))
        console.print(Text(f"    {about}"))
        quote = row.cells["item" if row.about == "agreements" else "meeting"].evidence[0]
        console.print(Text(f"    “{_one_line(quote.text)}” {quote.record} {quote.start}-{quote.end}", style="dim"))
        console.print(Text(f"    in {', '.join(row.releases)}: {source}", style="dim"))
        if row.withdrawn:
            console.print(Text(f"    withdrawn by its source: {', '.join(row.withdrawn)}", style="bold red"))


def _print_answer(console: Console, number: int, answer: "Answer") -> None:
    where = f"{answer.path}, page {answer.page}" if answer.page else answer.path
    console.print()
    console.print(Text(f"{number}. {answer.title or answer.document}", style="bold"))
    about = " · ".join(filter(None, [answer.date, answer.issuer, answer.lang, where]))
    console.print(Text(f"   {about}  ({answer.score:.3f})", style="dim"))
    if answer.withdrawn:
        console.print(Text(f"   withdrawn by its source, {answer.withdrawn[:19]}", style="bold red"))
    console.print(_marked(answer.text, answer.marks))
    if answer.meetings:
        console.print(Text(f"   meeting: {'; '.join(answer.meetings)}"))
    if answer.agreements:
        console.print(Text(f"   agreed: {'; '.join(answer.agreements)}"))


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


def _one_line(text: str) -> str:
    return " ".join(text.split("\n")).replace("\r", "").replace("\t", " | ")
