"""Search over the vectors of an index; that of this program also reads words, numbers and word pieces.

All get questions that are vectors already. A peer gives the nearest ten by the cosine, which is what FAISS gives, flat
and exact; of an index that is not exact the share of those ten that it finds is told too.
"""

import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from communique.indexing import INDEX_FOLDER
from index import Index, Question
from index.embedders.protocol import Vectors

from ..asking import questions
from . import Row

_EACH, _NEAREST = 20, 10
_BATCH = 10_000
_MOST_OBJECTS = 20_000
"""Passages that Haystack is given: it keeps each as an object with a list of numbers."""
Near = npt.NDArray[np.int64]


class Given:
    """The vectors of an index, those of questions, and what the search of this program takes."""

    def __init__(self, corpus: Path) -> None:
        with Index.open(corpus / INDEX_FOLDER) as index:
            self.asked: list[Question] = [index.asked(question) for question in questions(_EACH)]
            with index._store.snapshot() as snapshot:
                self.total = snapshot.rows
                parts = [
                    snapshot.vectors(np.arange(start, min(start + _BATCH, snapshot.rows)))[1]
                    for start in range(0, snapshot.rows, _BATCH)
                ]
            self.vectors: Vectors = np.ascontiguousarray(np.concatenate(parts), dtype=np.float32)
            self.ours, _ = timed(lambda question: index.search(question, k=_NEAREST), self.asked)

    def exact(self) -> Near:
        """The nearest ten of every question."""
        import faiss

        flat = faiss.IndexFlatIP(self.vectors.shape[1])
        flat.add(self.vectors)
        found: Near = flat.search(np.stack([asked.vector for asked in self.asked]), _NEAREST)[1]
        return found

    def row(self, peer: str, distribution: str, what: str, theirs: float, **more: Any) -> Row:
        """A comparison of milliseconds a question."""
        return {
            "peer": peer, "version": version(distribution), "what": what, "on": f"{len(self.vectors):,} passages",
            "unit": "ms a question", "less is better": True, "ours": self.ours, "theirs": theirs, **more,
        }  # fmt: skip


def timed(search: Callable[[Any], Any], asked: list[Any]) -> tuple[float, list[Any]]:
    """Milliseconds of the processor of half of the questions, and what they gave."""
    search(asked[0])
    taken, found = [], []
    for question in asked:
        start = time.process_time()
        found.append(search(question))
        taken.append(time.process_time() - start)
    return 1000 * float(np.percentile(taken, 50)), found


def beside_faiss(corpus: Path) -> list[Row]:
    """FAISS, flat, on one thread."""
    import faiss

    given = Given(corpus)
    faiss.omp_set_num_threads(1)
    start = time.process_time()
    flat = faiss.IndexFlatIP(given.vectors.shape[1])
    flat.add(given.vectors)
    build = time.process_time() - start
    theirs, _ = timed(lambda asked: flat.search(asked.vectors, _NEAREST), given.asked)
    return [given.row("faiss", "faiss-cpu", "search, flat, vectors in memory", theirs, build=build, recall=1.0)]


def beside_lancedb(corpus: Path) -> list[Row]:
    """LanceDB, flat and with an index of cells and quantised vectors (IVF-PQ)."""
    import lancedb
    import pyarrow as pa

    given, exact = Given(corpus), None
    exact = given.exact()
    width = given.vectors.shape[1]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()

        def batches() -> Any:
            for first in range(0, len(given.vectors), _BATCH):
                part = given.vectors[first : first + _BATCH]
                column = pa.FixedSizeListArray.from_arrays(pa.array(part.reshape(-1)), width)
                numbers = pa.array(np.arange(first, first + len(part)))
                yield pa.record_batch([numbers, column], names=["number", "vector"])

        schema = pa.schema([("number", pa.int64()), ("vector", pa.list_(pa.float32(), width))])
        table = lancedb.connect(folder).create_table("passages", batches(), schema=schema)
        build = time.process_time() - start

        def search(asked: Question) -> Any:
            return table.search(asked.vector).distance_type("cosine").limit(_NEAREST).select(["number"]).to_arrow()

        theirs, found = timed(search, given.asked)
        rows.append(given.row("lancedb", "lancedb", "search, flat", theirs, build=build, recall=_recall(found, exact)))
        start = time.process_time()
        cells = max(1, round(len(given.vectors) ** 0.5))
        table.create_index(
            metric="cosine", num_partitions=cells, num_sub_vectors=width // 8, vector_column_name="vector"
        )
        build += time.process_time() - start
        theirs, found = timed(search, given.asked)
        rows.append(
            given.row("lancedb", "lancedb", "search, IVF-PQ", theirs, build=build, recall=_recall(found, exact))
        )
    return rows


def _recall(found: list[Any], exact: Near) -> float:
    shares = [
        len(set(table["number"].to_pylist()) & set(near.tolist())) / len(near)
        for table, near in zip(found, exact, strict=True)
    ]
    return float(np.mean(shares))


def beside_haystack(corpus: Path) -> list[Row]:
    """Haystack's store in memory, of at most 20,000 passages."""
    from haystack import Document
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    given = Given(corpus)
    count = min(len(given.vectors), _MOST_OBJECTS)
    start = time.process_time()
    store = InMemoryDocumentStore(embedding_similarity_function="dot_product")
    store.write_documents(
        [Document(id=str(number), embedding=vector.tolist()) for number, vector in enumerate(given.vectors[:count])]
    )
    build = time.process_time() - start
    theirs, _ = timed(
        lambda asked: store.embedding_retrieval(asked.vector.tolist(), top_k=_NEAREST, return_embedding=False),
        given.asked[:9],
    )
    what = "search, in memory" + (f", {count:,} of the passages" if count < len(given.vectors) else "")
    return [given.row("haystack", "haystack-ai", what, theirs, build=build)]
