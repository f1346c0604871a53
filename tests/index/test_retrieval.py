"""Floors under the ranking, on questions about the invented releases."""

from pathlib import Path

import pytest

from tests.benchmarks import retrieval

TASK = Path(__file__).parents[1] / "data" / "retrieval"
TWINS = TASK / "twins"
LAST = "05"
"""Releases up to this number; the whole takes longer than a test should."""
FLOOR = 0.76
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


def test_a_task_with_odd_lines_is_read_as_far_as_it_goes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        '\ufeff{"id": "a", "text": "드론\u2028자격"}\r',
        '{"id": "a", "text": "b"}',
        '{"id": 7, "text": null}',
        "",
        "rubbish",
    ]
    (tmp_path / "corpus.jsonl").write_bytes("\n".join(lines).encode())
    assert retrieval.texts(tmp_path / "corpus.jsonl") == {"a": "드론\u2028자격", "7": ""}
    assert "1 lines that cannot be read, 1 ids that come again" in capsys.readouterr().err
    (tmp_path / "qrels.tsv").write_bytes(b"q1\tp1\t1\r\nq1\tp2\nq2\tp1\t1.0\n")
    assert retrieval.relevant(tmp_path / "qrels.tsv") == {"q1": {"p1": 1}, "q2": {"p1": 1}}
    assert "1 lines that cannot be read" in capsys.readouterr().err


def test_empty_texts_and_questions_stop_nothing(tmp_path: Path) -> None:
    with retrieval.build(tmp_path, {"empty": "", "blank": " \n", "drone": "드론 자격 시험"}, "fake") as index:
        assert [name for name, _ in retrieval.rank(index, "드론 자격")] == ["drone"]
        assert retrieval.rank(index, "  ") == []


def test_long_texts_do_not_keep_others_out_of_the_ranking(tmp_path: Path) -> None:
    corpus = {f"long{n}": "드론 자격 시험. " * 900 for n in range(3)} | {f"short{n}": f"드론 {n}" for n in range(3)}
    with retrieval.build(tmp_path, corpus, "fake") as index:
        assert len(retrieval.rank(index, "드론 자격 시험", depth=4)) == 4


@pytest.mark.slow
def test_questions_in_three_languages_find_their_passages(tmp_path: Path) -> None:
    corpus = {name: text for name, text in retrieval.texts(TASK / "corpus.jsonl").items() if name[3:5] <= LAST}
    questions = retrieval.texts(TASK / "queries.jsonl")
    grades = {
        name: found for name, found in retrieval.relevant(TASK / "qrels.tsv").items() if found.keys() <= corpus.keys()
    }
    assert len(grades) > 40
    with retrieval.build(tmp_path, corpus, "e5+use") as index:
        found = {name: [text for text, _ in retrieval.rank(index, questions[name])] for name in grades}
    assert sum(retrieval.ndcg(found[name], grades[name]) for name in grades) / len(grades) >= FLOOR


@pytest.mark.slow
def test_another_round_of_a_series_stands_behind_the_one_that_was_asked_for(tmp_path: Path) -> None:
    corpus, questions = retrieval.texts(TWINS / "corpus.jsonl"), retrieval.texts(TWINS / "queries.jsonl")
    own = other = 0
    with retrieval.build(tmp_path, corpus, "e5+use") as index:
        for name, question in questions.items():
            lang, wanted = name[:2], name[3:].rsplit("-", 1)[0]
            ranked = [found for found, _ in retrieval.rank(index, question)]
            first = {found[:2]: found[3:] for found in reversed(ranked)}
            own += first[lang] == wanted
            other += sum(first[member] == wanted for member in first if member != lang)
    assert own / len(questions) >= 0.98
    assert other / len(questions) / 2 >= 0.88
