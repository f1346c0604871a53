"""Date expressions in lines of releases: found, and given the right days.

A date counts as found where a program names the same days; the hour does not count. The lines are those that the rules
of this program were developed on, so it has an advantage.
"""

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.edtf import Days, days
from extract.dates import find_dates

from . import Row

_LINES = Path(__file__).parents[3] / "data" / "dates"
_MARKS = re.compile(r"\[\[|\]\]")
_LANGS = ("ko", "en", "zh")
_WARM = 10
"""Lines before those that are timed."""
_ENDS = {
    "year": lambda start: date(start.year, 12, 31),
    "quarter": lambda start: _month_after(start, 3) - timedelta(days=1),
    "month": lambda start: _month_after(start, 1) - timedelta(days=1),
    "week": lambda start: start + timedelta(days=6),
}


@dataclass(frozen=True)
class Line:
    """A line, the day it was issued on, and the days of the dates in it."""

    text: str
    ref: str
    dates: tuple[Days, ...]


Found = list[Days]
Finder = Callable[[str, str], Found]
"""A line and the day it was issued, to dates."""


def beside_jionlp(_corpus: Path) -> list[Row]:
    """JioNLP, Chinese."""
    import jionlp

    def found(text: str, ref: str) -> Found:
        day = date.fromisoformat(ref)
        base = {"year": day.year, "month": day.month, "day": day.day}
        entities = jionlp.ner.extract_time(text, time_base=base)
        return [
            _days_of(*entity["detail"]["time"]) for entity in entities if entity["type"] in ("time_point", "time_span")
        ]

    return list(_rows("jionlp", "zh", found))


def beside_duckling(_corpus: Path) -> list[Row]:
    """duckling in a Java machine, all three languages."""
    peer = _duckling()
    return [row for lang in _LANGS for row in _rows("duckling", lang, _found_by(peer, lang))]


def _duckling() -> Any:
    import jpype
    from duckling import Duckling

    if not jpype.isJVMStarted():  # it counts on strings of Python, which its own way to start no longer gives
        jars = Path(str(files("duckling") / "jars")).rglob("*.jar")
        jpype.startJVM(classpath=[str(jar) for jar in jars], convertStrings=True)
    peer = Duckling(jvm_started=True)
    peer.load(list(_LANGS))
    return peer


def _found_by(peer: Any, lang: str) -> Finder:
    def found(text: str, ref: str) -> Found:
        try:
            told = peer.parse(text, language=lang, dim_filter="time", reference_time=f"{ref}T00:00:00")
        except Exception as error:  # what Java throws: days such as the 32nd stop it
            if "Assert failed" not in str(error):
                raise
            return []
        return [_of_duckling(entry["value"]) for entry in told if not entry.get("latent")]

    return found


def _of_duckling(value: dict[str, Any]) -> Days:
    if "from" in value or "to" in value:
        first, last = value.get("from"), value.get("to")
        end = _day(last["value"]) if last else None
        if end and last and last.get("grain") in ("day", "month", "year", "week", "quarter"):
            end -= timedelta(days=1)  # the first that no longer belongs to it
        return _day(first["value"]) if first else None, end
    start = _day(value["value"])
    if start is None:
        return None, None
    return start, _ENDS.get(value.get("grain", "day"), lambda day: day)(start)


def _day(moment: str) -> date | None:
    """None for a year that no calendar has."""
    try:
        return datetime.fromisoformat(moment).date()
    except ValueError:
        return None


def _month_after(start: date, months: int) -> date:
    number = start.month - 1 + months
    return date(start.year + number // 12, number % 12 + 1, 1)


def _days_of(first: str, last: str) -> Days:
    ends = [None if "inf" in moment else date.fromisoformat(moment[:10]) for moment in (first, last)]
    return ends[0], ends[1]


def _ours(lang: str) -> Finder:
    def found(text: str, ref: str) -> Found:
        dates = find_dates(text, lang, ref)  # type: ignore[arg-type]
        return [days(each.value) for each in dates]

    return found


def lines(lang: str) -> list[Line]:
    """The annotated lines of a language that were issued on a known day."""
    path = _LINES / f"press.{lang}.jsonl"
    return [_line(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if '"ref"' in line]


def _line(case: dict[str, Any]) -> Line:
    return Line(_MARKS.sub("", case["text"]), case["ref"], tuple(map(days, case["values"])))


def accuracy(finder: Finder, told: list[Line]) -> tuple[float, float]:
    """Shares of annotated dates that are found, and of found ones that are right."""
    right = found_all = annotated = 0
    for line in told:
        found = finder(line.text, line.ref)
        found_all, annotated = found_all + len(found), annotated + len(line.dates)
        right += (Counter(found) & Counter(line.dates)).total()
    return right / max(annotated, 1), right / max(found_all, 1)


def _rows(peer: str, lang: str, theirs: Finder) -> Iterator[Row]:
    told = lines(lang)
    ours = _ours(lang)
    common = {"peer": peer, "version": version(peer), "on": f"{len(told)} lines, {lang}", "less is better": False}
    count = len(told) - _WARM
    taken = [_seconds(finder, told) for finder in (ours, theirs)]
    ours_found, theirs_found = accuracy(ours, told), accuracy(theirs, told)
    for place, name in enumerate(("dates found", "of those found, right")):
        yield {**common, "what": name, "unit": "share", "ours": ours_found[place], "theirs": theirs_found[place]}
    yield {
        **common, "what": "speed", "unit": "lines a second", "ours": count / taken[0],
        "theirs": count / taken[1],
    }  # fmt: skip


def _seconds(finder: Finder, told: list[Line]) -> float:
    """Of the processor, this thread alone, as Java has others; each line is new: what was said may be remembered."""
    for line in told[:_WARM]:
        finder(line.text, line.ref)
    start = time.thread_time()
    for line in told[_WARM:]:
        finder(line.text, line.ref)
    return time.thread_time() - start
