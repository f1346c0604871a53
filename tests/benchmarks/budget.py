"""What a corpus costs on a laptop: mixed releases, cold to searchable, and again with one file changed.

    python -m tests.benchmarks.budget [N] [--jobs N] [--keep FOLDER]

Prints seconds of the clock and of computing, the most memory that all processes had together (shared pages counted
once), and when each stage began and ended.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from .mixed import write

_SAMPLED = 0.5
"""Seconds between two looks at the memory."""
_RUN = """
import json, sys, time
from pathlib import Path
start = time.perf_counter()
from communique.pipeline import run
stages = {}
def note(stage, done, total):
    stages.setdefault(stage, [round(time.perf_counter() - start, 1), 0])[1] = round(time.perf_counter() - start, 1)
jobs = int(sys.argv[3]) or None
report = run([sys.argv[1]], Path(sys.argv[2]), jobs=jobs, progress=note)
counts = {"read": len(report.read), "unchanged": report.unchanged, "indexed": report.indexed}
print(json.dumps({"stages": stages, **counts, "renditions": len(report.renditions),
                  "reposts": len(report.reposts), "failed": len(report.failures)}))
"""


@dataclass
class Cost:
    """What a command took."""

    clock: float
    computing: float
    memory: int
    told: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return (
            f"{self.clock:8.1f} s, {self.computing:8.1f} s of computing, {self.memory / 2**20:7.0f} MB  "
            f"{json.dumps(self.told)}"
        )


def measured(releases: Path, corpus: Path, jobs: int) -> Cost:
    """Run once."""
    start, before = time.perf_counter(), os.times()
    command = [sys.executable, "-c", _RUN, str(releases), str(corpus), str(jobs)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    most = [0]
    over = threading.Event()

    def look() -> None:
        while not over.wait(_SAMPLED):
            most[0] = max(most[0], sum(map(_memory, [process.pid, *_children(process.pid)])))

    watcher = threading.Thread(target=look)
    watcher.start()
    said, _ = process.communicate()
    over.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(process.returncode)
    after = os.times()
    computing = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(time.perf_counter() - start, computing, most[0], json.loads(said))


def _memory(process: int) -> int:
    """Bytes of a process; pages that it shares with others in part."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:  # it has ended
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _children(process: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            members = [int(word) for word in task.read_text(encoding="ascii").split()]
        except OSError:
            continue
        found += [each for member in members for each in (member, *_children(member))]
    return found


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What a corpus costs.")
    parser.add_argument("count", type=int, nargs="?", default=10_000, help="how many releases")
    parser.add_argument("--jobs", type=int, default=0, help="processes that read; 0: one a core")
    parser.add_argument("--keep", type=Path, help="a folder to work in, which is kept")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        releases, corpus = folder / "releases", folder / "corpus"
        write(arguments.count, releases)
        print(f"{arguments.count} releases, {_size(releases) / 2**20:.0f} MB")
        print("cold        ", measured(releases, corpus, arguments.jobs), flush=True)
        changed = sorted(path for path in releases.rglob("*.txt"))[0]
        changed.write_bytes(changed.read_bytes() + b"\n\n2031")
        print("one changed ", measured(releases, corpus, arguments.jobs), flush=True)
        print("none changed", measured(releases, corpus, arguments.jobs), flush=True)
        print(f"corpus {_size(corpus) / 2**20:.0f} MB")


if __name__ == "__main__":
    main()
