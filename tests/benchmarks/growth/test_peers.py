import sys
from datetime import date

import pytest

from corpus.edtf import Days
from tests.benchmarks.growth import peers
from tests.benchmarks.growth.peers import dates, running
from tests.benchmarks.growth.peers.dates import Line, accuracy


@pytest.mark.parametrize("name", peers.COMPARED)
def test_a_peer_that_is_not_installed_is_named_with_what_installs_it(name, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, name, None)
    [row] = peers.compare(name, tmp_path)
    assert row["peer"] == name
    assert f"{name} is not installed" in row["missing"]
    assert "make bench-peers" in row["missing"]


def test_a_peer_that_fails_is_named_and_the_others_go_on(monkeypatch, tmp_path):
    monkeypatch.setattr(running, "COMPARED", {"faiss": "vectors", "no_such_peer": "readers"})
    failed, absent = running.compared(tmp_path, sys.executable)
    assert failed["missing"].startswith("faiss failed: ")
    assert "holds no index" in failed["missing"]
    assert absent["missing"].startswith("no_such_peer is not installed")


def test_dates_are_compared_by_their_days():
    day: Days = (date(2023, 3, 14), date(2023, 3, 14))
    month: Days = (date(2023, 3, 1), date(2023, 3, 31))
    told = [Line("14 March", "2023-03-01", (day,)), Line("March", "2023-03-01", (month,)), Line("-", "2023-03-01", ())]
    assert accuracy(lambda text, _: {"14 March": [day], "March": [day, month], "-": [month]}[text], told) == (1.0, 0.5)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ({"value": "2023-03-14T00:00:00.000Z", "grain": "day"}, (date(2023, 3, 14), date(2023, 3, 14))),
        ({"value": "2023-12-01T00:00:00.000Z", "grain": "month"}, (date(2023, 12, 1), date(2023, 12, 31))),
        ({"value": "2023-10-01T00:00:00.000Z", "grain": "quarter"}, (date(2023, 10, 1), date(2023, 12, 31))),
        (
            {
                "from": {"value": "2023-03-14T00:00:00.000Z", "grain": "day"},
                "to": {"value": "2023-03-17T00:00:00.000Z", "grain": "day"},
            },
            (date(2023, 3, 14), date(2023, 3, 16)),
        ),
    ],
)
def test_what_duckling_says_is_read_as_days(value, days):
    assert dates._of_duckling(value) == days


def test_the_annotated_lines_have_their_marks_taken_out():
    for lang in ("ko", "en", "zh"):
        told = dates.lines(lang)
        assert len(told) > 100
        assert not any("[[" in line.text for line in told)
