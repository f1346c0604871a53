"""A learned trigger for agreements beside the rules: which sentences state an item.

    python -m tests.benchmarks.agreement_trigger [--gold GOLD.jsonl ... --texts FOLDER]

Trains a logistic regression over hashed character n-grams on the invented sentences of tests/data/agreements, one for
each language, and prints precision and recall by sentence, of the rules and of the regression at several thresholds:
by five-fold cross-validation on those sentences, then on annotated releases (the invented ones unless given), there
also for the sentences alone in which the rules find nothing.
"""

import argparse
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from corpus.documents import Document
from corpus.languages import LANGS, Lang
from extract import run
from extract.sentences import split
from ingest import read
from queries.scoring import read_records
from tests.extract.agreements.sentences import cases, titles

DATA = Path(__file__).parents[1] / "data"
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_DIGIT = re.compile(r"\d")
_LETTERS = HashingVectorizer(
    analyzer="char", ngram_range=(2, 5), n_features=2**17, alternate_sign=False, binary=True, norm="l2"
)
Bools = npt.NDArray[np.bool_]


class Read(NamedTuple):
    """A sentence: whether the gold, and whether the rules, take an item from it."""

    lang: Lang
    text: str
    gold: bool
    rules: bool


def features(texts: Sequence[str]) -> Any:
    """Hashed character n-grams of 2 to 5, digits alike; a sparse matrix, one row for each text."""
    return _LETTERS.transform([f" {_DIGIT.sub('0', text.lower())} " for text in texts])


def regression() -> LogisticRegression:
    """The model, not yet trained."""
    return LogisticRegression(C=30, max_iter=500, solver="liblinear")


def sentences(document: Document, gold: Mapping[str, Any]) -> Iterator[Read]:
    """The sentences of a release; an item counts for the one in which most of its evidence, or else its key, stands."""
    spans = [
        (start, end, block.lang)
        for block in document.blocks
        if block.lang in LANGS and block.kind not in ("table", "furniture")
        for start, end in split(document.text, block.start, block.end, block.lang)
    ]
    stated: set[int] = set()
    for item in gold.get("agreements", []):
        start, end = item["evidence"] if "evidence" in item else _place(document.text, item["key"])
        stated |= _fullest(spans, start, end)
    told: set[int] = set()
    for found in run(document).agreements:
        told |= _fullest(spans, found.evidence[0].start, found.evidence[0].end)
    for number, (start, end, lang) in enumerate(spans):
        yield Read(lang, " ".join(document.text[start:end].split()), number in stated, number in told)


def _place(text: str, key: str) -> tuple[int, int]:
    start = text.find(key)
    return start, start + len(key)


def _fullest(spans: Sequence[tuple[int, int, Lang]], start: int, end: int) -> set[int]:
    """The number of the sentence that shares most characters with `start:end`."""
    shared = [min(last, end) - max(first, start) for first, last, _ in spans]
    return {int(np.argmax(shared))} if shared and max(shared) > 0 else set()


def rates(gold: Bools, taken: Bools) -> str:
    """Precision and recall as text."""
    both = int((gold & taken).sum())
    precision = both / taken.sum() if taken.any() else float("nan")
    recall = both / gold.sum() if gold.any() else float("nan")
    return f"{precision:.2f}/{recall:.2f}"


def show(name: str, gold: Bools, likely: npt.NDArray[np.float64], rules: Bools) -> None:
    """Print a line for the rules and the thresholds, and one for the sentences in which the rules find nothing."""
    curve = " ".join(rates(gold, likely >= threshold) for threshold in THRESHOLDS)
    print(f"  {name:<22}{len(gold):>5} sentences, {gold.sum():>3} with items; rules {rates(gold, rules)}; {curve}")
    rest = ~rules
    curve = " ".join(rates(gold[rest], likely[rest] >= threshold) for threshold in THRESHOLDS)
    print(f"  {'  where rules are silent':<24}{rest.sum():>3} sentences, {gold[rest].sum():>3} with items; {curve}")


def main() -> None:
    """Train, measure and print."""
    parser = argparse.ArgumentParser(description="A learned trigger for agreements beside the rules.")
    parser.add_argument("--gold", type=Path, nargs="+", default=sorted((DATA / "gold").glob("*.jsonl")))
    parser.add_argument("--texts", type=Path, default=DATA / "releases")
    options = parser.parse_args()
    read_of: list[Read] = []
    for path in options.gold:
        for name, gold in read_records(path).items():
            read_of += sentences(read(next(options.texts.glob(f"{name}.*"))), gold)
    print("precision/recall; the regression at", *THRESHOLDS)
    for lang in LANGS:
        own = cases(lang)
        letters, labels = features([case.text for case in own]), np.array([bool(case.items) for case in own])
        print(lang)
        folds = StratifiedKFold(5, shuffle=True, random_state=0)
        likely = cross_val_predict(regression(), letters, labels, cv=folds, method="predict_proba")[:, 1]
        show("invented sentences", labels, likely, np.array([bool(titles(lang, case)) for case in own]))
        model = regression().fit(letters, labels)
        other = [sentence for sentence in read_of if sentence.lang == lang]
        if other:
            likely = model.predict_proba(features([sentence.text for sentence in other]))[:, 1]
            gold_, rules = (np.array(column) for column in zip(*((s.gold, s.rules) for s in other), strict=True))
            show("releases", gold_, likely, rules)


if __name__ == "__main__":
    main()
