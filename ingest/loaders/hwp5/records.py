"""The records of a stream: tag, level and payload, and the tree that the levels make of them."""

import struct
from collections.abc import Iterator
from enum import IntEnum

from ingest.limits import Allowance


class Tag(IntEnum):
    """The records that are read."""

    NUMBERING = 23
    BULLET = 24
    PARA_SHAPE = 25
    PARA_HEADER = 66
    PARA_TEXT = 67
    CTRL_HEADER = 71
    LIST_HEADER = 72
    TABLE = 77
    EQEDIT = 88
    TEXT_ART = 90


class Record:
    """A record and those below it."""

    __slots__ = ("children", "data", "tag")

    def __init__(self, tag: int, data: bytes) -> None:
        self.tag = tag
        self.data = data
        self.children: list[Record] = []


def flat(stream: bytes, allowance: Allowance) -> Iterator[tuple[int, int, bytes]]:
    """Tag, level and payload of each record; of a last one that is cut off, what there is.

    Raises:
        UnreadableFile: more records than the limit.
    """
    at, count, end = 0, 0, len(stream)
    while at + 4 <= end:
        (head,) = struct.unpack_from("<I", stream, at)
        at += 4
        size = head >> 20
        if size == 0xFFF:
            if at + 4 > end:
                return
            (size,) = struct.unpack_from("<I", stream, at)
            at += 4
        count += 1
        if count > allowance.limits.records:
            raise allowance.refusal(f"has more than {allowance.limits.records:,} records")
        yield head & 0x3FF, (head >> 10) & 0x3FF, stream[at : at + size]
        at += size


def tree(stream: bytes, allowance: Allowance) -> list[Record]:
    """The records of the top level, each with those below it.

    Levels deeper than ten for each nested box are damage or an attack; those records stay at the deepest level kept.
    """
    root = Record(-1, b"")
    open_records: list[tuple[int, Record]] = [(-1, root)]
    deepest = 10 * allowance.limits.nesting
    for tag, level, data in flat(stream, allowance):
        while open_records[-1][0] >= level:
            open_records.pop()
        record = Record(tag, data)
        open_records[-1][1].children.append(record)
        if len(open_records) < deepest:
            open_records.append((level, record))
    return root.children
