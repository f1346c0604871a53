"""Putting a backup back: unpacked and examined beside the corpus, then put in its place in one step."""

import ctypes
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import CorpusError, MissingPart, StoreError
from corpus.model import Model
from corpus.store import STORE_FILE, Store, writing
from corpus.store.checking import flaws
from extract.linking.joining import join_events
from index import Index
from queries.comparing import embed_facts, group_items

from ..indexing import INDEX_FOLDER, update_index
from .archive import Manifest, Reader, reading

LIMIT = 500 * 1024**3
"""Bytes that a backup may unpack to."""
_HERE, _EXCHANGE = -100, 2
"""Arguments of renameat2: paths count from the working directory; two names change places."""
Progress = Callable[[str, int, int], None]


class Restored(Model):
    """A restored corpus: when it was saved, what it holds, how many documents were indexed anew, and `notes`."""

    made_at: str
    documents: int
    files: int
    indexed: int
    notes: tuple[str, ...] = ()


def restore(
    archive: Path, folder: Path, *, replace: bool = False, limit: int = LIMIT, progress: Progress = lambda *_: None
) -> Restored:
    """Make the corpus in `folder` the one that was saved in `archive`.

    It is unpacked, compared with its checksums, examined and its index completed in a folder beside; then the two
    change places. Stopped at any moment, the corpus is the one before or the restored one. With `replace` what was
    there is removed at the end.

    Raises:
        StoreError: the archive is damaged, too large for `limit` or the disk, or of a newer program; there is a corpus
            and `replace` is off, or another process writes it; the folder holds something else.
    """
    with reading(archive) as reader, _right_to_replace(folder, replace=replace):
        _check_room(reader, folder, limit)
        beside: Path | None = None
        try:
            beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.restore-", dir=_made(folder.resolve().parent)))
            made = beside / folder.name
            made.mkdir()
            reader.unpack(made)
            restored = _completed(reader.manifest, made, archive, progress)
            _synchronise(made)
            _put_in_place(made, folder)
        except OSError as error:
            raise StoreError(f"{folder} cannot be restored: {error.strerror}", hint="Look at the disk") from error
        finally:
            if beside is not None:
                shutil.rmtree(beside, ignore_errors=True)
    return restored


@contextmanager
def _right_to_replace(folder: Path, *, replace: bool) -> Iterator[None]:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        yield
        return
    traces = list(folder.iterdir()) if folder.is_dir() else []
    if not any(path.name in (STORE_FILE, INDEX_FOLDER) for path in traces):
        raise StoreError(f"{folder} is there, and is no corpus", hint="Restore into another folder")
    if not replace:
        raise StoreError(f"{folder} holds a corpus already", hint="Restore into another folder, or with --replace")
    with writing(folder):
        yield


def _check_room(reader: Reader, folder: Path, limit: int) -> None:
    size = reader.size()
    if size > limit:
        problem = f"{reader.path} unpacks to {size:,} bytes, more than {limit:,}"
        raise StoreError(problem, hint="Raise the limit with --limit if you trust it")
    free = shutil.disk_usage(_made(folder.resolve().parent)).free
    if size > free:
        problem = f"{reader.path} unpacks to {size:,} bytes, and {free:,} are free beside {folder}"
        raise StoreError(problem, hint="Make room, or restore elsewhere")


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _completed(manifest: Manifest, made: Path, archive: Path, progress: Progress) -> Restored:
    """Examine what was unpacked, and bring its index up to date with its store."""
    if not (made / STORE_FILE).is_file():
        raise StoreError(f"{archive} is damaged: it holds no store", hint="Nothing was restored; take another backup")
    notes: list[str] = []
    with Store(made) as store:  # brings an older schema up to date
        found = flaws(made / STORE_FILE)
        if found:
            problem = f"{archive} is damaged: {found[0].problem}"
            raise StoreError(problem, hint="Nothing was restored; take another backup")
        join_events(store)
        documents = len(store.documents())
        indexed = _index(store, made / INDEX_FOLDER, manifest.model, notes, progress)
    return Restored(
        made_at=manifest.made_at, documents=documents, files=len(manifest.files), indexed=indexed, notes=tuple(notes)
    )


def _index(store: Store, place: Path, model: str | None, notes: list[str], progress: Progress) -> int:
    try:
        try:
            index = Index.open(place, model=model, create=not place.is_dir())
            index.check()
        except MissingPart:
            raise
        except CorpusError as error:
            notes.append(f"the index was made anew: {error.problem}")
            index = Index.open(place, model=model, create=True, anew=True)
        with index:
            indexed = len(update_index(store, index, progress=progress))
        embed_facts(store)
        group_items(store)
        return indexed
    except MissingPart as error:
        notes.append(f"the index could not be completed: {error}")
        return 0


def _synchronise(folder: Path) -> None:
    """Return when all of it is on the disk."""
    for root, _, files in os.walk(folder):
        for name in [*files, "."]:
            descriptor = os.open(Path(root) / name, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _put_in_place(made: Path, folder: Path) -> None:
    """Give the restored folder the name of the corpus; what had it goes to where the restored one was."""
    if not folder.exists():
        os.rename(made, folder)
    elif not any(folder.iterdir()):
        os.replace(made, folder)
    elif not _exchanged(made, folder):
        aside = made.with_name(f"{made.name}.before")
        os.rename(folder, aside)
        try:
            os.rename(made, folder)
        except OSError:
            os.rename(aside, folder)
            raise
    descriptor = os.open(folder.resolve().parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; False where the system or its disk cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
