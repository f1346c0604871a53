import json
from functools import cache

import pytest

from . import measure

RELATIONS = sorted(json.loads(measure.FLOORS.read_text()))


@cache
def found() -> tuple[measure.Outcome, ...]:
    return tuple(measure.outcomes())


def test_some_thousands_of_mutants_are_tried() -> None:
    assert len(found()) > 2500


@pytest.mark.parametrize("relation", RELATIONS)
def test_a_relation_holds_at_least_as_often_as_before(relation: str) -> None:
    floors = json.loads(measure.FLOORS.read_text())
    assert measure.shortfalls(list(found()), {relation: floors[relation]}) == []


def test_a_relation_below_its_floor_is_named() -> None:
    outcomes = [measure.Outcome("year", "a", ""), measure.Outcome("year", "b", "2024 to 2025: nothing became of it")]
    assert measure.shortfalls(outcomes, {"year": 0.5}) == []
    assert measure.shortfalls(outcomes, {"year": 0.501, "day": 0.1}) == [
        "year: 1 of 2 is below the floor 0.501",
        "day: 0 of 0 is below the floor 0.100",
    ]
