"""Vectors of the names of facts stay as long as the facts. The releases are invented."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from corpus.store import STORE_FILE, Place, Store
from corpus.store.checking import flaws
from tests.corpus.test_deadlines import LINES, put


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path, create=True)
    put(store)
    return store


def embed(store: Store, model: str = "one") -> None:
    """Keep a vector of every fact that has none: the bytes of its name."""
    missing = store.unembedded(model, limit=100)
    store.put_vectors(model, {fact: name.encode() for fact, name in missing.items()})


def places(name: str = "one") -> list[Place]:
    return [Place(record=name, field="agreements", position=number) for number in range(len(LINES))]


def test_a_stored_release_needs_vectors_until_they_are_put(store: Store) -> None:
    assert sorted(store.unembedded("one", limit=100).values()) == sorted([*LINES, "dialogue"])
    assert len(store.unembedded("one", limit=2)) == 2
    embed(store)
    assert store.unembedded("one", limit=100) == {}
    assert store.lookup.vectors("one", places()) == {line: line.encode() for line in LINES}


def test_a_release_that_is_stored_again_needs_them_again(store: Store) -> None:
    put(store, "two")
    embed(store)
    put(store, "two")
    assert store.lookup.vectors("one", places("two")) == {}
    assert set(store.lookup.vectors("one", places())) == set(LINES)
    assert len(store.unembedded("one", limit=100)) == len(LINES) + 1


def test_another_model_takes_the_place_of_all_that_was_kept(store: Store) -> None:
    put(store, "two")
    embed(store)
    assert store.lookup.vectors("other", places()) == {}
    missing = store.unembedded("other", limit=3)
    store.put_vectors("other", dict.fromkeys(missing, b"new"))
    assert store.lookup.vectors("one", [*places(), *places("two")]) == {}
    assert len(store.unembedded("other", limit=100)) == 2 * (len(LINES) + 1) - 3


def test_a_damaged_vector_is_not_used_and_is_named(store: Store, tmp_path: Path) -> None:
    embed(store)
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        connection.execute("UPDATE fact_vectors SET vector = x'00' WHERE fact = (SELECT MIN(fact) FROM fact_vectors)")
        connection.commit()
    kept = {*store.lookup.vectors("one", places()), *store.lookup.vectors("one", [place_of_meeting()])}
    assert len(kept) == len(LINES)
    assert [(flaw.kind, flaw.document) for flaw in flaws(tmp_path / STORE_FILE)] == [("facts", "one")]


def place_of_meeting() -> Place:
    return Place(record="one", field="meetings", position=0)


def test_examining_finds_a_fact_of_which_it_was_forgotten_that_it_has_none(store: Store, tmp_path: Path) -> None:
    assert flaws(tmp_path / STORE_FILE) == []
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        connection.execute("DELETE FROM unembedded_facts")
        connection.commit()
    assert [flaw.kind for flaw in flaws(tmp_path / STORE_FILE)] == ["facts"]
