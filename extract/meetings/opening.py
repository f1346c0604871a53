"""What the head of a release says of the meeting it is about: a dateline, the signing that it tells first."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Doc

from corpus.documents import Block
from corpus.languages import LANGS

from ..found import blocks_of, reading_of, release_of
from .circumstances import Circumstances, Dated, sign_of_format
from .grammar import Grammar, grammar
from .mention import Mention
from .parts import Part
from .reader import Reader

LONGEST_DATELINE = 90
LONGEST_PLACE = 40
LABELS_APART = 200
"""Characters between the lines that give the day and the place."""
OPENING_BLOCKS = 2
"""Paragraphs in which a release says what it is about."""
SENTENCE_ENDS = (".", "。")
_PIECE = re.compile(r"[^,/|()\n]+")
DAY = len("2020-01-01")
CONVENED_REACH = 30
"""Characters after a name in which a verb of holding belongs to it."""
SUMMING_UP = frozenset("▷▶►")
"""Marks of lines under a title that sum the news up."""
FIRST_BLOCKS = 8
"""Blocks among which a dateline stands."""


@dataclass(frozen=True)
class Opening:
    """Where the first paragraphs begin, what the dateline says (None: there is none), whether it is a schedule.

    `city`: the place of writing with which a report opens, for which `here` stands. `highlights`: where the lines begin
    that sum the news up between the title and the text.
    """

    paragraphs: frozenset[int]
    dateline: Circumstances | None
    schedule: bool
    city: tuple[int, int] | None = None
    highlights: frozenset[int] = frozenset()


def opening_of(doc: Doc, dates: list[Dated]) -> Opening:
    """Read the opening of a release."""
    text = reading_of(doc)
    blocks = blocks_of(doc)
    body = [block for block in blocks if block.kind in ("paragraph", "bullet")]
    title = next((block for block in blocks if block.kind == "title"), None)
    lang = next((lang for lang in LANGS if title and lang == title.lang), None)
    heads = [b for b in blocks[:FIRST_BLOCKS] if title and b.kind in ("header", "title") and b.start <= title.start]
    schedule = any(lang and grammar(lang).schedule.search(text, head.start, head.end) for head in heads)
    after = [block for block in blocks if title and block.start > title.start][:FIRST_BLOCKS]
    lines = (_dateline(text, block, dates) for block in after if block.kind in ("header", "paragraph", "subtitle"))
    grammars = [grammar(lang) for lang in LANGS if lang in release_of(doc).langs]
    dateline = next((line for line in lines if line), None)
    dateline = dateline or next((said for said in (_labelled(text, g, dates) for g in grammars) if said), None)
    city = next((place for block in body[:OPENING_BLOCKS] if (place := _written_in(text, block))), None)
    summed = [b.start for b in takewhile(lambda b: b.kind == "subtitle" or b.marker in SUMMING_UP, after)]
    summed = [start for start in summed if any(block.start > start for block in body)]
    opening = frozenset([block.start for block in body if block.start not in summed][:OPENING_BLOCKS])
    return Opening(opening, dateline, schedule, city, frozenset(summed))


def _written_in(text: str, block: Block) -> tuple[int, int] | None:
    """The place of writing at the head of a block; None where it does not open with one."""
    lang = next((lang for lang in LANGS if block.lang == lang), None)
    match = grammar(lang).wired.match(text, block.start, block.end) if lang else None
    return match.span("place") if match else None


def _dateline(text: str, block: Block, dates: list[Dated]) -> Circumstances | None:
    """Day, place and form from a short line such as `Kanazawa, 8-9 June 2018`."""
    lang = next((lang for lang in LANGS if lang == block.lang), None)
    if lang is None or block.end - block.start > LONGEST_DATELINE:
        return None
    date = next((date for date in dates if block.start <= date.start and date.end <= block.end), None)
    if date is None:
        return None
    rules = grammar(lang)
    told = text[block.start : block.end].rstrip().endswith(SENTENCE_ENDS)
    if told and rules.cue.search(text, block.start, block.end):
        return None
    if rules.asof.search(text, block.start, block.end) or rules.day_label.match(text, block.start, block.end):
        return None
    for start, end in ((block.start, date.start), (date.end, block.end)):
        cut = text.find("(", start + 1, end)
        first, last = _stripped(text, start, cut if cut > 0 else end)
        words = text[first:last]
        if words and len(words) <= LONGEST_PLACE and not any(c.isdigit() or c in "|:/<>" for c in words):
            rest = text[block.start : date.start] + text[date.end : block.end]
            if (
                rules.heads.search(text, first, block.end)
                or any(c.isdigit() or c == ":" for c in rest)
                or rules.no_place.fullmatch(words)
                or rules.hold.search(words)
                or rules.attend.search(words)
            ):
                return None
            return Circumstances(date=date.value, place=(first, last), format=sign_of_format(rest, rules))
    return None


def _labelled(text: str, rules: Grammar, dates: list[Dated]) -> Circumstances | None:
    """Day, place and form from lines such as `Date: 8 June 2018` and `Venue: Kanazawa` that stand together.

    A line with a day alone may be that of posting.
    """
    for label in rules.both_label.finditer(text):
        if (said := _both(text, label, rules, dates)) is not None:
            return said
    for label in rules.place_label.finditer(text):
        low, high = max(0, label.start() - LABELS_APART), label.end() + LABELS_APART
        for day in rules.day_label.finditer(text, low, high):
            at = bisect_left(dates, day.end(), key=lambda date: date.start)
            if at == len(dates) or dates[at].start >= _line_end(text, day.end()):
                continue
            date = dates[at]
            close = _line_end(text, label.end())
            cut = text.find("(", label.end(), close)
            place = _stripped(text, label.end(), cut if cut > 0 else close)
            words, form = text[slice(*place)], sign_of_format(text[label.end() : close], rules)
            fits = words and len(words) <= LONGEST_PLACE and form != "video" and not rules.no_place.fullmatch(words)
            return Circumstances(date=date.value, place=place if fits else None, format=form)
    return None


def _both(text: str, label: re.Match[str], rules: Grammar, dates: list[Dated]) -> Circumstances | None:
    """Day, place and form from one line: `Date and venue: 8 June 2018, 14:00, Kanazawa Hall`."""
    close = _line_end(text, label.end())
    at = bisect_left(dates, label.end(), key=lambda date: date.start)
    if at == len(dates) or dates[at].start >= close:
        return None
    form = sign_of_format(text[label.end() : close], rules)
    for piece in _PIECE.finditer(text, dates[at].end, close):
        start, end = _stripped(text, *piece.span())
        words = text[start:end]
        if len(words) > 1 and not any(map(str.isdigit, words[:1])) and not rules.no_place.fullmatch(words):
            fits = len(words) <= LONGEST_PLACE and form != "video"
            return Circumstances(date=dates[at].value, place=(start, end) if fits else None, format=form)
    return Circumstances(date=dates[at].value, format=form)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _convened(text: str, mention: Mention, part: Part, rules: Grammar) -> bool:
    """Whether right after the name a verb says that it is held."""
    return rules.convene.search(text, mention.end, min(part.end, mention.end + CONVENED_REACH)) is not None


def signing_in(text: str, part: Part, dates: list[Dated], mentions: list[Mention]) -> Circumstances | None:
    """Day and place of the signing that a sentence tells beside `mentions`; None without its day."""
    rules = grammar(part.lang)
    match = rules.signing.search(text, part.start, part.end)
    if match is None or part.table or part.block.kind in ("title", "subtitle", "heading"):
        return None
    act = Mention(match.start(), match.end(), match.group(), "event", "signing", part.start, part.end)
    others = [m for m in mentions if m.kind != "signing" and m.start >= act.end and _convened(text, m, part, rules)]
    said = Reader(text, [act, *others], dates, rules).read(act)
    return Circumstances(date=said.date, place=said.place, attended=True) if len(said.date or "") >= DAY else None
