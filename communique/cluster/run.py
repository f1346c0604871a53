"""`communique run --cluster`: shards made by workers, taken into the corpus in the order of the inputs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.errors import ClusterError, DamagedShard
from corpus.store import Store, writing
from extract.linking.joining import join_events
from index import Index
from ingest.limits import LIMITS, Limits
from queries.comparing import embed_facts, group_items

from .. import fetching
from ..extractor import Extractor
from ..indexing import INDEX_FOLDER, Progress, update_index
from ..intake import Intake, RunReport
from ..readings import Problem, Readings, Work
from .program import this_program
from .shards import Shard
from .sources import Source, batches, find
from .storage import Folder, is_location
from .task import Made, Order, load
from .workers import Workers

_ATTEMPTS = 3
"""To have a shard that arrives whole."""


def run(
    arguments: Iterable[str],
    folder: Path,
    *,
    cluster: str,
    results: str | None = None,
    model: str | None = None,
    reindex: bool = False,
    index_store: str | None = None,
    allow_private: bool = False,
    limits: Limits = LIMITS,
    progress: Progress = lambda *_: None,
    say: Callable[[str], None] = lambda _: None,
) -> RunReport:
    """What `pipeline.run` does, with reading and extraction done by the workers of a cluster: the corpus is the same.

    `cluster` is the address of a Dask scheduler, or `local` for processes of this machine. Arguments may be addresses
    of fsspec too, as may `results`, where the shards are kept: in the corpus, where it is None. `index_store` is where
    the index has to be kept. `say` is told of workers that are refused or lost.

    Raises:
        StoreError: another process writes the corpus, or it cannot be opened.
        IndexMismatch: the index was built with another model, and `reindex` is off.
        ClusterError: there is no such cluster, or none of its workers is fit.
        StorageError: the shards cannot be written or read.
    """
    place = results if results is not None else str(folder.resolve())
    if not is_location(place):
        place = str(Path(place).resolve())
    Folder(place)
    with writing(folder), Store(folder, create=True) as store:
        target = Index.open(folder / INDEX_FOLDER, model=model, create=True, anew=reindex, store=index_store)
        addresses, others = fetching.parted(arguments)
        fetched = fetching.fetch_releases(folder, addresses, allow_private=allow_private, limits=limits.fetch)
        found = find(others, fetched=fetched.releases)
        order = Order(place, limits, this_program())
        with Extractor(limits=limits) as reader, Workers(cluster, order, say) as workers:
            intake = Intake(store, reader)
            for name, error in [*found.problems, *fetched.failures]:
                intake.fail(name, error)
            done, total = 0, len(found.files)
            progress("reading", done, total)
            for batch, made in workers.shards(batches(found.files)):
                _settle(intake, batch, made, workers)
                intake.changed()  # what was stored need not be kept in memory
                done += len(batch)
                progress("reading", done, total)
        join_events(store)
        embed_facts(store, progress=partial(progress, "naming"))
        group_items(store, progress=partial(progress, "matching"))
        intake.report.ignored += found.ignored
        intake.report.indexed = len(update_index(store, target, progress=progress))
    return intake.report


def _settle(intake: Intake, batch: Sequence[Source], made: Made, workers: Workers) -> None:
    """Take in the files of a batch; their shard is not opened where none of them has changed."""
    readings: dict[tuple[str, str], Readings] | None = None
    for number, source in enumerate(batch):
        work = Work(Path(source.location), source.name, seen_at=source.seen_at, fetched=source.fetched)
        if number not in made.hashes:
            intake.settle(_failed(work, made, number), None)
            continue
        work = intake.planned(replace(work, sha256=made.hashes[number]))
        if work.is_unchanged:
            intake.settle(work, None)
            continue
        if readings is None:
            shard = _loaded(batch, made, workers)
            readings = {(file.name, file.sha256): file.readings for file in shard.files}
        gave = readings.get((work.name, work.sha256))
        changed = Problem(f"{source.shown} changed while it was read", "Run again") if gave is None else None
        intake.settle(replace(work, failure=changed), gave)


def _failed(work: Work, made: Made, number: int) -> Work:
    return replace(work, failure=made.failures[number])


def _loaded(batch: Sequence[Source], made: Made, workers: Workers) -> Shard:
    """The shard of a batch; one that arrives damaged is made anew.

    Raises:
        ClusterError: it does not arrive whole, however often it is made.
    """
    for _ in range(_ATTEMPTS):
        try:
            return load(workers.order.results, made.key)
        except DamagedShard as error:
            problem = error
        again = [source for number, source in enumerate(batch) if number in made.hashes]
        for _, made in workers.shards([again]):  # noqa: B007  the last one counts: it is one but for a worker's death
            pass
    raise ClusterError(
        f"The shards that workers write do not arrive here: {problem.problem}",
        hint="Name a place that every worker can write and this machine can read: --results ADDRESS",
    )
