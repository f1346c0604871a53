"""Whether a date follows from its words: a check of its own, which shares nothing with the extraction of dates.

`dates.toml` reads an expression into numbers and words. A value follows if its parts are exactly those numbers; what
the words leave out must be what was said just before, or lie nearest to the day of issue. Weeks, weekdays and
stretches of time are counted from those days.
"""

import re
import tomllib
import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

from corpus import edtf

HAN, HANGUL = "零一二三四五六七八九", "영일이삼사오육칠팔구"
_SIZE = {"y": 4, "m": 7, "w": 10, "d": 10}
_NEAR, _WITHIN = {"Y": 214, "M": 17}, {"Y": 366, "M": 30}
"""Days within which a date without year, or month, lies from the day of issue, and a range from end to end."""
Parts = list[tuple[str, int]]


class Context(NamedTuple):
    """Values of a release: its day of issue, those before in the sentence, just before, elsewhere, of one surface."""

    ref: str | None
    said: Sequence[str]
    recent: Sequence[str]
    others: Sequence[str]
    row: Sequence[str]


@cache
def _scanner() -> tuple[re.Pattern[str], list[str], dict[str, int], dict[str, str]]:
    """One pattern for all that is read, what each of its groups means, the numbers that are words, the names."""
    words = tomllib.loads(Path(__file__).with_name("dates.toml").read_text(encoding="utf-8"))
    number = rf"(?<![a-z\d.第])(?:\d{{1,3}}|{'|'.join(words['numbers'])})"
    parts = [("dropped", "|".join(words["dropped"]))]
    parts += [(f"era {year}", rf"(?:{names})\s?\d+") for year, names in words["eras"].items()]
    parts += [(f"length {unit}", rf"{number}[-\s]{{0,2}}(?:{names})") for unit, names in words["lengths"].items()]
    parts += [(meaning, rf"(?<![a-z\d]){name}(?![a-z])" if re.search("[a-z]", name) else name)
              for meaning, names in words["words"].items() for name in names]  # fmt: skip
    parts += [(unit, rf"\d+\s?(?:{names})") for unit, names in words["units"].items()]
    parts += [("Y", r"'\d\d(?!\d)"), ("#", r"\d+")]
    return (
        re.compile("|".join(f"({part})" for _, part in parts)),
        [meaning for meaning, _ in parts],
        words["numbers"],
        words["names"],
    )


def of_han(han: str) -> str:
    """The digits of a Han numeral below a hundred, or of a row of Han digits."""
    tens, ten, ones = han.partition("十")
    return str(int(of_han(tens) or 1) * 10 + int(of_han(ones) or 0)) if ten else "".join(str(HAN.index(c)) for c in han)


def of_hangul(hangul: str) -> str:
    """The digits of a number written in Sino-Korean words."""
    total = current = 0
    for syllable in hangul:
        if syllable in "십백천":
            total, current = total + (current or 1) * 10 ** ("십백천".index(syllable) + 1), 0
        else:
            current = HANGUL.index(syllable)
    return str(total + current)


def _read(surface: str) -> Iterator[tuple[str, int]]:
    """What stands in the words, in order: `Y 2025`, `y? -1` (the year before), `length d 40`, `from 0`."""
    pattern, meanings, numbers, names = _scanner()
    text = unicodedata.normalize("NFKC", surface).lower().strip()
    text = text.translate(str.maketrans("〇○‘’`´當後週號個開內間來禮從", "零零''''当后周号个开内间来礼从"))
    for name, spelt_out in names.items():
        text = re.sub(name, spelt_out, text)
    text = re.sub(rf"(?<![가-힣])[{HANGUL}십백천]+(?=\s?[년월]|\s?일(?![가-힣]))", lambda one: of_hangul(one[0]), text)
    han = rf"(?<![前后周期拜{HAN}十])[{HAN}十]+(?=\s?[年月日号季学]|[至到、和~])"
    for match in pattern.finditer(re.sub(han, lambda one: of_han(one[0]), text)):
        meaning, digits = meanings[(match.lastindex or 1) - 1], re.search(r"\d+", match[0])
        number = int(digits[0]) if digits else next((numbers[w] for w in numbers if match[0].startswith(w)), 0)
        if meaning.startswith("era "):
            yield "Y", int(meaning[4:]) + number
        elif shift := re.fullmatch(r"([a-zA-Z])([+-]?\d+)(\??)", meaning):
            yield shift[1] + shift[3], int(shift[2])
        elif meaning != "dropped":
            yield meaning, number


