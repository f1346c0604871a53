"""Numbers, ordinals and dates as tokens that do not depend on the script.

제6차, 第六次 and 6th give `#o6`; 2022년 9월 28일, 2022年9月28日, September 28, 2022 and 2022. 9. 28. give `#y2022`,
`#m9` and `#d28`; 1,200억, 1200亿 and 120 billion give `#n120000000000`. Twins of a series (another round, another
year) differ in little else.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from corpus.model import Model

from .resourcefiles import load

Kind = Literal["ordinal", "year", "month", "day", "number"]
PREFIX = "#"
"""Begins every token of a number, and no other."""
_PREFIXES: dict[Kind, str] = {"ordinal": "#o", "year": "#y", "month": "#m", "day": "#d", "number": "#n"}

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_DIGITS = 9
"""More digits than any ordinal has; what is longer is no number of a text."""

_CENTURY_BREAK = 70
"""'69 is 2069, '70 is 1970."""


class Ordinals(Model):
    """Words that make a number an ordinal."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    alone: tuple[str, ...]
    words: Mapping[str, int]
    tens: Mapping[str, int]


class Units(Model):
    """What follows the number of a year, month or day."""

    year: tuple[str, ...]
    month: tuple[str, ...]
    day: tuple[str, ...]


class Stems(Model):
    """Endings of Latin words, and what they are replaced by."""

    endings: Mapping[str, str]
    shortest: int


class NumberWords(Model):
    """Schema of `numbers.toml`."""

    han_digits: Mapping[str, int]
    han_places: Mapping[str, int]
    scales: Mapping[str, int]
    ordinals: Ordinals
    units: Units
    months: Mapping[str, int]
    stems: Stems


@cache
def words() -> NumberWords:
    """The words of all languages."""
    known: NumberWords = load("numbers", NumberWords)
    return known


def _any(choices: Iterator[str] | tuple[str, ...] | list[str]) -> str:
    return "|".join(re.escape(choice) for choice in sorted(choices, key=lambda choice: (-len(choice), choice)))


@cache
def _pattern() -> re.Pattern[str]:
    """One alternation, the most telling form first; a number in digits or in Han numerals is `N`."""
    known = words()
    han = "".join([*known.han_digits, *known.han_places])
    number = rf"(?:\d{{1,{_DIGITS}}}|[{han}]{{1,{_DIGITS}}}(?![{han}]))"
    ordinals, units = known.ordinals, known.units
    months = _any(list(known.months))
    tens, ones = _any(list(ordinals.tens)), _any(list(ordinals.words))
    forms = [
        # 2022. 9. 28.  2022-09-28  2022/9/28
        r"(?<!\d)(?P<dy>(?:19|20)\d\d)\s?[./-]\s?(?P<dm>1[0-2]|0?[1-9])\s?[./-]\s?(?P<dd>3[01]|[12]\d|0?[1-9])(?!\d)",
        # '22. 9. 28.  ’22년
        r"'(?P<sy>\d\d)(?:\s?[./-]\s?(?P<sm>1[0-2]|0?[1-9])(?!\d))?",
        # 第六次  제 6 차  제6회
        rf"(?:{_any(ordinals.before)})\s?(?P<o>{number})(?:\s?(?:{_any(ordinals.after)}))?",
        rf"(?<![\d.,])(?P<oa>\d{{1,3}})\s?(?:{_any(ordinals.alone)})(?![a-z])",
        rf"\b(?:(?P<ot>{tens})[\s-])?(?P<ow>{ones})\b",
        # 2022년  二〇二二年
        rf"(?<!\d)(?P<y>(?:19|20)\d\d|[{han}]{{4}})\s?(?:{_any(units.year)})",
        rf"(?<!\d)(?P<m>1[0-2]|0?[1-9]|十[一二]?|[{han}])\s?(?:{_any(units.month)})(?![가-힣]{{2}})",
        rf"(?<!\d)(?P<d>3[01]|[12]\d|0?[1-9]|[{han}]{{1,3}})\s?(?:{_any(units.day)})(?![가-힣]{{2}})",
        # September 28, 2022; 28 September 2022; May alone is a verb
        rf"\b(?P<ed>\d{{1,2}})\s(?P<em>{months})\b\.?",
        rf"\b(?P<mm>{months})\b\.?\s(?P<md>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?",
        rf"\b(?P<my>{months})\b\.?,?\s(?=(?:19|20)\d\d\b)",
        # 1,200억  129.6 billion  24%
        rf"(?<![\d])(?P<n>\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,6}})?|\d{{1,15}}(?:\.\d{{1,6}})?)(?!\d)(?:\s?(?P<s>{_any(list(known.scales))})(?![a-z]))?",
    ]
    return re.compile("|".join(forms))


