"""`alerts`: ask the saved questions again."""

import sys
from pathlib import Path

import click

from .options import corpus_option, json_option, print_json, say


@click.command("alerts")
@corpus_option
@click.option("--saved", type=click.Path(file_okay=False, exists=True, path_type=Path),
              help="The folder of the saved questions; that of the corpus, queries/saved, if not given.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be sent; send and keep nothing.")
@json_option
def alerts_command(folder: Path, saved: Path | None, dry_run: bool, as_json: bool) -> None:
    """Ask the saved questions of the corpus, and send what is new or changed: `run` does so by itself.

    \b
    $ communique alerts --dry-run
    sea-hotline: 2 new, 0 changed
    """
    from queries.saved import alert

    outcomes = alert(folder, saved=saved, send=not dry_run)
    for outcome in outcomes:
        if as_json:
            print_json(outcome.model_dump())
        elif not outcome.problems or outcome.new or outcome.changed or outcome.waiting:
            print(outcome.line())
        for problem in outcome.problems:
            say(f"communique: {problem}")
    if not outcomes:
        say(f"communique: no question is saved for {folder}; docs/alerts.md tells how")
    if any(outcome.problems for outcome in outcomes):
        sys.exit(1)
