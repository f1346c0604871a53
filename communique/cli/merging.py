"""`merge`: shards that were made elsewhere, into a corpus."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .building import tell
from .options import corpus_option, from_extra, json_option, limits_option, progress_bar, store_option

if TYPE_CHECKING:
    from ingest.limits import Limits


@click.command("merge")
@click.argument("shards", nargs=-1, required=True)
@corpus_option
@click.option("--model", metavar="NAME", help="The embedding model of the index; kept for later runs.")
@click.option("--reindex", is_flag=True, help="Make the index anew.")
@store_option
@limits_option
@json_option
def merge_command(
    shards: tuple[str, ...],
    folder: Path,
    model: str | None,
    reindex: bool,
    index_store: str | None,
    limits: "Limits",
    as_json: bool,
) -> None:
    """Take SHARDS, which `run --cluster` wrote here or elsewhere, into the corpus: files, folders, or s3://bucket/shards.

    What the corpus has already is skipped, however many shards hold it.

    \b
    $ communique merge results/shards --corpus my-corpus
    read 18, unchanged 0, indexed 18
    """
    with from_extra("cluster", ("fsspec", "pyarrow")):
        from ..cluster.merge import merge

    with progress_bar() as progress:
        options: dict[str, Any] = {"model": model, "reindex": reindex, "index_store": index_store, "limits": limits}
        report = merge(shards, folder, progress=progress, **options)
    tell(report, folder, as_json=as_json)
