"""The collections of an index in Milvus, read and written in portions that a server takes.

Milvus has no transactions. Every entity says with which commit it came, or of which run it is, and what the newest
manifest does not count is seen by nobody: a commit counts from the moment at which its manifest is there.
"""

import logging
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Literal

from corpus.errors import MissingPart, StorageError

from ...embedders.protocol import Vectors
from .address import Address

Kind = Literal["passages", "documents", "removals", "postings", "manifests"]
Entity = dict[str, Any]
Value = int | str

MOST_TEXT = 65_535
"""Bytes of a VARCHAR."""
PIECES = ("pieces", "pieces_2", "pieces_3", "pieces_4")
"""The codes of word pieces, in base64, cut into texts of MOST_TEXT."""
MOST_FOUND = 16_384
"""What a server gives in answer to one search."""
_NAME, _WHOLE = 4_096, "INT64"
_FIELDS: Mapping[Kind, Mapping[str, int | str]] = {
    "passages": {
        "row": _WHOLE, "generation": _WHOLE, "document": _WHOLE, "lang": 16, "first": _WHOLE, "last": _WHOLE,
        "tokens": _WHOLE, "place": _WHOLE, "id": _NAME, "digest": 256, "passage": MOST_TEXT,
        **dict.fromkeys(PIECES, MOST_TEXT),
    },
    "documents": {"number": _WHOLE, "generation": _WHOLE, "id": _NAME, "key": _NAME},
    "removals": {"key": 32, "generation": _WHOLE},
    "postings": {"block": _WHOLE, "run": _WHOLE, "token": _WHOLE, "data": MOST_TEXT},
    "manifests": {"generation": _WHOLE, "data": MOST_TEXT},
}  # fmt: skip
"""By collection its fields, the key first: whole numbers, or texts of so many bytes."""
KEYS: Mapping[Kind, str] = {kind: next(iter(fields)) for kind, fields in _FIELDS.items()}
_AT_ONCE = 500
_BYTES_AT_ONCE = 8 * 2**20
_PAGE = 2_000
_ITERATOR = "pymilvus.client.iterator.query_iterator"
"""Warns at every reading from Milvus Lite that it keeps no times of its own."""
_CALLS = "pymilvus.decorators"
"""Writes down whatever fails, with its trace; it is told in one line here."""
_NO_VECTOR = [1.0, 0.0]
"""A collection must have vectors; only those of passages mean something."""


