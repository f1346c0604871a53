"""The zones of a page: what stands above the news, the news, what stands below; and the kind of each line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.folding import folded
from ingest.head.moments import first_moment
from ingest.head.rules import label_patterns
from ingest.phones import has_phone

from .lines import Line, columns
from .markers import Marker, marker_of, word_ends
from .prose import prose_patterns
from .rules import LineKind, line_reader
from .wrapping import is_sentence_end, is_terminal

_HEAD = 150
_FOOT = 150
_BODY_WIDTH = 45
_BODY_ITEM_WIDTH = 24
_SURE_BODY_WIDTH = 80
_SAME_EDGE = 0.06
_REACHES = 0.8
_LONGEST_LOOK = 12
_DATA_ROWS = 3
_LONGEST_ITEM = 60
_ENDS_INSIDE = re.compile(r"[.!?。][\"'”’)」』]*(?:\s|$|(?<=。))")
_MENU_WIDTH = 24
_MENU_LINES = 4
_LISTED = re.compile(r"(?:19|20)\d\d\D{1,2}\d{1,2}\D{1,2}\d{1,2}\D{0,3}$")
SUBTITLE = re.compile(r"-\s*(?P<inner>\S(?=.*[^\W\d_]{2}).*?)\s*-$")
_CONTACT_WIDTH = 120
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_RULE = re.compile(r"[-=_*~·.─━═ ]{5,}$")
_NUMBER = re.compile(r"[\d,]+$")
_QUESTION = re.compile(r"[?!][\"'”’)」』]*$")
_STATEMENT = re.compile(r"(?:[가-힣]|[\u4e00-\u9fff]|[a-z]{4})[.。][\"'”’)」』]*(?:\s+[^\s.]|(?<=。).)")
_LETTERS = re.compile(r"[^\W\d_]")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?")
_POSTED_WIDTH = 100
_BESIDE_DATE = 12
_LABEL_GAP = 3
_TICKER_LINES, _TICKER_ITEMS = 10, 5
_PICTURE = re.compile(r"[▲△▼◀▶]\s?\S")
_LIST_MARKS = frozenset({"dash", "dot"})
_HEADLINE = 18
_BULLETS = frozenset({"square", "circle", "number", "dash", "chinese-number", "bracketed"})


@dataclass(slots=True)
class Sheet:
    """The lines of a text, what the rules say of each, and where the news begins.

    `kinds[i]` is what line `i` is by its words, None where no rule knows it; `markers[i]` what opens it. `body` is
    the first line of the news itself; where none is told apart, the number of lines, up to the longest head.
    """

    lines: Sequence[Line]
    kinds: list[LineKind | None]
    markers: list[Marker | None]
    body: int


def sheet_of(lines: Sequence[Line]) -> Sheet:
    """Label the lines and find the news."""
    reader = line_reader()
    count = len(lines)
    kinds: list[LineKind | None] = []
    markers: list[Marker | None] = []
    for i, line in enumerate(lines):
        inside = _HEAD <= i < count - _FOOT
        ticker = i < _TICKER_LINES and line.words.count(" · ") >= _TICKER_ITEMS
        if line.hint == "furniture" or ticker or _RULE.match(line.words):
            kinds.append("furniture")
        elif line.hint in ("title", "subtitle", "heading") or line.table is not None:
            kinds.append(None)
        elif line.hint == "note":
            kinds.append("note")
        else:
            kind = reader.kind_of(line.words, inside=inside)
            if line.hint == "header":
                kind = kind if kind in ("furniture", "contact") else "header"
            kinds.append(None if kind == "header" and line.hint is None and _dated_sentence(line) else kind)
        markers.append(None if line.table is not None else _marker_of(line))
    for i in range(1, count):
        if _is_end_of_word(lines[i - 1], markers, i):
            markers[i] = None
        if i < _HEAD and kinds[i] is None and kinds[i - 1] == "furniture" and _NUMBER.match(lines[i].words):
            kinds[i] = "furniture"
    _mark_contacts(lines, kinds)
    sheet = Sheet(lines, kinds, markers, count)
    above = min(count, _HEAD)
    sheet.body = next((i for i in range(above) if _is_body(sheet, i)), above)
    if sheet.body < count:
        _mark_posted(sheet)
        _mark_clock(sheet)
    _mark_foot(sheet)
    return sheet


def _dated_sentence(line: Line) -> bool:
    """Whether the line is a sentence of the news that only follows the day of posting on its line."""
    if line.width < _SURE_BODY_WIDTH or not is_sentence_end(line.words):
        return False
    moment = first_moment(line.words[:_LONGEST_ITEM])
    return moment is not None and moment.start < _BESIDE_DATE and line.words[moment.end : moment.end + 1] == " "


def _mark_contacts(lines: Sequence[Line], kinds: list[LineKind | None]) -> None:
    """Give to the persons to call the short lines that hold a number, and those between a label and a number.

    Names, posts and units stand one below the other, without a blank line, from the label to the last number.
    """
    first = 0
    for i in range(1, len(lines) + 1):
        labels = i < len(lines) and kinds[i - 1] == "contact" and not _calls(lines[i - 1], "contact")
        if i < len(lines) and lines[i].gap <= (_LABEL_GAP if labels else 1):
            continue
        run = range(first, i)
        first = i
        numbered = [k for k in run if _calls(lines[k], kinds[k])]
        for k in numbered:
            kinds[k] = "contact"
        labelled = [k for k in run if kinds[k] in ("contact", "header")]
        if not numbered or not labelled:
            continue
        for k in range(labelled[0], numbered[-1]):
            if kinds[k] is None and lines[k].width <= _CONTACT_WIDTH // 2 and not is_sentence_end(lines[k].words):
                kinds[k] = "contact"


def _mark_posted(sheet: Sheet) -> None:
    """Give the lines above the news that hold a day of a year, and little else, to the head."""
    for i in range(sheet.body):
        line = sheet.lines[i]
        plain = sheet.kinds[i] is None and sheet.markers[i] is None and line.table is None and line.hint is None
        moment = first_moment(line.words) if plain and line.width <= _POSTED_WIDTH else None
        if moment is None:
            continue
        before, after = line.words[: moment.start], line.words[moment.end :]
        if _LETTERS.search(before) and before.rfind("(") > before.rfind(")"):
            continue
        beside = "".join(_LETTERS.findall(_CLOCK.sub("", before + after)))
        timed = "T" in moment.iso or label_patterns().source.search(line.words) is not None
        controls = line_reader().kind_of(after.strip()) == "furniture"
        if (timed and not is_sentence_end(line.words)) or columns(beside) <= _BESIDE_DATE or controls:
            sheet.kinds[i] = "header"


def _mark_clock(sheet: Sheet) -> None:
    """Give a date that opens a page, above its menus, to the page: it is the day on which the page was fetched."""
    kinds = sheet.kinds
    i = next((k for k in range(sheet.body) if kinds[k] not in ("furniture", "kicker")), sheet.body)
    menus = kinds[i + 1 : min(i + 1 + _MENU_LINES, sheet.body)]
    if i < sheet.body and kinds[i] == "header" and len(menus) == _MENU_LINES and set(menus) == {"furniture"}:
        dated = first_moment(sheet.lines[i].words)
        if dated is not None and dated.start <= 2 and not label_patterns().every.search(sheet.lines[i].words):
            kinds[i] = "furniture"


def _calls(line: Line, kind: LineKind | None) -> bool:
    """Whether the line is short and gives a number or address to write to."""
    if kind not in (None, "contact") or line.table is not None or line.width > _CONTACT_WIDTH:
        return False
    return not is_sentence_end(line.words) and (has_phone(line.words) or _MAIL.search(line.words) is not None)


def _marker_of(line: Line) -> Marker | None:
    """The marker that opens a line; the number of a list is one too, of no characters of the text."""
    own = marker_of(line.words)
    if own is not None or not line.number:
        return own
    counted = marker_of(f"{folded(line.number)} {line.words}")
    return replace(counted, text="") if counted is not None else None


def _is_end_of_word(before: Line, markers: Sequence[Marker | None], i: int) -> bool:
    """Whether a marker that could end a word does: the page cut the word, and its numbering has not come so far."""
    marker = markers[i]
    if marker is None or marker.text not in word_ends():
        return False
    so_far = {other.text for other in markers[max(0, i - _LONGEST_ITEM) : i] if other is not None}
    return word_ends()[marker.text] not in so_far and not is_terminal(before.words)


def _is_body(sheet: Sheet, i: int) -> bool:
    """Whether the line belongs to the news: a sentence, or the first of its items."""
    line, marker = sheet.lines[i], sheet.markers[i]
    if line.table is not None:
        return _opens_data(sheet, i)
    if sheet.kinds[i] is not None or line.hint in ("title", "subtitle"):
        return False
    if SUBTITLE.match(line.words) or _PICTURE.match(line.words):
        return False
    if prose_patterns().lead.match(line.words) and line.width >= _BODY_WIDTH:
        return True
    if is_sentence_end(line.words) and line.width >= _BODY_WIDTH:
        asked = _QUESTION.search(line.words) is not None and i + 1 < len(sheet.kinds)
        return not (asked and sheet.kinds[i + 1] == "header")
    if line.width >= _SURE_BODY_WIDTH and says_more(line.words) and not marker:
        return True
    if marker and marker.family in _BULLETS and line.width >= _BODY_ITEM_WIDTH:
        if marker.family == "dash" and _closes(sheet, i + 1):
            return False
        return marker.family not in _LIST_MARKS or not _lists_pages(sheet, i)
    return line.width >= _BODY_WIDTH and line.hint is None and _reads_on(sheet, i)


def says_more(words: str) -> bool:
    """Whether a sentence ends inside the line and something follows: no headline goes on so."""
    return _STATEMENT.search(words) is not None


def _opens_data(sheet: Sheet, i: int) -> bool:
    """Whether line `i` is the first of a table of some size that is not the box of the head."""
    lines = sheet.lines
    if i == 0 or lines[i - 1].table == lines[i].table:
        return False
    last = i
    while last + 1 < len(lines) and lines[last + 1].table == lines[i].table:
        last += 1
    rows = lines[i : last + 1]
    return len(rows) >= _DATA_ROWS and not any(
        has_phone(row.words) or label_patterns().every.search(row.words) for row in rows
    )


def _lists_pages(sheet: Sheet, i: int) -> bool:
    """Whether a bulleted line is a link or headline of the page: no sentence, and no headline stands above it."""
    line, marker = sheet.lines[i], sheet.markers[i]
    if marker is None or is_terminal(line.words):
        return False
    inner = line.words[len(marker.text) :].strip()
    if any(after.words.startswith(inner) for after in sheet.lines[i + 1 : i + 4]):
        return True
    above = (sheet.lines[k] for k in range(i) if sheet.kinds[k] in (None, "annex"))
    return not any(line.width >= _HEADLINE and _LETTERS.search(line.words) for line in above)


def _closes(sheet: Sheet, i: int) -> bool:
    """Whether line `i` ends a subtitle that began with a dash on the line before."""
    return i < len(sheet.lines) and sheet.lines[i].words.endswith("-") and not sheet.markers[i]


def _reads_on(sheet: Sheet, i: int) -> bool:
    """Whether the line opens a paragraph that is broken at the edge of the page, and is no headline.

    The lines of such a paragraph but the last reach the same edge, and a sentence ends in it.
    """
    lines = sheet.lines
    if is_terminal(lines[i].words):
        whole = not lines[i].words.endswith(":") or _ENDS_INSIDE.search(lines[i].words) is not None
        return lines[i].width >= _SURE_BODY_WIDTH and whole
    last = i
    while (
        last + 1 < len(lines)
        and last < i + _LONGEST_LOOK
        and not is_sentence_end(lines[last].words)
        and lines[last + 1].gap == 1
        and sheet.kinds[last + 1] is None
        and sheet.markers[last + 1] is None
        and lines[last + 1].table is None
    ):
        last += 1
    widest = max(line.width for line in lines[i : last + 1])
    reaching = all(line.width >= _REACHES * widest for line in lines[i:last])
    if last > i and reaching and any(_ENDS_INSIDE.search(line.words) for line in lines[i : last + 1]):
        return True
    after = lines[i + 1 : i + 3]
    same = all(abs(other.width - lines[i].width) <= _SAME_EDGE * lines[i].width for other in after)
    return len(after) == 2 and same and lines[i].width >= _SURE_BODY_WIDTH


def _mark_foot(sheet: Sheet) -> None:
    """Give the lines below the news to the page.

    After a line that opens the foot (related links, copyright), all belongs to the page up to the next sentence of
    some length that is no entry of a list. At the end of a page that has menus, so do runs of short lines.
    """
    lines, kinds = sheet.lines, sheet.kinds
    i = sheet.body + 1
    while i < len(lines):
        if kinds[i] != "tail":
            i += 1
            continue
        kinds[i] = "furniture"
        i += 1
        while i < len(lines) and not _is_news_again(sheet, i):
            posted = kinds[i] == "header" and label_patterns().every.search(lines[i].words)
            if kinds[i] != "contact" and not posted and lines[i].table is None:
                kinds[i] = "furniture"
            i += 1
    for i in range(min(sheet.body + 1, len(lines))):
        if kinds[i] == "tail":
            kinds[i] = "furniture"
    if any(kind == "furniture" for kind in kinds):
        _mark_foot_menus(sheet)


def _is_news_again(sheet: Sheet, i: int) -> bool:
    line = sheet.lines[i]
    return (
        sheet.kinds[i] is None
        and line.width >= _SURE_BODY_WIDTH
        and is_sentence_end(line.words)
        and not _LISTED.search(line.words)
    )


def _mark_foot_menus(sheet: Sheet) -> None:
    lines, kinds = sheet.lines, sheet.kinds
    end = len(lines)
    start = end
    while start > sheet.body + 1 and (
        kinds[start - 1] == "furniture"
        or (
            kinds[start - 1] is None
            and lines[start - 1].table is None
            and lines[start - 1].width <= _MENU_WIDTH
            and not is_terminal(lines[start - 1].words)
            and sheet.markers[start - 1] is None
        )
    ):
        start -= 1
    if end - start >= _MENU_LINES and any(kinds[i] == "furniture" for i in range(start, end)):
        while start < end and kinds[start] is None and lines[start].gap == 1:
            start += 1
        kinds[start:end] = ["furniture"] * (end - start)
