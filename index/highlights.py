"""Which characters of a passage share words or numbers with a question."""

import re
from functools import cache, lru_cache

from corpus.model import Model

from .numbers import number_spans
from .resourcefiles import load
from .tokens import PAIRED, plain, tokens

_KEPT = 2048
"""Passages with a question whose spans are kept: questions come again, and so do their passages."""
_WORD = re.compile(r"[^\W\d_]+")


class Highlights(Model):
    """The file: `unmarked` are words that are not highlighted."""

    unmarked: tuple[str, ...]


@cache
def _unmarked() -> frozenset[str]:
    return frozenset(token for word in load("highlights", Highlights).unmarked for token in tokens(word))


def matches(question: str, text: str) -> list[tuple[int, int]]:
    """Spans of `text` to highlight, in order, without overlap; empty where the two share nothing."""
    return list(_matches(question, text))


@lru_cache(_KEPT)
def _matches(question: str, text: str) -> tuple[tuple[int, int], ...]:
    wanted = set(tokens(question)) - _unmarked()
    form = plain(text)
    if len(form) != len(text):  # a character that becomes two: fall back to one by one, so that offsets hold
        form = "".join(c if len(p := plain(c)) != 1 else p for c in text)
    spans = [(start, end) for start, end, found in number_spans(form) if wanted.intersection(found)]
    for run in PAIRED.finditer(form):
        first = run.start()
        spans += [(first + i, first + i + 2) for i in range(len(run[0]) - 1) if run[0][i : i + 2] in wanted]
        if len(run[0]) == 1 and run[0] in wanted:
            spans.append(run.span())
    rest = PAIRED.sub(lambda run: " " * len(run[0]), form)
    spans += [word.span() for word in _WORD.finditer(rest) if wanted.intersection(tokens(word[0]))]
    return tuple(_joined(spans))


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap or touch become one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
