"""What a question reads of an index in Milvus: one generation of it."""

import base64
import binascii
import json
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np

from corpus.errors import IndexMismatch
from corpus.model import Model

from ...embedders.protocol import Vectors
from ...passages import Passage
from ..columns import Columns, Mask, likeness
from ..hashing import token_hash
from ..protocol import EVERYWHERE, EmbeddingModel, Postings, Rows, Where
from ..rounding import coded
from .collections import MOST_FOUND, PIECES, Collections, Entity
from .postings import Counts, Run, signed, unpacked

FORMAT = 1
_SPARE = 32
"""The server compares in float32: so many more are asked for, and the best of them told exactly."""
_FEW = 4
"""A pool up to so many times what is wanted of it is compared here."""
_LISTED = 5_000
"""Rows that one search may be restricted to."""


class Manifest(Model):
    """What makes a commit count: the generation, the counters from which the next one goes on, and the runs."""

    format: int = FORMAT
    made: str
    """Tells an index from one that was made anew in its place."""
    generation: int = 0
    model: EmbeddingModel
    rows: int = 0
    passages: int = 0
    """That are there after this commit; `rows` counts those that were removed too."""
    documents: int = 0
    blocks: int = 0
    run: int = 0
    runs: tuple[Run, ...] = ()
    purged: int = 0
    """What was removed up to this generation may be gone: who has not seen that commit must read everything anew."""