def without_numbers(text: str) -> str:
    """`text` with a blank for every number, ordinal or date, the words that make it one included."""
    return _pattern().sub(" ", text)


def number_spans(text: str) -> list[tuple[int, int, list[str]]]:
    """Start, end and tokens of every number in `text`."""
    return [(*match.span(), list(_tokens_of(match))) for match in _pattern().finditer(text)]


def number_tokens(text: str) -> list[str]:
    """The tokens of the numbers in `text`, in order; `text` as `tokens.plain` leaves it.

    >>> number_tokens("제6차 회의는 2022년 9월 28일"), number_tokens("the 6th on september 28, 2022")
    (['#o6', '#y2022', '#m9', '#d28'], ['#o6', '#m9', '#d28', '#y2022'])
    >>> number_tokens("第六次"), number_tokens("二十一日")
    (['#o6'], ['#d21'])
    >>> number_tokens("1,200억불"), number_tokens("120 billion")
    (['#n120000000000'], ['#n120000000000'])
    """
    return [token for match in _pattern().finditer(text) for token in _tokens_of(match)]


def _tokens_of(match: re.Match[str]) -> Iterator[str]:
    known, found = words(), {name: value for name, value in match.groupdict().items() if value is not None}
    for name, value in found.items():
        match name:
            case "o" | "oa":
                yield _token("ordinal", _integer(value))
            case "ow":
                yield _token("ordinal", known.ordinals.words[value] + known.ordinals.tens.get(found.get("ot", ""), 0))
            case "dy" | "y":
                yield _token("year", _integer(value))
            case "sy":
                yield _token("year", int(value) + (1900 if int(value) >= _CENTURY_BREAK else 2000))
            case "dm" | "sm" | "m":
                yield _token("month", _integer(value))
            case "em" | "mm" | "my":
                yield _token("month", known.months[value])
            case "dd" | "d" | "ed" | "md":
                yield _token("day", _integer(value))
            case "n":
                yield _amount(value, found.get("s"))
            case "s" | "ot":
                pass


def _amount(digits: str, scale: str | None) -> str:
    value = float(digits.replace(",", "")) * (words().scales[scale] if scale else 1)
    if scale is None and digits.isdigit() and len(digits) == 4 and _FIRST_YEAR <= value < _LAST_YEAR:
        return _token("year", int(value))
    return _token("number", int(value) if value.is_integer() else round(value, 6))


def _token(kind: Kind, value: float) -> str:
    return f"{_PREFIXES[kind]}{value}"


def _integer(numeral: str) -> int:
    """The value of a numeral in digits or Han characters; places or digit by digit.

    >>> _integer("12"), _integer("１２"), _integer("十二"), _integer("二十一"), _integer("二〇〇四")
    (12, 12, 12, 21, 2004)
    """
    if numeral.isdecimal():
        return int(numeral)
    known = words()
    if not any(character in known.han_places for character in numeral):
        return int("".join(str(known.han_digits[character]) for character in numeral))
    total, digit = 0, 0
    for character in numeral:
        if character in known.han_digits:
            digit = known.han_digits[character]
        else:
            total, digit = total + (digit or 1) * known.han_places[character], 0
    return total + digit
