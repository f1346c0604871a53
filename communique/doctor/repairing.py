"""Rebuilding what can be rebuilt, in the order in which one rests on the other: store, facts, index, the rest."""

import os
import shutil
from pathlib import Path

import extract
from corpus.errors import CorpusError, StoreError
from corpus.store import STORE_FILE, Store, writing
from corpus.store.salvaging import Salvage, salvage
from extract.linking.joining import join_events
from index import Index
from queries.comparing import embed_facts, group_items

from ..indexing import INDEX_FOLDER, Progress, update_index
from . import folder as others
from .examining import examine
from .findings import Finding, Repair

_BEYOND_ROWS = frozenset({"file", "row", "reference"})
"""Kinds of flaws that are mended by a new file of what is whole."""


def repair(folder: Path, *, model: str | None = None, progress: Progress = lambda *_: None) -> Repair:
    """Mend the corpus in `folder`; what was damaged and is not leftover is kept beside it.

    `model` is the embedding model of an index whose own cannot be told any more; None is the default one.

    Raises:
        StoreError: there is no corpus, another process writes it, a newer program wrote it, or the disk fails.
    """
    if not folder.is_dir():
        examine(folder)  # says that there is none
    with writing(folder):
        found = examine(folder, progress=progress)
        done: list[str] = []
        lost: list[str] = []
        try:
            _store(folder, [finding for finding in found if finding.part == "store"], done, lost)
            if any(finding.part in ("index", "store") for finding in found):
                _index(folder, found, done, model, progress)
            _others(folder, found, done)
        except OSError as error:
            raise StoreError(f"{folder} cannot be mended: {error.strerror}", hint="Look at the disk") from error
        left = examine(folder, progress=progress) if found else []
        return Repair(done=tuple(done), lost=tuple(lost), left=tuple(left))


def _store(folder: Path, found: list[Finding], done: list[str], lost: list[str]) -> None:
    kinds = {finding.kind for finding in found}
    if "missing" in kinds:
        return
    if kinds & _BEYOND_ROWS:
        report = salvage(folder, extract.run)
        done.append(_told(report))
        lost += [
            f"{identifier}: its text is lost; " + (f"`communique run {path}` reads it again" if path else "run again")
            for identifier, path in report.lost.items()
        ]
        lost += report.gone
    elif "indexes" in kinds:
        with Store(folder) as store:
            store.renew_indexes()
        done.append("store: its indexes were made anew from the rows")
        _store(folder, [finding for finding in _again(folder) if finding.kind != "indexes"], done, lost)
        return
    for finding in found:
        if finding.kind == "record" and finding.document is not None:
            try:
                with Store(folder) as store:
                    store.renew(finding.document, extract.run)
                done.append(f"store: the record of {finding.document} was derived anew from its text")
            except CorpusError as error:
                lost.append(error.problem)
    if kinds - {"log"}:
        with Store(folder) as store:
            with store.writing_rows():
                pass
            join_events(store)
            embed_facts(store)
            group_items(store)
        done.append("store: facts, events and register were derived anew from the records")


def _again(folder: Path) -> list[Finding]:
    return [finding for finding in examine(folder) if finding.part == "store"]


def _told(report: Salvage) -> str:
    told = [f"{len(report.kept)} releases were taken over as they were written"]
    if report.renewed:
        told.append(f"the records of {len(report.renewed)} extracted anew from their texts")
    if report.lost:
        told.append(f"{len(report.lost)} lost")
    told.append(f"{report.corrections} corrections kept")
    return f"store: {STORE_FILE} is a new file: {', '.join(told)}; the damaged one is {report.beside}"


def _index(folder: Path, found: list[Finding], done: list[str], model: str | None, progress: Progress) -> None:
    damaged = any(finding.part == "index" and finding.kind == "damaged" for finding in found)
    place = folder / INDEX_FOLDER
    if not (folder / STORE_FILE).is_file():
        return
    chosen = model or _model(place)
    with Store(folder) as store, Index.open(place, model=chosen, create=True, anew=damaged) as index:
        count = len(update_index(store, index, progress=progress))
        done.append(f"index: {'made anew' if damaged else 'brought up to date'} with {index.model}, {count} documents")


def _model(place: Path) -> str | None:
    """The model of an index of which more than its manifest may be damaged."""
    try:
        with Index.open(place) as index:
            return index.model
    except CorpusError:
        return None


def _others(folder: Path, found: list[Finding], done: list[str]) -> None:
    for finding in found:
        path = Path(finding.where)
        if finding.kind in ("state", "manifest", "original") and path.is_file():
            aside = path.with_name(f"{path.name}.damaged")
            os.replace(path, aside)
            done.append(f"{finding.part}: {path} was set aside as {aside.name}")
    for path in others.leftovers(folder):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        done.append(f"leftovers: {path} was removed")