class MilvusSnapshot:
    """Implements `Snapshot`; `documents` are numbers and keys by id, `gone` rows that are removed and still there."""

    def __init__(
        self,
        collections: Collections,
        manifest: Manifest,
        columns: Columns,
        documents: Mapping[str, tuple[int, str]],
        gone: frozenset[int],
    ) -> None:
        self.model, self.rows, self.manifest = manifest.model, manifest.rows, manifest
        self.columns, self.gone, self.kept = columns, gone, documents
        self._collections = collections
        self.passages = int(columns.alive.sum())
        self.tokens = int(columns.lengths[columns.alive].sum())

    def documents(self) -> dict[str, str]:
        return {name: key for name, (_, key) in sorted(self.kept.items())}

    def nearest(self, question: Vectors, *, each: int, where: Where = EVERYWHERE) -> Rows:
        pools = [rows for rows in self.columns.members(where, self._numbers) if len(rows)]
        restricted = where.allowed is not None
        found = [self._nearest_of(question, rows, each, restricted=restricted) for rows in pools]
        return np.concatenate([*found, np.zeros(0, np.int64)])

    def postings(self, tokens: Sequence[str], *, where: Where = EVERYWHERE) -> list[Postings]:
        hashes = [signed(token_hash(token)) for token in tokens]
        rows: dict[int, list[Rows]] = {token: [np.zeros(0, np.int64)] for token in hashes}
        counts: dict[int, list[Counts]] = {token: [np.zeros(0, np.uint8)] for token in hashes}
        for block in self._blocks(sorted(set(hashes))):
            there, often = self._unpacked(block)
            rows[block["token"]].append(there)
            counts[block["token"]].append(often)
        may = self.columns.may(where, self._numbers)
        return [self._postings(np.concatenate(rows[token]), np.concatenate(counts[token]), may) for token in hashes]

    def vectors(self, rows: Rows) -> tuple[list[str], Vectors]:
        langs = [self.columns.langs[number] for number in self.columns.lang[rows].tolist()]
        found = self._get(rows.tolist(), ["vector"])
        vectors = [found[row]["vector"] for row in rows.tolist()]
        return langs, np.array(vectors, np.float32).reshape(len(rows), self.model.dim)

    def pieces(self, rows: Rows) -> list[bytes]:
        found = self._get(rows.tolist(), PIECES)
        return [self._decoded("".join(found[row][name] for name in PIECES)) for row in rows.tolist()]

    def read(self, rows: Sequence[int]) -> list[Passage]:
        found = self._get(rows, ["passage"])
        return [Passage.model_validate(json.loads(found[row]["passage"])) for row in rows]

    def identifiers(self, rows: Sequence[int]) -> list[str]:
        found = self._get(rows, ["id"])
        return [str(found[row]["id"]) for row in rows]

    def samples(self) -> Mapping[str, Vectors]:
        return self._samples

    def known(self, digests: Collection[bytes]) -> dict[bytes, int]:
        texts = {digest.hex(): digest for digest in digests}
        found = self._collections.get("passages", "digest", texts, ["row", "digest"])
        alive = [one for one in found if one["row"] < self.rows and self.columns.alive[one["row"]]]
        return {texts[one["digest"]]: int(one["row"]) for one in sorted(alive, key=lambda one: -one["row"])}

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {name: number for name, (number, _) in self.kept.items()}

    @cached_property
    def _samples(self) -> dict[str, Vectors]:
        return {lang: self.vectors(rows)[1] for lang, rows in self.columns.sampled.items()}

    def _blocks(self, tokens: Sequence[int]) -> list[Entity]:
        runs = ", ".join(str(run.number) for run in self.manifest.runs)
        if not runs:
            return []
        return self._collections.get("postings", "token", tokens, ["token", "data"], also=f"run in [{runs}]")

    def _unpacked(self, block: Entity) -> tuple[Rows, Counts]:
        try:
            return unpacked(block["data"])
        except (ValueError, binascii.Error) as error:
            raise self._damaged(str(error)) from error

    def _postings(self, rows: Rows, counts: Counts, may: Mask | None) -> Postings:
        living = self.columns.alive[rows]
        rows, counts = rows[living], counts[living]
        frequency = len(rows)
        if may is not None:
            rows, counts = rows[may[rows]], counts[may[rows]]
        return Postings(frequency, rows, counts, self.columns.lengths[rows])

    def _nearest_of(self, question: Vectors, pool: Rows, each: int, *, restricted: bool) -> Rows:
        if len(pool) <= each:
            return pool
        if len(pool) > _FEW * each and each + _SPARE <= MOST_FOUND:
            pool = self._roughly(question, pool, each + _SPARE, restricted=restricted)
        codes, scales = coded(self.vectors(pool)[1])
        order = np.lexsort((self.columns.order[pool], -likeness(question, codes, scales)))
        nearest: Rows = pool[order[:each]]
        return nearest

    def _roughly(self, question: Vectors, pool: Rows, count: int, *, restricted: bool) -> Rows:
        """Of one language, what the server finds near; several times where it can be told only row by row."""
        number = int(self.columns.lang[pool[0]])
        condition = f'lang == "{self.columns.langs[number]}" and generation <= {self.manifest.generation}'
        if self.gone:
            condition += f" and row not in {sorted(self.gone)}"
        conditions = [condition]
        if restricted:
            parts = range(0, len(pool), _LISTED)
            conditions = [f"{condition} and row in {pool[start : start + _LISTED].tolist()}" for start in parts]
        found = [row for one in conditions for row in self._collections.nearest(question, one, count)]
        return np.unique(np.array(found, np.int64))

    def _get(self, rows: Sequence[int], fields: Sequence[str]) -> dict[int, Entity]:
        """Entities by row.

        Raises:
            IndexMismatch: one is not there (any more).
        """
        found = {int(one["row"]): one for one in self._collections.get("passages", "row", rows, ["row", *fields])}
        if missing := set(rows) - found.keys():
            raise self._damaged(f"row {min(missing)} is missing, or was removed while it was read")
        return found

    def _decoded(self, text: str) -> bytes:
        try:
            return base64.b64decode(text, validate=True)
        except binascii.Error as error:
            raise self._damaged(f"pieces of a passage are damaged ({error})") from error

    def _damaged(self, said: str) -> IndexMismatch:
        return IndexMismatch(
            f"The index in Milvus at {self._collections.address.uri} cannot be read: {said}",
            hint="Try again in a moment; if it stays so, `communique run --reindex` makes it anew",
        )
