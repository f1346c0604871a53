"""`follow-up`: what became of what was agreed."""

import sys
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from corpus.store import Store

from .options import corpus_option, json_option, print_json

_MARKED = ("title", "parties", "due")
"""What is shown of a commitment and may have been set by an analyst."""


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
    from queries import views
    from queries.following import follow_up, overdue

    with Store(folder) as store:
        commitments = follow_up(store, on)
        shown = overdue(commitments) if late else commitments
        marks = views.marked(store, shown)
    if as_json:
        for one in shown:
            print_json(views.with_corrected(one.as_json(), marks.within(one)))
        return
    console = Console(file=sys.stdout, soft_wrap=True, highlight=False)
    if not shown:
        console.print("Nothing is overdue." if late else "Nothing was agreed.")
    for one in shown:
        said = {column: views.in_line(marks.commitment(one, column)) for column in _MARKED}
        rests_on = marks.commitment(one, "state")
        said["state"] = views.in_line(rests_on, rests_on.name if rests_on is not None else "")
        due = f", due {one.due_now}{said['due']}" if one.due_now else ""
        state = f"overdue since {one.overdue_since}" if one.overdue_since else one.state
        console.print(Text(f"{state}{said['state']}: {' '.join(one.title.split())}{said['title']}", style="bold"))
        console.print(Text(f"  agreed {one.agreed} by {'+'.join(one.parties)}{said['parties']}{due}  ({one.key})"))
        for link in one.follow_ups:
            moved = f" to {link.due}" if link.due else ""
            console.print(Text(f"  {link.day}  {link.does}{moved}  ({link.record})"))
            console.print(Text(f"    “{' '.join(link.evidence.text.split())}”", style="dim"))
