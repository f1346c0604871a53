"""Whether a date follows from its words: a check of its own, which shares nothing with the extraction of dates.

An expression is read into numbers and words (`dates.toml`). A value follows if its parts, in an order in which dates
are written, are exactly those numbers. What the words leave out comes from the other end of a range, or must be what
was said just before, or the date nearest to the day of issue. Words such as "next week" count from these too.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel

from corpus import edtf
from corpus.rulefiles import load

Part = tuple[str, int]
"""Y, M, D, Q or H and its number; `#` where the text gives no unit."""
_DIGITS = {"y": 4, "m": 7, "w": 10, "d": 10}
HAN = "零一二三四五六七八九"
NUMERAL = rf"[{HAN}]?十[{HAN}]?|[{HAN}]+"
Way = tuple[list[Part], list[Part]]
"""What of a date is left out, coarsest first, and an order in which the rest is written."""
_NEAR, _WITHIN = {"Y": 214, "M": 17}, {"Y": 366, "M": 30}
"""Days within which a date without year, or without month, lies from the day of issue, and a range from end to end."""


class Words(BaseModel):
    """The schema of `dates.toml`."""

    dropped: list[str]
    eras: dict[str, str]
    numbers: dict[str, int]
    lengths: dict[str, str]
    units: dict[str, str]
    words: dict[str, list[str]]


class Context(NamedTuple):
    """Values of a release: its day of issue, dates before in the sentence, dates just before, all others, those of the
    same words."""

    ref: str | None
    said: Sequence[str]
    recent: Sequence[str]
    others: Sequence[str]
    row: Sequence[str]


@cache
def _scanner() -> tuple[re.Pattern[str], tuple[str, ...], dict[str, int]]:
    """One pattern for everything that is read, what each of its groups means, and the numbers that are words."""
    words = load(Path(__file__).with_name("dates.toml"), Words)
    number = rf"(?<![a-z\d.])(?:\d{{1,3}}|{'|'.join(words.numbers)})"
    parts = [("dropped", "|".join(words.dropped))]
    parts += [(f"era {year}", rf"(?:{names})\s?\d+") for year, names in words.eras.items()]
    parts += [(f"length {unit}", rf"{number}[-\s]{{0,2}}(?:{names})") for unit, names in words.lengths.items()]
    for meaning, surfaces in words.words.items():
        parts += [(meaning, rf"(?<![a-z\d]){name}(?![a-z])" if re.search("[a-z]", name) else name) for name in surfaces]
    parts += [(unit, rf"\d+\s?(?:{names})") for unit, names in words.units.items()]
    parts += [("Y", r"'\d\d(?!\d)"), ("#", r"\d+")]
    return re.compile("|".join(f"({part})" for _, part in parts)), tuple(meaning for meaning, _ in parts), words.numbers


def _read(surface: str) -> Iterator[tuple[str, int]]:
    """What stands in the words, in order: `Y 2025`, `y? -1` (the year before), `length d 40`, `from 0`."""
    pattern, meanings, numbers = _scanner()
    for match in pattern.finditer(_folded(surface)):
        meaning = meanings[(match.lastindex or 1) - 1]
        digits = re.search(r"\d+", match[0])
        number = int(digits[0]) if digits else next((numbers[w] for w in numbers if match[0].startswith(w)), 0)
        if meaning.startswith("era "):
            yield "Y", int(meaning[4:]) + number
        elif shift := re.fullmatch(r"([a-zA-Z])([+-]?\d+)(\??)", meaning):
            yield shift[1] + shift[3], int(shift[2])
        elif meaning != "dropped":
            yield meaning, number


def _folded(surface: str) -> str:
    """Compatible forms, lower case, one kind of dash and of quote, Han numerals as digits."""
    text = (
        unicodedata.normalize("NFKC", surface)
        .lower()
        .translate(str.maketrans("〇○‘’`´當後週號個開內間來禮從", "零零''''当后周号个开内间来礼从"))
        .strip()
    )
    return re.sub(
        rf"(?<![前后周期拜{HAN}十])[{HAN}十]+(?=\s?[年月日号季学]|[至到、和~])", lambda han: of_han(han[0]), text
    )


def of_han(han: str) -> str:
    """The digits of a Han numeral below a hundred, or of a row of Han digits."""
    if "十" not in han:
        return "".join(str(HAN.index(character)) for character in han)
    tens, _, ones = han.partition("十")
    return str((int(of_han(tens)) if tens else 1) * 10 + (int(of_han(ones)) if ones else 0))


def follows(value: str, surface: str, context: Context) -> bool:
    """Whether `surface` can mean `value`."""
    ref, said, recent, others, row = context
    if not edtf.is_edtf(value):
        return False
    read = list(_read(surface))
    words = {kind: number for kind, number in read if kind not in ("Y", "M", "D", "Q", "H", "#")}
    first, last = edtf.days(value)
    issued = [day for one in ([ref] if ref else [*recent, *_latest(others)]) for day in edtf.days(one)[:1] if day]
    near = [first] if not ref and first and first.weekday() == words.get("P") else issued
    anchors = [*issued, *(day for one in recent for day in edtf.days(one) if day)]
    length = next((kind for kind in words if kind.startswith("length ")), None)
    dated = any(kind in ("D", "#") for kind, _ in read)

    def spelled(*ends: str) -> bool:
        return any(_spelled(list(ends), numbers, near, said) for numbers in _spellable(read, anchors, issued))

    if length and {*words} & {"ago", "hence"}:
        count = words[length] * (-1 if "ago" in words else 1)
        return any(value == _after(anchor, count, length[-1]).isoformat()[: _DIGITS[length[-1]]] for anchor in anchors)
    if "N" in words and first and last:
        thursday = first + timedelta(days=3)
        month = calendar.monthrange(thursday.year, thursday.month)[1]
        nth = (thursday.day + 6) // 7 if words["N"] > 0 else -((month - thursday.day) // 7 + 1)
        return nth == words["N"] and _is_week(first, last) and spelled(thursday.isoformat()[:7])
    if first and not dated and {*words} & {"w", "w?", "W", "weekend"}:
        return {*map(len, value.split("/"))} <= {2, 10} and _in_week(
            first, last, [n for k, n in read if k == "W"], words, issued, anchors
        )
    ends = [end for end in value.split("/") if end != ".."]
    if "same" in words:
        moved = [_moved(one, int(ends[0][:4]) - int(one.strip("./")[:4])) for one in others if one != value]
        return len(ends[0]) > 4 and value in moved and spelled(ends[0][:4])
    if "ten" in words and first:
        decade = words["ten"] in (first.year, first.year % 100)
        return decade and (last == date(first.year + 9, 12, 31) or (last is None and "from" in words))
    if length and first and last:
        if len(ends) < 2 or not _DIGITS[length[-1]] <= len(ends[0]) == len(ends[1]):
            return False
        ends = [end for end in (ends[0], ends[0][:7], ends[0][:4]) if edtf.days(end)[0] == first]
        return _after(first, words[length], length[-1]) == last + timedelta(days=1) and any(map(spelled, ends))
    opened = "from" in words and len(ends) == 1 and "moved" not in words
    may_open = "from?" in words and value.endswith("..")
    if value.endswith("..") != (opened or may_open) or value.startswith("..") != ("before" in words):
        return False
    if first and last and len(value) == 21 and (last - first).days < 7 and spelled(*_each_day(first, last)):
        return True
    return spelled(*ends) or (len(row) > 1 and spelled(*row))


def _spellable(read: list[tuple[str, int]], anchors: list[date], issued: list[date]) -> Iterator[list[Part]]:
    """The numbers of the expression, its relative words counted from each day from which they can count."""
    dated = any(kind in ("D", "#") for kind, _ in read)
    options: list[list[list[Part]]] = []
    for kind, number in read:
        if kind in ("Y", "M", "D", "Q", "H", "#"):
            options.append([[(kind, number)]])
        elif kind == "e":  # the end of the year, this one unless the words name another
            options += [[[("Y", day.year)] for day in issued]] if not {"Y", "y", "y?"} & {k for k, _ in read} else []
        elif kind[0] in "yqmd" and kind[1:] in ("", "?") and not (kind[0] == "d" and dated):
            days = [_after(anchor, number, kind[0]) for anchor in (anchors if kind[1:] else issued)]
            options.append([_parts(day, kind[0]) for day in days])
    for choice in product(*options):
        yield [part for parts in choice for part in parts]


def _parts(day: date, unit: str) -> list[Part]:
    finer = {
        "y": [],
        "q": [("Q", (day.month + 2) // 3)],
        "m": [("M", day.month)],
        "d": [("M", day.month), ("D", day.day)],
    }
    return [("Y", day.year), *finer[unit]]


def _spelled(ends: list[str], numbers: list[Part], near: list[date], said: Sequence[str]) -> bool:
    """Whether the ends of a value, written one after the other, are exactly these numbers."""
    return any(
        len(parts := [part for _, order in ways for part in order]) == len(numbers)
        and all(map(_same, numbers, parts))
        and all(_left_out(at, ends, ways, near, said) for at in range(len(ends)))
        for ways in product(*map(_ways, ends))
    )


def _of(end: str) -> list[Part]:
    parts = [(unit, int(number)) for unit, number in zip("YMD", end.split("-"), strict=False)]
    if len(parts) == 2 and parts[1][1] > 12:
        parts[1] = ("H", parts[1][1] - 39) if parts[1][1] >= 40 else ("Q", parts[1][1] - 32)
    return parts


def _ways(end: str) -> Iterator[Way]:
    parts = _of(end)
    for count in range(len(parts)):
        rest = parts[count:]
        yield parts[:count], rest
        if len(rest) > 1:
            yield parts[:count], rest[1:] + rest[:1]
        if len(rest) == 3:
            yield parts[:count], rest[::-1]
            yield parts[:2], [rest[2], rest[0]]  # to 23, 2016


def _same(number: Part, part: Part) -> bool:
    if part[0] == "Y" and number[1] < 100:
        return number[0] == "Y" and part[1] % 100 == number[1]
    return number[0] in ("#", part[0]) and number[1] == part[1]


def _left_out(at: int, ends: list[str], ways: Sequence[Way], near: list[date], said: Sequence[str]) -> bool:
    """Whether what an end leaves out is what another end says, what was said before, or the nearest."""
    missing = ways[at][0]
    if not missing:
        return True
    if len({*map(len, ends)}) > 1:
        return False
    units, (first, last) = {unit for unit, _ in missing}, edtf.days(ends[at])
    span = [day for end in ends for day in edtf.days(end) if day]
    if (max(span) - min(span)).days > _WITHIN[missing[-1][0]]:
        return False
    fuller = [
        i
        for i, (left_out, order) in enumerate(ways)
        if i < at or len(left_out) < len(missing) or units <= {*dict(order)}
    ]
    known = [ends[i] for i in fuller if i != at] + [end for one in said for end in one.split("/") if end != ".."]
    if any(missing == _of(end)[: len(missing)] for end in known):
        return True
    reach = timedelta(days=_NEAR[missing[-1][0]])
    of_the_year = len(missing) == 1 and missing[0][0] == "Y"
    return any(
        (of_the_year and day.year == missing[0][1]) or first - reach <= day <= last + reach
        for day in near
        if first and last
    )


def _after(day: date, count: int, unit: str) -> date:
    """The day so many units later; the first of a month or year keeps to it."""
    if unit in "dw":
        return day + timedelta(days=count * (7 if unit == "w" else 1))
    months = day.year * 12 + day.month - 1 + count * {"y": 12, "q": 3, "m": 1}[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _moved(value: str, years: int) -> str:
    return re.sub(r"\d{4}", lambda year: f"{int(year[0]) + years:04}", value)


def _is_week(first: date, last: date) -> bool:
    return first.weekday() == 0 and (last - first).days == 6


def _each_day(first: date, last: date) -> list[str]:
    return [(first + timedelta(days=days)).isoformat() for days in range((last - first).days + 1)]


def _latest(values: Sequence[str]) -> list[str]:
    """What stands for the day of issue where none is known: the latest month that the release names."""
    return sorted((value for value in values if len(value) > 4), key=edtf.sort_key)[-1:]


def _in_week(
    first: date, last: date | None, weekdays: list[int], words: dict[str, int], issued: list[date], anchors: list[date]
) -> bool:
    """A weekday near the day of issue, or the week, weekend or weekday so many weeks from it."""
    shift = words.get("w", words.get("w?"))
    if weekdays:
        ends = [first] if last in (first, None) else [first, last]
        if [end.weekday() for end in ends if end] != weekdays or (last and (last - first).days > 6):
            return False
        if shift is None:
            return any(abs((first - day).days) <= 7 for day in anchors)
    mondays = [day + timedelta(days=7 * (shift or 0) - day.weekday()) for day in (anchors if "w?" in words else issued)]
    if weekdays:
        return any(0 <= (first - monday).days < 7 for monday in mondays)
    if last and "weekend" in words:
        return last - first == timedelta(days=1) and any(first == monday + timedelta(days=5) for monday in mondays)
    return last is not None and _is_week(first, last) and first in mondays
