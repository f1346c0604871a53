"""What belongs to the pages and not to the release: running heads and feet, page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from .lines import Line

_ZONE = 0.1
"""Share of the height, at the top and at the foot, in which running lines stand."""
_FEWEST_PAGES = 2
_SHARE_OF_PAGES = 0.3
_NEAR = 6

_PAGE_NUMBER = re.compile(r"[-–—\s·|<\[(]*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s·|>\])]*")
_DIGITS = re.compile(r"\d+")


def running(pages: Sequence[tuple[float, Sequence[Line]]]) -> list[list[Line]]:
    """For each page, given as height and lines: the lines that are furniture.

    A line is, if it is a page number, or if another page has the same, up to digits, at the same height.
    """
    keys = [[_key(line, height) for line in lines] for height, lines in pages]
    counts = Counter(key for page in keys for key in set(page) if key is not None)
    fewest = max(_FEWEST_PAGES, _SHARE_OF_PAGES * len(pages))
    return [
        [
            line
            for line, key in zip(lines, page, strict=True)
            if key is not None and (counts[key] >= fewest or _PAGE_NUMBER.fullmatch(line.text))
        ]
        for (_, lines), page in zip(pages, keys, strict=True)
    ]


def _key(line: Line, height: float) -> tuple[str, int] | None:
    """What running lines share; None for a line in the body."""
    if _ZONE * height < line.box[3] and line.box[1] < (1 - _ZONE) * height:
        return None
    return _DIGITS.sub("#", line.text), round(line.box[1] / _NEAR)
