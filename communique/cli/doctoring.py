"""`doctor`: the state of a corpus on disk, and its repair."""

import sys
from pathlib import Path

import click

from .options import corpus_option, json_option, print_json, progress_bar, say


@click.command("doctor")
@corpus_option
@click.option("--repair", "mend", is_flag=True, help="Rebuild what can be rebuilt; what is damaged is kept beside it.")
@click.option("--model", metavar="NAME", help="The embedding model, where that of a damaged index cannot be told.")
@json_option
def doctor_command(folder: Path, mend: bool, model: str | None, as_json: bool) -> None:
    """Examine a corpus: its store, facts, index, fetched files and saved questions, each against its checksums.

    Exit codes: 0 it is sound; 1 something is wrong, and is named with what it leads to and what mends it.

    \b
    $ communique doctor --corpus my-corpus
    my-corpus is sound
    """
    from ..doctor import Repair, examine, repair

    with progress_bar() as progress:
        if mend:
            report = repair(folder, model=model, progress=progress)
        else:
            report = Repair(left=tuple(examine(folder, progress=progress)))
    wrong = bool(report.left or report.lost)
    if as_json:
        print_json({"folder": str(folder), "sound": not wrong, **report.model_dump()})
    else:
        for line in report.done:
            print(line)
        for line in report.lost:
            print(f"lost: {line}")
        for finding in report.left:
            print(finding.line())
        say(f"communique: {len(report.left)} findings left") if report.left else print(f"{folder} is sound")
    if wrong:
        sys.exit(1)
