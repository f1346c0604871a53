"""The pipeline: files to documents, records, and an index, each step kept as soon as it is done.

Killed at any moment, a run leaves a corpus that opens; the next run finds what is missing by comparing content hashes
of the inputs with the store, and the store with the index.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from corpus.documents import Document
from corpus.store import HashedFile, Store, Stored, writing
from extract.linking.joining import join_events
from index import Index, passages
from ingest.containers import known_name
from ingest.limits import LIMITS, Limits
from queries.comparing import embed_facts, group_items

from . import fetching, inputs
from .ahead import IndexedAhead, read_ahead
from .extractor import Extractor
from .intake import Intake, RunReport
from .readings import Work
from .version import code_version

INDEX_FOLDER = "index"
COMMIT_EVERY = 200
"""Documents between two commits of the index: what a kill can cost is embedding these again."""
_FILES_OF_A_PROCESS = 20

Progress = Callable[[str, int, int], None]
"""Called with the stage, how many are done and how many there are."""


def run(
    arguments: Iterable[str],
    folder: Path,
    *,
    model: str | None = None,
    reindex: bool = False,
    index_store: str | None = None,
    allow_private: bool = False,
    limits: Limits = LIMITS,
    jobs: int | None = None,
    progress: Progress = lambda *_: None,
) -> RunReport:
    """Bring the corpus in `folder` up to date with the files and addresses that the arguments name.

    What is at an address is fetched into the corpus first; `allow_private` is for addresses in private networks,
    `limits` says what one document may cost, and fetching it.
    `jobs` is how many processes read and extract, None for one a core; the corpus does not depend on it.
    `model` is the embedding model of the index: None is the one it has, for a new index the default. `index_store` is
    where the index has to be kept, as `Index.open` takes it.

    Raises:
        StoreError: another process writes the corpus, or it cannot be opened.
        IndexMismatch: the index was built with another model, and `reindex` is off.
    """
    with writing(folder), Store(folder, create=True) as store:
        target = Index.open(folder / INDEX_FOLDER, model=model, create=True, anew=reindex, store=index_store)
        addresses, paths = fetching.parted(arguments)
        found = inputs.find(paths, earlier=True)
        fetched = fetching.fetch_releases(folder, addresses, allow_private=allow_private, limits=limits.fetch)
        inputs.add_fetched(fetched.releases, found)
        total = len(found.files) + len(found.fetched)
        with (
            Extractor(jobs=jobs or _jobs(total), limits=limits) as extractor,
            IndexedAhead(folder, target) as indexed,
        ):
            if _is_any_touched(store, found):
                extractor.launch()
            intake = Intake(store, extractor)
            for name, error in [*found.problems, *fetched.failures]:
                intake.fail(name, error)
            for number, (work, readings) in enumerate(read_ahead(_planned(intake, found, indexed.prepare), extractor)):
                progress("reading", number, total)
                intake.settle(work, readings)
                for document in intake.changed():
                    indexed.add(document.id, _key_of(document, code_version()))
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


def _is_any_touched(store: Store, found: inputs.Inputs) -> bool:
    """Whether a file looks other than when its bytes were last read, or was never read."""
    known = store.hashed_files()
    for path in [*found.files, *(file.path for file in found.fetched)]:
        try:
            now = HashedFile.of(known_name(path), path.stat())
        except OSError:
            continue  # its error is told in its turn
        if (before := known.get(now.path)) is None or not before.is_untouched(now):
            return True
    return False


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


def update_index(store: Store, target: Index, *, progress: Progress = lambda *_: None) -> list[str]:
    """Bring the index up to date with the store; the ids of the documents that were indexed."""
    wanted = index_keys(store)
    present = target.documents()
    for identifier in sorted(present.keys() - wanted.keys()):
        target.remove(identifier)
    missing = [identifier for identifier, key in sorted(wanted.items()) if present.get(identifier) != key]
    for number, identifier in enumerate(missing):
        progress("indexing", number, len(missing))
        document, record = store.document(identifier), store.record(identifier)
        target.replace(identifier, passages(document, record), key=wanted[identifier])
        if (number + 1) % COMMIT_EVERY == 0:
            target.commit()
    target.commit()
    progress("indexing", len(missing), len(missing))
    return missing


def index_keys(store: Store) -> dict[str, str]:
    """The documents that the index of a corpus is to hold, by id, each with the key of what its passages rest on."""
    return {stored.id: _key(store, stored) for stored in store.documents()}


def _key(store: Store, stored: Stored) -> str:
    """What the passages of a document rest on: its bytes, the program, and what of it could not be read."""
    if stored.status == "suspect":
        return _key_of(store.document(stored.id), stored.code_version)
    return f"{stored.sha256}:{stored.code_version}"


def _key_of(document: Document, version: str) -> str:
    key = f"{document.source.sha256}:{version}"
    if document.status != "suspect":
        return key
    reasons = "\n".join(document.reasons)
    return f"{key}:{hashlib.sha256(reasons.encode()).hexdigest()[:12]}"
