"""The files of a corpus beside store and index: what was fetched, saved questions, what killed programs left."""

import glob
import hashlib
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from corpus.errors import StoreError
from corpus.store import holder
from ingest.fetch.manifest import MANIFEST_FILE, Manifest
from queries.saved import SAVED_FOLDER, STATE_FOLDER, load, state

from .findings import Finding

_HALF_WRITTEN = (
    "originals/.parts/*",
    "queries/state/.*",
    "queries/.*.[0-9]*",
    ".salvage-*",
    ".backup-*",
    "index/*.tmp",
)
_OWN = re.compile(r"\.(.+\.\d+|salvage-\w+|backup-\w+)|.+")
_REPAIR = "`communique doctor --repair`"


def findings(folder: Path) -> Iterator[Finding]:
    """What is wrong with them."""
    yield from _of_fetched(folder)
    yield from _of_saved(folder)
    for path in leftovers(folder) if holder(folder) is None else ():
        yield Finding(
            part="leftovers", kind="leftover", where=str(path), problem="a program that was stopped left it",
            consequence="it takes room", remedy=f"{_REPAIR} removes it",
        )  # fmt: skip


def leftovers(folder: Path) -> list[Path]:
    """What was being written, under names that nothing reads: in the corpus, and beside it by `communique restore`."""
    within = {path for pattern in _HALF_WRITTEN for path in folder.glob(pattern) if _OWN.fullmatch(path.name)}
    place = folder.resolve()
    return sorted(within | set(place.parent.glob(f"{glob.escape(f'.{place.name}.restore-')}*")))


def _of_fetched(folder: Path) -> Iterator[Finding]:
    path = folder / MANIFEST_FILE
    if not path.is_file():
        return
    try:
        wanted = _fetched(path)
    except StoreError as error:
        yield Finding(
            part="fetched files", kind="manifest", where=str(path), problem=error.problem,
            consequence="`communique run` cannot tell where the fetched files are from",
            remedy=f"{_REPAIR} sets it aside; `communique fetch` with the same sources makes it again",
        )  # fmt: skip
        return
    originals = folder / "originals"
    for sha256, url in wanted.items():
        original = originals / sha256[:2] / sha256[2:]
        if not original.is_file():
            problem = f"the bytes of {url} are missing"
        elif _sha256(original) != sha256:
            problem = f"the bytes of {url} are not those that came"
        else:
            continue
        yield Finding(
            part="fetched files", kind="original", where=str(original), problem=problem,
            consequence="what was read of it stays, but it cannot be read again",
            remedy=f"{_REPAIR} sets it aside; `communique run {url}` fetches it again",
            rebuilt=original.is_file(),
        )  # fmt: skip


def _fetched(path: Path) -> dict[str, str]:
    """The hashes of all that the manifest knows the bytes of, each with its address.

    Raises:
        StoreError: the manifest is damaged.
    """
    try:
        with closing(Manifest(path.parent)) as manifest:
            entries = list(manifest.entries())
            found = {entry.sha256: entry.url for entry in entries if entry.sha256}
            found |= {sha256: entry.url for entry in entries for sha256, _ in manifest.versions(entry.url)}
        with closing(sqlite3.connect(path)) as connection:
            [problem] = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except (sqlite3.DatabaseError, ValueError) as error:
        problem = str(error).splitlines()[0]
    if problem != "ok":
        raise StoreError(f"it is damaged: {problem}", hint="")
    return found


def _of_saved(folder: Path) -> Iterator[Finding]:
    _, problems = load(folder / SAVED_FOLDER)
    for error in problems:
        yield Finding(
            part="saved questions", kind="question", where=str(folder / SAVED_FOLDER), problem=error.problem,
            consequence="it is not asked", remedy=error.hint, rebuilt=False,
        )  # fmt: skip
    for path in sorted((folder / STATE_FOLDER).glob("*.json")):
        try:
            state.read(path)
        except StoreError as error:
            yield Finding(
                part="saved questions", kind="state", where=str(path), problem=error.problem,
                consequence="what it was answered before and what waits to be sent is not known",
                remedy=f"{_REPAIR} sets it aside; the question is then asked as for the first time",
            )  # fmt: skip


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
