import pytest

from queries.disagreements import FIELDS, disagreements

TEXT = "발표\n제9차 해양대화가 4월 23일 서울에서 열렸다. 다음 회의는 내년에 열린다.\n문의 외교부"


def meeting(name, **parts):
    start = TEXT.find("제9차")
    sentence = {"start": start, "end": TEXT.find("다.") + 2, "text": TEXT[start : TEXT.find("다.") + 2]}
    return {"name": name, "evidence": [sentence], **parts}


def differences(gold, predicted, field="meetings"):
    records = {"r": {"lang": "ko", field: gold}}, {"r": {"lang": "ko", field: predicted}}
    return list(disagreements(*records, {"r": TEXT}, field))


def test_what_is_missed_superfluous_and_wrong_is_named_with_its_sentence():
    missed, superfluous, wrong = differences(
        [{"name": "다음 회의", "status": "planned"}, {"name": "제9차 해양대화", "status": "held", "place": "서울"}],
        [meeting("사전 설명회"), meeting("제9차 해양대화", status="planned", place="서울")],
    )
    assert (missed.kind, missed.item) == ("missed", "다음 회의")
    assert missed.sentence == "제9차 해양대화가 4월 23일 서울에서 열렸다. 다음 회의는 내년에 열린다."
    assert (superfluous.kind, superfluous.item) == ("superfluous", "사전 설명회")
    assert (wrong.kind, wrong.part, wrong.expected, wrong.got) == ("wrong", "status", "held", "planned")
    assert wrong.line().startswith("r ~ 제9차 해양대화  status: held expected, planned got\n    제9차")


def test_dates_count_once_by_value():
    (missed,) = differences(
        [{"text": "4월 23일", "value": "2025-04-23"}, {"text": "내년", "value": "2026"}],
        [{"text": "4월 23일", "value": "2025-04-23"}],
        "dates",
    )
    assert missed.line().startswith("r - 내년 = 2026")


def test_equal_records_have_no_disagreements():
    assert differences([meeting("제9차 해양대화", status="held")], [meeting("제9차 해양대화", status="held")]) == []


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_that_can_be_asked_for_is_compared(field):
    item = {"name": "연번", "key": "연번", "value": "2025", "header": ["연번"], "rows": 4, "evidence": []}
    assert differences([item], [item], field) == []


def test_a_table_is_called_by_its_header_where_it_has_no_caption():
    [wrong] = differences(
        [{"header": ["연번", "과제명"], "rows": 4}], [{"header": ["연번", "과제명"], "rows": 5}], "tables"
    )
    assert wrong.line() == "r ~ 연번 | 과제명  rows: 4 expected, 5 got"
