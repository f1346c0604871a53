"""A paragraph as one line, where the layout broke it: names stand on two lines there."""

import re
from bisect import bisect_right

_HYPHENATED = re.compile(r"(?<=[A-Za-z])-[ \t]*\n[ \t]*(?=[a-z])")
_BROKEN = re.compile(r"[ \t]*\n[ \t]*")
_HAN = re.compile(r"[\u3400-\u9fff]")


class Unwrapped:
    """`text` without its line breaks: between Chinese characters nothing stands in their place, else a blank."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self._own: list[int] = []
        self._original: list[int] = []
        done = length = 0
        for match in _BREAKS.finditer(text):
            hyphen = match.group().startswith("-")
            between_han = _HAN.match(text, match.start() - 1) and _HAN.match(text, match.end())
            pieces += [text[done : match.start()], "" if hyphen or between_han else " "]
            self._own.append(length)
            self._original.append(done)
            length += match.start() - done + len(pieces[-1])
            done = match.end()
        pieces.append(text[done:])
        self._own.append(length)
        self._original.append(done)
        self.text = "".join(pieces)

    def back(self, position: int) -> int:
        """Where `position` lies in the original."""
        piece = bisect_right(self._own, position) - 1
        return self._original[piece] + position - self._own[piece]

    def end(self, position: int) -> int:
        """Where a span that ends at `position` ends in the original: not beyond a line break."""
        return self.back(position - 1) + 1


_BREAKS = re.compile(f"{_HYPHENATED.pattern}|{_BROKEN.pattern}")
