"""`run` and `status`: bring a corpus up to date, and say what it holds."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from corpus.store import Store

from .options import (
    cluster_option,
    corpus_option,
    from_extra,
    json_option,
    limits_option,
    print_json,
    progress_bar,
    results_option,
    say,
    store_option,
)

if TYPE_CHECKING:
    from ingest.limits import Limits

    from ..intake import RunReport


_COURTESY = 10
"""The nice value of a run, at least: who searches meanwhile is not kept waiting."""


@click.command("run")
@click.argument("paths", nargs=-1, required=True)
@corpus_option
@click.option("--model", metavar="NAME", help="The embedding model of the index; kept for later runs.")
@click.option("--reindex", is_flag=True, help="Make the index anew.")
@store_option
@click.option("--allow-private", is_flag=True, help="Fetch addresses in private networks and on this machine too.")
@cluster_option
@results_option
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Processes that read and extract; one a core.")
@limits_option
@json_option
def run_command(
    paths: tuple[str, ...],
    folder: Path,
    model: str | None,
    reindex: bool,
    index_store: str | None,
    allow_private: bool,
    cluster: str | None,
    results: str | None,
    jobs: int | None,
    limits: "Limits",
    as_json: bool,
) -> None:
    """Read, extract and index the releases in PATHS: files, folders, or addresses, which are fetched first.

    What the corpus has already is skipped; a run that was stopped is picked up by the next one. With --cluster, PATHS
    may lie on any storage that fsspec knows: s3://bucket/releases.

    \b
    $ communique run releases/ --corpus my-corpus
    read 18, unchanged 0, indexed 18
    """
    if results and not cluster:
        raise click.UsageError("--results is for the shards of --cluster")
    if jobs and cluster:
        raise click.UsageError("--jobs is for processes of this machine; a cluster has its own")
    if hasattr(os, "setpriority"):  # Windows has no such thing
        os.setpriority(os.PRIO_PROCESS, 0, max(_COURTESY, os.getpriority(os.PRIO_PROCESS, 0)))
    with progress_bar() as progress:
        options: dict[str, Any] = {
            "model": model,
            "reindex": reindex,
            "index_store": index_store,
            "allow_private": allow_private,
            "limits": limits,
            "progress": progress,
        }
        if cluster:
            with from_extra("cluster", ("dask", "distributed", "fsspec", "pyarrow")):
                from ..cluster.run import run as run_on_cluster

            report = run_on_cluster(
                paths, folder, cluster=cluster, results=results, say=lambda line: say(f"communique: {line}"), **options
            )
        else:
            from ..pipeline import run

            report = run(paths, folder, jobs=jobs, **options)
    tell(report, folder, as_json=as_json)


def tell(report: "RunReport", folder: Path, *, as_json: bool) -> None:
    """Print what a run did, ask the saved questions, and end with the exit code of both."""
    for failure in report.failures:
        say(f"communique: {failure.problem}. {failure.hint}")
    for identifier, reasons in report.suspect.items():
        say(f"communique: {identifier} was read in part: {'; '.join(reasons)}")
    for copy, original in report.copies.items():
        say(f"communique: {copy} has the same bytes as {original}, and was skipped")
    for copy, identifier in report.renditions.items():
        say(f"communique: {copy} is the same release as {identifier}, and is kept as its copy")
    for copy, identifier in report.reposts.items():
        say(f"communique: {copy} prints the release {identifier}, and is kept as another publication of it")
    for identifier in report.revised:
        say(f"communique: {identifier} has a new version; `communique show {identifier} --versions` tells what changed")
    for identifier in report.withdrawn:
        say(f"communique: {identifier} was withdrawn by its source, or is published again")
    if as_json:
        print_json(
            {
                "read": report.read,
                "unchanged": report.unchanged,
                "copies": report.copies,
                "renditions": report.renditions,
                "reposts": report.reposts,
                "cosmetic": report.cosmetic,
                "revised": report.revised,
                "withdrawn": report.withdrawn,
                "ignored": report.ignored,
                "suspect": report.suspect,
                "failures": [failure.model_dump(exclude={"failed_at"}) for failure in report.failures],
                "indexed": report.indexed,
            }
        )
    else:
        counts = {
            "read": len(report.read),
            "unchanged": report.unchanged,
            "indexed": report.indexed,
            "copies": len(report.copies) + len(report.renditions),
            "reposts": len(report.reposts),
            "revised": len(report.revised),
            "ignored": report.ignored,
            "failed": len(report.failures),
        }
        always = ("read", "unchanged", "indexed")
        print(", ".join(f"{name} {count}" for name, count in counts.items() if count or name in always))
    wrong = _alert(folder)
    if report.failures or wrong:
        sys.exit(1)


def _alert(folder: Path) -> bool:
    """Ask the saved questions of the corpus, if it has any; whether something went wrong."""
    if not any((folder / "queries" / "saved").glob("*.toml")):
        return False
    from queries.saved import alert

    outcomes = alert(folder)
    for outcome in outcomes:
        if outcome.new or outcome.changed or outcome.waiting:
            say(f"communique: saved question {outcome.line()}")
        for problem in outcome.problems:
            say(f"communique: {problem}")
    return any(outcome.problems for outcome in outcomes)


@click.command("status")
@corpus_option
@click.option("--documents", "list_documents", is_flag=True, help="List the documents too.")
@json_option
def status_command(folder: Path, list_documents: bool, as_json: bool) -> None:
    """Say what the corpus holds, what could not be read and why, and which parts are missing here.

    \b
    $ communique status --corpus my-corpus
    18 documents: 6 en, 6 ko, 6 zh
    """
    from ..report import status

    with Store(folder) as store:
        state = status(store, with_documents=list_documents)
    if as_json:
        print_json(state.model_dump())
        return
    for line in state.lines():
        print(line)
