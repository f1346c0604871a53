"""Taking a backup: every part of a corpus as it is at one moment, whoever writes it meanwhile.

What saved questions remember is copied before the store, and files that were fetched after their manifest: what comes
in between is then sent or fetched once more rather than never.
"""

import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from corpus.errors import CorpusError, StoreError
from corpus.model import Model
from corpus.store import STORE_FILE, Store
from corpus.store.checking import flaws
from corpus.store.schema import VERSION
from index import EMBEDDED, Index, address_of

from .. import __version__
from ..doctor.folder import leftovers
from ..indexing import INDEX_FOLDER
from .archive import Manifest, Writer, is_safe

_SQLITE = b"SQLite format 3\0"
_TRIES = 3
"""Times the index is copied, where a run commits to it meanwhile."""
_OWN_FILES = re.compile(r"lock|.*-(wal|shm|journal)|.*\.damaged(-\d+)?(-wal|-shm)?")
"""Names of files that belong to the folder and not to the corpus."""
Progress = Callable[[str, int, int], None]


class Saved(Model):
    """A backup: its file, what it holds, and `notes` on what was left out."""

    path: str
    documents: int
    files: int
    size: int
    index: bool
    notes: tuple[str, ...] = ()


def backup(folder: Path, target: Path, *, with_index: bool = True, progress: Progress = lambda *_: None) -> Saved:
    """Write the corpus in `folder` into the file `target`, or into a new file in the folder `target`.

    Neither a run nor a server needs to be stopped. The file appears once it is complete and was read back.

    Raises:
        StoreError: there is no corpus, it is damaged, or the file is there already or cannot be written.
    """
    Store(folder).close()
    path = _file(folder, target)
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as scratch:
            try:
                saved = _saved(folder, Path(scratch), beside, with_index, progress)
                with beside.open("rb") as file:
                    os.fsync(file.fileno())
                os.link(beside, path)  # fails where there is a file by now
            finally:
                beside.unlink(missing_ok=True)
        _sync(path.parent)
    except FileExistsError as error:
        raise _there(path) from error
    except OSError as error:
        problem = f"{path} cannot be written: {error.strerror}"
        raise StoreError(problem, hint="Look at the disk, or name another file") from error
    return saved.model_copy(update={"path": str(path), "size": path.stat().st_size})


def _file(folder: Path, target: Path) -> Path:
    if target.is_dir():
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        target = target / f"communique-{folder.resolve().name}-{moment}.zip"
    if target.resolve().is_relative_to(folder.resolve()):
        raise StoreError(f"{target} lies in the corpus that is to be saved", hint="Name a file elsewhere")
    if target.exists():
        raise _there(target)
    return target


def _there(path: Path) -> StoreError:
    return StoreError(f"{path} is there already", hint="Name another file, or a folder for a new one")


def _saved(folder: Path, scratch: Path, beside: Path, with_index: bool, progress: Progress) -> Saved:
    notes: list[str] = []
    with zipfile.ZipFile(beside, "w", compresslevel=1) as archive:
        writer = Writer(archive)
        for name in _names(folder):
            if name.startswith("queries/"):
                _add(writer, folder / name, name, notes)
        documents = _store(folder, scratch, writer)
        with_index = with_index and _index(folder, scratch, writer, notes)
        for name in _names(folder):
            if name not in writer.files and name != STORE_FILE and _is_database(folder / name):
                writer.add(_snapshot(folder / name, scratch / "database"), name)
        others = [name for name in _names(folder) if name not in writer.files]
        for number, name in enumerate(others, 1):
            _add(writer, folder / name, name, notes)
            progress("saving", number, len(others))
        writer.finish(
            Manifest(
                made_at=datetime.now(UTC).isoformat(timespec="seconds"), program=__version__, schema_version=VERSION,
                documents=documents, model=_model(folder), files=writer.files,
            )
        )  # fmt: skip
    with zipfile.ZipFile(beside) as archive:
        if (wrong := archive.testzip()) is not None:
            raise StoreError(f"{wrong} was not written as it was read", hint="Look at the disk, and save again")
    notes += [f"{path} is a link, and was left out" for path in _links(folder)]
    return Saved(path="", documents=documents, files=len(writer.files), size=0, index=with_index, notes=tuple(notes))


def _store(folder: Path, scratch: Path, writer: Writer) -> int:
    """Save the store as it is at one moment; how many documents it holds."""
    copy = _snapshot(folder / STORE_FILE, scratch / STORE_FILE)
    found = flaws(copy)
    if found:
        problem = f"{folder / STORE_FILE} is damaged: {found[0].problem}"
        raise StoreError(problem, hint="`communique doctor --repair` says what can be recovered; nothing was saved")
    with Store(scratch) as store:
        documents = len(store.documents())
    with closing(sqlite3.connect(copy)) as connection:  # one file, without a log beside it
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    writer.add(copy, STORE_FILE)
    return documents


def _index(folder: Path, scratch: Path, writer: Writer, notes: list[str]) -> bool:
    """Save the index, of whichever moment; whether it could be had whole."""
    place = folder / INDEX_FOLDER
    if (kept := address_of(place)) not in (None, EMBEDDED):
        notes.append(f"the index was left out: it is kept at {kept}; restored, it is made anew in the folder")
        return False
    problem = ""
    for number in range(_TRIES if place.is_dir() else 0):
        copy = scratch / f"index-{number}"
        copy.mkdir()
        try:
            for path in sorted(place.iterdir()):
                if path.is_file() and not _OWN_FILES.fullmatch(path.name):
                    target = copy / path.name
                    _snapshot(path, target) if _is_database(path) else shutil.copyfile(path, target)
            with Index.open(copy) as index:
                index.check()
        except FileNotFoundError as error:  # a commit removed it
            problem = f"{error.filename} was replaced"
        except CorpusError as error:
            problem = error.problem
        else:
            for path in sorted(copy.iterdir()):
                if not _OWN_FILES.fullmatch(path.name):
                    writer.add(path, f"{INDEX_FOLDER}/{path.name}")
            return True
        shutil.rmtree(copy)
    notes.append(f"the index was left out, and is made anew when it is restored: {problem or 'there is none'}")
    return False


def _model(folder: Path) -> str | None:
    """The model of the index, by which it is made anew where it was left out."""
    try:
        with Index.open(folder / INDEX_FOLDER) as index:
            return index.model
    except CorpusError:
        return None


def _names(folder: Path) -> list[str]:
    """The files of the corpus, index aside, by their names in it."""
    left = set(leftovers(folder))
    found = []
    for root, folders, files in os.walk(folder):
        base = Path(root)
        folders[:] = [name for name in folders if base / name not in left and (base, name) != (folder, INDEX_FOLDER)]
        for name in files:
            path = base / name
            if path not in left and not _OWN_FILES.fullmatch(name) and path.is_file() and not path.is_symlink():
                found.append(path.relative_to(folder).as_posix())
    return sorted(found)


def _links(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_symlink())


def _add(writer: Writer, path: Path, name: str, notes: list[str]) -> None:
    if not is_safe(name):
        notes.append(f"{name!r} has a name that not every system can hold, and was left out")
        return
    try:
        writer.add(path, name)
    except FileNotFoundError:  # a run removed it meanwhile
        notes.append(f"{name} was removed meanwhile")


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def _snapshot(path: Path, target: Path) -> Path:
    """A copy of an SQLite file at one moment; nobody who writes it has to wait."""
    target.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path, timeout=60)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path} cannot be copied: {error}", hint="Look at the disk; `communique doctor`") from error
    return target


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
