"""Looking at every part of a corpus without changing it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import CorpusError, StoreError
from corpus.store import STORE_FILE, Store, holder
from corpus.store.checking import Flaw, Kind, flaws
from corpus.store.log import damage_of_log
from extract.linking.joining import events_of
from index import Index

from ..indexing import INDEX_FOLDER, index_keys
from . import folder as others
from .findings import Finding

Progress = Callable[[str, int, int], None]
_REPAIR = "`communique doctor --repair`"
_CONSEQUENCES: dict[Kind, tuple[str, str]] = {
    "file": (
        "documents in its damaged pages cannot be read",
        f"{_REPAIR} puts what can be read into a new file, and keeps the damaged one beside it",
    ),
    "indexes": ("lists may lack rows", f"{_REPAIR} makes them anew from the rows"),
    "row": (
        "it is refused when it is read",
        f"{_REPAIR} extracts the record anew from its text, or names the source to be read again",
    ),
    "reference": ("it is shown nowhere", f"{_REPAIR} leaves it out of a new file, and keeps this one beside it"),
    "record": ("what is shown of it may be wrong", f"{_REPAIR} derives it anew from its text"),
    "facts": ("lists, filters and the register may be wrong", f"{_REPAIR} derives them anew from the records"),
}


def examine(folder: Path, *, progress: Progress = lambda *_: None) -> list[Finding]:
    """All that is wrong with the corpus in `folder`; nothing where it is sound.

    Raises:
        StoreError: there is no corpus, a newer program wrote it, or it is locked for too long.
    """
    path = folder / STORE_FILE
    traces = (folder / INDEX_FOLDER).is_dir() or (folder / "fetched.sqlite").is_file()
    if not path.is_file() and not traces:
        raise StoreError(f"{folder} holds no corpus", hint="`communique run PATH --corpus FOLDER` makes one")
    found = list(_of_store(path, progress))
    whole = not any(finding.kind in ("file", "missing") for finding in found)
    found += _of_index(folder, whole)
    found += others.findings(folder)
    return found


def _of_store(path: Path, progress: Progress) -> Iterator[Finding]:
    if not path.is_file():
        yield Finding(
            part="store", kind="missing", where=str(path), problem="it is missing",
            consequence="the corpus has neither texts nor records nor what analysts said",
            remedy="`communique restore` from a backup, or `communique run PATH` with the sources", rebuilt=False,
        )  # fmt: skip
        return
    for problem in damage_of_log(path) if holder(path.parent) is None else ():
        yield Finding(
            part="store", kind="log", where=f"{path}-wal", problem=problem,
            consequence="SQLite passes over it in silence",
            remedy="Run again with the latest sources, and look at `communique corrections`", rebuilt=False,
        )  # fmt: skip
    try:
        Store(path.parent).close()  # brings an older schema up to date, as any command does
    except StoreError as error:
        if not error.problem.startswith(f"{path} is damaged"):
            raise
        yield _of_flaw(Flaw(kind="file", where=str(path), problem=error.problem.partition("is damaged: ")[2]))
        return
    found = flaws(path, progress=lambda done, total: progress("examining", done, total))
    yield from map(_of_flaw, found)
    if not found:
        yield from _of_events(path)


def _of_flaw(flaw: Flaw) -> Finding:
    consequence, remedy = _CONSEQUENCES[flaw.kind]
    return Finding(
        part="store", kind=flaw.kind, where=flaw.where, problem=flaw.problem, consequence=consequence, remedy=remedy,
        document=flaw.document,
    )  # fmt: skip


def _of_events(path: Path) -> Iterator[Finding]:
    """Meetings of several records are one event by what all of them say: derived once more, and compared."""
    with Store(path.parent) as store, store.as_of_one_moment():
        if store.events() != events_of(store):
            consequence = "meetings that are one may be shown as several"
            yield Finding(
                part="store", kind="facts", where=str(path), problem="the events are not those that the records tell",
                consequence=consequence, remedy=f"{_REPAIR}, or the next `communique run`, joins them again",
            )  # fmt: skip


def _of_index(folder: Path, whole: bool) -> Iterator[Finding]:
    place = folder / INDEX_FOLDER

    def finding(kind: str, problem: str, consequence: str) -> Finding:
        remedy = f"{_REPAIR}, or the next `communique run`, brings it up to date"
        if kind == "damaged":
            remedy = f"{_REPAIR} makes it anew from the store"
        return Finding(
            part="index", kind=kind, where=str(place), problem=problem, consequence=consequence, remedy=remedy
        )

    try:
        with Index.open(place) as index:
            index.check()
            present = index.documents()
    except CorpusError as error:
        yield finding("damaged", error.problem, "search does not answer, or not with everything")
        return
    if not whole:
        return
    try:
        with Store(folder) as store:
            wanted = index_keys(store)
    except StoreError:  # told already: a row of the store is damaged
        return
    absent = sorted(wanted.keys() - present.keys())
    other = sorted(name for name in wanted.keys() & present.keys() if wanted[name] != present[name])
    excess = sorted(present.keys() - wanted.keys())
    for names, problem, consequence in (
        (absent, "are not indexed", "search does not find them"),
        (other, "were indexed as they were before", "search finds what they said before"),
        (excess, "are indexed, and not in the store", "search passes over them"),
    ):
        if names:
            told = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
            yield finding("behind", f"{len(names)} documents {problem} ({told})", consequence)
