"""The title and subtitle among the lines above the news."""

import re
from dataclasses import dataclass
from functools import cache

from corpus.folding import squeezed
from corpus.languages import LANGS
from corpus.model import Model
from corpus.reading import simplified
from ingest.head.moments import first_moment
from ingest.rulefiles import load

from .lines import columns
from .prose import prose_patterns
from .wrapping import is_sentence_end
from .zones import SUBTITLE, Sheet, says_more

Span = tuple[int, int]

_SHORTEST, _SHORT, _WIDE = 10, 20, 30
_WIDEST = 260
_WORD = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"https?://|www\.|\S+@\S+\.\w+|^[\d\s./:()-]+$")
_BRACKETED = re.compile(r"\([^()]*\)$|\[[^\[\]]*\]$|<[^<>]*>$|【[^【】]*】$|『[^『』]*』$|「[^「」]*」$")
_LISTED = re.compile(r"[-·]\s+(?=\S)")
_MARKUP = re.compile(r"#{1,6}\s+|\*\*(?=\S)")
_OPENING = re.compile(r"[※*▲△◀▶]")
_SUBTITLE_OPENED = re.compile(r"-\s*(?=\S)")
_VALUE = re.compile(r"[^\t]+?(?=\s*(?:\t|$))")


class TitleRules(Model):
    """The file `titles.toml` of a language.

    `issuer` matches a line that only names a body; `label` what stands before a title on its line and tells it;
    `prefix` the kind of document in brackets before a title.
    """

    issuer: str
    label: str
    prefix: str
    prefix_examples: tuple[tuple[str, str], ...]
    issuer_examples: tuple[str, ...]
    issuer_rejects: tuple[str, ...]
    label_examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Patterns:
    """The rules of all languages, compiled."""

    issuer: re.Pattern[str]
    label: re.Pattern[str]
    prefix: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The rules of all languages."""
    every = [load(f"{lang}/titles", TitleRules) for lang in LANGS]
    return Patterns(
        re.compile("|".join(f"(?:{rules.issuer})" for rules in every), re.IGNORECASE),
        re.compile("|".join(f"(?:{rules.label})" for rules in every), re.IGNORECASE),
        re.compile("|".join(f"(?:{rules.prefix})" for rules in every), re.IGNORECASE),
    )


@dataclass(frozen=True, slots=True)
class Titles:
    """The spans of title and subtitle, and the lines on which they stand."""

    title: Span | None = None
    subtitle: Span | None = None
    title_lines: tuple[int, ...] = ()
    subtitle_lines: tuple[int, ...] = ()


def find_titles(sheet: Sheet, stated: str | None = None) -> Titles:
    """The title, and the subtitle below it; `stated` is the title as the file's own fields give it."""
    lines = sheet.lines
    for i in range(sheet.body):
        label = patterns().label.match(lines[i].words)
        value = _VALUE.match(lines[i].words, label.end()) if label else None
        if value and _WORD.search(value[0]):
            at = patterns().prefix.match(lines[i].words, value.start())
            start = at.end() if at and at.end() < value.end() else value.start()
            return _with_subtitle(sheet, (lines[i].start + start, lines[i].start + value.end()), (i,))
    candidates = [i for i in range(min(sheet.body, len(lines))) if _is_candidate(sheet, i)]
    if not candidates:
        return _between_dashes(sheet) or _behind_date(sheet) or Titles()
    if stated:
        wanted = squeezed(simplified(stated))
        for i in range(len(lines)):
            words = squeezed(lines[i].words)
            if lines[i].width >= _SHORT // 2 and (words == wanted or (len(words) > 9 and wanted.startswith(words))):
                return _with_subtitle(sheet, (_start(sheet, i), lines[i].end), (i,))
    best = _above_subtitle(sheet, candidates)
    if best is None:
        best = max(candidates, key=lambda i: (_score(sheet, i, candidates), -i))
    chosen: tuple[int, ...] = (best,)
    before = best - 1
    first = before in candidates and lines[before].width >= _SHORTEST
    if first and lines[best].gap == 1 and _score(sheet, before, candidates) > 0:
        if not _opens_subtitle(sheet, best + 1):
            chosen = (before,)
        elif lines[before].width >= _SHORT:
            chosen = (before, best)
    if lines[chosen[-1]].words.endswith(":") and chosen[-1] + 1 in candidates and lines[chosen[-1] + 1].gap == 1:
        chosen = (*chosen, chosen[-1] + 1)
    bold = lines[chosen[0]].words.startswith("**") and lines[chosen[-1]].words.endswith("**")
    return _with_subtitle(sheet, (_start(sheet, chosen[0]), lines[chosen[-1]].end - (2 if bold else 0)), chosen)


