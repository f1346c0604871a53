"""Days by which something is to be done: which dates of a question are deadlines, and what they leave out."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus import edtf

from .model import QueryFilter
from .named import languages_of, made
from .turns import Turned
from .words import compiled, words

if TYPE_CHECKING:
    from extract.dates.find import FoundDate

_OPEN = ".."
_GAP = "gap"
_YEAR, _MONTH = 4, 7
"""Characters of a year and of a month; a day that something is to be done before is a day on which it may be done."""
_MONTHS = 12


def deadline(seen: str, one: "FoundDate", turned: Turned) -> Iterator[QueryFilter]:
    """The filter that a date gives beside words of obligation or completion; none where there are no such words.

    `turned` are the words that make the date a first or last day. The words of obligation belong to the filter, where
    nothing stands between them and the date.
    """
    spans = list(_beside(seen, turned))
    if not spans:
        return
    start, end = min(first for first, _ in spans), max(last for _, last in spans)
    yield made("due", _value(seen, one, turned), "must", start, end)


def _beside(seen: str, turned: Turned) -> Iterator[tuple[int, int]]:
    """The stretches that a date makes with the words around it which say that something is due."""
    told = seen[turned.start : turned.end]
    for lang in languages_of(seen):
        for rule in words(lang).deadline:
            if not compiled(rule.within).search(told):
                continue
            if match := compiled(rule.before).search(seen, 0, turned.start):
                tail = compiled(rule.tail).match(seen, turned.end)
                end = tail.end() if tail else turned.end
                yield (turned.start if _parted(match) else match.start()), end
            if match := compiled(rule.after.removeprefix("^")).match(seen, turned.end):
                yield turned.start, (turned.end if _parted(match) else match.end())


def _parted(match: re.Match[str]) -> bool:
    """Whether words stand between a date and those beside it: they are still to be searched."""
    return bool((match.groupdict().get(_GAP) or "").strip())


def _value(seen: str, one: "FoundDate", turned: Turned) -> str:
    """What is asked of deadlines, EDTF: the date itself, or all days up to it or from it on."""
    left, _, right = one.value.partition("/")
    side = turned.side
    if right and _OPEN not in (left, right):
        return one.value
    point = right if left == _OPEN else left
    if left == _OPEN:
        side = "until"
    elif right == _OPEN:
        side = "since"
    if side is None:
        return point
    told = seen[turned.start : turned.end]
    leaves_out = any(compiled(words(lang).exclusive).search(told) for lang in languages_of(seen))
    if side == "until":
        return f"{_OPEN}/{_moved(point, -1) if leaves_out else point}"
    return f"{_moved(point, 1) if leaves_out else point}/{_OPEN}"


def _moved(value: str, step: int) -> str:
    """The year or month before or after one; of anything shorter the same.

    >>> _moved("2027", -1), _moved("2027-01", -1), _moved("2026-06-30", -1)
    ('2026', '2026-12', '2026-06-30')
    """
    if len(value) == _YEAR:
        return f"{int(value) + step:04}"
    if len(value) == _MONTH and 1 <= (month := int(value[5:])) <= _MONTHS:
        count = int(value[:4]) * _MONTHS + month - 1 + step
        return edtf.month(count // _MONTHS, count % _MONTHS + 1)
    return value
