"""One meeting has one event id, in whatever language it is told."""

from pathlib import Path

import pytest

from corpus.documents import Evidence
from corpus.records import Meeting
from extract.linking.events import ReleaseFacts, event_id
from extract.pipeline import run
from ingest import read

RELEASES = Path(__file__).parents[2] / "data" / "releases"
BILATERAL = ReleaseFacts(("KR", "CN"), "KR")


def meeting(name: str, **fields) -> Meeting:
    quote = Evidence(start=0, end=len(name), text=name)
    return Meeting(**{"name": name, "status": "held", "evidence": (quote,), "rule": "made"} | fields)


@pytest.mark.parametrize("number", range(1, 7))
def test_the_core_meeting_of_three_releases_is_one_event(number):
    records = [run(read(RELEASES / f"dev-{lang}-{number:02}.txt")) for lang in ("ko", "en", "zh")]
    events = [{m.event for m in record.meetings if m.core and m.event} for record in records]
    assert len(set.intersection(*events)) == 1


def test_rounds_of_a_series_are_apart():
    records = [run(read(RELEASES / f"dev-{lang}-01.txt")) for lang in ("ko", "en", "zh")]
    expected = {f"kr-cn.maritime-dialogue-{number}" for number in (8, 9, 10)}
    assert all(expected <= {m.event for m in record.meetings} for record in records)


def test_series_and_number_decide_whatever_the_day():
    early = meeting("제21차 한중일 환경장관회의", ordinal=21, ref="temm", date="2019-11-23")
    late = meeting("TEMM 21", ordinal=21, ref="temm")
    assert event_id(early, ReleaseFacts()) == event_id(late, BILATERAL) == "temm-21"


def test_the_round_after_a_numbered_one_has_its_number():
    assert event_id(meeting("下一次会议", ref="temm"), BILATERAL, number=22) == "temm-22"


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("실버경제 세미나", "2025-10-01.cn-kr.ageing-economy"),
        ("seminar on the silver economy", "2025-10-01.cn-kr.ageing-economy"),
        ("银发经济研讨会", "2025-10-01.cn-kr.ageing-economy"),
    ],
)
def test_without_a_series_day_countries_and_topics_decide(name, event):
    assert event_id(meeting(name, date="2025-10"), BILATERAL) == event


def test_calls_of_one_day_between_two_countries_are_one():
    facts = ReleaseFacts(("CN", "KR", "JP"))
    assert event_id(meeting("통화", date="2025-11-20"), facts, call=True) == "2025-11-20.cn-kr.call"


def test_without_number_and_day_there_is_no_event():
    assert event_id(meeting("실무회의"), BILATERAL) is None
