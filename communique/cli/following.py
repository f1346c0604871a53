"""`follow-up`: what became of what was agreed."""

import sys
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from corpus.store import Store

from .options import corpus_option, json_option, print_json


class DayType(click.ParamType[date]):
    """A day given on the command line."""

    name = "DAY"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is no day. Write it as 2025-12-31", param, ctx)


@click.command("follow-up")
@corpus_option
@click.option("--on", type=DayType(), help="The state on this day, e.g. 2025-12-31; today where it is not given.")
@click.option("--overdue", "late", is_flag=True, help="Only what is late, the longest first.")
@json_option
def follow_up_command(folder: Path, on: date | None, late: bool, as_json: bool) -> None:
    """Print what was agreed, what later releases tell of it, and its state: open, ongoing, moved, completed, dropped
    or overdue.

    \b
    $ communique follow-up --on 2025-12-31 --overdue --corpus my-corpus
    """
    from queries.following import follow_up, overdue

    with Store(folder) as store:
        commitments = follow_up(store, on)
    shown = overdue(commitments) if late else commitments
    if as_json:
        for one in shown:
            print_json(one.as_json())
        return
    console = Console(file=sys.stdout, soft_wrap=True, highlight=False)
    if not shown:
        console.print("Nothing is overdue." if late else "Nothing was agreed.")
    for one in shown:
        due = f", due {one.due_now}" if one.due_now else ""
        state = f"overdue since {one.overdue_since}" if one.overdue_since else one.state
        console.print(Text(f"{state}: {' '.join(one.title.split())}", style="bold"))
        console.print(Text(f"  agreed {one.agreed} by {'+'.join(one.parties)}{due}  ({one.key})"))
        for link in one.follow_ups:
            moved = f" to {link.due}" if link.due else ""
            console.print(Text(f"  {link.day}  {link.does}{moved}  ({link.record})"))
            console.print(Text(f"    “{' '.join(link.evidence.text.split())}”", style="dim"))
