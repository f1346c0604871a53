"""A mention of a meeting."""

from dataclasses import dataclass
from typing import Literal

from .rules import Kind

Pointer = Literal["this", "next", "last"]


@dataclass(frozen=True)
class Mention:
    """A name, or words that stand for one, at `start:end` of the text.

    `head` is the head noun in lower case, `bare` that nothing but a number or a pointer goes with it; `at` and `to`
    bound the sentence, `rule` found it; `counted`: only how often it was held is told; `tail` is the part of its name
    that only a later name of a list states; `verbal`: the words hold the verb of meeting; `leading`: it counts
    only where a release opens with it; `proper_end`: the name ends there, before words that say with whom it is.
    """

    start: int
    end: int
    head: str
    kind: Kind
    rule: str
    at: int
    to: int
    ordinal: int | None = None
    ordinal_span: tuple[int, int] | None = None
    pointer: Pointer | None = None
    bare: bool = False
    quoted: bool = False
    described: bool = False
    alone: bool = False
    tail: tuple[int, int] | None = None
    counted: bool = False
    verbal: bool = False
    leading: bool = False
    proper_end: int | None = None

    @property
    def name_end(self) -> int:
        """Where the name ends."""
        return min(self.proper_end or self.end, self.end)

    @property
    def numbered(self) -> bool:
        """Whether it names a session by number."""
        return self.ordinal is not None
