"""How well the index ranks, on a task of one's own.

    python tests/benchmarks/retrieval.py TASK_DIR [--run OUT.tsv] [--model NAME]

TASK_DIR holds `corpus.jsonl` and `queries.jsonl` ({"id", "text"} a line) and `qrels.tsv` (query, passage, grade; a
first line of names is passed over). The corpus is indexed as the program does it: a text that is too long for one
passage becomes several, the best of which stands for it. Prints nDCG@10, recall@10 and recall@100 over the queries
that have a relevant passage; `--run` writes query, passage, rank and score of the first hundred.

Of texts with the same id the first counts. An empty query ranks nothing. Lines that cannot be read, and judgements of
queries or passages that are not there, are counted on standard error; the latter stay in the measure as not found.
"""

import argparse
import json
import math
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from index import DEFAULT_MODEL, Index, Passage
from index.passages import cut
from index.tokens import language_of

DEPTH = 100
A_COMMIT = 20_000
"""Texts; what was embedded before it is on the disk and not in memory."""
CUTOFF = 10
MOST = 32
"""Passages looked at for a text that is to be ranked, where long texts fill the first ones."""
Grades = dict[str, int]


def texts(path: Path) -> dict[str, str]:
    """Texts by id."""
    found: dict[str, str] = {}
    bad = repeated = 0
    for line in _lines(path):
        try:
            entry = json.loads(line)
            name, text = str(entry["id"]), entry["text"]
        except (ValueError, KeyError, TypeError):
            bad += 1
            continue
        if name in found:
            repeated += 1
        else:
            found[name] = "" if text is None else str(text)
    if bad or repeated:
        print(f"{path}: {bad} lines that cannot be read, {repeated} ids that come again", file=sys.stderr)
    return found


def relevant(path: Path) -> dict[str, Grades]:
    """Grades above nought, by query and passage."""
    grades: dict[str, Grades] = defaultdict(dict)
    bad = 0
    for number, line in enumerate(_lines(path)):
        try:
            query, passage, grade = (field.strip() for field in line.split("\t"))
            value = int(float(grade))
        except ValueError:
            bad += number > 0
            continue
        if value > 0:
            grades[query][passage] = value
    if bad:
        print(f"{path}: {bad} lines that cannot be read", file=sys.stderr)
    return dict(grades)


def _lines(path: Path) -> Iterator[str]:
    """Lines with something on them; only a line feed ends one, since JSON may hold other separators as they are."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
        for line in file:
            if line.strip():
                yield line.rstrip("\r\n")


def build(folder: Path, corpus: dict[str, str], model: str) -> Index:
    """An index of the corpus; every text is a document."""
    index = Index.open(folder, model=model, create=True)
    for number, (name, text) in enumerate(corpus.items(), start=1):
        members = [
            Passage(
                id=f"{name}#{part}",
                document=name,
                start=start,
                end=end,
                text=text[start:end],
                lang=language_of(text[start:end]),
            )
            for part, (start, end) in enumerate(cut(text))
        ]
        index.replace(name, members, key="")
        if number % A_COMMIT == 0:
            index.commit()
    index.commit()
    return index


def rank(index: Index, question: str, depth: int = DEPTH) -> list[tuple[str, float]]:
    """The first `depth` documents and their scores; each counts where its best passage stands."""
    if not question.strip():
        return []
    asked = 2 * depth
    while True:
        hits = index.search(question, k=asked)
        ranked: dict[str, float] = {}
        for hit in hits:
            ranked.setdefault(hit.passage.document, hit.score)
        if len(ranked) >= depth or len(hits) < asked or asked >= MOST * depth:
            return list(ranked.items())[:depth]
        asked *= 4


def ndcg(ranked: list[str], grades: Grades, cutoff: int = CUTOFF) -> float:
    """Normalised discounted cumulative gain, gain linear in the grade."""
    gains = [grades.get(name, 0) for name in ranked[:cutoff]]
    best = sorted(grades.values(), reverse=True)[:cutoff]
    return _discounted(gains) / _discounted(best)


def _discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def recall(ranked: list[str], grades: Grades, cutoff: int) -> float:
    """The share of relevant passages among the first `cutoff`."""
    return len(grades.keys() & set(ranked[:cutoff])) / len(grades)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Ranking quality on a retrieval task.")
    parser.add_argument("task", type=Path)
    parser.add_argument("--run", type=Path, help="write the rankings to this file")
    parser.add_argument("--model", default=DEFAULT_MODEL)
    arguments = parser.parse_args()
    corpus, queries = texts(arguments.task / "corpus.jsonl"), texts(arguments.task / "queries.jsonl")
    grades = relevant(arguments.task / "qrels.tsv")
    lost = sum(name not in corpus for members in grades.values() for name in members)
    if lost or grades.keys() - queries.keys():
        strangers = len(grades.keys() - queries.keys())
        print(f"qrels.tsv: {lost} passages and {strangers} queries that are not there", file=sys.stderr)
    if not corpus or not queries:
        sys.exit("there is nothing to rank")
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        index = build(Path(folder), corpus, arguments.model)
        built = time.perf_counter() - start
        rank(index, next((text for text in queries.values() if text.strip()), "?"))  # loads what is needed
        start = time.perf_counter()
        rankings = {name: rank(index, question) for name, question in queries.items()}
        asked = time.perf_counter() - start
        passages = len(index)
    if arguments.run:
        lines = [
            f"{query}\t{name}\t{place}\t{score}"
            for query, ranked in rankings.items()
            for place, (name, score) in enumerate(ranked, start=1)
        ]
        arguments.run.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    judged = [name for name in queries if name in grades]
    if not judged:
        sys.exit("no query has a relevant passage in qrels.tsv")
    names = {name: [found for found, _ in ranked] for name, ranked in rankings.items()}
    print(f"{len(corpus)} texts, {passages} passages, {len(judged)} queries, model {arguments.model}")
    print(f"nDCG@{CUTOFF} {sum(ndcg(names[name], grades[name]) for name in judged) / len(judged):.4f}")
    for cutoff in (CUTOFF, DEPTH):
        mean = sum(recall(names[name], grades[name], cutoff) for name in judged) / len(judged)
        print(f"recall@{cutoff} {mean:.4f}")
    print(f"built in {built:.1f} s ({passages / built:.1f} passages/s), {1000 * asked / len(queries):.1f} ms a query")


if __name__ == "__main__":
    main()
