"""Corrections of a corpus: shown everywhere, kept through another run, taken back, and gold."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from communique.pipeline import run
from corpus.errors import BadCorrection, NotInCorpus
from corpus.store import FactFilter, Store
from queries.corrections import correct, gold, undo
from queries.scoring import score

from ..served import FAKE, SAMPLES

NAME = "sample-ko-01"


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    run([str(SAMPLES / f"{NAME}.hwpx")], folder, model=FAKE)
    return folder


@pytest.fixture
def corpus(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made_once, tmp_path / "corpus"))


def _position(folder: Path, field: str, test: Callable[[object], bool]) -> int:
    with Store(folder) as store:
        items = getattr(store.record(NAME), field)
    return next(number for number, item in enumerate(items) if test(item))


def test_a_correction_is_shown_in_the_record_and_in_searches_for_facts(corpus: Path) -> None:
    made = correct(
        corpus, NAME, "meetings", 0, action="correct", changes={"status": "cancelled"}, author="Kim", note="n"
    )
    assert (made.id, made.author, made.note, made.position) == (1, "Kim", "n", 0)
    with Store(corpus) as store:
        assert store.record(NAME).meetings[0].status == "cancelled"
        assert store.extracted(NAME).meetings[0].status == "held"
        assert NAME in store.matching(FactFilter(statuses=("cancelled",)))


def test_corrections_survive_another_extraction_and_do_not_pile_up(corpus: Path) -> None:
    correct(corpus, NAME, "meetings", 0, action="correct", changes={"place": "부산"}, author="Kim")
    with Store(corpus) as store:
        before, release = store.record(NAME), store.release(NAME)
        assert release.contents[release.current].record.meetings[0].place != "부산"
        store.put_release(release)
        assert store.record(NAME).model_copy(update={"source": before.source}) == before
    run([str(SAMPLES / f"{NAME}.hwpx")], corpus, model=FAKE)
    with Store(corpus) as store:
        assert store.record(NAME).meetings[0].place == "부산"
        assert [each.id for each in store.record(NAME).corrections] == [1]


def test_positions_are_those_that_are_shown_after_earlier_corrections(corpus: Path) -> None:
    with Store(corpus) as store:
        first, second, *_ = store.record(NAME).persons
    correct(corpus, NAME, "persons", 0, action="reject", author="Kim")
    made = correct(corpus, NAME, "persons", 0, action="confirm", author="Lee")
    assert made.name == second.name
    with Store(corpus) as store:
        assert first.name not in [person.name for person in store.record(NAME).persons]


def test_what_is_taken_back_is_as_it_was_extracted(corpus: Path) -> None:
    with Store(corpus) as store:
        before = store.record(NAME)
    number = correct(corpus, NAME, "agreements", 0, action="reject", author="Kim").id
    assert undo(corpus, number) == NAME
    with Store(corpus) as store:
        assert store.record(NAME) == before
        assert store.corrections() == []
    with pytest.raises(NotInCorpus):
        undo(corpus, number)


def test_a_corrected_record_counts_as_changed(corpus: Path) -> None:
    with Store(corpus) as store:
        assert list(store.records(since="2099-01-01")) == []
        store._connection.execute("UPDATE record_changes SET changed_at = '2001-01-01'")
    correct(corpus, NAME, "meetings", 0, action="confirm", author="Kim")
    with Store(corpus) as store:
        assert [each.id for each in store.records(since="2002-01-01")] == [NAME]


def test_gold_has_what_was_reviewed_and_leaves_the_rest_open(corpus: Path) -> None:
    correct(corpus, NAME, "agreements", 0, action="correct", changes={"kind": "other"}, author="Kim")
    correct(corpus, NAME, "agreements", 1, action="reject", author="Kim")
    with Store(corpus) as store:
        extracted = store.extracted(NAME)
        [made] = gold(store)
    assert [item["kind"] for item in made["agreements"]] == ["other"]
    assert extracted.agreements[1].title not in made["optional"]["agreements"]
    assert extracted.agreements[2].title in made["optional"]["agreements"]
    tally = score({NAME: made}, {NAME: extracted.as_json()})["all"]["agreements"]
    assert (tally.gold, tally.matched, tally.predicted) == (1, 1, 2)  # what was rejected counts against it


def test_a_record_that_was_reviewed_as_a_whole_is_gold_as_it_is_shown(corpus: Path) -> None:
    correct(corpus, NAME, "record", None, action="confirm", author="Kim")
    with Store(corpus) as store:
        shown = store.record(NAME)
        [made] = gold(store)
    assert "optional" not in made
    assert [item["name"] for item in made["meetings"]] == [meeting.name for meeting in shown.meetings]
    assert json.loads(json.dumps(made, ensure_ascii=False)) == made


@pytest.mark.parametrize(
    "wrong",
    [
        {"field": "meetings", "position": 0, "action": "correct"},
        {"field": "meetings", "position": 99, "action": "confirm"},
        {"field": "meetings", "position": None, "action": "confirm"},
        {"field": "meetings", "position": 0, "action": "merge"},
        {"field": "meetings", "position": 0, "action": "merge", "into": 0},
        {"field": "meetings", "position": 0, "action": "confirm", "changes": {"name": "x"}},
        {"field": "record", "position": None, "action": "reject"},
        {"field": "meetings", "position": 0, "action": "confirm", "author": " "},
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(corpus: Path, wrong: dict[str, object]) -> None:
    with pytest.raises(BadCorrection):
        correct(corpus, NAME, **{"author": "Kim", **wrong})  # type: ignore[arg-type]
    with Store(corpus) as store:
        assert store.corrections() == []


@pytest.mark.parametrize(
    "said", [{"changes": {"place": "Seoul\x1b[2J"}}, {"changes": {"agenda": ["\x07"]}}, {"note": "\x9b1m"}]
)
def test_control_characters_are_refused(corpus: Path, said: dict[str, Any]) -> None:
    given: dict[str, Any] = {"changes": {"place": "Seoul"}, "author": "Kim", **said}
    with pytest.raises(BadCorrection, match="control characters"):
        correct(corpus, NAME, "meetings", 0, action="correct", **given)
