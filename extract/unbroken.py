"""A release whose paragraphs stand on one line each, and the way back to the release as it is.

Files broken at the edge of a page cut names and dates anywhere; the rules read them whole, evidence quotes the file.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

from corpus.documents import Document, Evidence
from corpus.model import Model
from corpus.records import Record

_PROSE = frozenset(["paragraph", "bullet", "note"])
_BREAK = re.compile(r"(?<![-\s])[^\S\n\r]*[\n\r]\s*")
_END_OF_LINE = re.compile(r"[\n\r]")
_UNSPACED = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
"""What stands beside a line break that cut a text without blanks: Han characters and their punctuation."""
_Value = TypeVar("_Value")


class Unbroken:
    """`document` with a blank, and between Han characters nothing, for the line breaks inside its paragraphs.

    After a hyphen the break stays: whether the word has one is for the rules to say.
    """

    def __init__(self, release: Document) -> None:
        self._release = release
        self._original: list[int] = [0]
        self._own: list[int] = [0]
        pieces: list[str] = []
        done = length = 0
        for start, end, joint in _breaks(release):
            pieces += [release.text[done:start], joint]
            length += start - done + len(joint)
            done = end
            self._original.append(done)
            self._own.append(length)
        pieces.append(release.text[done:])
        self.document = release if not done else self._copy("".join(pieces))

    def _copy(self, text: str) -> Document:
        release, at = self._release, self._forward
        blocks = tuple(b.model_copy(update={"start": at(b.start), "end": at(b.end)}) for b in release.blocks)
        plain = release.model_copy(update={"text": text, "blocks": blocks})
        tables = tuple(
            table.model_copy(
                update={
                    "start": at(table.start),
                    "end": at(table.end),
                    "cells": tuple(
                        cell.model_copy(update={"start": at(cell.start), "end": at(cell.end)}) for cell in table.cells
                    ),
                    "caption": _with(table.caption, lambda e: plain.quote(at(e.start), at(e.end))),
                }
            )
            for table in release.tables
        )
        head = _with(release.head, lambda e: plain.quote(at(e.start), at(e.end)))
        return plain.model_copy(update={"tables": tables, "head": head})

    def record(self, record: Record) -> Record:
        """The record of the copy as one of the release: the same facts, with the words of the release."""
        if self.document is self._release:
            return record
        found = _with(record, self._back)
        dates = tuple(date.model_copy(update={"text": date.evidence[0].text}) for date in found.dates)
        return found.model_copy(update={"dates": dates})

    def _forward(self, position: int) -> int:
        """Where a character of the release stands in the copy; one of a break, where the break was."""
        piece = bisect_right(self._original, position) - 1
        last = self._own[piece + 1] if piece + 1 < len(self._own) else None
        place = self._own[piece] + position - self._original[piece]
        return place if last is None else min(place, last)

    def _back(self, evidence: Evidence) -> Evidence:
        return self._release.quote(self._place(evidence.start), self._place(evidence.end - 1) + 1)

    def _place(self, position: int) -> int:
        piece = bisect_right(self._own, position) - 1
        return self._original[piece] + position - self._own[piece]


def _breaks(release: Document) -> Iterator[tuple[int, int, str]]:
    """Start, end and replacement of every line break inside a paragraph that is no part of a table."""
    text = release.text
    for block in release.blocks:
        if block.kind not in _PROSE or not _END_OF_LINE.search(text, block.start, block.end):
            continue
        if any(table.start < block.end and block.start < table.end for table in release.data_tables):
            continue
        for match in _BREAK.finditer(text, block.start, block.end):
            around = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
            yield match.start(), match.end(), "" if all(map(_UNSPACED.match, around)) else " "


def _with(value: _Value, change: Callable[[Evidence], Evidence]) -> _Value:
    """`value` with every evidence in it changed."""
    new: Any = value
    if isinstance(value, Evidence):
        new = change(value)
    elif isinstance(value, tuple) and value and not isinstance(value[0], str):
        new = tuple(_with(one, change) for one in value)
    elif isinstance(value, Model):
        fields = {name: getattr(value, name) for name in type(value).model_fields}
        new = value.model_copy(update={name: _with(old, change) for name, old in fields.items()})
    return cast(_Value, new)
