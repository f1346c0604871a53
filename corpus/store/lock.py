"""One writer at a time: an advisory lock on a file of the corpus, released when the process ends, however it ends."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from ..errors import StoreError

LOCK_FILE = "lock"
_LOOK_S = 0.05
"""Longer than `holder` looks."""


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the right to write the corpus in `folder`.

    Raises:
        StoreError: another process holds it, or the folder cannot be written.
    """
    descriptor = _locked(folder)
    try:
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    except OSError as error:
        os.close(descriptor)
        raise _unwritable(folder, error) from error
    try:
        yield
    finally:
        os.close(descriptor)


def holder(folder: Path) -> str | None:
    """The number of the process that writes the corpus in `folder`; None where none does."""
    path = folder / LOCK_FILE
    if not path.is_file():
        return None
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _told(file.fileno())
    return None


def _locked(folder: Path) -> int:
    """The lock on the file that is there now: another corpus may have been put in place of one that was opened."""
    path = folder / LOCK_FILE
    for attempt in count():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise _unwritable(folder, error) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if path.exists() and os.path.samestat(os.fstat(descriptor), path.stat()):
                return descriptor
        except BlockingIOError as error:
            told = _told(descriptor)
            os.close(descriptor)
            if not attempt:  # it may only have been looked at
                time.sleep(_LOOK_S)
                continue
            raise StoreError(
                f"{folder} is being written by another process (number {told})",
                hint="Wait until it has finished, or choose another folder with --corpus",
            ) from error
        os.close(descriptor)
    raise AssertionError("unreachable")


def _told(descriptor: int) -> str:
    return os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"


def _unwritable(folder: Path, error: OSError) -> StoreError:
    return StoreError(f"{folder} cannot be written: {error.strerror}", hint="Choose another folder with --corpus")
