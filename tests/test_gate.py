import json

from tests import gate


def test_accuracy_stays_above_its_floors() -> None:
    assert gate.shortfalls(gate.rates(gate.measured()), json.loads(gate.BASELINE.read_text())) == []


def test_a_rate_below_its_floor_is_named() -> None:
    baseline = {"fingerprints": gate.fingerprints(), "floors": {"ko/dates": 0.9, "en/dates": 0.8}}
    assert gate.shortfalls({"ko/dates": 0.899, "en/dates": 0.8}, baseline) == [
        "ko/dates: 0.899 is below its floor 0.900"
    ]


def test_floors_say_nothing_about_other_gold() -> None:
    changed = {**gate.fingerprints(), "dev.ko.jsonl": "0"}
    assert gate.shortfalls({}, {"fingerprints": changed, "floors": {}}) == [
        "dev.ko.jsonl is not the file that the floors were taken on"
    ]
