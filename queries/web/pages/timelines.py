"""Pictures of time: how many meetings a year had, and the rounds of a series on a line; positions only, in units of
the picture, for a template to draw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

_BAR, _WIDE_BAR, _GAP, _HEIGHT = 14, 30, 4, 46
_FEW_YEARS = 24
_WIDTH, _LEFT, _RIGHT = 1000, 24, 48
_LANE = 30
_LABEL = 46
"""Least distance of two points in one lane, so that their labels do not touch."""
_MOST_TICKS = 12


@dataclass(frozen=True)
class Bar:
    """A year: its place and height in the picture."""

    year: str
    number: int
    x: int
    y: int
    width: int
    height: int
    named: bool


@dataclass(frozen=True)
class Bars:
    """Years side by side, without gaps between the first and the last."""

    bars: tuple[Bar, ...]
    width: int
    height: int


def bars(years: Mapping[str, int], *, longest: int = 60) -> Bars | None:
    """How many there are of each year; None where fewer than two years are known. The latest `longest` years."""
    known = {int(year): number for year, number in years.items() if year.isdecimal()}
    if len(known) < 2:
        return None
    last = max(known)
    first = max(min(known), last - longest + 1)
    most = max(known[year] for year in known if year >= first)
    step = max(1, -(-(last - first + 1) // _MOST_TICKS))
    width = _WIDE_BAR if last - first < _FEW_YEARS else _BAR
    found = []
    for place, year in enumerate(range(first, last + 1)):
        number = known.get(year, 0)
        height = max(3, round(_HEIGHT * number / most)) if number else 0
        named = (last - year) % step == 0
        found.append(Bar(str(year), number, place * (width + _GAP), _HEIGHT - height, width, height, named))
    return Bars(tuple(found), len(found) * (width + _GAP) - _GAP, _HEIGHT)


@dataclass(frozen=True)
class Point:
    """Something that happened, on the line: `key` says what, `lane` counts downwards from 0."""

    key: str
    x: int
    y: int


@dataclass(frozen=True)
class Tick:
    """A year on the axis."""

    year: int
    x: int


@dataclass(frozen=True)
class Line:
    """A line of time with its points."""

    points: tuple[Point, ...]
    ticks: tuple[Tick, ...]
    width: int
    height: int


def line(moments: Sequence[tuple[str, date]]) -> Line | None:
    """Points in order of time; those that would cover each other lie in lanes below. None where there are none."""
    if not moments:
        return None
    ordered = sorted(moments, key=lambda moment: (moment[1], moment[0]))
    first, last = date(ordered[0][1].year, 1, 1), date(ordered[-1][1].year + 1, 1, 1)
    span = (last - first).days

    def place(day: date) -> int:
        return _LEFT + round((_WIDTH - _LEFT - _RIGHT) * (day - first).days / span)

    ends: list[int] = []
    points = []
    for key, day in ordered:
        x = place(day)
        lane = next((number for number, end in enumerate(ends) if x - end >= _LABEL), len(ends))
        ends[lane : lane + 1] = [x]
        points.append(Point(key, x, 24 + lane * _LANE))
    step = max(1, -(-(last.year - first.year + 1) // _MOST_TICKS))
    ticks = tuple(Tick(year, place(date(year, 1, 1))) for year in range(first.year, last.year + 1, step))
    return Line(tuple(points), ticks, _WIDTH, 24 + len(ends) * _LANE + 18)
