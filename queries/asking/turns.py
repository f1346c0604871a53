"""Words beside a date that make it a first or last day: since 2018, 2026년까지, 2026年底前."""

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from .named import languages_of
from .words import compiled, words

if TYPE_CHECKING:
    from extract.dates.find import FoundDate

_DIGIT = re.compile(r"[0-9一二三四五六七八九〇]")


class Turned(NamedTuple):
    """Where a date begins and ends with the words that make it a first or last day, and which of the two."""

    start: int
    end: int
    side: Literal["since", "until"] | None


def turned(seen: str, one: "FoundDate") -> Turned:
    """The words beside a date, or taken for a part of it; of an interval none, for it has both days."""
    if "/" in one.value:
        return Turned(one.start, one.end, None)
    digits = _DIGIT.search(seen, one.start, one.end)
    begin = digits.start() if digits else one.start
    for lang in languages_of(seen):
        for before, after, side in words(lang).turns:
            if match := before.search(seen, 0, begin):
                return Turned(min(match.start(), one.start), one.end, side)
            if compiled(before.pattern.removesuffix("$")).match(seen, one.start, one.end):
                return Turned(one.start, one.end, side)
            follows = compiled(after.pattern.removeprefix("^"))
            if match := follows.match(seen, one.end):
                return Turned(one.start, match.end(), side)
            if follows.search(seen, begin, one.end):
                return Turned(one.start, one.end, side)
    return Turned(one.start, one.end, None)
