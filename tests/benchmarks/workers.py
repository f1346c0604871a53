"""What reading in a process apart costs: the same releases by the bare reader and through `Reader`.

    python tests/benchmarks/workers.py [--releases 200] [--rounds 3]

Makes HWPX releases of the bundled ones, each with numbers of its own, reads all either way in turn, and prints, on the
clock and in computing, the best round of either, their ratio, and what starting a child costs, once in 500 documents.
On a busy machine the clock measures the others too.
"""

import argparse
import os
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# This folder comes first on the path of a script, and a file in it has the name of the package that is measured.
sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent]

from ingest import read  # noqa: E402
from ingest.worker import Reader  # noqa: E402

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
_NUMBER = re.compile(rb"(?<=>)([^<]*?)(\d{3,})")


def releases(folder: Path, count: int) -> list[Path]:
    """Write `count` releases: the bundled HWPX releases in turn, their longer numbers changed."""
    samples = sorted(SAMPLES.glob("*.hwpx"))
    paths = []
    for number in range(count):
        path = folder / f"{number:03}.hwpx"
        with zipfile.ZipFile(samples[number % len(samples)]) as source, zipfile.ZipFile(path, "w") as target:
            for entry in source.infolist():
                data = source.read(entry)
                if "section" in entry.filename:
                    data = _NUMBER.sub(rb"\g<1>%d" % (1000 + number), data)
                target.writestr(entry.filename, data, entry.compress_type)
        paths.append(path)
    return paths


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, and seconds of computing by this process and the children that it waited for."""

    wall: float
    cpu: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.wall - other.wall, self.cpu - other.cpu)


def now() -> Cost:
    """What was spent until now."""
    return Cost(time.perf_counter(), sum(os.times()[:4]))


def bare(paths: Sequence[Path]) -> Cost:
    """Read all in this process."""
    start = now()
    for path in paths:
        read(path)
    return now() - start


def apart(paths: Sequence[Path]) -> Cost:
    """Start a child, read all through it, one after the other, and end it."""
    start = now()
    with Reader() as reader:
        for path in paths:
            reader.read(path)
    return now() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="The price of reading in a process apart.")
    parser.add_argument("--releases", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        paths = releases(Path(folder), options.releases + 1)
        bare(paths[:1])
        rounds = [(bare(paths[1:]), apart(paths[:1]), apart(paths)) for _ in range(options.rounds)]
    for what in ("wall", "cpu"):
        alone, start, whole = (min(getattr(cost, what) for cost in each) for each in zip(*rounds, strict=True))
        print(
            f"{what:4}  bare {alone:6.2f} s   Reader {whole - start:6.2f} s   ratio {(whole - start) / alone:.2f}"
            f"   start of a child {start:.2f} s"
        )


if __name__ == "__main__":
    main()
