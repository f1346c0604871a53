"""Which of many patterns can match at a place, told by its first characters: only those are then tried.

The patterns become one automaton that reads a text character by character; its states are made when a text first
leads to them. It takes no notice of assertions and takes digits for one another, so it names rather too many patterns
than too few.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

DEPTH = 8
"""How many characters are read; what still fits then is few."""
_DIGIT, _SPACE = "0", " "
_WIDE = 200
"""A range of a character class that is wider than this counts as any character."""
_CONTROL = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_ANY: frozenset[str] | None = None
"""Stands for every character, where a set of them is asked for."""


def _plain(character: str) -> str:
    """The character that stands for its kind."""
    return _DIGIT if character.isdecimal() else _SPACE if character.isspace() else character


@dataclass(slots=True)
class _Node:
    """A state of the automaton: where in the patterns a text may stand, which of them it has matched, and which fit."""

    places: frozenset[int]
    over: frozenset[int]
    fitting: tuple[int, ...]
    next: dict[str, "_Node"] = field(default_factory=dict)


class Prefixes:
    """Patterns by the texts with which they can begin.

    >>> Prefixes([r"\\d{4}\\s?year", r"may\\s\\d", r"\\d+"]).fitting("12 years", 0, 8)
    (0, 2)
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._edges: list[tuple[frozenset[str] | None, int] | None] = []
        self._free: list[list[int]] = []
        self._owner: list[int] = []
        self._ends: dict[int, int] = {}
        starts = []
        for number, pattern in enumerate(patterns):
            self._pattern, self._at, self._number = pattern, 0, number
            start = self._place()
            starts.append(start)
            self._ends[self._alternatives(start)] = number
        self._nodes: dict[tuple[frozenset[int], frozenset[int]], _Node] = {}
        self._start = self._node(starts, frozenset())

    def fitting(self, text: str, start: int, end: int) -> tuple[int, ...]:
        """The numbers of the patterns that may match at `start`, in order."""
        node = self._start
        for character in text[start : min(end, start + DEPTH)]:
            following = node.next.get(character)
            if following is None:
                following = node.next[character] = self._step(node, _plain(character))
            node = following
            if not node.places:
                break
        return node.fitting

    def _step(self, node: _Node, character: str) -> _Node:
        reached = []
        for place in node.places:
            edge = self._edges[place]
            if edge is not None and (edge[0] is None or character in edge[0]):
                reached.append(edge[1])
        return self._node(reached, node.over)

    def _node(self, reached: list[int], over: frozenset[int]) -> _Node:
        places: set[int] = set()
        waiting = list(reached)
        while waiting:
            place = waiting.pop()
            if place not in places:
                places.add(place)
                waiting.extend(self._free[place])
        over = over | {self._ends[place] for place in places if place in self._ends}
        going = frozenset(place for place in places if self._edges[place] and self._owner[place] not in over)
        if (going, over) not in self._nodes:
            fitting = tuple(sorted({*over, *(self._owner[place] for place in going)}))
            self._nodes[going, over] = _Node(going, over, fitting)
        return self._nodes[going, over]

    # The patterns are read by descent; each step goes from a place, and tells where it arrives.

    def _place(self) -> int:
        self._edges.append(None)
        self._free.append([])
        self._owner.append(self._number)
        return len(self._edges) - 1

    def _peek(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _take(self) -> str:
        self._at += 1
        return self._pattern[self._at - 1]

    def _skip(self, text: str) -> bool:
        found = self._pattern.startswith(text, self._at)
        self._at += len(text) if found else 0
        return found

    def _alternatives(self, start: int) -> int:
        end = self._place()
        self._free[self._sequence(start)].append(end)
        while self._skip("|"):
            self._free[self._sequence(start)].append(end)
        return end

    def _sequence(self, start: int) -> int:
        while self._peek() not in ("", "|", ")"):
            begin = self._place()
            self._free[start].append(begin)
            start = self._repeated(begin, self._part(begin))
        return start

    def _repeated(self, begin: int, end: int) -> int:
        least, most = 1, 1
        if self._peek() and self._peek() in "?*+":
            sign = self._take()
            least, most = int(sign == "+"), 1 if sign == "?" else 2
        elif self._peek() == "{":
            close = self._pattern.index("}", self._at)
            low, comma, high = self._pattern[self._at + 1 : close].partition(",")
            least, most = int(low or 0), int(high) if high else 2 if comma else int(low)
            self._at = close + 1
        else:
            return end
        self._skip("?")
        after = self._place()
        self._free[end].append(after)
        if least == 0:
            self._free[begin].append(after)
        if most > 1:
            self._free[end].append(begin)
        return after

    def _part(self, begin: int) -> int:
        character = self._take()
        if character == "(":
            return self._group(begin)
        if character == "\\":
            return self._escaped(begin)
        if character in "^$":
            return begin
        if character == "[":
            return self._edge(begin, self._class())
        return self._edge(begin, _ANY if character == "." else frozenset(_plain(character)))

    def _edge(self, begin: int, characters: frozenset[str] | None) -> int:
        end = self._place()
        self._edges[begin] = (characters, end)
        return end

    def _group(self, begin: int) -> int:
        asserts = any(self._skip(kind) for kind in ("?=", "?!", "?<=", "?<!"))
        if not asserts:
            self._skip("?:")
        end = self._alternatives(self._place() if asserts else begin)
        self._take()
        return begin if asserts else end

    def _escaped(self, begin: int) -> int:
        if self._peek() in "bBAZ":
            self._take()
            return begin
        return self._edge(begin, self._of_escape())

    def _of_escape(self) -> frozenset[str] | None:
        character = self._take()
        if character == "x":
            self._at += 2
            return frozenset(_plain(chr(int(self._pattern[self._at - 2 : self._at], 16))))
        if character in "wWDS":
            return _ANY
        if character in "ds":
            return frozenset(_DIGIT if character == "d" else _SPACE)
        return frozenset(_plain(_CONTROL.get(character, character)))

    def _class(self) -> frozenset[str] | None:
        anything = self._skip("^")
        members: set[str] = set()
        first = True
        while first or self._peek() != "]":
            first = False
            character = self._take()
            if character == "\\":
                escaped = self._of_escape()
                anything = anything or escaped is _ANY
                members |= escaped or set()
            elif self._peek() == "-" and self._pattern[self._at + 1] != "]":
                self._take()
                span = range(ord(character), ord(self._take()) + 1)
                anything = anything or len(span) > _WIDE
                members |= set() if anything else {_plain(chr(code)) for code in span}
            else:
                members.add(_plain(character))
        self._take()
        return _ANY if anything else frozenset(members)