def _start(sheet: Sheet, i: int) -> int:
    """Where the title begins on its line: behind the mark of an annex, heading or list, and the kind of document."""
    words = sheet.lines[i].words
    opening = prose_patterns().annex.match(words) or _MARKUP.match(words) or _LISTED.match(words)
    at = opening.end() if opening else 0
    prefix = patterns().prefix.match(words, at)
    if prefix and len(words) - prefix.end() >= _SHORT // 4:
        at = prefix.end()
    return sheet.lines[i].start + at


def _between_dashes(sheet: Sheet) -> Titles | None:
    """The title of a text that has no other above its news: `- Outcome of the meeting -`."""
    for i in range(sheet.body):
        match = SUBTITLE.match(sheet.lines[i].words)
        if match and sheet.kinds[i] is None and sheet.lines[i].width >= _SHORT:
            start = sheet.lines[i].start
            return Titles((start + match.start("inner"), start + match.end("inner")), None, (i,))
    return None


def _behind_date(sheet: Sheet) -> Titles | None:
    """The title that stands on one line with the date before it, as some readers of pages write the two."""
    for i in range(min(sheet.body, _SHORT // 4)):
        line = sheet.lines[i]
        moment = first_moment(line.words[:_WIDE]) if sheet.kinds[i] == "header" else None
        words = line.words[moment.end :].strip() if moment else ""
        headline = columns(words) >= _WIDE and not says_more(words) and not is_sentence_end(words)
        if moment and moment.start <= _SHORT // 2 and headline:
            return Titles((line.end - len(words), line.end), None, (i,))
    return None


def _is_candidate(sheet: Sheet, i: int) -> bool:
    line = sheet.lines[i]
    if line.hint == "title":
        return True
    annex = prose_patterns().annex.match(line.words)
    return (
        (sheet.kinds[i] is None or bool(annex and annex.end() + _SHORT // 2 < len(line.words)))
        and line.table is None
        and (_WIDE if _LISTED.match(line.words) else 8) <= line.width <= _WIDEST
        and _WORD.search(line.words) is not None
        and "\t" not in line.words
        and not _ADDRESS.match(line.words)
        and not SUBTITLE.match(line.words)
        and not _OPENING.match(line.words)
        and not _is_end_of_subtitle(sheet, i)
    )


def _is_end_of_subtitle(sheet: Sheet, i: int) -> bool:
    words = sheet.lines[i].words
    return words.endswith(" -") and i > 0 and sheet.lines[i - 1].words.startswith("-")


def _opens_subtitle(sheet: Sheet, i: int) -> bool:
    if i >= len(sheet.lines) or sheet.kinds[i] is not None:
        return False
    words = sheet.lines[i].words
    if SUBTITLE.match(words):
        return True
    return words.startswith("-") and i + 1 < len(sheet.lines) and _is_end_of_subtitle(sheet, i + 1)


def _stands_alone(sheet: Sheet, i: int) -> bool:
    """Whether a line that opens with a dash is a subtitle left open, and not the first item of the news."""
    line = sheet.lines[i]
    after = sheet.lines[i + 1] if i + 1 < len(sheet.lines) else None
    return not is_sentence_end(line.words) and after is not None and after.gap > 1 and not after.words.startswith("-")


def _above_subtitle(sheet: Sheet, candidates: list[int]) -> int | None:
    for i in range(1, min(sheet.body + 1, len(sheet.lines))):
        if _opens_subtitle(sheet, i) and i - 1 in candidates:
            return i - 1
    return None


def _score(sheet: Sheet, i: int, candidates: list[int]) -> float:
    """How much a line looks like the title: wide, near the news and its date, said twice; not a body's name."""
    line = sheet.lines[i]
    score = 1.0 + (line.width >= _SHORT) + (line.width >= _WIDE)
    marker = sheet.markers[i]
    listed = marker is not None and marker.family in ("dash", "dot")
    score -= (0.5 if listed else 2.5) * (marker is not None and marker.family != "hash")
    score += 2.0 * (_MARKUP.match(line.words) is not None)
    score += {"title": 6.0, "heading": 2.0}.get(line.hint or "", 0.0)
    beside = [j for j in (i - 1, i + 1, i + 2) if 0 <= j < len(sheet.kinds)]
    score += 2.0 * any(sheet.kinds[j] == "header" for j in beside)
    after = sheet.kinds[i + 1] if i + 1 < len(sheet.kinds) else None
    below = sheet.lines[i + 1].words if after in ("furniture", "kicker") else ""
    in_menu = i > 0 and sheet.kinds[i - 1] == "furniture"
    score -= 2.0 * (_WORD.search(below) is not None and (in_menu or after == "kicker"))
    above = sheet.kinds[:i]
    score += (
        1.5 * (line.width >= _WIDE and all(kind in ("kicker", "header") for kind in above)) * (not line.words.isupper())
    )
    score += 1.5 * (line.width >= _SHORT and above[-1:] == ["kicker"] and "furniture" in above)
    score -= 6.0 * (patterns().issuer.fullmatch(line.words) is not None)
    score -= 2.5 * (_BRACKETED.match(line.words) is not None)
    score -= 2.0 * is_sentence_end(line.words)
    same = squeezed(line.words)
    score += 3.0 * (
        line.width >= _SHORT and any(squeezed(sheet.lines[j].words).startswith(same) for j in candidates if j != i)
    )
    groups = sum(1 for j in candidates if j > i and sheet.lines[j].gap > 1)
    return score - min(0.4 * groups, 2.0)


def _with_subtitle(sheet: Sheet, title: Span, on: tuple[int, ...]) -> Titles:
    lines = sheet.lines
    i = on[-1] + 1
    while i < min(sheet.body, len(lines)) and (
        sheet.kinds[i] == "header" or squeezed(lines[i].words) == squeezed(lines[on[0]].words)
    ):
        i += 1
    if i >= len(lines):
        return Titles(title, None, on)
    if _opens_subtitle(sheet, i):
        match = SUBTITLE.match(lines[i].words)
        if match:
            start = lines[i].start + match.start("inner")
            return Titles(title, (start, lines[i].start + match.end("inner")), on, (i,))
        opened = _SUBTITLE_OPENED.match(lines[i].words)
        start = lines[i].start + (opened.end() if opened else 0)
        closing = lines[i + 1]
        return Titles(title, (start, closing.start + len(closing.words[:-1].rstrip())), on, (i, i + 1))
    line = lines[i]
    opened = _SUBTITLE_OPENED.match(line.words)
    if opened and i == on[-1] + 1 and line.gap == 1 and _stands_alone(sheet, i):
        return Titles(title, (line.start + opened.end(), line.end), on, (i,))
    plain = (
        i < sheet.body
        and i == on[-1] + 1
        and line.gap == 1
        and _is_candidate(sheet, i)
        and line.width >= _SHORT
        and not patterns().issuer.fullmatch(line.words)
        and not _BRACKETED.match(line.words)
        and not is_sentence_end(line.words)
        and sheet.markers[i] is None
    )
    if plain or line.hint == "subtitle":
        return Titles(title, (line.start, line.end), on, (i,))
    return Titles(title, None, on)
