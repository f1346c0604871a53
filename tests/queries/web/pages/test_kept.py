"""What takes long is made once for a corpus as it is, and anew when it changes."""

import itertools
import threading
from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import pytest

from corpus.errors import StoreError
from corpus.store import Store
from queries.web.pages import commitments
from queries.web.pages.commitments import Commitments
from queries.web.pages.kept import Kept
from queries.web.served import Served
from queries.web.settings import SETTINGS
from tests.queries.served import sample_corpus

DAY = date(2030, 1, 1)


class Corpus:
    """Stands for what is served; only whether it changed matters."""

    def __init__(self) -> None:
        self.version = "1"

    def state(self) -> str:
        return self.version


@pytest.fixture
def corpus():
    return Corpus()


@pytest.fixture
def kept(corpus) -> Kept[Any]:
    return Kept(cast(Served, corpus), most=2)


def test_a_value_is_made_once_until_the_corpus_changes(corpus, kept):
    made: list[str] = []

    def make() -> str:
        made.append(corpus.version)
        return f"of {corpus.version}"

    assert [kept.get("a", make), kept.get("a", make)] == ["of 1", "of 1"]
    corpus.version = "2"
    assert kept.get("a", make) == "of 2"
    assert made == ["1", "2"]


def test_the_oldest_value_makes_room(kept):
    numbers = itertools.count()
    made = [kept.get(key, lambda: next(numbers)) for key in ("a", "b", "a", "c", "a")]
    assert made == [0, 1, 0, 2, 3]


def test_what_is_not_ready_is_made_meanwhile(kept):
    begun, go_on = threading.Event(), threading.Event()

    def make() -> str:
        begun.set()
        assert go_on.wait(20)
        return "made"

    assert kept.ready("a", make) is None
    assert begun.wait(20)
    assert kept.ready("a", make) is None
    go_on.set()
    assert kept.get("a", lambda: "made twice") == "made"
    assert kept.ready("a", make) == "made"


def test_what_failed_in_the_background_can_be_tried_again(kept):
    failed = threading.Event()

    def fail() -> str:
        failed.set()
        raise RuntimeError("no such luck")

    assert kept.ready("a", fail) is None
    assert failed.wait(20)
    assert kept.get("a", lambda: "made") == "made"


@pytest.fixture
def followed(tmp_path) -> Iterator[tuple[Served, Commitments]]:
    """A corpus, and its commitments as those of a large one: found in a process apart."""
    served = Served(sample_corpus(tmp_path), SETTINGS)
    apart = Commitments(served, at_once=0)
    yield served, apart
    apart.close()
    served.close()


def test_commitments_found_in_a_process_apart_are_those_that_are_found_at_once(followed):
    served, apart = followed
    with served.reading() as store:
        assert apart.ready(store, DAY) is None
        found = apart.on(store, DAY)
        assert apart.ready(store, DAY) == found == Commitments(served).on(store, DAY)
    assert found.of is None
    assert any(each.state == "overdue" for each in found.every)


def test_commitments_of_a_moment_ago_say_so_until_those_of_now_are_found(followed, monkeypatch):
    served, apart = followed
    with served.reading() as store:
        before = apart.on(store, DAY)
    with Store(served.folder) as store:
        store.remove("sample-ko-01")
    monkeypatch.setattr(commitments, "PATIENCE", 0.0)
    with served.reading() as store:
        passed = apart.on(store, DAY)
        assert passed.of is not None
        assert passed.every == before.every
        monkeypatch.setattr(commitments, "PATIENCE", 60.0)
        now = apart.on(store, DAY)
    assert now.of is None
    sources = {source.record for each in now.every for source in each.sources}
    assert "sample-en-01" in sources
    assert "sample-ko-01" not in sources


def test_a_server_that_ends_does_not_begin_to_look_for_commitments(followed):
    served, apart = followed
    apart.close()
    with served.reading() as store, pytest.raises(StoreError, match="The server is ending"):
        apart.on(store, DAY)
