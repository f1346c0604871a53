"""One stage of a measurement in a process of its own, so that its memory is its own.

    python -m tests.benchmarks.growth.stage NAME WORK '{"size": 1000, …}'

Prints what it measured as one line of JSON, last.
"""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from communique.indexing import INDEX_FOLDER
from communique.pipeline import run
from corpus.store import STORE_FILE

from ..budget import measured
from ..mixed import write
from .adding import add
from .asking import ask
from .costs import megabytes
from .filling import fill_index, fill_store

CORPUS = "corpus"


def perform(name: str, work: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Measure one stage."""
    corpus = work / CORPUS
    match name:
        case "read":
            return _read(work, corpus, **options)
        case "store":
            return fill_store(corpus, **options)
        case "index":
            return fill_index(corpus, **options)
        case "add":
            return add(corpus, (work / "added").resolve(), **options)
        case "ask":
            return ask(corpus, **options)
        case "disk":
            return _disk(corpus)
    raise ValueError(f"there is no stage {name}")


def _read(work: Path, corpus: Path, *, size: int, model: str | None) -> dict[str, Any]:
    """Read generated releases by the pipeline itself, as `communique run` does."""
    releases = work / "releases"
    write(size, releases)
    files = megabytes(releases)
    if model is not None:  # a model of tests is not to be started in a process more
        clock, before = time.perf_counter(), _computing()
        report = run([str(releases)], corpus, model=model)
        told: dict[str, Any] = {"clock": time.perf_counter() - clock, "processor": _computing() - before, "peak": 0}
        return {"files": files, "read": len(report.read), **told}
    cost = measured(releases, corpus, 0)
    return {
        "files": files, "read": cost.told["read"], "stages": cost.told["stages"], "clock": cost.clock,
        "processor": cost.computing, "peak": cost.memory / 2**20,
    }  # fmt: skip


def _computing() -> float:
    return sum(
        used.ru_utime + used.ru_stime
        for used in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def _disk(corpus: Path) -> dict[str, Any]:
    store = [corpus / f"{STORE_FILE}{suffix}" for suffix in ("", "-wal")]
    index = corpus / INDEX_FOLDER
    return {"store": megabytes(*store), "index": megabytes(index), "segments": len(list(index.glob("segment*")))}


def start(name: str, work: Path, options: dict[str, Any], *, python: str = sys.executable) -> "subprocess.Popen[str]":
    """Begin a stage in a process of its own."""
    command = [python, "-m", f"{__package__}.stage", name, str(work), json.dumps(options)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3])


def ended(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """What a stage measured.

    Raises:
        SystemExit: it failed; it has said why.
    """
    said, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"A stage ended with {process.returncode}; what was measured before it is kept")
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return told


if __name__ == "__main__":
    clock = time.perf_counter()
    found = perform(sys.argv[1], Path(sys.argv[2]), json.loads(sys.argv[3]))
    print(json.dumps({**found, "load": os.getloadavg()[0], "took": time.perf_counter() - clock}))
