"""What a worker does: reads the files of a batch, unless a whole shard of just these bytes is there, and writes one."""

import atexit
import hashlib
import json
import tempfile
import threading
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from corpus.errors import CorpusError, DamagedShard
from ingest import too_large
from ingest.containers import known_name
from ingest.limits import Limits

from ..extractor import Extractor
from ..readings import Problem, Reading, Readings, Work, read_file, sha256_of
from .program import Program, this_program
from .shards import FORMAT, SUFFIX, File, Shard, from_bytes, to_bytes
from .sources import Source
from .storage import Folder, fetch, is_location

_FOLDER = "shards"
_LOCK = threading.Lock()
"""Extraction holds the interpreter, and the reader of a process reads one document at a time."""


class OtherProgram(Exception):
    """A worker would give other records; the message says in what it differs."""


class WorkerFault(Exception):
    """A fault of the program came to light on a worker; the message is its traceback, which stays readable this way:
    exceptions of libraries do not all survive the journey."""


@dataclass(frozen=True)
class Order:
    """What a worker is to know besides the files: where results are kept, what a document may cost, and the program."""

    results: str
    limits: Limits
    program: Program


@dataclass(frozen=True)
class Made:
    """A shard that is there: its key, the hashes of its files by their place in the batch, what could not be had of
    the others; and how many files were read for it, where another run had not."""

    key: str
    hashes: dict[int, str]
    failures: dict[int, Problem]
    read: int


def make_shard(batch: Sequence[Source], order: Order) -> Made:
    """Have the shard of a batch written; one that is there and whole is left as it is.

    What could not be read is tried again, as it may have been for want of time or memory. Files that cannot be had at
    all are in no shard.

    Raises:
        OtherProgram: this process has another version of the program, or of what it rests on.
        StorageError: the shard cannot be written.
        WorkerFault: anything else.
    """
    if differences := order.program.differences(this_program()):
        raise OtherProgram("; ".join(differences))
    try:
        return _make_shard(batch, order)
    except CorpusError:
        raise
    except Exception:
        fault = WorkerFault(traceback.format_exc(limit=-20))
    raise fault


def _make_shard(batch: Sequence[Source], order: Order) -> Made:
    with _LOCK, tempfile.TemporaryDirectory(prefix="communique-") as folder:
        works, failures = _fetched(batch, order.limits, Path(folder))
        key = key_of([(work.name, work.sha256) for work in works.values()], order)
        place = Folder(order.results)
        earlier = _earlier(place, key)
        files, read = [], 0
        for number, work in works.items():
            file = earlier.get((work.name, work.sha256))
            if file is None or file.has_failures:
                readings = _read(batch[number], work, order.limits)
                read += 1
                file = File(work.name, work.sha256, work.seen_at, readings)
            if file.readings.failure is None and any(_is_other(work, each) for each in file.readings.documents):
                failures[number] = Problem(f"{work.name} changed while it was read", "Run again")
                continue
            files.append(file)
        if len(files) < len(works):
            key = key_of([(file.name, file.sha256) for file in files], order)
        if files and (read or len(files) < len(works)):
            place.write(path_of(key), to_bytes(Shard(key, order.program.version, tuple(files))))
    hashes = {number: work.sha256 for number, work in works.items() if number not in failures}
    return Made(key, hashes, failures, read)


def key_of(files: Sequence[tuple[str, str]], order: Order) -> str:
    """What a shard rests on: names and hashes of its files, the version and abilities of the program, the limits."""
    rests_on = {
        "format": FORMAT,
        "version": order.program.version,
        "lacks": order.program.lacks,
        "limits": order.limits.model_dump(exclude={"fetch"}),
        "files": [list(file) for file in files],
    }
    return hashlib.sha256(json.dumps(rests_on, sort_keys=True).encode()).hexdigest()


def path_of(key: str) -> str:
    """Where the shard lies in the folder of the results."""
    return f"{_FOLDER}/{key[:2]}/{key}{SUFFIX}"


def load(results: str, key: str) -> Shard:
    """A shard that a worker wrote.

    Raises:
        DamagedShard: it is not there, or not whole.
        StorageError: it cannot be read.
    """
    name = f"{results}/{path_of(key)}"
    data = Folder(results).read(path_of(key))
    if data is None:
        raise DamagedShard(f"{name} is not there", hint="Name a place that workers and this machine share: --results")
    shard = from_bytes(data, name=name)
    if shard.key != key:
        raise DamagedShard(f"{name} is another shard than its name says", hint="Remove it; the next run makes it anew")
    return shard


def _earlier(place: Folder, key: str) -> dict[tuple[str, str], File]:
    """The files of the shard that is there; none where it is not whole."""
    data = place.read(path_of(key))
    if data is None:
        return {}
    try:
        shard = from_bytes(data, name=key)
    except DamagedShard:
        return {}
    return {(file.name, file.sha256): file for file in shard.files} if shard.key == key else {}


def _fetched(batch: Sequence[Source], limits: Limits, folder: Path) -> tuple[dict[int, Work], dict[int, Problem]]:
    """The files of a batch where this machine can read them, and what could not be had, by their places in it."""
    works: dict[int, Work] = {}
    failures: dict[int, Problem] = {}
    for number, source in enumerate(batch):
        try:
            path = folder / f"{number}" if is_location(source.location) else Path(source.location)
            if path.parent == folder:
                if source.size > limits.file_bytes:
                    raise too_large(source.name, source.size, limits)
                sha256 = fetch(source.location, path, most=limits.file_bytes)
            else:
                sha256 = sha256_of(path)
        except CorpusError as error:
            failures[number] = _said_of(source, Path(source.location), Problem.of(error))
        else:
            works[number] = Work(path, source.name, sha256, source.seen_at)
    return works, failures


def _read(source: Source, work: Work, limits: Limits) -> Readings:
    """Read a file; what is said of where it lies on this machine is said of it as it was named."""
    readings = read_file(work, _reader(limits))
    documents = tuple(
        replace(each, failure=_said_of(source, work.path, each.failure)) if each.failure else each
        for each in readings.documents
    )
    failure = _said_of(source, work.path, readings.failure) if readings.failure else None
    return replace(readings, documents=documents, failure=failure)


def _said_of(source: Source, path: Path, failure: Problem) -> Problem:
    problem, hint = failure.problem, failure.hint
    for there, here in ((str(path), source.shown), (known_name(path), known_name(source.shown))):
        problem, hint = problem.replace(there, here), hint.replace(there, here)
    return Problem(problem, hint)


def _is_other(work: Work, reading: Reading) -> bool:
    """Whether a document was made of other bytes than those that were counted before."""
    return reading.document is not None and reading.name == work.name and reading.document.source.sha256 != work.sha256


@cache
def _reader(limits: Limits) -> Extractor:
    """The reader of this process; its child reads for one batch after the other."""
    reader = Extractor(limits=limits)
    atexit.register(reader.close)
    return reader
