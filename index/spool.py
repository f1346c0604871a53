"""Byte strings on their way into a transaction; those of a large commit would not fit in memory."""

import os
import tempfile
from types import TracebackType
from typing import Self

Place = tuple[int, int]
"""Offset and length."""


class Spool:
    """A file without a name, gone when it is closed."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  closed on leaving

    def put(self, data: bytes) -> Place:
        """Keep `data`; its place gives it back."""
        start = self._file.seek(0, os.SEEK_END)
        self._file.write(data)
        return start, len(data)

    def get(self, place: Place) -> bytes:
        """What was put there."""
        self._file.seek(place[0])
        return self._file.read(place[1])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
