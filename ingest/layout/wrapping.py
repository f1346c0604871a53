"""Which lines are one paragraph: lines as set on a page, and sentences that a page break cut in two."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .lines import Line, columns
from .prose import prose_patterns

_CLOSING = r"[\"'”’)\]」』》>}*]*(?:\s?\d{1,2}\))?\s*$"
_SENTENCE_END = re.compile(rf"[.!?。]{_CLOSING}")
_GOES_ON_AFTER = re.compile(r"(?!o\s)[a-z][a-z'-]*[\s,.;]|[,.;，。、；）)\]」』》%]")
_LATIN_WORD = re.compile(r"[^\s\u1100-\ufaff]+")

_LONG = 40
_CUT = 50
_EDGE = 0.04
_NEARLY = 0.78
_WIDEST_PAGE = 140
_NEIGHBOURS = 8
_FEWEST = 4


@cache
def _terminal() -> re.Pattern[str]:
    return re.compile(rf"(?:[.!?。…:;]|{prose_patterns().complete}){_CLOSING}")


def is_sentence_end(words: str) -> bool:
    """Whether the line ends as a sentence does."""
    return _SENTENCE_END.search(words) is not None


def is_terminal(words: str) -> bool:
    """Whether the line ends as a sentence or item does, so that nothing is missing."""
    return _terminal().search(words) is not None


@dataclass(frozen=True, slots=True)
class Setting:
    """How the lines of a text were set.

    `wrapped`: broken at the edge of a page or window. `spaced`: a blank line after every line, so that blank lines
    end nothing. `punctuated`: long lines end in a full stop, so that one without it was cut.
    """

    wrapped: bool
    spaced: bool
    punctuated: bool


def setting_of(lines: Sequence[Line], *, wrapped: bool = False) -> Setting:
    """How the lines of running text were set; `wrapped` where the format says so."""
    long = [line for line in lines if line.width >= _LONG and line.table is None]
    if not long:
        return Setting(wrapped, False, False)
    closed = sum(1 for line in long if is_terminal(line.words)) / len(long)
    if not wrapped and len(long) >= _FEWEST:
        widths = sorted(line.width for line in long)
        near = sum(1 for line in long if line.width > 0.85 * widths[int(0.9 * len(widths))])
        wrapped = (
            closed < 0.65
            and widths[int(0.98 * (len(widths) - 1))] <= _WIDEST_PAGE
            and near > (0.4 if len(long) >= 8 else 0.7) * len(long)
        )
    follow = [after for before, after in pairwise(lines) if before.width >= _LONG]
    spaced = wrapped and len(follow) > 0 and sum(1 for line in follow if line.gap > 1) > 0.7 * len(follow)
    return Setting(wrapped, spaced, closed >= 0.6)


def goes_on(lines: Sequence[Line], at: int, setting: Setting) -> bool:
    """Whether the paragraph of the line `at` goes on in the next; the next opens with no marker."""
    line, after = lines[at], lines[at + 1]
    if after.gap > 3 or is_sentence_end(line.words):
        return False
    if _GOES_ON_AFTER.match(after.words) and line.width >= 20:
        return True
    if setting.wrapped and line.width >= _LONG and after.gap == 1:
        # Where blank lines stand between all others, lines without one are of the same note.
        return setting.spaced or _nearly_full(lines, at)
    if setting.wrapped and setting.spaced and _is_full(lines, at):
        return True
    if is_terminal(line.words):
        return False
    if line.width >= _LONG and prose_patterns().unfinished.search(line.words):
        return True
    return (
        setting.punctuated
        and line.width >= _CUT
        and is_sentence_end(after.words)
        and not line.words.isascii()
        and prose_patterns().subject.search(line.words) is not None
    )


def _nearly_full(lines: Sequence[Line], at: int) -> bool:
    """Whether the line is about as wide as those around it, among lines without blank ones between."""
    around = [other.width for other in lines[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]]
    widest = max((width for width in around if width <= _WIDEST_PAGE), default=0)
    return lines[at].width >= _NEARLY * widest or _is_full(lines, at)


def _is_full(lines: Sequence[Line], at: int) -> bool:
    """Whether the line reaches the right edge: its neighbours reach it too, or the next word would not have fitted."""
    line = lines[at]
    if line.width < _LONG:
        return False
    around = [other.width for other in lines[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1] if other is not line]
    if sum(1 for width in around if abs(width - line.width) <= _EDGE * line.width) >= 2:
        return True
    word = _LATIN_WORD.match(lines[at + 1].words)
    if word is None or not line.words.isascii():
        return False
    edge = max((width for width in around if width <= _WIDEST_PAGE), default=0)
    return line.width + 1 + columns(word[0]) > edge >= _LONG
