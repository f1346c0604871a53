"""`score`: how well records agree with gold records."""

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from corpus.documents import Document
from corpus.errors import UnreadableFile
from queries.disagreements import FIELDS, Disagreement, disagreements
from queries.scoring import Scores, read_records, score

from .options import json_option, print_json


@click.command("score")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option("--records", type=click.Path(path_type=Path), help="Records, as `communique extract` prints them.")
@click.option("--texts", type=click.Path(path_type=Path), help="The folder with the releases, named by their ids.")
@click.option("--errors", type=click.Choice(FIELDS), help="What was missed, superfluous and wrong in FIELD.")
@json_option
def score_command(gold: Path, records: Path | None, texts: Path | None, errors: str | None, as_json: bool) -> None:
    """Score records against the records in GOLD, per language and field.

    Either records that were extracted before (--records), or the releases themselves (--texts). With --errors, each
    item that was missed (-), is superfluous (+) or wrong (~), with the sentence that it stands in.

    \b
    $ communique score tests/data/gold/dev.ko.jsonl --texts tests/data/releases
    $ communique score tests/data/gold/dev.ko.jsonl --texts tests/data/releases --errors meetings
    """
    expected = read_records(gold)
    if records is None and texts is None:
        raise click.UsageError("Give --records FILE or --texts FOLDER.")
    documents = _documents(expected, texts) if texts is not None else {}
    predicted = read_records(records) if records is not None else _extracted(documents)
    if errors is not None:
        contents = {identifier: document.text for identifier, document in documents.items()}
        _print_errors(disagreements(expected, predicted, contents, errors), as_json=as_json)
        return
    scores = score(expected, predicted)
    if as_json:
        print_json(as_object(scores))
    else:
        print_table(scores)


def _documents(gold: dict[str, Any], texts: Path) -> dict[str, Document]:
    from ingest import read

    documents = {}
    for identifier in gold:
        paths = sorted(texts.glob(f"{identifier}.*"))
        if not paths:
            raise UnreadableFile(f"{texts} holds no release {identifier}", hint="Name the folder with the texts")
        documents[identifier] = read(paths[0])
    return documents


def _extracted(documents: dict[str, Document]) -> dict[str, Any]:
    from extract import run

    return {name: json.loads(json.dumps(run(document).as_json())) for name, document in documents.items()}


def _print_errors(found: Iterable[Disagreement], *, as_json: bool) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    lang = None
    for one in found:
        counts[one.lang, one.kind] += 1
        if as_json:
            print_json(one.model_dump(exclude_none=True))
            continue
        if one.lang != lang:
            lang = one.lang
            print(f"{lang}: {one.field}")
        print(one.line())
    if not as_json:
        for lang in sorted({lang for lang, _ in counts}):
            told = ", ".join(f"{counts[lang, kind]} {kind}" for kind in ("missed", "superfluous", "wrong"))
            print(f"{lang}: {told}")


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
