"""Other dates, rounds, numbers, names, places and subjects in the words of a release."""

import random
import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from .sources import Lang

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip
_MONTH = "|".join(_MONTHS)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})(?P<a>[-.] ?)(?P<month>\d{1,2})(?P<b>[-.] ?)(?P<day>\d{1,2})(?!\d)")
_PARTS = {
    "ko": re.compile(r"(?:(?<!\d)(?P<month>\d{1,2}) ?월)|(?:(?<![\d.])(?P<day>\d{1,2})일(?!\w*간))"),
    "zh": re.compile(r"(?:(?<!\d)(?P<month>\d{1,2})月)|(?:(?<!\d)(?P<day>\d{1,2})[日号])"),
    "en": re.compile(rf"\b(?P<before>\d{{1,2}} )?(?P<name>{_MONTH})\b(?P<after> \d{{1,2}}(?!\d))?"),
}
_WEEKDAY = re.compile(r"\([월화수목금토일]\)|（星期[一二三四五六日]）")
_ROUND = {
    "ko": re.compile(r"제(?P<number>\d{1,2})(?=차|회)"),
    "en": re.compile(r"\b(?P<number>\d{1,2})(?:st|nd|rd|th)(?= [A-Z])"),
    "zh": re.compile(r"第(?P<number>[一二三四五六七八九十]{1,3})(?=次|届)"),
}
_COUNT = {
    "ko": re.compile(r"(?<![\d.,])\d{2,3}(?=(?:여 ?)?(?:명|개|종|건|곳|쪽|대|편))"),
    "en": re.compile(r"\b\d{2,3}(?= (?:[a-z]+ )?(?:experts|participants|projects|companies|people|officials|items)\b)"),
    "zh": re.compile(r"(?<![\d.,])\d{2,3}(?=余?(?:人|名|家|项|个|种|件))"),
}
_DIGITS = "零一二三四五六七八九"


class Changes:
    """What one release has in the place of what its sources have; the same word becomes the same throughout."""

    def __init__(self, lang: Lang, chance: random.Random) -> None:
        self._lang: Lang = lang
        self._chance = chance
        self._years, self._months, self._days = chance.randint(-9, 2), chance.randrange(12), chance.randrange(28)
        self._rounds = chance.randrange(1, 24)
        self._words = _replacements(lang, chance)

    def __call__(self, text: str) -> str:
        """The text with all of it changed."""
        text = self.dates(_WEEKDAY.sub("", text))
        text = _ROUND[self._lang].sub(self._round, text)
        text = _COUNT[self._lang].sub(lambda match: str(self._chance.randrange(10, 400)), text)
        return _terms(self._lang).sub(lambda match: _cased(self._words, match[0]), text)

    def dates(self, text: str) -> str:
        """The text with other dates."""
        marks: list[str] = []

        def keep(words: str) -> str:
            marks.append(words)
            return f"\0{len(marks) - 1}\0"

        def iso(match: re.Match[str]) -> str:
            year, month, day = self._year(match["year"]), self._month(match["month"]), self._day(match["day"])
            wide = len(match["month"]), len(match["day"])
            return keep(f"{year}{match['a']}{month:0{wide[0]}}{match['b']}{day:0{wide[1]}}")

        text = _ISO.sub(iso, text)
        text = _PARTS[self._lang].sub(self._part, text)
        text = _YEAR.sub(lambda match: str(self._year(match[1])), text)
        return re.sub("\0(\\d+)\0", lambda match: marks[int(match[1])], text)

    def _part(self, match: re.Match[str]) -> str:
        """A month or a day, alone."""
        if self._lang == "en":
            name = _MONTHS[self._month(str(_MONTHS.index(match["name"]) + 1)) - 1]
            before, after = match["before"], match["after"]
            return f"{f'{self._day(before)} ' if before else ''}{name}{f' {self._day(after)}' if after else ''}"
        kind = "month" if match["month"] else "day"
        value = self._month(match["month"]) if match["month"] else self._day(match["day"])
        start, end = match.start(kind) - match.start(), match.end(kind) - match.start()
        return f"{match[0][:start]}{value}{match[0][end:]}"

    def _round(self, match: re.Match[str]) -> str:
        number = match["number"]
        if self._lang == "zh":
            return f"第{_han((_of_han(number) + self._rounds - 1) % 60 + 1)}"
        value = (int(number) + self._rounds - 1) % 60 + 1
        return f"제{value}" if self._lang == "ko" else f"{value}{_ending(value)}"

    def _year(self, text: str) -> int:
        return min(int(text) + self._years, 2030)

    def _month(self, text: str) -> int:
        return (int(text) - 1 + self._months) % 12 + 1

    def _day(self, text: str) -> int:
        return (int(text) - 1 + self._days) % 28 + 1


@cache
def _lists() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))


@cache
def _terms(lang: Lang) -> re.Pattern[str]:
    lists = _lists()[lang]
    terms = sorted([*lists["persons"], *lists["cities"], *lists["topics"]], key=len, reverse=True)
    joined = "|".join(map(re.escape, terms))
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE) if lang == "en" else re.compile(joined)


def _replacements(lang: Lang, chance: random.Random) -> dict[str, str]:
    lists = _lists()[lang]
    words: dict[str, str] = {}
    for name in ("cities", "topics"):
        words |= dict(zip(lists[name], chance.sample(lists[name], len(lists[name])), strict=True))
    for person in lists["persons"]:
        given = chance.choice(lists["given"])
        words[person] = f"{person.split()[0]} {given}" if lang == "en" else f"{person[0]}{given}"
    return {term.lower(): word for term, word in words.items()}


def _cased(words: Mapping[str, str], term: str) -> str:
    """The word for a term, with a capital where the term has one."""
    word = words[term.lower()]
    return word.title() if term.istitle() and word.islower() else word


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    endings: Callable[[int, str], str] = {1: "st", 2: "nd", 3: "rd"}.get
    return endings(number % 10, "th")


def _of_han(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS.index(tens) if tens else 1) * (10 if ten else 0) + (_DIGITS.index(ones) if ones else 0)


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
