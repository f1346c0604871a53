"""Whether a date follows from its words: a check of its own, which shares nothing with the extraction of dates.

`dates.toml` reads an expression into numbers and words. A value follows if it is what is counted from the days it can
be counted from (`_counted`), or made of a part that the numbers spell (`_made`), or if its parts are exactly those
numbers; what the words leave out must be what was said just before, or lie nearest to the day of issue.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, combinations, product
from pathlib import Path
from typing import Any, NamedTuple

from dateutil.relativedelta import MO, relativedelta, weekday

from corpus import edtf
from corpus.reading import reading

_NEAR, _WITHIN = {"Y": 214, "M": 17}, {"Y": 366, "M": 30}
"""Days within which a date without year, or month, lies from the day of issue, and a range from end to end."""
_WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("dates.toml").read_text(encoding="utf-8"))
_STEPS = {unit: relativedelta(**step) for unit, step in _WORDS["steps"].items()}
_NUMBERS = "|".join(_WORDS["numbers"])
_PARTS = [(meaning, name.replace("{numbers}", _NUMBERS)) for meaning, name in _WORDS["counted"].items()]
_PARTS += [(meaning, rf"(?<![a-z\d]){name}(?![a-z])" if re.search("[a-z]", name) else name)
           for meaning, names in _WORDS["words"].items() for name in names]  # fmt: skip
_PATTERN = re.compile("|".join(f"({part})" for _, part in _PARTS))
_ORDERS = ("YHQMD", "DMQHY", "MDQHY")
"""2016-10-23, 23.10.2016, 10/23/2016."""
Parts = list[tuple[str, int]]


class Context(NamedTuple):
    """Values of a release: its day of issue, those before in the sentence, just before, elsewhere, of one surface."""

    ref: str | None
    said: Sequence[str]
    recent: Sequence[str]
    others: Sequence[str]
    row: Sequence[str]


def of_numeral(numeral: str) -> int:
    """The number in Han or Sino-Korean numerals, or in a row of digits (二十三, 이천이십이, 二〇一一)."""
    total = current = 0
    for digit in numeral.translate(str.maketrans("영일이삼사오육칠팔구십백천", "〇一二三四五六七八九十百千")):
        value = int(unicodedata.numeric(digit))
        total, current = (total + (current or 1) * value, 0) if value > 9 else (total, current * 10 + value)
    return total + current


def _read(surface: str) -> Iterator[tuple[str, int]]:
    """What stands in the words, in order: `Y 2025`, `y? -1` (the year before), `length d 40`, `from 0`."""
    text = reading(surface).lower().strip()
    for name, spelt_out in _WORDS["names"].items():
        text = re.sub(name, spelt_out, text)
    for match in _PATTERN.finditer(re.sub(_WORDS["numeral"], lambda one: str(of_numeral(one[0])), text)):
        kind, base, mark = re.findall(r"^(\D+?)([+-]?\d+)?(\??)$", _PARTS[(match.lastindex or 1) - 1][0])[0]
        number = [*re.findall(r"\d+", match[0]), *re.findall(f"^(?:{_NUMBERS})", match[0]), "0"][0]
        counted = int(_WORDS["numbers"].get(number, number)) if kind == "Y" or not base else 0
        yield kind + mark, int(base or 0) + counted


def follows(value: str, surface: str, context: Context) -> bool:
    """Whether `surface` can mean `value`."""
    if not edtf.is_edtf(value):
        return False
    read, (first, last) = list(_read(surface)), edtf.sort_key(value)
    words, ends = dict(read), [end for end in value.split("/") if end != ".."]
    latest = sorted((one for one in context.others if len(one) > 4), key=edtf.sort_key)[-1:]
    known = [context.ref] if context.ref else [*context.recent, *latest]
    issued = [first for first, _ in map(edtf.days, known) if first]
    anchors = [*issued, *(day for one in context.recent for day in edtf.days(one) if day)]
    near = [first] if not context.ref and first.weekday() == words.get("P") else issued

    def spelled(*ends: str) -> bool:
        return any(_spelled(ends, one, near, context.said) for one in _numbers(read, anchors, issued))

    bases = {end[:size] for end in ends for size in (4, 7, 10)} | {f"{ends[0][:4]}/{int(ends[-1][:4]) - 9:04}"}
    # Python's calendar ends with the year 9999, so nothing is counted on from there.
    made = {base: {*_made(read, base, context.others)} for base in bases if edtf.is_edtf(base) and base < "9"}
    if (counted := {*_counted(read, issued, anchors)}) or any(made.values()):
        return value in counted or any(value in values and spelled(*base.split("/")) for base, values in made.items())
    opened = ("from" in words and len(ends) == 1) or ("from?" in words and value[-1] == ".")
    if (value[-1] == ".") != opened or (value[0] == ".") != ("before" in words):
        return False
    few = len(value) == 21 and (last - first).days < 7
    each = [edtf.day(first + timedelta(n)) for n in range((last - first).days + 1)] if few else []
    return any(spelled(*one) for one in (ends, each, context.row) if len(one) > (one is not ends))


def _period(day: date, unit: str) -> str:
    """The year, quarter, month, week or day in which a day lies."""
    if unit in "qw":
        return edtf.week_of(day) if unit == "w" else edtf.quarter(day.year, (day.month + 2) // 3)
    return edtf.day(day)[: {"d": 10, "m": 7}.get(unit, 4)]


def _length(read: Parts) -> tuple[relativedelta, str]:
    """The length of a stretch, and its unit."""
    lengths = [(kind[-1], number) for kind, number in read if kind.startswith("length")]
    return sum((_STEPS[unit] * number for unit, number in lengths), relativedelta()), lengths[-1][0] if lengths else ""


def _counted(read: Parts, issued: list[date], anchors: list[date]) -> Iterator[str]:
    """What so long before or after means, what is left of a period, and the weeks and weekdays about those days."""
    words, (length, unit) = dict(read), _length(read)
    sign, shift = ("hence" in words) - ("ago" in words), words.get("w", words.get("w?"))
    if sign and length:
        yield from (_period(day + length * sign, "d" if "d" in words or unit == "w" else unit) for day in anchors)
    for edge in (relativedelta(**_WORDS["edges"][kind]) for kind in words if kind in _WORDS["edges"]):
        yield from (edtf.interval(*map(edtf.day, sorted((day, day + edge)))) for day in issued)
    if {*words} & {"w", "w?", "W", "weekend"} and not {*words} & {"D", "#", "N"}:
        days = [day for kind, day in read if kind == "W"] or ([5, 6] if "weekend" in words else [0, 6])
        for day, weeks in product(issued if "w" in words else anchors, [-1, 0, 1] if shift is None else [shift]):
            monday = day + relativedelta(weeks=weeks, weekday=MO(-1))
            if shift is not None or abs((monday - day).days + days[0]) <= 7:
                yield edtf.interval(*(edtf.day(monday + timedelta(n)) for n in (days[0], days[-1])))


def _made(read: Parts, base: str, others: Sequence[str]) -> Iterator[str]:
    """What is made of the period that the other words spell: its last day, its nth week or weekday, years from it."""
    words, (first, last), (length, unit) = dict(read), edtf.sort_key(base), _length(read)
    if "L" in words:
        yield edtf.day(last)
    if nth := words.get("N"):
        day = (first if nth > 0 else last) + relativedelta(weekday=weekday(words.get("W", 3), nth))
        yield edtf.day(day) if "W" in words else edtf.week_of(day)  # the nth week is that of the nth Thursday
    if "ten" in words:
        yield from (f"{first.year:04}/{last.year + 9:04}", f"{first.year:04}/..")
    if "same" in words:
        yield from (re.sub(r"\d{4}", base[:4], one) for one in others if len(one) > 4 and one[0] != ".")
    if length and not {*words} & {"ago", "hence"}:
        start = last + timedelta(1) - length if "final" in words else first
        for finer in {"y": "ymd", "m": "md"}.get(unit, "d"):
            yield edtf.interval(_period(start, finer), _period(start + length - timedelta(1), finer))


def _numbers(read: Parts, anchors: list[date], issued: list[date]) -> Iterator[Parts]:
    """The numbers of the expression, its relative words counted from each day from which they can count."""
    options: list[list[Parts]] = []
    for kind, number in read:
        unit, days = kind.rstrip("?"), anchors if kind.endswith("?") else issued
        if kind in ("Y", "M", "D", "Q", "H", "#", "ten"):
            options.append([[("Y" if kind == "ten" else kind, number)]])
        elif unit in tuple("yeqmd") and not {*_WORDS["silent"].get(unit, ())} & {*dict(read)}:
            options.append([_parts(_period(day + _STEPS[unit] * number, unit)) for day in days])
    return (list(chain.from_iterable(choice)) for choice in product(*options))


def _parts(end: str) -> Parts:
    numbers = [int(number) for number in end.split("-")]
    code = numbers[1] if len(numbers) == 2 else 0
    kind, base = ("H", 39) if code >= 40 else ("Q", 32) if code > 12 else ("M", 0)
    return [("Y", numbers[0]), (kind, code - base)] if code else list(zip("YMD", numbers, strict=False))


def _spelled(ends: Sequence[str], numbers: Parts, near: list[date], said: Sequence[str]) -> bool:
    """Whether the parts of the ends of a value, but for those left out, are these numbers, in an order that is used."""
    every, alike = [_parts(end) for end in ends], len({*map(len, ends)}) == 1
    kept = [[[*some, one[-1]] for n in range(len(one)) for some in combinations(one[:-1], n)] for one in every]
    for stated, order in product([*product(*kept)], _ORDERS):
        parts = [part for one in stated for part in sorted(one, key=lambda part: order.index(part[0]))]
        pairs = zip(numbers, parts, strict=False)
        agree = all(one[0] in ("#", part[0]) and one[1] in (part[1], part[1] % 100) for one, part in pairs)
        if agree and len(numbers) == len(parts) and (alike or [*stated] == every) and _clear(ends, parts, near, said):
            return True
    return False


def _clear(ends: Sequence[str], stated: Parts, near: list[date], said: Sequence[str]) -> bool:
    """Whether what the ends leave out is what another end states, what was said before, or the nearest."""
    days = [day for end in ends for day in edtf.days(end) if day]
    known = [{*_parts(end)} for one in said for end in one.strip("./").split("/")]
    for at, end in enumerate(ends):
        missing = [part for part in _parts(end) if part not in stated]
        if missing and not any({*missing} <= one for one in known):
            close, within = timedelta(_NEAR[missing[-1][0]]), timedelta(_WITHIN[missing[-1][0]])
            about = [day for day in (*near, *days[: 2 * at]) if days[2 * at] - close <= day <= days[2 * at + 1] + close]
            same = [day for day in near if missing == [("Y", day.year)]]
            if not (about or same) or max(days) - min(days) > within:
                return False
    return True
