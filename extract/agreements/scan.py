"""Where one of many alternatives may match: one cheap pass, so that the dear pattern is tried only there."""

import re
from collections.abc import Iterator, Sequence

_PLAIN = re.compile(r"[^\\\[\](){}.*+?^$|]")
_CLASS = re.compile(r"\[([^\\\]^-]+)\]")
_LIMITED = ("?", "*", "{")


def openings(alternative: str) -> frozenset[str] | None:
    """The characters with which a match of a regular expression may begin; None where that cannot be told.

    >>> sorted(openings("[Ss]ign(?:ing)?") or ())
    ['S', 's']
    >>> openings("(?<=a)b") is None
    True
    """
    plain = _PLAIN.match(alternative)
    several = plain or _CLASS.match(alternative)
    if several is None or alternative[several.end() : several.end() + 1] in _LIMITED or "|" in _outside(alternative):
        return None
    return frozenset(several.group() if plain else several.group(1))


def _outside(pattern: str) -> str:
    """The characters of a pattern that stand in no group and no class."""
    depth, kept, escaped, inside = 0, [], False, False
    for character in pattern:
        if escaped:
            escaped = False
        elif character == "\\":
            escaped = True
        elif inside:
            inside = character != "]"
        elif character == "[":
            inside = True
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
        elif not depth:
            kept.append(character)
    return "".join(kept)


class Scan:
    """A pattern of named groups and the alternatives in them; its matches are those of `pattern.finditer`."""

    def __init__(self, pattern: str, alternatives: Sequence[str], *, edge: str = "") -> None:
        self.pattern = re.compile(pattern)
        known = [word for word in alternatives if openings(word) is not None]
        other = [word for word in alternatives if openings(word) is None]
        first = "".join(sorted({re.escape(c) for word in known for c in openings(word) or ()}))
        parts = [f"(?=[{first}])(?:{'|'.join(known)})"] if known else []
        self._somewhere = re.compile(f"{edge}(?:{'|'.join([*parts, *other])})")

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches in `text[start:end]`, from left to right."""
        position = start
        while position <= end and (hit := self._somewhere.search(text, position, end)):
            match = self.pattern.match(text, hit.start(), end)
            if match is None:
                position = hit.start() + 1
                continue
            yield match
            position = max(match.end(), hit.start() + (match.end() == hit.start()))
