"""Who meets whom: organisations as points, meetings in common as lines; laid out on the server, always the same."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import networkx

from corpus.model import Model

MOST = 40
"""Organisations in one picture; more are not to be told apart."""
_WIDTH, _HEIGHT, _MARGIN = 1100, 760, 90
_LEAST_HEIGHT, _HEIGHT_OF_ONE = 160, 36
_LEAST_RADIUS, _MOST_RADIUS = 5.0, 20.0
_MOST_STROKE, _STROKE = 7.0, 1.2
_ITERATIONS = 300
_SEED = 7
_LETTER, _LINE = 6.2, 15.0
"""Room that a letter of a label takes, half of it for a narrow one, and the height of a line."""
_STEPS = 60


class Body(Model):
    """An organisation: its page, its country, the meetings that it took part in."""

    key: str
    country: str | None
    meetings: tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """An organisation in the picture; `label_y` is where its name stands."""

    key: str
    country: str | None
    meetings: int
    x: float
    y: float
    radius: float
    label_y: float


@dataclass(frozen=True)
class Tie:
    """Meetings in common of two organisations."""

    one: str
    other: str
    meetings: int
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: float


@dataclass(frozen=True)
class Network:
    """The picture: lengths in its own units; `left_out` organisations have no room in it."""

    points: tuple[Point, ...]
    ties: tuple[Tie, ...]
    left_out: int
    height: int
    width: int = _WIDTH


def network(bodies: Sequence[Body], labels: Mapping[str, str], *, most: int = MOST) -> Network | None:
    """The picture of those that meet most; None where no two of them met. `labels` are what they are called."""
    by_meeting: dict[str, list[str]] = {}
    for body in sorted(bodies, key=lambda each: each.key):
        for meeting in body.meetings:
            by_meeting.setdefault(meeting, []).append(body.key)
    together = Counter(pair for met in by_meeting.values() for pair in combinations(sorted(set(met)), 2))
    meeting_others = {key for pair in together for key in pair}
    ranked = sorted(
        (body for body in bodies if body.key in meeting_others), key=lambda each: (-len(each.meetings), each.key)
    )
    shown = ranked[:most]
    if len(shown) < 2:
        return None
    keys = {body.key for body in shown}
    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(sorted(keys))
    for (one, other), number in sorted(together.items()):
        if one in keys and other in keys:
            graph.add_edge(one, other, weight=sqrt(number))
    height = min(_HEIGHT, _LEAST_HEIGHT + _HEIGHT_OF_ONE * len(shown))
    called = {body.key: labels.get(body.key, body.key) for body in shown}
    places = _apart(_fitted(_laid_out(graph), height), called, height)
    largest = max(len(body.meetings) for body in shown)
    points = tuple(
        Point(
            body.key,
            body.country,
            len(body.meetings),
            *places[body.key],
            radius=(radius := _radius(len(body.meetings), largest)),
            label_y=round(places[body.key][1] + radius + 12, 1),
        )
        for body in shown
    )
    ties = tuple(
        Tie(one, other, number, *places[one], *places[other], stroke=round(min(_MOST_STROKE, _STROKE * number), 1))
        for (one, other), number in sorted(together.items())
        if one in keys and other in keys
    )
    return Network(points, ties, len(ranked) - len(shown), height)


def _radius(meetings: int, largest: int) -> float:
    """Areas grow with numbers."""
    return round(_LEAST_RADIUS + (_MOST_RADIUS - _LEAST_RADIUS) * sqrt(meetings / largest), 1)


def _laid_out(graph: "networkx.Graph[str]") -> dict[str, tuple[float, float]]:
    """Places from -1 to 1: parts that do not meet side by side, each by its springs."""
    parts = sorted(networkx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    places: dict[str, tuple[float, float]] = {}
    left = 0.0
    for part in parts:
        width = sqrt(len(part))
        inner = networkx.spring_layout(
            graph.subgraph(sorted(part)), k=1.6 / sqrt(len(part)), iterations=_ITERATIONS, seed=_SEED, scale=width / 2
        )
        for key in sorted(part):
            x, y = inner[key]
            places[key] = left + width / 2 + float(x), float(y)
        left += width + 0.6
    return places


def _fitted(places: Mapping[str, tuple[float, float]], height: int) -> dict[str, tuple[float, float]]:
    """The places stretched to the picture."""
    xs, ys = [x for x, _ in places.values()], [y for _, y in places.values()]
    span_x, span_y = (max(xs) - min(xs)) or 1.0, (max(ys) - min(ys)) or 1.0
    return {
        key: (
            round(_MARGIN + (x - min(xs)) / span_x * (_WIDTH - 2 * _MARGIN), 1),
            round(_MARGIN / 2 + (y - min(ys)) / span_y * (height - _MARGIN - 20), 1),
        )
        for key, (x, y) in places.items()
    }


def _apart(
    places: Mapping[str, tuple[float, float]], labels: Mapping[str, str], height: int
) -> dict[str, tuple[float, float]]:
    """The places moved until no name covers another, as far as there is room."""
    widths = {key: max(40.0, _width(labels[key])) for key in places}
    now = {key: _inside(x, y, widths[key], height) for key, (x, y) in sorted(places.items())}
    for _ in range(_STEPS):
        moved = False
        for one, other in combinations(now, 2):
            (x1, y1), (x2, y2) = now[one], now[other]
            least_x, least_y = (widths[one] + widths[other]) / 2 + 8, 3 * _LINE
            over_x, over_y = least_x - abs(x1 - x2), least_y - abs(y1 - y2)
            if over_x <= 0 or over_y <= 0:
                continue
            moved = True
            if over_y / least_y <= over_x / least_x:
                step = over_y / 2 * (1 if y1 <= y2 else -1)
                now[one], now[other] = (
                    _inside(x1, y1 - step, widths[one], height),
                    _inside(x2, y2 + step, widths[other], height),
                )
            else:
                step = over_x / 2 * (1 if x1 <= x2 else -1)
                now[one], now[other] = (
                    _inside(x1 - step, y1, widths[one], height),
                    _inside(x2 + step, y2, widths[other], height),
                )
        if not moved:
            break
    return now


def _inside(x: float, y: float, width: float, height: int) -> tuple[float, float]:
    """The nearest place at which a point with a name of this width is within the picture."""
    side = width / 2 + 6
    return round(min(max(x, side), _WIDTH - side), 1), round(min(max(y, 24.0), height - 40.0), 1)


def _width(label: str) -> float:
    """About how wide a name is: letters of Hangul and Han are twice as wide as Latin ones."""
    return sum(_LETTER if letter.isascii() else 2 * _LETTER for letter in label)


def bodies_of(meetings: Iterable[tuple[str, str, str | None]]) -> list[Body]:
    """Organisations from who took part in what: meeting, organisation, country."""
    found: dict[str, list[str]] = {}
    countries: dict[str, str | None] = {}
    for meeting, key, country in meetings:
        found.setdefault(key, []).append(meeting)
        countries[key] = countries.get(key) or country
    return [
        Body(key=key, country=countries[key], meetings=tuple(dict.fromkeys(met))) for key, met in sorted(found.items())
    ]
