"""When: the dates of a question and what they restrict, and the numbers of rounds."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from corpus import edtf
from corpus.languages import Lang
from index.numbers import number_spans
from index.tokens import language_of

from .deadlines import deadline
from .model import QueryFilter

if TYPE_CHECKING:
    from extract.dates.find import FoundDate
from .named import languages_of, made
from .turns import turned
from .words import compiled, words

_OPEN = ".."
_NUMERAL = re.compile(r"\d|[〇零一二三四五六七八九十]{2}")
_YEARLESS = frozenset({"month", "day", "weekday", "quarter", "half", "lean", "list", "nth"})
"""Fields that leave open which year is meant."""
_ORDINAL = "#o"
_REACH = 50
"""Characters after a number within which the meeting must be called one."""
_NEAR_SERIES = 6


def dates_in(seen: str, today: date) -> list[QueryFilter]:
    """The periods that a question asks for."""
    found = list(_recent(seen, today))
    if not _may_have_dates(seen):
        return found
    from extract.dates.find import find_dates  # the extractor takes a second to load, and most questions do without

    for lang in _languages(seen):
        for one in find_dates(seen, lang, today.isoformat()):
            if not any(one.start < (other.end or 0) and (other.start or 0) < one.end for other in found):
                found += _period(seen, one, lang, today)
    return sorted(found, key=lambda one: one.start or 0)


def _may_have_dates(seen: str) -> bool:
    return bool(_NUMERAL.search(seen)) or any(compiled(words(lang).dated).search(seen) for lang in languages_of(seen))


def _languages(seen: str) -> list[Lang]:
    """The language of most of a question, then the others that it has."""
    main = language_of(seen)
    return sorted(languages_of(seen), key=lambda lang: lang != main)


def _period(seen: str, one: "FoundDate", lang: Lang, today: date) -> Iterator[QueryFilter]:
    """The filter that a date gives; none where no year is told, or where it only says that something ends some day."""
    if _is_yearless(seen, one, lang):
        return
    beside = turned(seen, one)
    if due := list(deadline(seen, one, beside)):
        yield from due
        return
    first = edtf.days(one.value)[0]
    if first is not None and first > today and (first.year > today.year + _FORESEEN):
        return
    left, _, right = one.value.partition("/")
    if right == _OPEN:
        yield made("since", left, "must", one.start, one.end)
    elif left == _OPEN:
        yield from _until(right, one.start, one.end, today)
    else:
        start, end, side = beside
        if side == "since":
            yield made("since", left, "must", start, end)
        elif side == "until":
            yield from _until(left, start, end, today)
        else:
            yield made("on", one.value, "must", start, end)


_FORESEEN = 2
"""Years ahead for which releases announce meetings; what lies later is an aim (2030, 2050)."""


def _until(value: str, start: int, end: int, today: date) -> Iterator[QueryFilter]:
    last = edtf.days(value)[1]
    if last is None or last < today:
        yield made("until", value, "must", start, end)


def _is_yearless(seen: str, one: "FoundDate", lang: Lang) -> bool:
    from extract.dates.grammar import grammar
    from extract.dates.scan import phrases

    for phrase in phrases(seen, grammar(lang), 0, len(seen)):
        if phrase.start <= one.start < phrase.end:
            stated = {field for mention in phrase.mentions for field in (*mention.first, *mention.second)}
            return stated <= _YEARLESS
    return False


def _recent(seen: str, today: date) -> Iterator[QueryFilter]:
    """Periods that end today: the last three years."""
    for lang in languages_of(seen):
        for pattern in words(lang).recents:
            for match in pattern.finditer(seen):
                written = match["number"].casefold()
                count = int(written) if written.isdecimal() else words(lang).number[written]
                years, months = (count, 0) if match["year"] else (0, count)
                yield made("since", _back(today, years=years, months=months).isoformat(), "must", *match.span())


def _back(today: date, *, years: int, months: int) -> date:
    """The same day so long before; the last of its month where it has no such day."""
    month = today.year * 12 + today.month - 1 - 12 * years - months
    year, month = max(month // 12, 1), month % 12 + 1
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def rounds_in(seen: str, named: list[QueryFilter]) -> list[QueryFilter]:
    """The numbers of rounds: beside a series, or before a word for a meeting."""
    found = []
    series_named = [one for one in named if one.name == "series"]
    for start, end, tokens in number_spans(seen.lower() if len(seen.lower()) == len(seen) else seen):
        for token in tokens:
            if token.startswith(_ORDINAL) and _counts_rounds(seen, start, end, series_named):
                found.append(made("round", token.removeprefix(_ORDINAL), "facts", start, end))
    return found


def _counts_rounds(seen: str, start: int, end: int, named: list[QueryFilter]) -> bool:
    if any(compiled(words(lang).century).match(seen[end:].lstrip()) for lang in languages_of(seen)):
        return False
    gaps = [max((one.start or 0) - end, start - (one.end or 0)) for one in named]
    if any(0 <= gap <= _NEAR_SERIES for gap in gaps):
        return True
    following = seen[end : end + _REACH]
    clause = "".join(takewhile(lambda character: character not in ",.;?!，。；？！", following))
    return any(compiled(words(lang).meeting).search(clause) for lang in languages_of(seen))
