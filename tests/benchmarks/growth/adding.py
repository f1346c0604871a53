"""What more releases cost on top of a corpus: each read, extracted, compared, stored, embedded and indexed, by stage.

The stages are those of `communique.pipeline.run`, one after the other in one process, so that each can be timed. What
a run does once, however many releases it brings, is apart. In the end the corpus is as it was.
"""

import shutil
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import extract
from communique import inputs
from communique.extractor import Extractor
from communique.indexing import COMMIT_EVERY, INDEX_FOLDER, index_keys
from communique.intake import Intake
from communique.readings import Reading, Readings, Work
from corpus.store import Store, writing
from extract.linking.joining import join_events
from index import Index, passages
from index.embedders import Embedder
from index.embedders.protocol import Role, Vectors
from ingest import read
from ingest.renditions import signature_of
from ingest.revisions import form_of
from queries.comparing import embed_facts, group_items

from ..mixed import release
from .costs import Spent, memory

EACH = ("reading", "extraction", "near copies and store", "joining", "passages", "embedding", "index")
"""Stages that each release goes through; what changed is joined, all at once."""
ONCE = ("opening", "signatures", "comparing")
"""What a run does once: looks up what is stored, and the signatures of all texts; compares store and index."""
_FIRST = 1_000_000
"""The number of the first release that is added; no size reaches it."""
_WARM = 5
"""Releases that are read and extracted before the others, so that loading is not counted."""


def add(corpus: Path, folder: Path, *, count: int) -> dict[str, Any]:
    """Take `count` further releases in and out again; `folder` is where their files are put."""
    spent = Spent()
    _written(folder, count)
    with writing(corpus), Store(corpus) as store, Index.open(corpus / INDEX_FOLDER) as target:
        _remove(store, target, folder)
        _warm(folder)
        target._embedder = _Timed(target._embedder, spent)
        target._embedder.embed(["warm"], role="passage")
        spent.processor.clear()
        spent.clock.clear()
        characters, stored = _taken(store, folder, spent)
        indexed = _indexed(store, target, spent)
        used = memory()
        _remove(store, target, folder)
        join_events(store, whole=False)
        group_items(store)
    return {
        "count": count, "stored": stored, "indexed": indexed, "characters": characters,
        "processor": dict(spent.processor), "clock": dict(spent.clock), "memory": used["peak"], "own": used["own"],
    }  # fmt: skip


def _written(folder: Path, count: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for number in range(_FIRST, _FIRST + count):
        made = release(number)
        path = folder / made.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made.data)


def _warm(folder: Path) -> None:
    for path in islice(sorted(path for path in folder.rglob("*") if path.is_file()), _WARM):
        extract.run(read(path))


def _taken(store: Store, folder: Path, spent: Spent) -> tuple[int, int]:
    """Characters read, releases stored."""
    characters = 0
    with Extractor(jobs=1) as reader:
        with spent.on("opening"):
            intake = Intake(store, reader)
        with spent.on("signatures"):
            intake._texts()
        for path in inputs.best_first(inputs.find([str(folder)]).files):
            with spent.on("near copies and store"):
                work = intake.plan(path)
            readings = _read(work, spent)
            characters += sum(len(reading.document.text) for reading in readings.documents if reading.document)
            with spent.on("near copies and store"):
                intake.settle(work, readings)
        with spent.on("opening"):
            intake.finish()
            whole = not intake.is_of_one_program()
        with spent.on("joining"):
            join_events(store, whole=whole)
            embed_facts(store)
            group_items(store)
    return characters, len(intake.report.read)


def _read(work: Work, spent: Spent) -> Readings:
    """What a process of the pipeline gives back, made in this one."""
    with spent.on("reading"):
        document = read(work.path, name=work.name)
    with spent.on("extraction"):
        record = extract.run(document)
        made = Reading(
            work.name, work.sha256, document, record, form=form_of(document), signature=signature_of(document)
        )
    return Readings((made,))


def _indexed(store: Store, target: Index, spent: Spent) -> int:
    with spent.on("comparing"):
        wanted = index_keys(store)
        present = target.documents()
        missing = [identifier for identifier, key in sorted(wanted.items()) if present.get(identifier) != key]
    for number, identifier in enumerate(missing, 1):
        with spent.on("passages"):
            document, record = store.document(identifier), store.record(identifier)
            members = passages(document, record)
        target.replace(identifier, members, key=wanted[identifier])
        if number % COMMIT_EVERY == 0:
            with spent.on("index"):
                target.commit()
    with spent.on("index"):
        target.commit()
    return len(missing)


def _remove(store: Store, target: Index, folder: Path) -> None:
    """Take out what was added, also what a measurement that was stopped left."""
    gone = [stored.id for stored in store.documents() if Path(stored.path).is_relative_to(folder.resolve())]
    for identifier in gone:
        store.remove(identifier)
    for identifier in target.documents().keys() - {stored.id for stored in store.documents()}:
        target.remove(identifier)
    target.commit()


class _Timed:
    """A model whose time is a stage of its own."""

    def __init__(self, model: Embedder, spent: Spent) -> None:
        self.name, self.version, self.dim, self.piece_dim = model.name, model.version, model.dim, model.piece_dim
        self._model, self._spent = model, spent

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        return self._model.embed(texts, role=role)

    def embed_pieces(self, texts: Sequence[str], *, role: Role) -> tuple[Vectors, list[Vectors]]:
        with self._spent.on("embedding"):
            return self._model.embed_pieces(texts, role=role)
