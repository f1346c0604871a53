"""Which files are to be read, wherever they lie, and in which batches: on disk, fetched, or where fsspec reaches."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.errors import CorpusError, UnreadableFile
from ingest.containers import SUFFIXES, is_wanted, known_name
from ingest.fetch import Fetched

from .. import inputs
from ..intake import best_first
from ..readings import moment
from .storage import is_location, opened, problem_with

_MAGIC = frozenset("*?[")
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
    """The files that an address of fsspec names: one, those in a folder, those that a pattern fits; sorted."""
    filesystem, path = opened(argument)
    try:
        if _MAGIC & set(path):
            entries = filesystem.glob(path, detail=True)
        elif filesystem.isfile(path):
            entries = {path: filesystem.info(path)}
        else:
            entries = filesystem.find(path, detail=True)
    except FileNotFoundError:
        entries = {}
    except Exception as error:  # every storage has errors of its own
        raise problem_with(argument, error) from error
    files = {name: about for name, about in entries.items() if about.get("type") == "file"}
    if not files:
        raise UnreadableFile(f"{argument} does not exist", hint="Check the address, and who may list it")
    is_one = list(files) == [path]
    root = PurePosixPath(path)
    kept = 0
    for name in sorted(files):
        if not is_one and not _MAGIC & set(path) and _is_hidden(PurePosixPath(name), root):
            continue
        if not is_one and not is_wanted(name):
            found.ignored += 1
            continue
        kept += 1
        address = filesystem.unstrip_protocol(name)
        about = files[name]
        yield Source(address, address, address, size=int(about.get("size") or 0), seen_at=_seen_at(about))
    if not kept:
        raise UnreadableFile(
            f"{argument} holds no releases", hint=f"Releases are files named {', '.join(sorted(SUFFIXES))}"
        )


def _is_hidden(name: PurePosixPath, root: PurePosixPath) -> bool:
    parts = name.relative_to(root).parts if name.is_relative_to(root) else name.parts
    return any(part.startswith(".") for part in parts)


def _seen_at(about: dict[str, Any]) -> str:
    """Since when a file has its bytes, by what its storage tells; empty where it does not tell."""
    for key in ("mtime", "LastModified", "last_modified", "updated", "modified", "created"):
        told = about.get(key)
        if isinstance(told, str):
            try:
                told = datetime.fromisoformat(told)
            except ValueError:
                continue
        if isinstance(told, datetime):
            told = (told if told.tzinfo else told.replace(tzinfo=UTC)).timestamp()
        if isinstance(told, int | float):
            return moment(told)
    return ""
