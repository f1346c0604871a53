"""The file of a backup: a zip archive with a manifest of what is in it. Who reads one trusts nothing that it says."""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from pydantic import Field, ValidationError

from corpus.errors import StoreError
from corpus.model import Model

FORMAT = 1
MANIFEST = "manifest.json"
_LARGEST_MANIFEST = 256 * 1024**2
_MOST_FILES = 20_000_000
_CHUNK = 1024**2
_LONGEST_NAME = 255
_PLAIN = frozenset({".bin", ".pdf", ".hwpx", ".docx", ".odt", ".png", ".jpg", ".jpeg", ".zip", ".gz"})
"""Ends of names of files that are packed already."""


class Entry(Model):
    """A file: its bytes, and their SHA-256."""

    size: int = Field(ge=0)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")


class Manifest(Model):
    """What a backup holds: the program and schema that wrote the store, the model of its index (None: it has none)."""

    format: int = FORMAT
    made_at: str
    program: str
    schema_version: int
    documents: int
    model: str | None
    files: dict[str, Entry]


class Writer:
    """Adds files to an archive, and keeps their checksums."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.files: dict[str, Entry] = {}

    def add(self, path: Path, name: str) -> None:
        """Add the bytes that the file has now."""
        digest, size = hashlib.sha256(), 0
        told = zipfile.ZipInfo(name)
        told.compress_type = zipfile.ZIP_STORED if path.suffix.lower() in _PLAIN else zipfile.ZIP_DEFLATED
        with path.open("rb") as source, self._archive.open(told, "w", force_zip64=True) as target:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
        self.files[name] = Entry(size=size, sha256=digest.hexdigest())

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest."""
        self._archive.writestr(MANIFEST, manifest.model_dump_json(indent=1), zipfile.ZIP_DEFLATED)


class Reader:
    """Reads an archive whose list of files is the manifest's, under names that lead nowhere else."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        """Raises `StoreError` where the archive is none of ours, is damaged, or was made by a newer program."""
        self.path, self._archive = path, archive
        self.manifest = self._manifest()
        listed = [info.filename for info in archive.infolist()]
        if len(listed) != len(set(listed)) or set(listed) != {MANIFEST, *self.manifest.files}:
            raise _damaged(path, "its files are not those of its manifest")
        for name in self.manifest.files:
            if not is_safe(name):
                raise _damaged(path, f"it has a file that would lie elsewhere: {name[:80]!r}")

    def size(self) -> int:
        """Bytes of all files, unpacked."""
        return sum(entry.size for entry in self.manifest.files.values())

    def unpack(self, folder: Path) -> None:
        """Write all files into an empty folder.

        Raises:
            StoreError: a file has other bytes than its manifest says.
        """
        for name, entry in self.manifest.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            digest, left = hashlib.sha256(), entry.size
            try:
                with self._archive.open(name) as source, path.open("xb") as target:
                    while chunk := source.read(min(_CHUNK, left + 1)):
                        left -= len(chunk)
                        if left < 0:
                            raise _damaged(self.path, f"{name} is longer than its manifest says")
                        digest.update(chunk)
                        target.write(chunk)
            except _UNREADABLE as error:
                raise _damaged(self.path, f"{name} cannot be unpacked: {error}") from error
            if left or digest.hexdigest() != entry.sha256:
                raise _damaged(self.path, f"{name} is not as it was saved")

    def _manifest(self) -> Manifest:
        try:
            if self._archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
                raise _damaged(self.path, "its manifest is too large")
            with self._archive.open(MANIFEST) as file:
                told = file.read(_LARGEST_MANIFEST + 1)
            fields = json.loads(told)
            if isinstance(fields, dict) and isinstance(fields.get("format"), int) and fields["format"] > FORMAT:
                raise StoreError(
                    f"{self.path} is a backup of format {fields['format']}; this program knows up to {FORMAT}",
                    hint="Install the version of communique that made it, or a newer one",
                )
            return Manifest.model_validate(fields)
        except KeyError as error:
            raise _damaged(self.path, "it has no manifest: it is no backup, or was cut off") from error
        except ValidationError as error:
            raise _damaged(self.path, f"its manifest is none: {error.errors()[0]['msg']}") from error
        except (*_UNREADABLE, ValueError, RecursionError) as error:
            raise _damaged(self.path, f"its manifest cannot be read: {error}") from error


_UNREADABLE = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What `zipfile` raises of damage, of methods and passwords that it does not know."""


@contextmanager
def reading(path: Path) -> Iterator[Reader]:
    """Open an archive.

    Raises:
        StoreError: it cannot be read, is damaged, or no backup.
    """
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be opened: {error.strerror}", hint="Name the file of a backup") from error
    except (*_UNREADABLE, ValueError) as error:
        raise _damaged(path, f"it is no backup, or was cut off ({error})") from error
    with archive:
        if len(archive.infolist()) > _MOST_FILES:
            raise _damaged(path, "it has too many files")
        yield Reader(path, archive)


def is_safe(name: str) -> bool:
    """Whether a name leads to a place in the folder where it is unpacked, on any system."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and "/".join(parts) == name
        and not name.startswith("/")
        and not any(part in ("..", ".") or len(part.encode("utf-8", "replace")) > _LONGEST_NAME for part in parts)
        and not any(character in name for character in "\\:\0")
        and name.isprintable()
    )


def _damaged(path: Path, problem: str) -> StoreError:
    return StoreError(f"{path} is damaged: {problem}", hint="Nothing was restored; take another backup")
