"""What counts as a difference, by records made by hand."""

import numpy as np
import pytest

from corpus.records import Date, Person
from corpus.rulefiles import load
from queries.comparing.context import Context
from queries.comparing.differing import OF_AGREEMENTS, OF_MEETINGS, differences, of_heads, of_quantities
from queries.comparing.joining import joined
from queries.comparing.quantities import quantities_in
from queries.comparing.subjects import RESOURCE, Subjects, subjects_in
from tests.queries.support import agreement, meeting, quoted


def fields(found):
    return [one.field for one in found]


@pytest.mark.parametrize(
    ("one", "other", "differing"),
    [
        ({"date": "2025-04-23"}, {"date": "2025-04"}, []),
        ({"date": "2025-04-23"}, {"date": "2025-05-02"}, ["date"]),
        ({"place": "서울 중구 소재 호텔"}, {"place": "首尔"}, []),
        ({"place": "서울"}, {"place": "北京"}, ["place"]),
        ({"place": "서울"}, {"place": "a hotel"}, []),
        ({"status": "held"}, {"status": "cancelled"}, ["status"]),
        ({"format": "video"}, {"format": None}, []),
    ],
)
def test_only_what_excludes_each_other_is_a_difference_between_meetings(one, other, differing):
    told = [("a", meeting("회의", **one)), ("b", meeting("会议", **other))]
    assert fields(differences("meeting", "회의", told, OF_MEETINGS, Context())) == differing


@pytest.mark.parametrize(
    ("one", "other", "differing"),
    [
        ({"status": "agreed"}, {"status": "signed"}, []),
        ({"status": "proposed"}, {"status": "agreed"}, ["status"]),
        ({"status": "completed"}, {"status": "agreed"}, ["status"]),
        ({"period": "2025/2029"}, {"period": "2020/2024"}, ["period"]),
        ({"parties": ("KR", "CN")}, {"parties": ("KR", "CN", "JP")}, []),
        ({"parties": ("KR", "CN")}, {"parties": ("KR", "JP")}, ["parties"]),
        ({"deadline": "2026-06"}, {"deadline": "2026-12"}, ["deadline"]),
    ],
)
def test_only_what_excludes_each_other_is_a_difference_between_items(one, other, differing):
    told = [("a", agreement("공동조사", **one)), ("b", agreement("联合调查", **other))]
    assert fields(differences("agreement", "공동조사", told, OF_AGREEMENTS, Context())) == differing


def test_a_date_that_the_other_release_names_too_excludes_nothing():
    words = Date(evidence=quoted("FTA"), rule="test", text="2015. 12. 20.", value="2015-12-20")
    told = [("a", agreement("FTA", date="2025-12")), ("b", agreement("FTA", date="2015-12-20"))]
    assert differences("agreement", "FTA", told, OF_AGREEMENTS, Context(dates={"a": [words]})) == []
    assert fields(differences("agreement", "FTA", told, OF_AGREEMENTS, Context())) == ["date"]


def test_numbers_of_the_same_things_are_compared():
    told = [
        ("a", agreement("exchange", evidence=quoted("an exchange of two forecasters each"))),
        ("b", agreement("互派", evidence=quoted("商定互派，各派3名预报员；40名大学生参加论坛"))),
    ]
    [difference] = of_quantities("exchange", told)
    assert [said.value for said in difference.said] == [["2 people"], ["3 people"]]


def test_heads_are_compared_by_side_across_scripts():
    def head(name, side):
        return Person(evidence=quoted(name), rule="test", name=name, side=side)

    told = [("a", meeting("회의", heads=("윤재현", "천리민"))), ("b", meeting("会议", heads=("尹在贤", "马天华")))]
    context = Context(
        persons={
            "a": [head("윤재현", "KR"), head("천리민", "CN")],
            "b": [head("尹在贤", "KR"), head("马天华", "CN")],
        }
    )
    assert fields(of_heads("회의", told, context)) == ["head of CN"]


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("80여 개사가 참가", {"companies": {80}}),
        ("more than 80 companies", {"companies": {80}}),
        ("US$ 129.6 billion", {"USD": {129_600_000_000}}),
        ("1325.6亿美元", {"USD": {132_560_000_000}}),
        ("연 3억 원 상당", {"KRW": {300_000_000}}),
        ("2026년 8월", {}),
    ],
)
def test_counted_things_have_one_form_in_all_languages(text, quantities):
    assert quantities_in(text) == quantities


def test_a_group_holds_one_telling_of_each_release():
    alike = np.array([[0, 5, 4], [5, 0, 3], [4, 3, 0]], dtype=float)
    assert joined([["a"], ["b"], ["b"]], alike, least=1) == [[0, 1], [2]]
    assert joined([["a"], ["b"], ["c"]], alike, least=1) == [[0, 1, 2]]
    assert joined([["a"], ["b"], ["c"]], alike, least=9) == [[0], [1], [2]]


@pytest.mark.parametrize("subject", load(RESOURCE, Subjects).subject, ids=lambda subject: subject.id)
def test_every_word_names_its_subject(subject):
    for word in (*subject.en, *subject.ko, *subject.zh):
        assert subject.id in subjects_in(f"({word})"), word
