"""`score`: how well records agree with gold records."""

import json
from pathlib import Path
from typing import Any

import click

from corpus.errors import UnreadableFile
from queries.scoring import Scores, read_records, score

from .options import json_option, print_json


@click.command("score")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--records", type=click.Path(path_type=Path), help="Records, as `communique extract` prints them.")
@click.option("--texts", type=click.Path(path_type=Path), help="The folder with the releases, named by their ids.")
@json_option
def score_command(gold: Path, records: Path | None, texts: Path | None, as_json: bool) -> None:
    """Score records against the records in GOLD, per language and field.

    Either records that were extracted before (--records), or the releases themselves (--texts).

    \b
    $ communique score tests/data/gold/dev.ko.jsonl --texts tests/data/releases
    """
    expected = read_records(gold)
    if (records is None) == (texts is None):
        raise click.UsageError("Give --records FILE or --texts FOLDER.")
    predicted = read_records(records) if records is not None else _extracted(expected, texts or Path())
    scores = score(expected, predicted)
    if as_json:
        print_json(as_object(scores))
    else:
        print_table(scores)


def _extracted(gold: dict[str, Any], texts: Path) -> dict[str, Any]:
    from extract import run
    from ingest import read

    predicted = {}
    for identifier in gold:
        paths = sorted(texts.glob(f"{identifier}.*"))
        if not paths:
            raise UnreadableFile(f"{texts} holds no release {identifier}", hint="Name the folder with the texts")
        predicted[identifier] = json.loads(json.dumps(run(read(paths[0])).as_json()))
    return predicted


def as_object(scores: Scores) -> dict[str, Any]:
    """Scores as plain values: language -> field -> counts and rates."""
    return {
        group: {
            name: {
                "gold": tally.gold,
                "predicted": tally.predicted,
                "matched": tally.matched,
                "precision": tally.precision,
                "recall": tally.recall,
                "f1": tally.f1,
                **{part: tally.part(part) for part in tally.parts},
            }
            for name, tally in fields.items()
        }
        for group, fields in scores.items()
    }


def print_table(scores: Scores) -> None:
    """Scores for people, the parts of matched items indented."""

    def shown(rate: float | None) -> str:
        return f"{'-':>10}" if rate is None else f"{rate:10.3f}"

    for group, fields in scores.items():
        print(f"{group:<16}{'gold':>8}{'predicted':>11}{'matched':>9}{'precision':>10}{'recall':>10}{'F1':>10}")
        for name, tally in fields.items():
            if tally.gold or tally.predicted:
                rates = shown(tally.precision) + shown(tally.recall) + shown(tally.f1)
                print(f"  {name:<14}{tally.gold:>8}{tally.predicted:>11}{tally.matched:>9}{rates}")
            for part, (total, right) in tally.parts.items():
                if total:
                    print(f"    {part:<12}{total:>8}{'':11}{right:>9}{shown(right / total)}")
        print()
