"""What files were when their bytes were last read, so that those that have not been touched are not read again.

Git's index does the same. A file that was written within the clock's granularity of its reading could be written once
more without a trace: it is not kept (git calls it racily clean), and is read again by the next run.
"""

import os
import sqlite3
import time
from collections.abc import Iterable
from typing import NamedTuple, Self

_GRANULARITY = 2 * 10**9
"""Nanoseconds between two times of change that a file system tells apart, at worst: FAT."""
_SIGNED = 2**63


class HashedFile(NamedTuple):
    """A file, by the name it is known by: its size, times of change of content and of entry, where it lies, its hash.

    Times are nanoseconds since 1970.
    """

    path: str
    size: int
    modified: int
    changed: int
    inode: int
    device: int
    sha256: str

    @classmethod
    def of(cls, path: str, stat: os.stat_result, sha256: str = "") -> Self:
        """A file as it was before its bytes were read."""
        # SQLite has signed integers of 64 bits; some file systems number files beyond.
        inode, device = (number - 2 * _SIGNED if number >= _SIGNED else number for number in (stat.st_ino, stat.st_dev))
        return cls(path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, inode, device, sha256)

    def is_untouched(self, now: "HashedFile") -> bool:
        """Whether a file that is as `now` still has the bytes that were read."""
        return self[:-1] == now[:-1]

    @property
    def is_settled(self) -> bool:
        """Whether a change from now on would show in the times: they lie back far enough, and not in the future."""
        return max(self.modified, self.changed) + _GRANULARITY < time.time_ns()


def every(connection: sqlite3.Connection) -> dict[str, HashedFile]:
    """All that is kept, by path."""
    columns = ", ".join(HashedFile._fields)
    return {row[0]: HashedFile(*row) for row in connection.execute(f"SELECT {columns} FROM hashed_files")}


def put(transaction: sqlite3.Connection, files: Iterable[HashedFile]) -> None:
    """Keep these in place of what was known of them."""
    transaction.executemany("INSERT OR REPLACE INTO hashed_files VALUES (?, ?, ?, ?, ?, ?, ?)", files)
