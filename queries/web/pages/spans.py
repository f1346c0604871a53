"""Spans of a text that nest and overlap, cut into stretches that one element each can show.

Elements of a page nest, spans of facts do not: a date may begin inside a meeting's name and end behind it. So the text
is cut wherever a span begins or ends; each stretch knows all the spans that cover it, and the first stretch of a span
carries its address.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Mark:
    """A span of a text that states a fact: `fact` is the address of the fact on the page, `kind` the list it is in.

    `best` where it is the first evidence of the fact, the one that names it.
    """

    start: int
    end: int
    fact: str
    kind: str
    label: str
    best: bool = True


@dataclass(frozen=True)
class Stretch:
    """Characters that the same marks cover, the widest mark first; `begins` are the spans that begin with it."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]
    begins: tuple[str, ...]
    wanted: bool = False

    @property
    def inner(self) -> Mark | None:
        """The narrowest of the marks: what a reader means who points at these characters."""
        return self.marks[-1] if self.marks else None


def stretches(
    text: str,
    start: int,
    end: int,
    marks: Sequence[Mark],
    *,
    wanted: Sequence[tuple[int, int]] = (),
    named: set[tuple[int, int]] | None = None,
) -> list[Stretch]:
    """Cut `text[start:end]` at the ends of the marks and of the spans that are `wanted`, in order and without a gap.

    `named` are spans that already have their address, of earlier parts of the text; those of this part are added.

    >>> [(each.text, [mark.kind for mark in each.marks])
    ...  for each in stretches("the 8th Meeting in Seoul", 0, 24, [Mark(4, 15, "m", "meetings", ""),
    ...                                                            Mark(8, 24, "a", "agencies", "")])]
    [('the ', []), ('8th ', ['meetings']), ('Meeting', ['agencies', 'meetings']), (' in Seoul', ['agencies'])]
    """
    inside = sorted(
        (mark for mark in marks if mark.start < end and start < mark.end),
        key=lambda mark: (mark.start - mark.end, mark.start, mark.kind, mark.fact),
    )
    shown = [span for span in wanted if span[0] < end and start < span[1]]
    cuts = {start, end}
    for first, last in [*((mark.start, mark.end) for mark in inside), *shown]:
        cuts |= {max(first, start), min(last, end)}
    places = sorted(cuts)
    named = set() if named is None else named
    found = []
    for first, last in pairwise(places):
        covering = tuple(mark for mark in inside if mark.start <= first and last <= mark.end)
        here = [span for span in shown if span[0] <= first and last <= span[1]]
        spans = dict.fromkeys([(mark.start, mark.end) for mark in covering] + here)
        begins = [span for span in spans if span not in named]
        named.update(begins)
        found.append(
            Stretch(first, last, text[first:last], covering, tuple(f"{a}-{b}" for a, b in begins), wanted=bool(here))
        )
    return found
