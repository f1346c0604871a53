"""How fast a question is answered, and in how much memory, with very many passages.

    python tests/benchmarks/search_speed.py [--passages 100000] [--task TASK_DIR] [--keep FOLDER]

Takes the passages of a task, embeds them, and repeats them with noise in their vectors and words until there are
enough; the vectors of word pieces are kept as they are. Questions are the task's, one after the other on a warm
index in a process that opens it anew; embedding included. In the same run bare FAISS (flat, float32) searches the same
vectors, on one thread, and the time is given as a multiple of that too. `--keep` leaves the index for another run.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index import DEFAULT_MODEL, Index, Passage
from index.embedders import Embedder, embedder
from index.embedders.protocol import Role, Vectors, unit
from index.tokens import language_of

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.retrieval import texts

TASK = Path(__file__).parents[1] / "data" / "retrieval"
NOISE = 0.5
"""Length of the noise that is added to a vector of length 1: copies lie as far apart as passages on one subject."""
_DOCUMENTS_A_COMMIT = 25_000
_SEED = 11


class Noisy:
    """A model that knows the passages beforehand, and gives each a vector near that of the passage it was made of."""

    def __init__(self, whole: Embedder, passages: Sequence[str]) -> None:
        self.name, self.version, self.dim, self.piece_dim = whole.name, whole.version, whole.dim, whole.piece_dim
        self.vectors, self.pieces = whole.embed_pieces(list(passages), role="passage")
        self.random = np.random.default_rng(_SEED)

    def embed(self, texts: Sequence[str], *, role: Role) -> Vectors:
        return self.embed_pieces(texts, role=role)[0]

    def embed_pieces(self, texts: Sequence[str], *, role: Role) -> tuple[Vectors, list[Vectors]]:
        sources = [int(text.split()[-1]) % len(self.pieces) for text in texts]
        noise = self.random.normal(size=(len(texts), self.dim)) * NOISE / self.dim**0.5
        return unit((self.vectors[sources] + noise).astype(np.float32)), [self.pieces[source] for source in sources]


def varied(text: str, number: int, random: np.random.Generator) -> str:
    """`text` with a third of its words left out, and a number of its own at the end."""
    words = text.split()
    kept = [word for word, draw in zip(words, random.random(len(words)), strict=True) if draw > 1 / 3]
    return f"{' '.join(kept)} {number}"


def build(folder: Path, passages: list[str], count: int) -> None:
    """An index of `count` passages, made of a few."""
    with Index.open(folder, create=True) as index:
        index._embedder = Noisy(embedder(DEFAULT_MODEL), passages)
        random = np.random.default_rng(_SEED)
        for number in range(count):
            text = varied(passages[number % len(passages)], number, random)
            name = f"d{number}"
            passage = Passage(id=f"{name}#0", document=name, start=0, end=len(text), text=text, lang=language_of(text))
            index.replace(name, [passage], key="")
            if (number + 1) % _DOCUMENTS_A_COMMIT == 0:
                index.commit()
        index.commit()


def measure(folder: Path, questions: list[str]) -> dict[str, float]:
    """Milliseconds a question and megabytes, in this process."""
    with Index.open(folder) as index:
        for question in questions[:20]:
            index.search(question)
        walls, processors = [], []
        for question in questions:
            wall, processor = time.perf_counter(), time.process_time()
            index.search(question)
            walls.append(time.perf_counter() - wall)
            processors.append(time.process_time() - processor)
        embedding = []
        for question in questions:
            wall = time.perf_counter()
            vectors, _ = index._embedder.embed_pieces([question], role="question")
            embedding.append(time.perf_counter() - wall)
        memory = peak()
        return {
            "passages": len(index),
            "p50": 1000 * float(np.percentile(walls, 50)),
            "p95": 1000 * float(np.percentile(walls, 95)),
            "processor": 1000 * float(np.percentile(processors, 50)),
            "embedding": 1000 * float(np.percentile(embedding, 50)),
            "memory": memory,
            "bare": _bare(index, vectors[0], len(questions)),
        }


def peak() -> float:
    """Megabytes of memory that this process has had at most; Linux."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def _bare(index: Index, question: Vectors, times: int) -> float:
    """Milliseconds of FAISS alone, flat and exact, over the same vectors."""
    import faiss

    faiss.omp_set_num_threads(1)
    flat = faiss.IndexFlatIP(len(question))
    with index._store.snapshot() as snapshot:
        for start in range(0, snapshot.rows, 10_000):
            flat.add(snapshot.vectors(np.arange(start, min(start + 10_000, snapshot.rows)))[1])
    taken = []
    for _ in range(min(times, 50)):
        wall = time.perf_counter()
        flat.search(question.reshape(1, -1), 10)
        taken.append(time.perf_counter() - wall)
    return 1000 * float(np.percentile(taken, 50))


def main() -> None:
    """Build in one process, measure in another, print."""
    parser = argparse.ArgumentParser(description="Time and memory of questions.")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--task", type=Path, default=TASK)
    parser.add_argument("--keep", type=Path, help="leave the index in this folder, or use the one that is there")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    questions = list(texts(arguments.task / "queries.jsonl").values())
    if arguments.measure:
        print(json.dumps(measure(arguments.measure, questions)))
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        if not (folder / "index.sqlite").exists():
            build(folder, list(texts(arguments.task / "corpus.jsonl").values()), arguments.passages)
        size = sum(path.stat().st_size for path in folder.iterdir()) / 2**20
        command = [sys.executable, __file__, "--measure", str(folder), "--task", str(arguments.task)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    print(f"{found['passages']} passages, {len(questions)} questions, {size:.0f} MB on disk")
    print(
        f"a question p50 {found['p50']:.1f} ms, p95 {found['p95']:.1f} ms, of the processor {found['processor']:.1f} ms"
    )
    print(f"of these its embedding {found['embedding']:.1f} ms; memory {found['memory']:.0f} MB")
    print(f"bare FAISS, flat {found['bare']:.1f} ms; a question takes {found['p50'] / found['bare']:.2f} of that")


if __name__ == "__main__":
    main()
