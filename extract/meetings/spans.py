"""What a builder of names returns, and quotation marks around a name."""

import re
from typing import NamedTuple

CLOSING = {"'": "'", '"': '"', "`": "`", "「": "」", "｢": "｣", "『": "』", "《": "》", "<": ">", "〈": "〉"}
OPENING = {close: opening for opening, close in CLOSING.items()}
LONGEST_QUOTE = 80
_YEAR = re.compile(r"[\s-]?(?:19|20)\d{2}(?=\D)")


class NameSpan(NamedTuple):
    """A name at `start:end`, its head noun at `head_start:head_end`.

    `name_end`: it ends there, and what follows only says with whom a meeting is that the name tells already.
    """

    start: int
    end: int
    head_start: int
    head_end: int
    quoted: bool = False
    name_end: int | None = None


def quote_around(text: str, lowest: int, highest: int, start: int, end: int) -> tuple[int, int] | None:
    """The inside of the quotation marks that close right after `end` and open before `start`, if any do.

    A year may stand after `end`.
    """
    if (year := _YEAR.match(text, end, highest)) is not None:
        end = year.end()
    if end >= highest or text[end] not in OPENING:
        return None
    opening = OPENING[text[end]]
    at = text.rfind(opening, max(lowest, start - LONGEST_QUOTE), start)
    if at < 0 or text[end] in text[at + 1 : end]:
        return None
    return at + 1, end


def opening_of(text: str, lowest: int, close: int) -> int | None:
    """Where the quotation or bracket that ends at `close` opens."""
    opening = {**OPENING, ")": "("}.get(text[close])
    if opening is None:
        return None
    at = text.rfind(opening, max(lowest, close - LONGEST_QUOTE), close)
    return at if at >= 0 else None
