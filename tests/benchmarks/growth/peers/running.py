"""All peers, each in a process of its own with the Python that has them."""

import json
import subprocess
import time
from pathlib import Path

from ..stage import CORPUS
from . import COMPARED, Row

_SECONDS = 400
"""Of one peer; one that takes longer is named as such."""
_ROOT = Path(__file__).parents[4]


def compared(work: Path, python: str) -> list[Row]:
    """The rows of every peer; of one that fails or takes too long a row that says so."""
    rows = []
    for name in COMPARED:
        start = time.perf_counter()
        rows += _one(name, work / CORPUS, python)
        print(f"peer {name} in {time.perf_counter() - start:.0f} s", flush=True)
    return rows


def _one(name: str, corpus: Path, python: str) -> list[Row]:
    command = [python, "-m", __package__ or "", name, str(corpus.resolve())]
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=_ROOT, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return [{"peer": name, "missing": f"{name} took more than {_SECONDS} s and was stopped"}]
    if done.returncode:
        last = (done.stderr.strip() or f"ended with {done.returncode}").splitlines()[-1]
        return [{"peer": name, "missing": f"{name} failed: {last}"}]
    rows: list[Row] = json.loads(done.stdout.splitlines()[-1])
    return rows
