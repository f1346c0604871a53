"""When a release was given out: the labels of its head, the date on its page, its dateline, at last its own dates."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.edtf import month as edtf_month
from corpus.languages import LANGS
from ingest.layout.lines import Line
from ingest.layout.titles import Titles
from ingest.layout.zones import Sheet

from .moments import Moment, first_moment, moments_in
from .rules import head_rules, label_patterns, month_number

Span = tuple[int, int]

_VALUE_WIDTH = 60
_TIME_WIDTH = 26
_DATELINE = 70
_BETWEEN = 3
_WIDEST = 1000
_OPENING_CHARACTERS = 1500
_EMPTY = re.compile(r"[\W_]*$")
_RANGE = re.compile(r"\s?(?:~|-|to\b|until\b)\s?\S")
_AFTER_DATELINE = re.compile(r"\s?(?:\([^()]{2,30}\)\s?)?(?:-+|:|\)|\])")


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
        released = _first(found, "") or _first(found, "updated") or _first(found, "range")
    if released is not None and "T" not in released.moment.iso:
        day = released.moment.iso
        released = next(
            (each for each in found if each.label == "" and each.moment.iso.startswith(f"{day}T")), released
        )
    dated = released or embargo
    if dated is None and posted is None:
        dated = released = _dateline(sheet)
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
    latest = _latest_at_the_start(sheet)
    if latest is not None:
        return Issue(ref_date=latest.moment.day, dated=latest.span)
    return Issue(ref_date=_nearest_month(sheet))


def _first(found: list[_Dated], label: str) -> _Dated | None:
    return next((each for each in found if each.label == label), None)


def _dated_lines(sheet: Sheet, titles: Titles) -> Iterator[_Dated]:
    """The dates of the head, and of lines of its kind at the foot, with their labels ("" where there is none)."""
    lines = sheet.lines
    for i, line in enumerate(lines):
        if i in titles.title_lines or i in titles.subtitle_lines or line.width > _WIDEST:
            continue
        head = i < sheet.body or i < 3
        if not head and sheet.kinds[i] != "header":
            continue
        if sheet.kinds[i] == "furniture" and not label_patterns().every.match(line.words):
            continue
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
    """The date that opens the news: `SEOUL, 24 January 2019 -`."""
    if sheet.body >= len(sheet.lines):
        return None
    line = sheet.lines[sheet.body]
    moment = first_moment(line.words[:_DATELINE])
    if moment is not None and moment.start > 2 and _AFTER_DATELINE.match(line.words, moment.end):
        return _at("dateline", moment, line, 0)
    return None


def _latest_at_the_start(sheet: Sheet) -> _Dated | None:
    """The latest day among those with a year at the start of the news, title included."""
    found = [_at("", moment, line, 0) for line in _opening(sheet) for moment in moments_in(line.words)]
    return max(found, key=lambda each: each.moment.day, default=None)


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
    latest = max(
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
    if not wanted or latest is None:
        return None
    year = latest // 12
    near = min(((year + step) * 12 + wanted - 1 for step in (1, 0, -1)), key=lambda months: abs(months - latest))
    return edtf_month(near // 12, near % 12 + 1)


def _month_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return month_number(groups["month"] or groups.get("month2") or "")
