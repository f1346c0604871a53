"""Cues and states, by sentences and follow-ups made by hand."""

from datetime import date

import pytest

from corpus.rulefiles import load
from corpus.store import Store
from queries.following import follow_up
from queries.following.commitments import Promise, Telling, due_of
from queries.following.cues import RESOURCE, Cues, told
from queries.following.following import commitment
from queries.following.model import FollowUp
from tests.queries.support import agreement, quoted

CUES = load(RESOURCE, Cues).cue


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.does)
def test_a_cue_is_found_in_its_own_examples(cue):
    assert cue.examples
    for sentence in cue.examples:
        assert cue.does in told(sentence), sentence


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.does)
def test_a_plan_that_is_looked_back_on_is_none(cue):
    for words in cue.past:
        assert cue.does not in told(f"({words})"), words


def promise(**fields):
    item = agreement("공동조사", kind="project", status="agreed", **fields)
    return Promise("2020-01-15", frozenset({"CN", "KR"}), (Telling("first", 0, item, "ko", None, None),))


def link(day, does, due=None):
    [evidence] = quoted("…")
    return FollowUp(record=day, day=day, does=does, due=due, evidence=evidence, score=1.0)


@pytest.mark.parametrize(
    ("links", "on", "state"),
    [
        ([], date(2020, 6, 1), "open"),
        ([], date(2021, 1, 1), "overdue"),
        ([link("2020-05-01", "continues")], date(2020, 6, 1), "ongoing"),
        ([link("2020-05-01", "continues")], date(2020, 4, 1), "open"),
        ([link("2020-05-01", "continues")], date(2021, 1, 1), "overdue"),
        ([link("2020-05-01", "moves", "2022")], date(2021, 1, 1), "moved"),
        ([link("2020-05-01", "moves", "2022")], date(2023, 1, 1), "overdue"),
        ([link("2020-05-01", "moves", "2022"), link("2022-03-01", "completes")], date(2023, 1, 1), "completed"),
        ([link("2020-05-01", "drops")], date(2023, 1, 1), "dropped"),
    ],
)
def test_the_state_on_a_day_follows_from_what_was_told_by_then(links, on, state):
    assert commitment(promise(date="2020"), links, on).state == state


def test_what_begins_and_has_no_end_is_never_late():
    assert commitment(promise(period="2020/.."), [], date(2030, 1, 1)).state == "open"


def test_the_years_that_a_plan_is_for_are_not_when_it_is_due():
    assert due_of(agreement("계획", kind="plan", status="agreed", period="2022/2024")) is None
    assert due_of(agreement("공동연구", kind="research", status="agreed", period="2022/2023")) == "2022/2023"
    assert due_of(agreement("안내서", kind="project", status="agreed", date="2019", deadline="2019-12")) == "2019-12"


def test_a_moved_commitment_has_a_new_time():
    moved = commitment(promise(date="2020"), [link("2020-05-01", "moves", "2022-03")], date(2022, 4, 2))
    assert (moved.due, moved.due_now, moved.overdue_since) == ("2020", "2022-03", "2022-04-01")


def test_an_empty_corpus_has_no_commitments(tmp_path):
    with Store(tmp_path, create=True) as store:
        assert follow_up(store, date(2025, 1, 1)) == []
