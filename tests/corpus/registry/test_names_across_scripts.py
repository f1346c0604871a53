"""Names of invented persons in several scripts: found to be one name, and kept apart from strangers."""

import pytest

from corpus.registry.transcription import same_han_name, same_latin_name, same_name, script_of

from .invented_names import Pair, pairs, strangers


def same(pair: Pair) -> bool:
    if script_of(pair.left) == "hangul":
        return same_name(pair.left, pair.right)
    return same_han_name(pair.left, pair.right)


def test_the_scripts_of_one_name_are_joined_and_strangers_are_not() -> None:
    persons, others = pairs(), strangers()
    assert len(persons) >= 600
    assert len(others) >= 1200
    found = [pair for pair in persons if same(pair)]
    mistaken = [pair for pair in others if same(pair)]
    assert len(found) / len(persons) >= 0.99
    assert len(found) / (len(found) + len(mistaken)) >= 0.995


@pytest.mark.parametrize("kind", sorted({pair.kind for pair in pairs()}))
def test_every_way_of_writing_is_known(kind: str) -> None:
    of_kind = [pair for pair in pairs() if pair.kind == kind]
    assert sum(map(same, of_kind)) / len(of_kind) >= 0.95


@pytest.mark.parametrize("kind", sorted({pair.kind for pair in strangers()}))
def test_every_kind_of_stranger_is_told_apart(kind: str) -> None:
    of_kind = [pair for pair in strangers() if pair.kind == kind]
    assert sum(map(same, of_kind)) / len(of_kind) <= 0.05


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("Huang Runqiu", "HUANG Run Qiu", True),
        ("Runqiu Huang", "HUANG Runqiu", True),
        ("Lee Jae-hoon", "LEE, Jae Hoon", True),
        ("Lee Jae-hoon", "Lee Jae-hoo", False),
        ("Li Min", "Li Ming", False),
    ],
)
def test_names_in_latin_letters_are_one_in_any_order(left: str, right: str, one: bool) -> None:
    assert same_latin_name(left, right) is one


@pytest.mark.parametrize("other", ["", " ", "-", "3", "Mr.", "·", "国", "Li", "!?"])
def test_what_is_no_name_is_nobodys(other: str) -> None:
    assert same_name("김도현", other) is False
    assert same_han_name("黄润秋", other) is False