def follows(value: str, surface: str, context: Context) -> bool:
    """Whether `surface` can mean `value`."""
    if not edtf.is_edtf(value):
        return False
    read, (first, last) = list(_read(surface)), edtf.days(value)
    words, ends = dict(read), [end for end in value.split("/") if end != ".."]
    latest = sorted((one for one in context.others if len(one) > 4), key=edtf.sort_key)[-1:]
    known = [edtf.days(one) for one in ([context.ref] if context.ref else [*context.recent, *latest])]
    issued = [start for start, _ in known if start]
    anchors = [*issued, *(day for one in context.recent for day in edtf.days(one) if day)]
    near = [first] if not context.ref and first and first.weekday() == words.get("P") else issued

    def spelled(*ends: str) -> bool:
        return any(_spelled(ends, numbers, near, context.said) for numbers in _numbers(read, anchors, issued))

    unit = next((kind[-1] for kind in words if kind.startswith("length ")), "")
    if unit and {*words} & {"ago", "hence"}:
        count = words[f"length {unit}"] * (-1 if "ago" in words else 1)
        size = 10 if "d" in words else _SIZE[unit]
        return value in {_after(day, count, unit).isoformat()[:size] for day in anchors}
    if "L" in words and first:
        year, month = _end_of(first, "y") == first, _end_of(first, "m") == first
        return first == last and ((year and spelled(value[:4])) or (month and spelled(value[:7])))
    if left := next((kind for kind in words if kind.startswith(("rest ", "past "))), ""):
        spans = [(day, _end_of(day, left[-1])) if left[0] == "r" else (_start_of(day, left[-1]), day) for day in issued]
        return (first, last) in spans
    if {"N", "W"} <= {*words} and first:
        back = (_end_of(first, "m") - first).days // 7
        right = words["N"] in ((first.day + 6) // 7, -1 - back) and first.weekday() == words["W"]
        return right and first == last and spelled(value[:7])
    if "N" in words and first and last:
        if not any(kind in ("M", "m", "m?") or (kind == "#" and number < 100) for kind, number in read):
            of = first.isocalendar()
            return value == edtf.week_of(first) and words["N"] == of.week and spelled(f"{of.year:04}")
        middle, rest = first + timedelta(3), monthrange(first.year, (first + timedelta(3)).month)[1]
        nth = words["N"] in ((middle.day + 6) // 7, -1 - (rest - middle.day) // 7)
        return nth and first.weekday() == 0 and (last - first).days == 6 and spelled(middle.isoformat()[:7])
    if {*words} & {"w", "w?", "W", "weekend"} and not {*words} & {"D", "#"}:
        return value in _in_weeks([day for kind, day in read if kind == "W"], words, issued, anchors)
    if "same" in words:
        same = any(one[0] != "." and re.sub(r"\d{4}", "", one) == re.sub(r"\d{4}", "", value) for one in context.others)
        return len(ends[0]) > 4 and same and spelled(ends[0][:4])
    if "ten" in words and first:
        tens = [number % 100 for kind, number in read if kind in ("ten", "#")]
        until = "" if last is None else f"{last.year}"
        full = [first.year % 100, (last.year - 9) % 100] if last and len(tens) == 2 else [first.year % 100]
        stated = all(number in (first.year, (last or first).year - 9) for _, number in read if number > 99)
        return tens == full and stated and value[5:] in (until if len(tens) == 2 else f"{first.year + 9}", "..")
    if unit and first and last:
        starts = [ends[0][:n] for n in (10, 7, 4) if n <= len(ends[0]) and edtf.days(ends[0][:n])[0] == first]
        if "final" in words:
            starts = [ends[1][:n] for n in (7, 4) if n < len(ends[1]) and edtf.days(ends[1][:n])[1] == last]
        exact = len(ends) == 2 and _SIZE[unit] <= len(ends[0]) == len(ends[1])
        return (
            exact and _after(first, words[f"length {unit}"], unit) == last + timedelta(1) and any(map(spelled, starts))
        )
    opened = ("from" in words and len(ends) == 1 and "moved" not in words) or ("from?" in words and value[-1] == ".")
    if (value[-1] == ".") != opened or (value[0] == ".") != ("before" in words):
        return False
    few = (last - first).days + 1 if first and last and len(value) == 21 and (last - first).days < 7 else 0
    each = [(first + timedelta(n)).isoformat() for n in range(few) if first]
    return spelled(*ends) or (each != [] and spelled(*each)) or (len(context.row) > 1 and spelled(*context.row))


def _in_weeks(weekdays: list[int], words: dict[str, int], issued: list[date], anchors: list[date]) -> Iterator[str]:
    """The week, weekend or weekdays so many weeks from those days; a weekday alone lies within a week."""
    shift, days = words.get("w", words.get("w?")), weekdays or ([5, 6] if "weekend" in words else [0, 6])
    for day, more in product(issued if "w" in words else anchors, [-1, 0, 1] if shift is None else [shift]):
        ends = [day + timedelta(7 * more - day.weekday() + n) for n in (days[0], days[-1])]
        if shift is not None or not weekdays or abs((ends[0] - day).days) <= 7:
            yield edtf.interval(*map(edtf.day, ends))


def _numbers(read: Parts, anchors: list[date], issued: list[date]) -> Iterator[Parts]:
    """The numbers of the expression, its relative words counted from each day from which they can count."""
    options: list[list[Parts]] = []
    for kind, number in read:
        if kind in ("Y", "M", "D", "Q", "H", "#"):
            options.append([[(kind, number)]])
        elif kind == "e" and not {"Y", "y", "y?"} & {*dict(read)}:  # the end of the year: of this one
            options.append([[("Y", day.year)] for day in issued])
        elif kind[0] in "yqmd" and kind[1:] in ("", "?") and not (kind[0] == "d" and {*dict(read)} & {"D", "#"}):
            days = [_after(day, number, kind[0]) for day in (anchors if kind[1:] else issued)]
            values = [{"Y": day.year, "Q": (day.month + 2) // 3, "M": day.month, "D": day.day} for day in days]
            units = {"y": "Y", "q": "YQ", "m": "YM", "d": "YMD"}[kind[0]]
            options.append([[(unit, each[unit]) for unit in units] for each in values])
    return ([part for parts in choice for part in parts] for choice in product(*options))


def _parts(end: str) -> Parts:
    numbers = [int(number) for number in end.split("-")]
    code = numbers[1] if len(numbers) == 2 else 0
    kind, base = ("H", 39) if code >= 40 else ("Q", 32) if code > 12 else ("M", 0)
    return [("Y", numbers[0]), (kind, code - base)] if code else list(zip("YMD", numbers, strict=False))


def _spelled(ends: Sequence[str], numbers: Parts, near: list[date], said: Sequence[str]) -> bool:
    """Whether the parts of the ends of a value, but for those left out, are exactly these numbers."""
    for counts in product(*(range(len(end.split("-"))) for end in ends)):
        for step, turned in ((1, 0), (-1, 0), (1, 1)):  # 2016-10-23, 23.10.2016, 10/23/2016
            orders = [_parts(end)[count:] for end, count in zip(ends, counts, strict=True)]
            parts = [part for order in orders for part in (order[turned:] + order[:turned])[::step]]
            if _agree(numbers, parts) and all(_left_out(at, ends, counts, near, said) for at in range(len(ends))):
                return True
    return False


def _agree(numbers: Parts, parts: Parts) -> bool:
    """Whether each number is a part: by its unit, the others in the order of the remaining parts."""
    rest = list(parts)
    for unit, number in sorted(numbers, key=lambda one: one[0] == "#"):
        fits = [p for p in rest if number == (p[1] % 100 if p[0] == "Y" and number < 100 and unit in "Y#" else p[1])]
        part = next((p for p in (fits if unit != "#" else fits[:1]) if unit in ("#", p[0])), None)
        if part is None or (unit == "#" and part != rest[0]):
            return False
        rest.remove(part)
    return not rest


def _left_out(at: int, ends: Sequence[str], counts: Sequence[int], near: list[date], said: Sequence[str]) -> bool:
    """Whether what an end leaves out is what another end says, what was said before, or the nearest."""
    missing = _parts(ends[at])[: counts[at]]
    if not missing:
        return True
    days = sorted({day for end in ends for day in edtf.days(end) if day})
    if len({*map(len, ends)}) > 1 or (days[-1] - days[0]).days > _WITHIN[missing[-1][0]]:
        return False
    known = [end for i, end in enumerate(ends) if i < at or (i > at and counts[i] < counts[at])]
    if any(missing == _parts(end)[: len(missing)] for one in (*known, *said) for end in one.split("/") if end != ".."):
        return True
    if (
        at
        and missing[:1] == missing
        and missing == [("Y", int(ends[at - 1][:4]) + 1)]
        and ends[at][4:] < ends[at - 1][4:]
    ):
        return True
    reach, (first, last) = timedelta(_NEAR[missing[-1][0]]), edtf.days(ends[at])
    return any(missing == [("Y", d.year)] or (first and last and first - reach <= d <= last + reach) for d in near)


def _start_of(day: date, unit: str) -> date:
    """The first day of the year, month or week of a day."""
    if unit == "w":
        return day - timedelta(day.weekday())
    return day.replace(day=1) if unit == "m" else date(day.year, 1, 1)


def _end_of(day: date, unit: str) -> date:
    """The last day of the year, month or week of a day."""
    return _after(_start_of(day, unit), 1, unit) - timedelta(1)


def _after(day: date, count: int, unit: str) -> date:
    """The day so many units later; the first of a month or year keeps to it."""
    if unit in "dw":
        return day + timedelta(count * (7 if unit == "w" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count * {"y": 12, "q": 3, "m": 1}[unit], 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
