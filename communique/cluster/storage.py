"""Files on any storage that fsspec knows: opened by their addresses, fetched with their hash, put in place whole.

What a storage needs to know of its user (keys, regions, endpoints) it takes from its own environment variables or from
fsspec's configuration, on each machine its own: none of it travels with the work.
"""

import hashlib
import os
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from corpus.errors import CorpusError, MissingPart, StorageError, UnreadableFile

from ..readings import moment

_SCHEME = re.compile(r"(?!https?://)[A-Za-z][A-Za-z0-9+.-]*(://|::.*://)")
_OBJECT_STORES = ("s3", "s3a", "gs", "gcs", "az", "abfs", "abfss")
"""Where one put replaces an object whole, or not at all; elsewhere a file is moved into its place."""
_CHUNK = 1 << 20
_MAGIC = frozenset("*?[")


def is_location(argument: str) -> bool:
    """Whether an argument is an address for fsspec: not a path, and not a page of the web."""
    return _SCHEME.match(argument) is not None


def opened(address: str) -> tuple[Any, str]:
    """The file system of an address or path, and the path within it.

    Raises:
        MissingPart: what this storage needs is not installed.
        StorageError: there is no such storage, or it cannot be reached.
    """
    protocol = address.partition("://")[0] if "::" not in address else ""
    try:
        _know(protocol)
        filesystem, path = url_to_fs(address)
    except ImportError as error:
        hint = "Install it: pip install 'communique[s3]'" if protocol in _OBJECT_STORES else f"{error}"
        raise MissingPart(f"What reads {protocol}:// is not installed", hint=hint) from error
    except ValueError as error:
        raise StorageError(f"{address} is on no storage that is known: {error}", hint="Check the address") from error
    return filesystem, str(path)


def _know(protocol: str) -> None:
    """Have obstore serve an object store, where fsspec has nothing else installed for it."""
    if protocol not in _OBJECT_STORES or protocol in _registered:
        return
    try:
        fsspec.get_filesystem_class(protocol)
    except ImportError:
        from obstore.fsspec import register

        register(protocol)
    _registered.add(protocol)


_registered: set[str] = set()


def problem_with(address: str, error: Exception) -> CorpusError:
    """What went wrong at a storage, in one line."""
    if isinstance(error, CorpusError):
        return error
    if isinstance(error, FileNotFoundError):
        return UnreadableFile(f"{address} does not exist", hint="Check the address")
    what = " ".join(str(error).split())[:300] or type(error).__name__
    return UnreadableFile(f"{address} cannot be fetched: {what}", hint="Check the address, and the keys for it")


@dataclass(frozen=True)
class Entry:
    """A file on a storage: its size in bytes, since when it has its bytes (both as far as the storage tells), and
    whether it was named itself, not found in a folder."""

    address: str
    size: int
    seen_at: str
    is_named: bool = False


def entries(address: str) -> list[Entry]:
    """The files that an address or path names, by name: one, those in a folder at any depth, those that a pattern fits.

    Hidden files, and those in hidden folders, are left out.

    Raises:
        UnreadableFile: it names none, or cannot be listed.
        StorageError: there is no such storage.
        MissingPart: what it needs is not installed.
    """
    filesystem, path = opened(address)
    is_pattern = bool(_MAGIC & set(path))
    try:
        if is_pattern:
            found = filesystem.glob(path, detail=True)
        elif filesystem.isfile(path):
            found = {path: filesystem.info(path)}
        else:
            found = filesystem.find(path, detail=True)
    except FileNotFoundError:
        found = {}
    except Exception as error:  # every storage has errors of its own
        raise problem_with(address, error) from error
    files = {name: about for name, about in found.items() if about.get("type") == "file"}
    if not files:
        raise UnreadableFile(f"{address} does not exist, or holds no files", hint="Check it, and who may list it")
    is_named = not is_pattern and list(files) == [path]
    is_local = isinstance(filesystem, LocalFileSystem)
    return [
        Entry(
            name if is_local else filesystem.unstrip_protocol(name),
            int(files[name].get("size") or 0),
            _seen_at(files[name]),
            is_named,
        )
        for name in sorted(files)
        if is_named or is_pattern or not _is_hidden(PurePosixPath(name), PurePosixPath(path))
    ]


def _is_hidden(name: PurePosixPath, root: PurePosixPath) -> bool:
    parts = name.relative_to(root).parts if name.is_relative_to(root) else name.parts
    return any(part.startswith(".") for part in parts)


def _seen_at(about: Mapping[str, Any]) -> str:
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


def contents(address: str) -> bytes:
    """The bytes of a file.

    Raises:
        UnreadableFile: it does not exist, or cannot be fetched.
    """
    filesystem, path = opened(address)
    try:
        data: bytes = filesystem.cat_file(path)
    except Exception as error:  # every storage has errors of its own
        raise problem_with(address, error) from error
    return data


def fetch(address: str, to: Path, *, most: int) -> str:
    """Copy a file to `to`; the hash of its bytes. More than `most` bytes are not copied: they are too many anyway.

    Raises:
        UnreadableFile: it does not exist, or cannot be fetched.
    """
    filesystem, path = opened(address)
    digest = hashlib.sha256()
    left = most + 1
    try:
        with filesystem.open(path, "rb") as source, to.open("wb") as target:
            while left > 0 and (chunk := source.read(min(_CHUNK, left))):
                digest.update(chunk)
                target.write(chunk)
                left -= len(chunk)
    except Exception as error:  # every storage has errors of its own
        raise problem_with(address, error) from error
    return digest.hexdigest()


class Folder:
    """A folder on some storage, whose files are there whole or not at all."""

    def __init__(self, address: str) -> None:
        """Raises what `opened` raises."""
        self.address = address.rstrip("/")
        self._filesystem, self._root = opened(self.address)
        self._root = self._root.rstrip("/")

    def read(self, name: str) -> bytes | None:
        """The bytes of a file; None where there is none.

        Raises:
            StorageError: it cannot be read.
        """
        with self._told(name):
            try:
                data: bytes = self._filesystem.cat_file(f"{self._root}/{name}")
            except FileNotFoundError:
                return None
            return data

    def write(self, name: str, data: bytes) -> None:
        """Put a file in its place, instead of what is there.

        Raises:
            StorageError: it cannot be written.
        """
        path = f"{self._root}/{name}"
        parent, _, last = path.rpartition("/")
        with self._told(name):
            if isinstance(self._filesystem, LocalFileSystem):
                _write_local(Path(path), data)
                return
            if {*_protocols(self._filesystem)} & {*_OBJECT_STORES, "memory"}:
                self._filesystem.pipe_file(path, data)
                return
            self._filesystem.makedirs(parent, exist_ok=True)
            partial = f"{parent}/.{last}.{uuid.uuid4().hex}.partial"
            try:
                self._filesystem.pipe_file(partial, data)
                self._filesystem.mv(partial, path)
            except BaseException:
                with suppress(Exception):
                    self._filesystem.rm_file(partial)
                raise

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            what = " ".join(str(error).split())[:300] or type(error).__name__
            raise StorageError(
                f"{self.address}/{name} cannot be read or written: {what}",
                hint="Name a place that every worker can write and this machine can read: --results ADDRESS",
            ) from error


def _protocols(filesystem: Any) -> tuple[str, ...]:
    given = filesystem.protocol
    return (given,) if isinstance(given, str) else tuple(given)


def _write_local(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{uuid.uuid4().hex}.partial")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
