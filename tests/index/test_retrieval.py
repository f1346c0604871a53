"""Floors under the ranking, on questions about the invented releases."""

from pathlib import Path

import pytest

from tests.benchmarks import retrieval

TASK = Path(__file__).parents[1] / "data" / "retrieval"
LAST = "05"
"""Releases up to this number; the whole takes longer than a test should."""
FLOOR = 0.72
"""nDCG@10 over passages in all three languages."""


def test_ndcg_and_recall_are_those_of_the_definition() -> None:
    assert retrieval.ndcg(["a", "b"], {"a": 2, "b": 1}) == 1
    assert retrieval.ndcg(["x", "a"], {"a": 1}) == pytest.approx(0.6309, abs=1e-4)
    assert retrieval.ndcg(["b", "a"], {"a": 2, "b": 1}) == pytest.approx((1 + 2 * 0.63093) / (2 + 0.63093), abs=1e-4)
    assert retrieval.recall(["a", "x", "b"], {"a": 1, "b": 1}, 2) == 0.5


def test_a_text_counts_where_its_best_passage_stands(tmp_path: Path) -> None:
    corpus = {"long": "드론 자격 시험. " + "다른 이야기. " * 300, "short": "환경장관회의"}
    with retrieval.build(tmp_path, corpus, "fake") as index:
        assert len(index) > 3
        assert [name for name, _ in retrieval.rank(index, "드론 자격")] == ["long", "short"]


def test_a_task_is_read_with_or_without_a_line_of_names(tmp_path: Path) -> None:
    path = tmp_path / "qrels.tsv"
    path.write_text("query\tpassage\tgrade\nq1\tp1\t2\nq1\tp2\t0\n", encoding="utf-8")
    assert retrieval.relevant(path) == {"q1": {"p1": 2}}


@pytest.mark.slow
def test_questions_in_three_languages_find_their_passages(tmp_path: Path, cache: Path) -> None:
    corpus = {name: text for name, text in retrieval.texts(TASK / "corpus.jsonl").items() if name[3:5] <= LAST}
    questions = retrieval.texts(TASK / "queries.jsonl")
    grades = {
        name: found for name, found in retrieval.relevant(TASK / "qrels.tsv").items() if found.keys() <= corpus.keys()
    }
    assert len(grades) > 40
    with retrieval.build(tmp_path, corpus, "e5+use") as index:
        found = {name: [text for text, _ in retrieval.rank(index, questions[name])] for name in grades}
    assert sum(retrieval.ndcg(found[name], grades[name]) for name in grades) / len(grades) >= FLOOR
