"""A name of an organisation, where it stands in the text."""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from corpus.languages import Lang

from .rules import Kind

REGISTRY = "registry"
DEEPEST = 4
"""Levels of an organisation: ministry, office, bureau, division."""
LEAST_OWN_NAME = 3
"""Characters after a parent's name that make a name of their own; fewer belong to the whole (경기도청)."""


@dataclass(eq=False)
class Mention:
    """A name at `start:end` of the text; `outer_start` takes in the country in front of it.

    `ids` are the organisations of the registry that bear the name, `country` the country that the text binds to it,
    `column` the country that heads its column of a table, `parent` the mention of which it is a part. Of a mission,
    `what` is its kind, `home` the country that sends it, `host` the one in which it is, and `abroad` says that the
    text names a host, be it a country or a city. `former`: the text says that the body is today another.
    `acts`: of a local government, whether it does something here or is only a place; None where that is to be seen
    from the words beside.
    """

    start: int
    end: int
    outer_start: int
    lang: Lang
    rule: str
    kind: Kind
    ids: tuple[str, ...] = ()
    country: str | None = None
    parent: "Mention | None" = None
    home: str | None = None
    host: str | None = None
    what: str | None = None
    abroad: bool = False
    column: str | None = None
    former: bool = False
    acts: bool | None = None
    name: str | None = None
    surfaces: list[tuple[int, int]] = field(default_factory=list)

    def is_part_of(self, parent: "Mention") -> bool:
        """Make it a part of `parent`, and its name the longer one with the parent's in front, where that is possible.

        No: the parent is itself a part of a part of a part, which no ministry has.
        """
        depth, above = 1, parent
        while above.parent is not None and depth < DEEPEST:
            depth, above = depth + 1, above.parent
        if depth >= DEEPEST:
            return False
        self.parent = parent
        if parent.end <= self.start:
            self.outer_start = parent.outer_start
        return True


class Mentions:
    """Mentions in order of the text; neighbours are found without a walk through all."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._items = sorted(mentions, key=_START)
        self._longest = max((one.end - one.start for one in self._items), default=0)

    def __iter__(self) -> Iterator[Mention]:
        return iter(self._items)

    def starting(self, first: int, last: int) -> list[Mention]:
        """Those that start in `first:last`."""
        return self._items[bisect_left(self._items, first, key=_START) : bisect_left(self._items, last, key=_START)]

    def overlapping(self, start: int, end: int) -> list[Mention]:
        """Those that share a character with `start:end`."""
        return [one for one in self.starting(start - self._longest, end) if one.end > start]

    def add(self, mention: Mention) -> None:
        """Take in one more."""
        insort(self._items, mention, key=_START)
        self._longest = max(self._longest, mention.end - mention.start)

    def remove(self, mention: Mention) -> None:
        """Let go of one."""
        at = self._items.index(mention, bisect_left(self._items, mention.start, key=_START))
        del self._items[at]


_START = attrgetter("start")
