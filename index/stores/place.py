"""Which store an index is kept in: a line in a file of its folder, none for the folder itself."""

import os
from pathlib import Path

from corpus.errors import IndexMismatch, StoreError

from .. import files
from .embedded import DATABASE_FILE

EMBEDDED = "embedded"
ADDRESS_FILE = "store"
"""Holds an address as `--store` takes it, without what is secret."""


def address_of(folder: Path) -> str | None:
    """Where the index of a folder is kept; None where it has none yet.

    Raises:
        IndexMismatch: the file cannot be read.
    """
    try:
        return (folder / ADDRESS_FILE).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return EMBEDDED if (folder / DATABASE_FILE).exists() else None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexMismatch(
            f"{folder / ADDRESS_FILE}, which says where the index is kept, cannot be read: {error}",
            hint=f"Write the address into it, or remove it for the index in {folder}",
        ) from error


def remember(folder: Path, address: str) -> None:
    """Note where the index of a folder is kept from now on; killed at any moment, it is the old place or the new.

    Raises:
        StoreError: it cannot be written.
    """
    path = folder / ADDRESS_FILE
    if address == EMBEDDED and folder.is_dir() and not path.exists():
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if address == EMBEDDED:
            path.unlink(missing_ok=True)
            files.sync_folder(folder)
            return
        temporary = path.with_suffix(".tmp")
        temporary.write_text(f"{address}\n", encoding="utf-8")
        files.put_in_place(temporary, path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}", hint="Look at the disk") from error


def identity(folder: Path) -> tuple[tuple[int, int] | None, ...]:
    """Changes when the index of a folder is made anew or moved, and not with a commit."""
    return tuple(_file_of(folder / name) for name in (DATABASE_FILE, ADDRESS_FILE))


def _file_of(path: Path) -> tuple[int, int] | None:
    """Which file it is that a path leads to; None where there is none."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
