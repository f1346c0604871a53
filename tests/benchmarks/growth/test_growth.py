import json
from pathlib import Path

import pytest

from corpus.store import Store
from index import Index
from ingest import read_bytes
from ingest.renditions import Candidates, signature_of
from queries.search import Searcher
from tests.benchmarks.growth import __main__ as command
from tests.benchmarks.growth import measuring, stage
from tests.benchmarks.growth.adding import EACH, ONCE
from tests.benchmarks.growth.asking import questions
from tests.benchmarks.growth.costs import Spent
from tests.benchmarks.growth.measuring import RESULTS, Plan, measure
from tests.benchmarks.growth.plots import shares
from tests.benchmarks.growth.repeats import _signature

DATA = Path(__file__).parents[2] / "data"
PLAN = Plan(sizes=(20, 40), added=4, asked=2, each=2, model="fake")


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    work = tmp_path_factory.mktemp("growth")
    return work, measure(PLAN, work)


def test_every_size_has_all_stages(measured):
    _, told = measured
    assert told["sizes"]["20"].keys() == {"read", "add", "ask", "disk"}
    assert told["sizes"]["40"].keys() == {"store", "index", "add", "ask", "disk"}
    for size in ("20", "40"):
        added, asked = told["sizes"][size]["add"], told["sizes"][size]["ask"]
        assert set(EACH) | set(ONCE) <= added["processor"].keys()
        assert added["stored"] == added["indexed"] == 4
        assert added["characters"] == told["sizes"]["20"]["add"]["characters"]
        assert asked["questions"] == 6
        assert asked["answers"] == 60
        assert asked["clock"]["p50"] <= asked["clock"]["p95"]


def test_the_filled_corpus_is_whole(measured):
    work, _ = measured
    with Store(work / "corpus") as store, Index.open(work / "corpus" / "index") as index:
        identifiers = [stored.id for stored in store.documents()]
        assert len(identifiers) == 40
        assert set(index.documents()) == set(identifiers)
        index.check()
        repeated = [identifier for identifier in identifiers if identifier.endswith("-r1")]
        assert repeated
        for identifier in repeated:
            document, real = store.document(identifier), store.document(identifier.removesuffix("-r1"))
            assert len(document.text) == len(real.text)
            assert document.text != real.text
            for date in store.record(identifier, joined=False).dates:
                for quoted in date.evidence:
                    assert document.text[quoted.start : quoted.end] == quoted.text


def test_a_repetition_is_near_to_the_same_releases_of_its_own_repetition():
    text = (DATA / "releases" / "dev-ko-02.txt").read_text(encoding="utf-8")
    one, other = (read_bytes(words.encode(), name="release.txt") for words in (text, text[: len(text) * 4 // 5]))
    near = [_signature(document, 3) for document in (one, other)]
    candidates = Candidates()
    for name, each in (("one", signature_of(one)), ("other", signature_of(other)), ("one-r3", near[0])):
        candidates.add(name, each)
    assert candidates.near(signature_of(one)) == ["one", "other"]
    assert candidates.near(near[1]) == ["one-r3"]


def test_an_answer_from_a_repetition_quotes_its_text(measured):
    work, _ = measured
    with Searcher(work / "corpus") as searcher:
        answers = [answer for question in questions(2) for answer in searcher.search(question, k=30)]
        repeated = [answer for answer in answers if "-r" in answer.document]
        assert repeated
        for answer in repeated:
            document, _ = searcher.read(answer.document)
            assert document.text[answer.start : answer.end] == answer.text


def test_a_measurement_that_was_stopped_goes_on(measured, monkeypatch):
    work, told = measured
    results = json.loads((work / RESULTS).read_text(encoding="utf-8"))
    del results["sizes"]["40"]["disk"]
    (work / RESULTS).write_text(json.dumps(results), encoding="utf-8")
    begun = []

    def noted(name, *rest):
        begun.append(name)
        return stage.start(name, *rest)

    monkeypatch.setattr(measuring, "start", noted)
    again = measure(PLAN, work)
    assert begun == ["disk"]
    assert again["sizes"]["40"]["add"] == told["sizes"]["40"]["add"]


def test_results_of_another_plan_are_not_continued(measured):
    work, _ = measured
    with pytest.raises(SystemExit, match="--work"):
        measure(Plan(sizes=(20,), model="fake"), work)


def test_what_a_run_does_once_is_spread_over_the_releases_it_brings():
    seconds = dict.fromkeys(EACH, 2.0) | dict.fromkeys(ONCE, 1.0)
    told = shares(1000, {"add": {"count": 200, "processor": seconds}})
    assert {told[stage] for stage in EACH} == {10.0}
    assert told["once a run"] == pytest.approx(len(ONCE) * 1000 / 1000)


def test_time_within_another_stage_counts_once(monkeypatch):
    moments = iter([0.0, 1.0, 4.0, 6.0])
    monkeypatch.setattr("tests.benchmarks.growth.costs.time.process_time", lambda: next(moments))
    spent = Spent()
    with spent.on("index"), spent.on("embedding"):
        pass
    assert dict(spent.processor) == {"index": 3.0, "embedding": 3.0}


def test_sizes_up_to_ten_thousand_are_read_from_files_where_that_is_asked_for():
    assert Plan().base == 1000
    assert Plan(real=True).base == 10_000


def test_a_page_without_measurements_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["growth", "--page", "--out", str(tmp_path / "growth")])
    with pytest.raises(SystemExit, match="holds no measurements"):
        command.main()
