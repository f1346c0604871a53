"""What a whole answer costs beside the search that is part of it, on a corpus that is there.

    python tests/benchmarks/asking.py CORPUS

Each question is new to the process, as an analyst's are; what all questions share is loaded before. Prints milliseconds
of an answer with its table, of the passages alone, and how many times the one the other is.
"""

import argparse
import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from queries.asking import ask, understanding
from queries.search import Searcher
from tests.benchmarks.load.clients import QUESTIONS


def timed(action: Callable[[str], object]) -> list[float]:
    """Seconds of each question."""
    taken = []
    for question in QUESTIONS:
        begun = time.perf_counter()
        action(question)
        taken.append(time.perf_counter() - begun)
    return taken


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed of answers.")
    parser.add_argument("corpus", type=Path)
    folder = parser.parse_args().corpus
    understanding.load()
    with Searcher(folder) as corpus:
        answer = partial(ask, corpus=corpus, today=date(2026, 1, 1))
        answer("합의 agreement 合作 2025")
        passages, answers, again = (timed(action) for action in (corpus.search, answer, answer))
    for name, times in (("passages alone", passages), ("answers", answers), ("answers again", again)):
        p50, p95 = 1000 * np.percentile(times, [50, 95])
        print(f"{name:<15} p50 {p50:.0f} ms, p95 {p95:.0f} ms")
    print(f"an answer takes {sum(answers) / sum(passages):.1f} times what its passages take alone")


if __name__ == "__main__":
    main()
