"""What a user waits for: `communique run` on the samples and `communique search` from a cold shell.

    python tests/benchmarks/command.py [--rounds 5]

Prints wall seconds and peak memory of each, next to `python -c pass`, and whether a search imported torch.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
MEASURED = """
import resource, sys
from communique.cli import main
try:
    main(sys.argv[1:])
finally:
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + children
    print("peak", peak // 1024, "torch", "torch" in sys.modules, file=sys.stderr)
"""


def timed(*arguments: str) -> tuple[float, str]:
    """Wall seconds of a Python command, and the last line of its standard error."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True)
    return time.perf_counter() - start, (done.stderr.splitlines() or [""])[-1]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed of commands.")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        bare = min(timed("-c", "pass")[0] for _ in range(rounds))
        run = ("-c", MEASURED, "run", str(SAMPLES), "--corpus", folder)
        search = ("-c", MEASURED, "search", "hotline on rare earth supply chains", "--corpus", folder)
        for name, command, times in (("run", run, 1), ("run again", run, rounds), ("search", search, rounds)):
            measured = [timed(*command) for _ in range(times)]
            seconds, line = min(measured)
            print(f"{name:<10}{seconds:8.2f} s  {seconds / bare:7.1f} times `python -c pass`   {line}")


if __name__ == "__main__":
    main()
