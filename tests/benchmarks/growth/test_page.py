import json

import pytest

from tests.benchmarks.growth.adding import EACH, ONCE
from tests.benchmarks.growth.page import write_page

_TIMES = {"p50": 10.0, "p95": 20.0}
_STAGES = {
    "add": {"count": 200, "processor": dict.fromkeys((*EACH, *ONCE), 4.0), "memory": 900.0, "load": 1.5},
    "ask": {"clock": _TIMES, "processor": _TIMES, "cold": 900.0, "memory": 500.0, "own": 300.0, "load": 1.0},
    "disk": {"store": 50.0, "index": 200.0},
}
_READ = {"clock": 100.0, "processor": 150.0, "peak": 1600.0}
_FILLED = {
    "store": {"done": 9000, "processor": 30.0},
    "index": {"added": 36_000, "passages": 45_000, "processor": 25.0},
}
_TOLD = {
    "plan": {"base": 1000, "added": 200, "asked": 20, "each": 4},
    "machine": {"processor": "a processor", "cores": 2, "memory": 24, "python": "3.11", "program": "0+0"},
    "sizes": {"1000": {"read": _READ, **_STAGES}, "10000": {**_FILLED, **_STAGES}},
    "peers": [
        {"peer": "kiwipiepy", "missing": "kiwipiepy is not installed; `make bench-peers` installs it"},
        {"peer": "lancedb", "version": "0.40.0", "what": "search, flat", "on": "9,000 passages",
         "unit": "ms a question",
         "less is better": True, "ours": 10.0, "theirs": 20.0, "build": 1.5, "recall": 1.0},
    ],
}  # fmt: skip


@pytest.fixture
def told():
    return json.loads(json.dumps(_TOLD))


def written(told, folder):
    out = folder / "growth"
    out.mkdir()
    write_page(told, out)
    return (folder / "growth.md").read_text(encoding="utf-8"), out


def test_the_page_shows_a_release_a_question_and_the_peers(told, tmp_path):
    page, out = written(told, tmp_path)
    assert "| reading | 20.0 | 20.0 | 1.00 |" in page
    assert "| 10,000 | 10.0 | 20.0 | 10.0 | 20.0 | 900 |" in page
    assert "| lancedb 0.40.0 | search, flat | 9,000 passages | ms a question | 20 | 10 | 1.5 | 1 |" in page
    assert "- kiwipiepy is not installed; `make bench-peers` installs it" in page
    assert "more than allowed" not in page
    for name in ("release", "question", "space", "peers"):
        assert f"(growth/{name}.svg)" in page
        assert (out / f"{name}.svg").read_bytes().rstrip().endswith(b"</svg>")


def test_a_release_that_became_too_dear_is_said_so(told, tmp_path):
    told["sizes"]["10000"]["add"]["processor"]["index"] = 40.0
    page, _ = written(told, tmp_path)
    assert "| index | 20.0 | 200.0 | 10.00 |" in page
    assert "allowed are 1.2" in page
    assert "This is more than allowed" in page


def test_a_question_that_became_too_slow_is_said_so(told, tmp_path):
    told["sizes"]["10000"]["ask"]["clock"] = {"p50": 31.0, "p95": 40.0}
    page, _ = written(told, tmp_path)
    assert "takes 3.10 times" in page
    assert "This is more than allowed" in page


def test_a_busy_machine_is_told(told, tmp_path):
    told["sizes"]["1000"]["add"]["load"] = 9.0
    page, _ = written(told, tmp_path)
    assert "busy with other work" in page


def test_the_same_results_give_the_same_page_and_plots(told, tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
    first, one = written(told, tmp_path / "one")
    second, other = written(json.loads(json.dumps(told)), tmp_path / "other")
    assert first == second
    for plot in one.glob("*.svg"):
        assert plot.read_bytes() == (other / plot.name).read_bytes()
