"""Dates with times of day as heads of releases write them, and their ISO values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from corpus.languages import LANGS

from .rules import head_rules, month_number

_DIGITS = {c: str(n) for n, group in enumerate(("〇○零Ｏ0", *"一二三四五六七八九")) for c in group}
_TENS = {"廿": 2, "卅": 3}
_MONTHS = 12
_FIRST_YEAR, _LAST_YEAR = 1945, 2099


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, perhaps with a time: its span in the searched text and its ISO value, `2022-10-26T06:00`."""

    start: int
    end: int
    iso: str

    @property
    def day(self) -> str:
        """The day alone."""
        return self.iso[:10]


@dataclass(frozen=True, slots=True)
class _Form:
    pattern: re.Pattern[str]
    afternoon: frozenset[str]


@cache
def _forms() -> tuple[_Form, ...]:
    forms = []
    for lang in LANGS:
        rules = head_rules(lang)
        time = f"(?:{rules.time.between}{rules.time.pattern})?"
        afternoon = frozenset(word.rstrip(".") for word in rules.time.afternoon)
        forms += [_Form(re.compile(rule.pattern + time, re.IGNORECASE), afternoon) for rule in rules.moment]
    return tuple(forms)


def moments_in(words: str) -> Iterator[Moment]:
    """The dates in `words` (folded), in order; of two that overlap the longer, forms of one language before another's.

    >>> [moment.iso for moment in moments_in("2022. 10. 26.(수) 06:00 (수요일 석간)")]
    ['2022-10-26T06:00']
    """
    found: list[Moment] = []
    for form in _forms():
        for match in form.pattern.finditer(words):
            iso = _iso(match, form.afternoon)
            if iso:
                found.append(Moment(match.start(), match.end(), iso))
    end = 0
    for moment in sorted(found, key=lambda m: (m.start, -m.end)):
        if moment.start >= end:
            end = moment.end
            yield moment


def first_moment(words: str) -> Moment | None:
    """The first date in `words`, or None."""
    return next(moments_in(words), None)


def _iso(match: re.Match[str], afternoon: frozenset[str]) -> str | None:
    groups = match.groupdict()
    try:
        of = date(_year(groups["year"]), _month(groups["month"]), _number(groups["day"]))
    except ValueError:
        return None
    if not _FIRST_YEAR <= of.year <= _LAST_YEAR:
        return None
    of = _of_weekday(of, groups)
    if groups.get("hour") is None:
        return of.isoformat()
    hour = int(groups["hour"])
    minute = int(groups.get("minute") or groups.get("minute2") or 0)
    half = (groups.get("half") or "").lower().rstrip(".")
    if half in afternoon and hour < 12:
        hour += 12
    return f"{of.isoformat()}T{hour:02}:{minute:02}" if hour < 24 and minute < 60 else of.isoformat()


def _of_weekday(of: date, groups: dict[str, str | None]) -> date:
    """The day, or the one with month and day exchanged where only that falls on the day of the week stated."""
    stated = next((day for day in range(7) if groups.get(f"weekday{day}")), None)
    if stated is None or of.weekday() == stated or of.day > _MONTHS:
        return of
    turned = of.replace(month=of.day, day=of.month)
    return turned if turned.weekday() == stated else of


def _year(written: str) -> int:
    digits = "".join(_DIGITS.get(c, c) for c in written.lstrip("'’"))
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _month(written: str) -> int:
    return month_number(written) or _number(written)


def _number(written: str) -> int:
    """A number up to 39 in digits or Chinese characters."""
    if written.isascii():
        return int(written)
    tens, mark, ones = written.partition("十")
    if mark:
        return 10 * (int(_DIGITS[tens]) if tens else 1) + (int(_DIGITS[ones]) if ones else 0)
    if written[0] in _TENS:
        return 10 * _TENS[written[0]] + (int(_DIGITS[written[1]]) if len(written) > 1 else 0)
    return int(_DIGITS[written])
