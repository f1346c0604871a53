"""The steps of a run: files to documents, records, and an index, each kept as soon as it is done."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from corpus.store import Store, writing
from extract.linking.joining import join_events
from index import Index
from ingest.limits import Limits
from queries.comparing import embed_facts, group_items

from . import fetching, inputs
from .ahead import IndexedAhead, read_ahead
from .extractor import Extractor
from .indexing import INDEX_FOLDER, Progress, key_of, update_index
from .intake import Intake, RunReport
from .readings import Work
from .version import code_version

_FILES_OF_A_PROCESS = 20


def bring_up_to_date(
    arguments: Iterable[str],
    folder: Path,
    extractor: Extractor,
    *,
    model: str | None,
    reindex: bool,
    index_store: str | None,
    allow_private: bool,
    limits: Limits,
    jobs: int | None,
    progress: Progress,
) -> RunReport:
    """What `pipeline.run` does, with an extractor that may have been launched; it is closed when all is extracted."""
    with writing(folder), Store(folder, create=True) as store:
        target = Index.open(folder / INDEX_FOLDER, model=model, create=True, anew=reindex, store=index_store)
        addresses, paths = fetching.parted(arguments)
        found = inputs.find(paths, earlier=True)
        fetched = fetching.fetch_releases(folder, addresses, allow_private=allow_private, limits=limits.fetch)
        inputs.add_fetched(fetched.releases, found)
        total = len(found.files) + len(found.fetched)
        extractor.grow(jobs or _jobs(total))
        with IndexedAhead(folder, target) as indexed:
            intake = Intake(store, extractor)
            for name, error in [*found.problems, *fetched.failures]:
                intake.fail(name, error)
            for number, (work, readings) in enumerate(read_ahead(_planned(intake, found, indexed.prepare), extractor)):
                progress("reading", number, total)
                intake.settle(work, readings)
                for document in intake.changed():
                    indexed.add(document.id, key_of(document, code_version()))
            progress("reading", total, total)
            extractor.close()
            intake.finish()
            join_events(store, whole=not intake.is_of_one_program())
            embed_facts(store, progress=partial(progress, "naming"))
            group_items(store, progress=partial(progress, "matching"))
        intake.report.ignored += len(found.ignored)
        rest = update_index(store, target, progress=progress)
        intake.report.indexed = len(indexed.documents.union(rest))
    return intake.report


def _jobs(files: int) -> int:
    """How many processes read so many files: one a core, but none that takes longer to start than it helps."""
    return max(1, min(len(os.sched_getaffinity(0)), files // _FILES_OF_A_PROCESS))


def _planned(intake: Intake, found: inputs.Inputs, prepare: Callable[[], None]) -> Iterator[Work]:
    """All files; the model is loaded beside the first that is read, unless it is likely to give nothing new."""
    failures = {failure.path for failure in intake.store.failures()}
    files = [(path, None) for path in inputs.best_first(found.files)]
    is_prepared = False
    for path, fetched in [*files, *((file.path, file) for file in found.fetched)]:
        work = intake.plan(path, fetched=fetched)
        if not is_prepared and work.is_open and work.name not in failures and (work.name, work.sha256) not in work.skip:
            is_prepared = True
            prepare()
        yield work
