from pathlib import Path
from typing import Any

import pytest

from corpus.errors import UnreadableFile
from queries.scoring import read_records, score

GOLD: dict[str, Any] = {
    "id": "a",
    "lang": "ko",
    "meetings": [
        {"name": "제9차 한중 해양협력대화", "ordinal": 9, "status": "held", "date": "2025-04-23", "core": True},
        {"name": "제10차 한중 해양협력대화", "ordinal": 10, "status": "planned", "core": False},
    ],
    "agencies": [{"name": "Ministry of Foreign Affairs", "surfaces": ["외교부"], "country": "KR"}],
    "persons": [{"name": "천리민", "latin": "Chen Limin"}],
    "dates": [{"text": "2025. 4. 24.", "value": "2025-04-24"}, {"text": "내년", "value": "2026"}],
    "agreements": [
        {"key": "직통전화", "kind": "exchange", "status": "agreed", "parties": ["KR", "CN"], "evidence": [10, 50]}
    ],
    "programmes": [{"name": "NEASPEC", "surfaces": ["NEASPEC"]}],
    "optional": {"agencies": ["대변인실"]},
}


def f1(predicted: dict[str, Any], field: str) -> float | None:
    return score({"a": GOLD}, {"a": predicted})["ko"][field].f1


def test_the_gold_against_itself_is_perfect() -> None:
    scores = score({"a": GOLD}, {"a": GOLD})
    assert {tally.f1 for fields in scores.values() for tally in fields.values()} == {1.0}
    assert scores["all"]["meetings"].part("core recall") == 1.0
    assert scores["all"]["agreements"].part("parties") == 1.0


def test_a_document_that_was_not_predicted_is_missed() -> None:
    tally = score({"a": GOLD}, {})["all"]["dates"]
    assert (tally.gold, tally.predicted, tally.matched) == (2, 0, 0)
    assert tally.recall == 0.0


def test_programmes_count_only_where_both_sides_carry_them() -> None:
    assert "programmes" not in score({"a": GOLD}, {"a": {}})["ko"]
    assert f1({"programmes": []}, "programmes") == 0.0


def test_an_ordinal_that_differs_parts_two_meetings_of_one_name() -> None:
    assert f1({"meetings": [{"name": "제8차 한중 해양협력대화", "ordinal": 8}]}, "meetings") == 0.0
    swapped = {"meetings": [{**meeting} for meeting in reversed(GOLD["meetings"])]}
    scores = score({"a": GOLD}, {"a": swapped})["ko"]["meetings"]
    assert (scores.matched, scores.part("status")) == (2, 1.0)


def test_dates_compare_as_distinct_values_and_those_inside_names_do_not_count() -> None:
    assert f1({"dates": [{"text": "x", "value": "2026"}, {"text": "y", "value": "2026"}]}, "dates") == pytest.approx(
        2 / 3
    )
    inside_a_name = {"dates": [*GOLD["dates"], {"text": "제9차", "value": "2009"}]}
    assert f1(inside_a_name, "dates") == 1.0


def test_an_agreement_is_found_by_its_key_or_by_its_sentence_and_a_similar_title() -> None:
    assert f1({"agreements": [{"title": "어업 분야 직통전화 개설"}]}, "agreements") == 1.0
    similar = {"title": "직통 전환", "evidence": [{"start": 12, "end": 40}]}
    assert f1({"agreements": [similar]}, "agreements") == 1.0
    elsewhere = {"title": "직통 전환", "evidence": [{"start": 60, "end": 90}]}
    assert f1({"agreements": [elsewhere]}, "agreements") == 0.0


def test_what_the_gold_holds_optional_counts_neither_way() -> None:
    assert f1({"agencies": [*GOLD["agencies"], {"name": "대변인실"}]}, "agencies") == 1.0
    assert f1({"agencies": [*GOLD["agencies"], {"name": "감사실"}]}, "agencies") == pytest.approx(2 / 3)


def test_a_file_that_holds_no_records_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a"}\n{"no": "id"}\n')
    with pytest.raises(UnreadableFile, match="line 2, holds no record"):
        read_records(path)
    path.write_text('{"id": "a"}\n{"id": "a"}\n')
    with pytest.raises(UnreadableFile, match="line 2: id 'a' stands twice"):
        read_records(path)


def test_tables_match_by_caption_or_header_and_count_rows() -> None:
    gold = {
        "id": "a",
        "lang": "ko",
        "tables": [
            {"header": [], "rows": 3},
            {"caption": "<표 1> 예산", "header": ["구분", "금액"], "rows": 4},
        ],
    }
    box, budget = {"rows": 2}, {"caption": "예산", "header": ["구분", "금 액"], "rows": 4}
    tally = score({"a": gold}, {"a": {"tables": [budget, box]}})["ko"]["tables"]
    assert (tally.gold, tally.matched) == (2, 2)
    assert tally.parts == {"header": (2, 2), "rows": (2, 1)}
    assert score({"a": gold}, {"a": {"tables": [{"header": ["이름"], "rows": 3}]}})["ko"]["tables"].matched == 0
