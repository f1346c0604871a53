"""Pictures that the server draws: years, lines of time, the network."""

from datetime import date
from itertools import combinations
from typing import Any

from queries.web.pages import networks, timelines
from queries.web.pages.meeting_network import shortened
from queries.web.pages.networks import Body, bodies_of


def bars(*given: Any, **options: Any) -> Any:
    return timelines.bars(*given, **options)


def line(*given: Any) -> Any:
    return timelines.line(*given)


def network(*given: Any, **options: Any) -> Any:
    return networks.network(*given, **options)


def test_years_without_meetings_have_a_place_too():
    picture = bars({"2019": 4, "2022": 1, "": 3})
    assert [(bar.year, bar.number) for bar in picture.bars] == [("2019", 4), ("2020", 0), ("2021", 0), ("2022", 1)]
    assert picture.bars[0].height > picture.bars[3].height > picture.bars[1].height == 0
    assert bars({"2019": 4}) is None


def test_the_latest_years_are_drawn_where_there_are_many():
    picture = bars({str(year): 1 for year in range(1900, 2026)}, longest=30)
    assert (picture.bars[0].year, picture.bars[-1].year) == ("1996", "2025")


def test_points_that_are_near_lie_in_lanes():
    picture = line([("b", date(2020, 3, 1)), ("a", date(2020, 2, 1)), ("c", date(2012, 1, 1))])
    assert [point.key for point in picture.points] == ["c", "a", "b"]
    assert picture.points[0].y == picture.points[1].y < picture.points[2].y < picture.height
    assert all(0 <= point.x <= picture.width for point in picture.points)
    assert line([]) is None


def bodies(number: int) -> list[Body]:
    return bodies_of(
        (f"meeting-{each}-{other}", f"body-{member:02}", "KR" if member % 2 else "CN")
        for each, other in combinations(range(number), 2)
        if (each + other) % 3 == 0
        for member in (each, other)
    )


def test_the_network_is_always_the_same():
    first = network(bodies(14), {})
    assert first == network(list(reversed(bodies(14))), {})
    assert {point.country for point in first.points} == {"KR", "CN"}
    assert all(tie.meetings == 1 for tie in first.ties)


def test_names_in_the_network_lie_within_it_and_not_on_each_other():
    labels = {f"body-{number:02}": f"Ministry {number}" for number in range(14)}
    picture = network(bodies(14), labels)
    boxes = [(point.x, point.y) for point in picture.points]
    assert all(0 < x < picture.width and 0 < y < picture.height for x, y in boxes)
    assert [
        pair for pair in combinations(boxes, 2) if abs(pair[0][0] - pair[1][0]) < 50 and pair[0][1] == pair[1][1]
    ] == []


def test_those_who_meet_less_are_left_out_and_counted():
    picture = network(bodies(14), {}, most=6)
    assert (len(picture.points), picture.left_out) == (6, len(network(bodies(14), {}).points) - 6)


def test_bodies_that_met_nobody_are_no_network():
    assert network(bodies_of([("m", "kr.me", "KR"), ("n", "cn.mee", "CN")]), {}) is None


def test_a_long_name_keeps_its_country():
    assert shortened("Embassy of the Republic of Nowhere in Somewhere (China)").endswith("… (China)")
    assert shortened("Ministry") == "Ministry"
