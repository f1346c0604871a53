"""`changes`: what later versions of releases say otherwise."""

from collections.abc import Iterable
from pathlib import Path

import click

from corpus.edtf import days
from corpus.store import Store
from queries.histories import Revision, revisions

from .options import EdtfType, corpus_option, json_option, print_json


@click.command("changes")
@corpus_option
@click.option("--since", type=EdtfType(), help="Only versions seen on or after this date.")
@json_option
def changes_command(folder: Path, since: str | None, as_json: bool) -> None:
    """Print what each later version of a release added, removed or changed, with the words of both in --json.

    \b
    $ communique changes --since 2026-11 --corpus my-corpus
    talks-375, version 2, newest: 2026-11-04T09:12:44  https://www.example.go.kr/view.do?seq=375
      changed: agreements.deadline of “공동 조사”: 2026 → 2027
    """
    first = days(since)[0] if since else None
    with Store(folder) as store:
        print_revisions(revisions(store, since=first.isoformat() if first else None), as_json=as_json)


def print_revisions(found: Iterable[Revision], *, as_json: bool) -> None:
    """Versions with their changes, for people or as an object a line."""
    for revision in found:
        if as_json:
            print_json(revision.model_dump(mode="json", exclude_none=True))
        else:
            print("\n".join(revision.lines()))
