"""Where the words that one release gives stand in it; a handful, for which an expression would cost more to compile."""

from collections.abc import Callable, Iterable

Whole = Callable[[str, int, int, int], bool]
"""Whether a word at `start:end` of a text, which is not looked at behind `limit`, is no part of a longer one."""


def occurrences(words: Iterable[str], text: str, start: int, end: int, whole: Whole) -> list[tuple[int, int]]:
    """The words in `text[start:end]`, from left to right, the longest at each place, none overlapping.

    >>> occurrences(["Lin", "Lin Yue"], "Lin Yue met Lin", 0, 15, lambda *_: True)
    [(0, 7), (12, 15)]
    """
    found: list[tuple[int, int]] = []
    for word in words:
        at = text.find(word, start, end)
        while at >= 0:
            if whole(text, at, at + len(word), end):
                found.append((at, at + len(word)))
            at = text.find(word, at + 1, end)
    found.sort(key=lambda span: (span[0], -span[1]))
    kept: list[tuple[int, int]] = []
    for span in found:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept
