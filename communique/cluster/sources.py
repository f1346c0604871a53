"""Which files are to be read, wherever they lie, and in which batches: on disk, fetched, or where fsspec reaches."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import CorpusError, UnreadableFile
from ingest.containers import SUFFIXES, is_wanted, known_name
from ingest.fetch import Fetched

from .. import inputs
from ..inputs import best_first
from ..readings import moment
from .storage import entries, is_location

_BATCH_BYTES = 32 << 20
_BATCH_FILES = 128
_CUT_EVERY = 64
"""Files of a batch on average: of 60 releases a worker has for 20 to 60 seconds, and a shard some 4 MB."""


@dataclass(frozen=True)
class Source:
    """A file to read: where it lies (a whole path, or an address of fsspec), the name it is known by, how it is called
    in errors, and since when it is so.

    `size` is in bytes, 0 where it is not known.
    """

    location: str
    name: str
    shown: str
    size: int = 0
    seen_at: str = ""
    fetched: Fetched | None = None


@dataclass
class Sources:
    """The files to read, in order; `ignored` counts those of other kinds, `problems` tells what names no release."""

    files: list[Source] = field(default_factory=list)
    ignored: int = 0
    problems: list[tuple[str, CorpusError]] = field(default_factory=list)


def find(arguments: Iterable[str], *, fetched: Iterable[Fetched] = ()) -> Sources:
    """Resolve the arguments of a command, each file once: files as `inputs.find` does, then what lies elsewhere, then
    what was fetched."""
    given = list(arguments)
    here = inputs.find([each for each in given if not is_location(each)], earlier=True)
    inputs.add_fetched(fetched, here)
    found = Sources([_of_file(path) for path in best_first(here.files)], len(here.ignored), [*here.problems])
    listed: dict[str, Source] = {}
    for argument in filter(is_location, given):
        try:
            listed |= {source.name: source for source in _elsewhere(argument, found)}
        except CorpusError as error:
            found.problems.append((argument, error))
    order = {Path(name): source for name, source in listed.items()}
    found.files += [order[path] for path in best_first(list(order))]
    found.files += [_of_file(each.path, each) for each in here.fetched]
    return found


def batches(sources: Sequence[Source]) -> Iterator[tuple[Source, ...]]:
    """The sources in order, some at a time.

    Where a batch ends follows from the names, so that a new file changes its own batch and leaves the others as they
    were; and from sizes, so that one batch is about as much work as another.
    """
    batch: list[Source] = []
    size = 0
    for source in sources:
        if batch and size + source.size > _BATCH_BYTES:
            yield tuple(batch)
            batch, size = [], 0
        batch.append(source)
        size += source.size
        if len(batch) == _BATCH_FILES or _is_cut(source.name):
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _is_cut(name: str) -> bool:
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest()[:4]) % _CUT_EVERY == 0


def _of_file(path: Path, fetched: Fetched | None = None) -> Source:
    name = fetched.url if fetched else known_name(path)
    try:
        status = path.stat()
        size, seen_at = status.st_size, moment(status.st_mtime)
    except OSError:  # who reads it says what is wrong
        size, seen_at = 0, ""
    seen_at = fetched.seen_at if fetched else seen_at
    return Source(str(path.absolute()), name, str(path), size=size, seen_at=seen_at, fetched=fetched)


def _elsewhere(argument: str, found: Sources) -> Iterator[Source]:
    """The files that an address of fsspec names: one, those in a folder, those that a pattern fits."""
    kept = 0
    for entry in entries(argument):
        if not entry.is_named and not is_wanted(entry.address):
            found.ignored += 1
            continue
        kept += 1
        yield Source(entry.address, entry.address, entry.address, size=entry.size, seen_at=entry.seen_at)
    if not kept:
        raise UnreadableFile(
            f"{argument} holds no releases", hint=f"Releases are files named {', '.join(sorted(SUFFIXES))}"
        )
