"""Files that are whole or absent, whenever the power goes."""

import hashlib
import os
from pathlib import Path


def synced(path: Path) -> None:
    """Return when the file's content is on the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def put_in_place(temporary: Path, final: Path) -> None:
    """Give a complete file its name; the name never stands for half a file."""
    synced(temporary)
    os.replace(temporary, final)
    sync_folder(final.parent)


def sync_folder(folder: Path) -> None:
    """Return when new and changed names in the folder are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
