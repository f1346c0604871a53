"""What takes long is made once for a corpus as it is, and anew when it changes."""

import itertools
import threading
from typing import Any, cast

import pytest

from queries.web.pages.kept import Kept
from queries.web.served import Served


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
