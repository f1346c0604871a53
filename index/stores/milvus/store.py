"""The store in Milvus: commits that count at once, for readers that go on meanwhile.

A commit adds its entities with a generation of its own, then its manifest, which makes them count; what a killed writer
left is removed by the next. What a commit removes is only noted, so that questions under way find it, and is gone two
commits later.
"""

import base64
import json
import secrets
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import numpy as np
from pydantic import ValidationError

from corpus.errors import IndexMismatch

from ..columns import Columns
from ..hashing import order_of, token_hash
from ..protocol import Addition, Change, EmbeddingModel
from . import postings
from .address import parsed
from .collections import KEYS, MOST_TEXT, PIECES, Collections, Entity, Kind
from .postings import Run, signed
from .snapshot import FORMAT, Manifest, MilvusSnapshot

_REINDEX = "`communique run --reindex` makes it anew"
_KEPT_MANIFESTS = 4
_LATE = 2
"""Commits after which what was removed is gone: a question that began before them has long been answered."""
_CONCURRENT_COMMITS = 5
"""Times a reader starts over because commits removed what it was reading."""
_COLUMNS = ("row", "document", "lang", "first", "last", "tokens", "place")


class MilvusStore:
    """Implements `Store`."""

    def __init__(self, collections: Collections) -> None:
        self._collections = collections
        self._snapshot: MilvusSnapshot | None = None

    @classmethod
    def open(cls, folder: Path, address: str, *, create: bool = False, anew: bool = False) -> Self:
        collections = Collections(parsed(address))
        try:
            if anew:
                collections.drop()
            store = cls(collections)
            if store.model() is None and not (create or anew):
                raise IndexMismatch(f"There is no index at {store.place}", hint=_REINDEX)
            return store
        except BaseException:
            collections.close()
            raise

    @property
    def place(self) -> str:
        return f"{self._collections.address.uri} ({self._collections.address.name})"

    def model(self) -> EmbeddingModel | None:
        manifest = self._manifest()
        return manifest.model if manifest else None

    def begin(self, model: EmbeddingModel) -> None:
        self._collections.create(model.dim)
        self._put(Manifest(made=secrets.token_hex(8), model=model))
        self._snapshot = None

    @contextmanager
    def snapshot(self) -> Iterator[MilvusSnapshot]:
        for _ in range(_CONCURRENT_COMMITS):
            manifest = self._manifest()
            if manifest is None:
                raise IndexMismatch(f"There is no index at {self.place}", hint=_REINDEX)
            try:
                if self._snapshot is None or self._snapshot.manifest != manifest:
                    self._snapshot = self._loaded(manifest)
                break
            except IndexMismatch:
                if self._manifest() == manifest:
                    raise
        else:
            raise IndexMismatch(f"{self.place} changes faster than it can be read", hint="Try again in a moment")
        yield self._snapshot

    def commit(self, change: Change) -> None:
        with self.snapshot() as before:
            self._clear_remains(before.manifest)
            try:
                manifest = self._write(change, before)
                self._put(manifest)
            except BaseException:
                self._clear_remains(before.manifest)
                raise
        self._purge(manifest)

    def check(self) -> None:
        self._snapshot = None
        with self.snapshot() as found:
            rows = np.flatnonzero(found.columns.alive)
            lengths: Counter[int] = Counter()
            for start in range(0, len(rows), 500):
                part = rows[start : start + 500]
                for passage in found.read(part.tolist()):
                    if passage.document not in found.kept:
                        raise self._damaged(f"passage {passage.id!r} is of no document")
                found.vectors(part)
                found.pieces(part)
            runs = {run.number: run.postings for run in found.manifest.runs}
            for block in self._collections.read("postings", "block >= 0", ["run", "data"]):
                if block["run"] in runs:
                    try:
                        lengths[block["run"]] += len(postings.unpacked(block["data"])[0])
                    except ValueError as error:
                        raise self._damaged(str(error)) from error
            if dict(lengths) != {run: count for run, count in runs.items() if count}:
                raise self._damaged("blocks of postings are missing")

    def drop(self) -> None:
        self._collections.drop()
        self._snapshot = None

    def close(self) -> None:
        self._collections.close()
        self._snapshot = None

    def _manifest(self) -> Manifest | None:
        """The newest."""
        if not self._collections.exist():
            return None
        found = list(self._collections.read("manifests", "generation >= 0", ["generation", "data"]))
        if not found:
            return None
        data = json.loads(max(found, key=lambda one: int(one["generation"]))["data"])
        if data.get("format") != FORMAT:
            raise IndexMismatch(f"The index at {self.place} is of another version of the program", hint=_REINDEX)
        try:
            return Manifest.model_validate(data)
        except ValidationError as error:
            raise self._damaged("its manifest") from error

    def _put(self, manifest: Manifest) -> None:
        entity = {"generation": manifest.generation, "data": manifest.model_dump_json()}
        self._collections.insert("manifests", [entity])

    def _loaded(self, manifest: Manifest) -> MilvusSnapshot:
        """One generation; what is known of the one before is not read again."""
        upto = f"generation <= {manifest.generation}"
        before = self._snapshot
        if before is not None and not manifest.purged <= before.manifest.generation < manifest.generation:
            before = None
        since = f" and generation > {before.manifest.generation}" if before else ""
        entities = list(self._collections.read("passages", upto + since, _COLUMNS))
        known = before.columns.langs if before else []
        langs = sorted({*known, *(str(one["lang"]) for one in entities)})
        columns = Columns(manifest.rows, langs)
        if before is not None:
            _take_over(columns, before.columns)
        _fill(columns, entities)
        removed = {str(one["key"]) for one in self._collections.read("removals", upto, ["key"])}
        gone = frozenset(int(key[1:]) for key in removed if key[0] == "p")
        columns.alive[[row for row in gone if row < manifest.rows]] = False
        if (found := int(columns.alive.sum())) != manifest.passages:
            raise self._damaged(f"{manifest.passages - found} of its passages are missing")
        documents = dict(before.kept) if before else {}
        fresh = sorted(
            self._collections.read("documents", upto + since, ["number", "id", "key"]), key=lambda one: one["number"]
        )
        dropped = {int(key[1:]) for key in removed if key[0] == "d"}
        documents = {name: one for name, one in documents.items() if one[0] not in dropped}
        documents |= {one["id"]: (int(one["number"]), one["key"]) for one in fresh if one["number"] not in dropped}
        return MilvusSnapshot(self._collections, manifest, columns, documents, gone)

    def _write(self, change: Change, before: MilvusSnapshot) -> Manifest:
        """Add all that a commit brings; the manifest that will make it count."""
        manifest, generation = before.manifest, before.manifest.generation + 1
        dropped = {name: before.kept[name][0] for name in (*change.removed, *change.documents) if name in before.kept}
        alive = before.columns.alive
        rows = np.flatnonzero(alive & np.isin(before.columns.document, list(dropped.values())))
        keys = [*(f"d{number}" for number in dropped.values()), *(f"p{row}" for row in rows.tolist())]
        self._collections.insert("removals", ({"key": key, "generation": generation} for key in keys))
        numbers = {name: manifest.documents + place for place, name in enumerate(change.documents)}
        self._collections.insert(
            "documents",
            (
                {"number": numbers[name], "generation": generation, "id": name, "key": key}
                for name, key in change.documents.items()
            ),
        )
        lists: dict[int, list[tuple[int, int]]] = defaultdict(list)
        come = 0

        def passages() -> Iterator[Entity]:
            nonlocal come
            for row, addition in enumerate(change.additions, manifest.rows):
                come += 1
                for token, count in Counter(addition.tokens).items():
                    lists[signed(token_hash(token))].append((row, count))
                yield self._entity(row, generation, numbers[addition.passage.document], addition)

        self._collections.insert("passages", passages())
        runs, blocks, run = self._put_postings(lists, manifest, before.gone | set(rows.tolist()))
        return manifest.model_copy(
            update={
                "generation": generation,
                "rows": manifest.rows + come,
                "passages": manifest.passages + come - len(rows),
                "documents": manifest.documents + len(numbers),
                "runs": runs,
                "blocks": blocks,
                "run": run,
                "purged": max(manifest.purged, generation - _LATE),
            }
        )

    def _put_postings(
        self, lists: dict[int, list[tuple[int, int]]], manifest: Manifest, gone: frozenset[int] | set[int]
    ) -> tuple[tuple[Run, ...], int, int]:
        """Add lists as a run, and merge runs; the runs there are then, and the next numbers of a block and a run."""
        runs, block, number = list(manifest.runs), manifest.blocks, manifest.run
        merged = postings.to_merge([*runs, Run(number=number, postings=sum(map(len, lists.values())))])
        if earlier := [run.number for run in merged if run.number != number]:
            stored = self._collections.read("postings", f"run in {earlier}", ["token", "data"])
            for token, members in postings.gathered(stored, frozenset(gone)).items():
                lists[token] += members
            runs = [run for run in runs if run.number not in earlier]
        if count := sum(map(len, lists.values())):
            entities = list(postings.blocks(lists, number, block))
            self._collections.insert("postings", entities)
            runs.append(Run(number=number, postings=count))
            block, number = block + len(entities), number + 1
        return tuple(runs), block, number

    def _entity(self, row: int, generation: int, document: int, addition: Addition) -> Entity:
        passage = addition.passage
        pieces = base64.b64encode(addition.pieces).decode("ascii")
        parts = [pieces[start : start + MOST_TEXT] for start in range(0, len(pieces), MOST_TEXT)]
        text = passage.model_dump_json(exclude_defaults=True)
        if len(parts) > len(PIECES) or len(text.encode()) > MOST_TEXT:
            raise IndexMismatch(
                f"A passage of {passage.document} is too long for Milvus", hint="Keep this index in its folder"
            )
        return {
            "row": row,
            "generation": generation,
            "document": document,
            "lang": passage.lang,
            "first": passage.start,
            "last": passage.end,
            "tokens": max(len(addition.tokens), 1),
            "place": signed(order_of(passage.id)),
            "id": passage.id,
            "digest": addition.digest.hex(),
            "passage": text,
            **dict.fromkeys(PIECES, ""),
            **dict(zip(PIECES, parts, strict=False)),
            "vector": addition.vector.tolist(),
        }

    def _clear_remains(self, manifest: Manifest) -> None:
        """Remove what a writer left whose manifest never came."""
        kinds: tuple[Kind, ...] = ("passages", "documents", "removals")
        for kind in kinds:
            self._collections.delete(kind, f"generation > {manifest.generation}")
        self._collections.delete("postings", f"run >= {manifest.run}")

    def _purge(self, manifest: Manifest) -> None:
        """Remove what no question reads any more."""
        late = f"generation <= {manifest.purged}"
        removed = [str(one["key"]) for one in self._collections.read("removals", late, ["key"])]
        marks: tuple[tuple[Kind, str], ...] = (("passages", "p"), ("documents", "d"))
        for kind, mark in marks:
            self._collections.delete_all(kind, [int(key[1:]) for key in removed if key[0] == mark])
        self._collections.delete_all("removals", removed)
        used = {run.number for run in manifest.runs} | self._runs_of(manifest.generation - 1)
        others = f" and run not in {sorted(used)}" if used else ""
        self._collections.delete("postings", f"run < {manifest.run}{others}")
        old = manifest.generation - _KEPT_MANIFESTS
        self._collections.delete("manifests", f"{KEYS['manifests']} <= {old}")

    def _runs_of(self, generation: int) -> set[int]:
        found = self._collections.read("manifests", f"generation == {generation}", ["data"])
        return {run["number"] for one in found for run in json.loads(one["data"])["runs"]}

    def _damaged(self, said: str) -> IndexMismatch:
        return IndexMismatch(f"The index at {self.place} is damaged: {said}", hint=_REINDEX)


def _take_over(columns: Columns, before: Columns) -> None:
    """The columns of an earlier generation, which has fewer rows and maybe fewer languages."""
    for name in ("alive", "document", "first", "last", "lengths", "order"):
        getattr(columns, name)[: before.rows] = getattr(before, name)
    places = np.array([columns.langs.index(lang) for lang in before.langs] or [0], np.uint8)
    columns.lang[: before.rows] = places[before.lang]


def _fill(columns: Columns, entities: list[Entity]) -> None:
    if not entities:
        return
    rows = np.array([one["row"] for one in entities], np.int64)
    columns.alive[rows] = True
    for name, field in (("document", "document"), ("first", "first"), ("last", "last"), ("lengths", "tokens")):
        getattr(columns, name)[rows] = [one[field] for one in entities]
    columns.lang[rows] = [columns.langs.index(one["lang"]) for one in entities]
    columns.order[rows] = np.array([one["place"] for one in entities], np.int64).view(np.uint64)
