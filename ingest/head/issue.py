"""When a release was given out: the labels of its head, the date on its page, its dateline, its agency's mark.

A day on which something happened is no day of issue: where nothing says it, there is at most the month of the news.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from corpus.edtf import month as edtf_month
from corpus.languages import LANGS
from ingest.layout.lines import Line
from ingest.layout.prose import prose_patterns
from ingest.layout.titles import Titles
from ingest.layout.zones import Sheet

from .moments import Moment, first_moment, moments_in
from .rules import head_rules, label_patterns, month_number

Span = tuple[int, int]

_VALUE_WIDTH = 60
_TIME_WIDTH = 26
_DATELINE = 70
_BETWEEN = 3
_MARKED = 160
_WIDEST = 1000
_OPENING_CHARACTERS = 1500
_SIGNED = re.compile(r"\s?/\s?[^\W\d_]{2,8}\d?$")
_EMPTY = re.compile(r"[\W_]*$")
_RANGE = re.compile(r"\s?(?:~|-|to\b|until\b)\s?\S")
_AFTER_DATELINE = re.compile(r"\s?(?:\([^()]{2,30}\)\s?)?(?:-+|:|\)|\])")
_CITY = r"[A-Z][^\W\d]*(?:[ '-][A-Z][^\W\d]*){0,3}"
_CITY_BEFORE = re.compile(rf"{_CITY}(?:, {_CITY})?,? (?:[A-Z][a-z]{{2,8}}, )?")
_CITY_AFTER = re.compile(rf",? {_CITY}\s?(?:[.:]|-+)\s")
_POSTED = re.compile(r"(?<=\s)(?:19|20)\d\d([-./])\d{1,2}\1\d{1,2}\.?\s*$")
"""The day in figures on which a page was posted, behind the title on its line."""
_STOP = re.compile(r"\.\s?(?=[A-Z'\"]|$)")


@dataclass(frozen=True, slots=True)
class Issue:
    """When a release was given out, and may be printed; `ref_date` is its day of issue, EDTF."""

    released: str | None = None
    embargo: str | None = None
    ref_date: str | None = None
    dated: Span | None = None


@dataclass(frozen=True, slots=True)
class _Dated:
    label: str
    moment: Moment
    span: Span


def find_issue(sheet: Sheet, titles: Titles, *, stated: str | None, given: str | None) -> Issue:
    """When the release was given out.

    `stated` is the date in the file's own fields, as written there; `given` a day from outside, which counts where
    neither the head nor the page nor the dateline says one.
    """
    found = list(_dated_lines(sheet, titles))
    released = _first(found, "released")
    embargo = _first(found, "embargo")
    posted = first_moment(stated) if stated else None
    if released is None and posted is not None:
        released = next((each for each in found if each.moment.day == posted.day), None)
    if released is None and posted is None:
        released = _first(found, "yearless") or _first(found, "") or _first(found, "updated") or _first(found, "range")
    if released is not None and "T" not in released.moment.iso:
        day = released.moment.iso
        released = next(
            (each for each in found if each.label == "" and each.moment.iso.startswith(f"{day}T")), released
        )
    dated = released or embargo
    if dated is None and posted is None:
        dated = released = _dateline(sheet) or _signed(sheet)
    issue = Issue(
        released=released.moment.iso if released else posted.iso if posted else None,
        embargo=embargo.moment.iso if embargo else None,
    )
    if dated is not None:
        return Issue(issue.released, issue.embargo, dated.moment.day, dated.span)
    if posted is not None:
        return Issue(issue.released, issue.embargo, posted.day)
    if given is not None:
        return Issue(ref_date=given)
    return Issue(ref_date=_nearest_month(sheet))


def _first(found: list[_Dated], label: str) -> _Dated | None:
    return next((each for each in found if each.label == label), None)


def _dated_lines(sheet: Sheet, titles: Titles) -> Iterator[_Dated]:
    """The dates of the head, and of lines of its kind at the foot, with their labels ("" where there is none)."""
    lines = sheet.lines
    for i, line in enumerate(lines):
        if titles.title and line.start < titles.title[0] <= line.end:
            moment = first_moment(line.words[: titles.title[0] - line.start])
            if moment is not None:
                yield _at("", moment, line, 0)
        if i in titles.title_lines and (posted := _POSTED.search(line.words)):
            moment = first_moment(line.words[posted.start() :])
            if moment is not None:
                yield _at("", moment, line, posted.start())
        if i in titles.title_lines or i in titles.subtitle_lines or line.width > _WIDEST:
            continue
        head = i < sheet.body or i < 3
        if not head and sheet.kinds[i] != "header":
            continue
        if sheet.kinds[i] == "furniture" and not label_patterns().every.match(line.words):
            continue
        mark = _yearless(sheet, line, "issued") if sheet.kinds[i] == "header" else None
        if mark is not None:
            yield _at("yearless", mark, line, 0)
        labels = list(label_patterns().every.finditer(line.words))
        ends = [*(label.start() for label in labels[1:]), len(line.words)]
        for label, end in zip(labels, ends, strict=False):
            moment = first_moment(line.words[label.end() : min(end, label.end() + _VALUE_WIDTH)])
            if moment is not None:
                yield _at(label.lastgroup or "", moment, line, label.end())
            elif before := _just_before(line.words, label.start()):
                yield _at(label.lastgroup or "", before, line, 0)
            elif _EMPTY.match(line.words, label.end()) and i + 1 < len(lines):
                moment = first_moment(lines[i + 1].words[:_VALUE_WIDTH])
                if moment is not None and moment.start <= 3:
                    yield _at(label.lastgroup or "", moment, lines[i + 1], 0)
        if sheet.kinds[i] == "header":
            moment = first_moment(line.words)
            if (
                moment is not None
                and "T" not in moment.iso
                and i + 1 < len(lines)
                and lines[i + 1].width <= _TIME_WIDTH
            ):
                timed = first_moment(f"{line.words} {lines[i + 1].words}")
                moment = Moment(moment.start, moment.end, timed.iso) if timed else moment
            if moment is not None and (not labels or moment.end <= labels[0].start()):
                ranged = _RANGE.match(line.words, moment.end) and first_moment(line.words[moment.end :])
                yield _at("range" if ranged else "", moment, line, 0)


def _just_before(words: str, at: int) -> Moment | None:
    """The date that ends where a label begins: `2025. 4. 24. 배포`."""
    near = [moment for moment in moments_in(words[:at]) if at - moment.end <= _BETWEEN]
    return near[-1] if near else None


def _at(label: str, moment: Moment, line: Line, offset: int) -> _Dated:
    start = line.start + offset
    return _Dated(label, moment, (start + moment.start, start + moment.end))


def _dateline(sheet: Sheet) -> _Dated | None:
    """The date that opens the news: `SEOUL, 24 January 2019 -`, `Seoul, 24 January 2019.`, `24 January 2019, Seoul.`"""
    if sheet.body >= len(sheet.lines):
        return None
    line = sheet.lines[sheet.body]
    moment = first_moment(line.words[:_DATELINE])
    led = prose_patterns().lead.match(line.words)
    if (
        moment is not None
        and moment.start > 2
        and (_AFTER_DATELINE.match(line.words, moment.end) or (led and led.end() >= moment.end))
    ):
        return _at("dateline", moment, line, 0)
    if moment is not None and (
        (_CITY_BEFORE.fullmatch(line.words, 0, moment.start) and _STOP.match(line.words, moment.end))
        or (moment.start == 0 and _CITY_AFTER.match(line.words, moment.end))
    ):
        return _at("dateline", moment, line, 0)
    moment = _yearless(sheet, line, "dateline")
    return _at("dateline", moment, line, 0) if moment else None


def _signed(sheet: Sheet) -> _Dated | None:
    """The date that an agency sets, with its name, behind the last sentence: `2020.2.6/ Agency`."""
    for line, kind in zip(sheet.lines[sheet.body :], sheet.kinds[sheet.body :], strict=True):
        if kind is None and (match := _SIGNED.search(line.words)):
            moment = next((each for each in moments_in(line.words) if each.end == match.start()), None)
            if moment is not None:
                return _at("signed", moment, line, 0)
    return None


def _yearless(sheet: Sheet, line: Line, form: Literal["issued", "dateline"]) -> Moment | None:
    """A day of issue that its mark gives without a year, in the year nearest to the latest month with one."""
    for pattern in _marks(form):
        match = pattern.search(line.words[:_MARKED])
        if match is None:
            continue
        month = _month_of(match)
        latest = _latest_month(sheet)
        if not month or latest is None:
            return None
        try:
            day = date(_year_near(latest, month), month, int(match["day"]))
        except ValueError:
            return None
        return Moment(match.start("date"), match.end("date"), day.isoformat())
    return None


@cache
def _marks(form: Literal["issued", "dateline"]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(getattr(head_rules(lang).partial, form), re.IGNORECASE) for lang in LANGS)


def _opening(sheet: Sheet) -> Iterator[Line]:
    left = _OPENING_CHARACTERS
    for line, kind in zip(sheet.lines, sheet.kinds, strict=True):
        if kind == "furniture":
            continue
        if left <= 0:
            return
        left -= len(line.words)
        yield line


@cache
def _with_year() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(head_rules(lang).partial.with_year, re.IGNORECASE) for lang in LANGS)


@cache
def _without_year() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(head_rules(lang).partial.without_year, re.IGNORECASE) for lang in LANGS)


def _nearest_month(sheet: Sheet) -> str | None:
    """The month of news that tells its days without a year: the one nearest to the latest month with a year."""
    opening = " ".join(line.words for line in _opening(sheet))
    days = [match for form in _without_year() if (match := form.search(opening))]
    if not days:
        return None
    wanted = _month_of(min(days, key=lambda match: match.start()))
    latest = _latest_month(sheet)
    if not wanted or latest is None:
        return None
    return edtf_month(_year_near(latest, wanted), wanted)


def _latest_month(sheet: Sheet) -> int | None:
    """The latest month that stands with its year, in months since the year 0."""
    return max(
        (
            12 * int(match["year"]) + number - 1
            for line, kind in zip(sheet.lines, sheet.kinds, strict=True)
            if kind != "furniture"
            for form in _with_year()
            for match in form.finditer(line.words)
            if (number := _month_of(match))
        ),
        default=None,
    )


def _year_near(latest: int, month: int) -> int:
    """The year in which `month` is nearest to the month `latest`."""
    year = latest // 12
    return min((year + 1, year, year - 1), key=lambda each: abs(12 * each + month - 1 - latest))


def _month_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return month_number(groups["month"] or groups.get("month2") or "")