class Collections:
    """The collections of one corpus."""

    def __init__(self, address: Address) -> None:
        """Connect.

        Raises:
            MissingPart: the client of Milvus is not installed.
            StorageError: there is no server, or it refuses.
        """
        try:
            from pymilvus import MilvusClient
        except ImportError as error:
            raise MissingPart(
                "The package pymilvus, which an index in Milvus needs, is not installed",
                hint="Install it: pip install 'communique[milvus]'",
            ) from error
        logging.getLogger(_ITERATOR).setLevel(logging.ERROR)
        logging.getLogger(_CALLS).setLevel(logging.CRITICAL)
        os.environ.setdefault("GRPC_VERBOSITY", "NONE")  # each connection to Milvus Lite is told to ping less
        self.address = address
        self._loaded = False
        if "://" not in address.uri:
            Path(address.uri).parent.mkdir(parents=True, exist_ok=True)
        with self._told():
            self._client = MilvusClient(
                address.uri, token=address.token, db_name="" if address.database == "default" else address.database
            )

    def exist(self) -> bool:
        """Whether an index is there: its manifests are made last. What is there is loaded, once."""
        with self._told():
            there = bool(self._client.has_collection(self._called("manifests")))
            for kind in _FIELDS if there and not self._loaded else ():
                self._client.load_collection(self._called(kind))
        self._loaded = there
        return there

    def create(self, dim: int) -> None:
        """Make empty collections, in place of what is there; vectors of passages have `dim` dimensions."""
        self.drop()
        others = [kind for kind in _FIELDS if kind != "manifests"]
        with ThreadPoolExecutor(len(others)) as threads:  # the client waits half a second for each
            list(threads.map(lambda kind: self._create(kind, dim), others))
        self._create("manifests", dim)

    def drop(self) -> None:
        """Remove everything, what makes it count first."""
        with self._told():
            for kind in reversed(list(_FIELDS)):
                if self._client.has_collection(self._called(kind)):
                    self._client.drop_collection(self._called(kind))

    def insert(self, kind: Kind, entities: Iterable[Entity]) -> None:
        """Add entities, read one by one."""
        pending: list[Entity] = []
        size = 0
        for entity in entities:
            pending.append(entity if "vector" in entity else {**entity, "vector": _NO_VECTOR})
            size += sum(len(value) for value in entity.values() if isinstance(value, str))
            if len(pending) >= _AT_ONCE or size >= _BYTES_AT_ONCE:
                self._insert(kind, pending)
                pending, size = [], 0
        if pending:
            self._insert(kind, pending)

    def read(self, kind: Kind, condition: str, fields: Sequence[str]) -> Iterator[Entity]:
        """All entities that satisfy a condition, in no order."""
        with self._told():
            pages = self._client.query_iterator(
                self._called(kind), filter=condition, output_fields=list(fields), batch_size=_PAGE
            )
        try:
            while True:
                with self._told():
                    page = pages.next()
                if not page:
                    return
                yield from page
        finally:
            pages.close()

    def get(
        self, kind: Kind, field: str, values: Iterable[Value], fields: Sequence[str], also: str = ""
    ) -> list[Entity]:
        """The entities with one of these values, in no order; `also` is a condition on all."""
        found: list[Entity] = []
        for some in portions(values):
            condition = f"{field} in {literal(some)}" + (f" and {also}" if also else "")
            with self._told():
                page = self._client.query(
                    self._called(kind), filter=condition, output_fields=list(fields), limit=MOST_FOUND
                )
            found += page if len(page) < MOST_FOUND else self.read(kind, condition, fields)
        return found

    def delete(self, kind: Kind, condition: str) -> None:
        """Remove the entities that satisfy a condition."""
        with self._told():
            self._client.delete(self._called(kind), filter=condition)

    def delete_all(self, kind: Kind, values: Iterable[Value]) -> None:
        """Remove the entities with these keys."""
        for some in portions(values):
            self.delete(kind, f"{KEYS[kind]} in {literal(some)}")

    def nearest(self, vector: Vectors, condition: str, count: int) -> list[int]:
        """The rows of the `count` passages that satisfy a condition with the largest inner products, largest first."""
        with self._told():
            [found] = self._client.search(
                self._called("passages"), data=[vector.tolist()], limit=count, filter=condition, anns_field="vector",
                output_fields=["row"],
            )  # fmt: skip
        return [int(hit["row"]) for hit in found]

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def _create(self, kind: Kind, dim: int) -> None:
        from pymilvus import DataType

        schema = self._client.create_schema(auto_id=False, enable_dynamic_field=False)
        for name, size in _FIELDS[kind].items():
            texts = {} if size == _WHOLE else {"max_length": size}
            data_type = DataType.INT64 if size == _WHOLE else DataType.VARCHAR
            schema.add_field(name, data_type, is_primary=name == KEYS[kind], **texts)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dim if kind == "passages" else len(_NO_VECTOR))
        parameters = self._client.prepare_index_params()
        parameters.add_index("vector", index_type="AUTOINDEX", metric_type="IP")
        with self._told():
            self._client.create_collection(
                self._called(kind), schema=schema, index_params=parameters, consistency_level="Strong"
            )

    def _insert(self, kind: Kind, entities: list[Entity]) -> None:
        with self._told():
            self._client.insert(self._called(kind), entities)

    def _called(self, kind: Kind) -> str:
        return f"{self.address.name}_{kind}"

    @contextmanager
    def _told(self) -> Iterator[None]:
        from pymilvus.exceptions import MilvusException

        try:
            yield
        except MilvusException as error:
            said = " ".join(str(error.message).split())
            raise StorageError(
                f"Milvus at {self.address.uri} failed: {said}",
                hint="See that it runs, that its address and token are right, and that no other process has its file",
            ) from error


def portions(values: Iterable[Value]) -> Iterator[list[Value]]:
    """As many values at a time as a condition may list."""
    rest = iter(values)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def literal(values: Sequence[Value]) -> str:
    """A list in a condition; texts are in double quotes."""
    quoted = (f'"{_escaped(one)}"' if isinstance(one, str) else str(int(one)) for one in values)
    return f"[{', '.join(quoted)}]"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
