"""The pipeline: files to documents, records, and an index, each step kept as soon as it is done.

Killed at any moment, a run leaves a corpus that opens; the next run finds what is missing by comparing content hashes
of the inputs with the store, and the store with the index.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import extract
from corpus.errors import CorpusError, UnreadableFile
from corpus.store import Failure, Store, writing
from index import Index, passages
from ingest.worker import Reader

from . import inputs
from .version import code_version

INDEX_FOLDER = "index"
COMMIT_EVERY = 200
"""Documents between two commits of the index: what a kill can cost is embedding these again."""

Progress = Callable[[str, int, int], None]
"""Called with the stage, how many are done and how many there are."""


@dataclass
class RunReport:
    """What a run did. `suspect` maps ids of documents that were read in part to the reasons."""

    read: list[str] = field(default_factory=list)
    unchanged: int = 0
    copies: dict[str, str] = field(default_factory=dict)
    ignored: int = 0
    suspect: dict[str, tuple[str, ...]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    indexed: int = 0


def run(
    arguments: Iterable[str],
    folder: Path,
    *,
    model: str | None = None,
    reindex: bool = False,
    progress: Progress = lambda *_: None,
) -> RunReport:
    """Bring the corpus in `folder` up to date with the files that the arguments name.

    `model` is the embedding model of the index: None is the one it has, for a new index the default.

    Raises:
        StoreError: another process writes the corpus, or it cannot be opened.
        IndexMismatch: the index was built with another model, and `reindex` is off.
    """
    report = RunReport()
    with writing(folder), Store(folder, create=True) as store:
        target = Index.open(folder / INDEX_FOLDER, model=model, create=True, anew=reindex)
        found = inputs.find(arguments)
        report.ignored = len(found.ignored)
        for name, error in found.problems:
            _fail(store, report, name, error)
        _read_all(found.files, store, report, progress)
        report.indexed = update_index(store, target, progress=progress)
    return report


def _read_all(files: list[Path], store: Store, report: RunReport, progress: Progress) -> None:
    known = {stored.path: stored for stored in store.documents()}
    ids = {stored.id: stored.path for stored in known.values()}
    contents = {stored.sha256: stored.path for stored in known.values()}
    with Reader() as reader:
        for number, path in enumerate(files):
            progress("reading", number, len(files))
            name = str(path)
            try:
                sha256 = _sha256(path)
                stored = known.get(name)
                if stored and stored.sha256 == sha256 and stored.code_version == code_version():
                    report.unchanged += 1
                    continue
                if contents.get(sha256, name) != name:
                    report.copies[name] = contents[sha256]
                    continue
                identifier = stored.id if stored else _free_id(path, ids)
                document = reader.read(path, id=identifier)
                record = extract.run(document)
            except CorpusError as error:
                _fail(store, report, name, error)
                continue
            store.put(document, record, code_version=code_version())
            ids[identifier] = contents[sha256] = name
            report.read.append(identifier)
            if document.status == "suspect":
                report.suspect[identifier] = document.reasons
        progress("reading", len(files), len(files))


def update_index(store: Store, target: Index, *, progress: Progress = lambda *_: None) -> int:
    """Bring the index up to date with the store; the number of documents that were indexed."""
    wanted = {stored.id: f"{stored.sha256}:{stored.code_version}" for stored in store.documents()}
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
    return len(missing)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be opened: {error.strerror}", hint="Check its permissions") from error


def _free_id(path: Path, ids: dict[str, str]) -> str:
    """The file's stem; where another file has it, with the digits of a hash of the path."""
    stem = path.stem
    if ids.get(stem, str(path)) == str(path):
        return stem
    return f"{stem}-{hashlib.sha256(str(path).encode()).hexdigest()[:8]}"


def _fail(store: Store, report: RunReport, name: str, error: CorpusError) -> None:
    store.put_failure(name, error.problem, error.hint)
    report.failures = [failure for failure in report.failures if failure.path != name]
    report.failures.append(next(failure for failure in store.failures() if failure.path == name))
