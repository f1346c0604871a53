"""Chains of invented releases over five years: what follows what, and how everything stands on a day."""

from datetime import date

import pytest

from queries.following import Followed, follow_up, overdue

from .scoring import score

pytestmark = pytest.mark.slow

LATER = date(2030, 1, 1)
FLOORS = {"soil": (0.95, 0.9), "ports": (0.93, 0.9), "culture": (0.85, 0.85)}
"""Of each chain the least F1 of links, and the least part of states that are right."""


@pytest.mark.parametrize("name", FLOORS)
def test_later_releases_are_tied_to_what_was_agreed(chain, name):
    followed = Followed(chain[name])
    found = score(name, followed.on(LATER), followed.on)
    least_f1, least_states = FLOORS[name]
    assert found.f1 >= least_f1, found.wrong
    assert found.states_right >= least_states * found.states, found.wrong
    assert found.quoted == found.right


def test_every_follow_up_quotes_its_release(chain):
    store = chain["soil"]
    for commitment in follow_up(store, LATER):
        for link in commitment.follow_ups:
            text = store.document(link.record).text
            assert text[link.evidence.start : link.evidence.end] == link.evidence.text
            assert link.day > commitment.agreed


def test_what_is_late_is_listed_the_longest_first(chain):
    late = overdue(follow_up(chain["soil"], date(2022, 7, 15)))
    times = [(one.overdue_since or "", one.due_now) for one in late]
    assert times == sorted(times)
    assert times[-2:] == [("2022-01-01", "2021"), ("2022-07-01", "2022-06")]


def test_nothing_is_known_before_it_was_told(chain):
    store = chain["soil"]
    assert follow_up(store, date(2018, 1, 1)) == []
    assert all(not one.follow_ups for one in follow_up(store, date(2018, 12, 31)))
