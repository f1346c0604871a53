"""What reading in a process apart costs: the same releases by the bare reader and through `Reader`.

    python tests/benchmarks/workers.py [--releases 200] [--rounds 3]

Makes HWPX releases of the bundled ones, each with numbers of its own, reads each both ways in turn, and prints the
seconds of either, of each release the best round, their ratio, and what starting a child costs, once in 500 documents.
"""

import argparse
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
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


def seconds(read_one: Callable[[Path], object], path: Path) -> float:
    """Seconds to read a release."""
    start = time.perf_counter()
    read_one(path)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="The price of reading in a process apart.")
    parser.add_argument("--releases", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Reader() as reader:
        paths = releases(Path(folder), options.releases)
        seconds(read, paths[0])
        first = seconds(reader.read, paths[0])
        alone, through = 0.0, 0.0
        for path in paths:
            rounds = [(seconds(read, path), seconds(reader.read, path)) for _ in range(options.rounds)]
            alone += min(bare for bare, _ in rounds)
            through += min(apart for _, apart in rounds)
    print(f"{options.releases} releases, bare reader  {alone:6.2f} s")
    print(f"{options.releases} releases, Reader       {through:6.2f} s")
    print(f"ratio {through / alone:.2f}; the first release, with the start of the child, {first:.2f} s")


if __name__ == "__main__":
    main()
