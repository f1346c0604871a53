"""Speed of extraction, without start-up, on one core, and which component costs the time.

    python tests/benchmarks/extraction.py [--rounds 5]

Reads the invented releases, extracts each once to warm up, then all of them `rounds` times. Prints characters a
second of the best round and the share of every component; one pass of a plain regex over the same characters is the
yardstick.
"""

import argparse
import re
import sys
import time
from collections import defaultdict
from pathlib import Path

# This folder comes first on the path of a script, and one of its files has the name of a package.
sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != Path(__file__).resolve().parent]

from corpus.documents import Document  # noqa: E402
from extract.found import Found  # noqa: E402
from extract.pipeline import pipeline, run  # noqa: E402
from extract.reading import form_of  # noqa: E402
from ingest import read  # noqa: E402

RELEASES = Path(__file__).parents[1] / "data" / "releases"


def seconds_per_component(documents: list[Document]) -> dict[str, float]:
    """CPU seconds that each component takes over the documents, the tokenizer and the reading form among them."""
    nlp = pipeline()
    spent: defaultdict[str, float] = defaultdict(float)
    for document in documents:
        start = time.process_time()
        doc = nlp.make_doc(document.text)
        spent["tokenizer"] += time.process_time() - start
        start = time.process_time()
        doc._.release, doc._.reading, doc._.found = document, form_of(document), Found()
        spent["reading"] += time.process_time() - start
        for name, component in nlp.pipeline:
            start = time.process_time()
            doc = component(doc)
            spent[name] += time.process_time() - start
    return spent


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed of extraction.")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    documents = [read(path) for path in sorted(RELEASES.glob("*.txt"))]
    characters = sum(len(document.text) for document in documents)
    for document in documents:
        run(document)
    times = []
    for _ in range(rounds):
        start = time.process_time()
        for document in documents:
            run(document)
        times.append(time.process_time() - start)
    yardstick = re.compile(r"[^\W\d_]+|\d+|.", re.DOTALL)
    start = time.process_time()
    for document in documents:
        yardstick.findall(document.text)
    plain = time.process_time() - start
    print(f"{len(documents)} releases, {characters} characters")
    print(
        f"{characters / min(times):,.0f} characters a second; {min(times) / plain:.0f} times one pass of a plain regex"
    )
    spent = seconds_per_component(documents)
    for name, seconds in sorted(spent.items(), key=lambda part: -part[1]):
        print(f"  {name:<22}{seconds / sum(spent.values()):6.1%}")


if __name__ == "__main__":
    main()
