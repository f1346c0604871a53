"""The file of a segment: named arrays one after the other, then a table of them with their checksums.

A file is written once and never changed. Its last bytes are the length and the checksum of the table; the checksum of
the table stands in the database too, so that one file is not taken for another.
"""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.errors import IndexMismatch
from corpus.model import Model

from .database import REINDEX

MAGIC = b"CQSEG1\r\n"
_TAIL = struct.Struct("<QI")
_ALIGNED = 64
_CHUNK = 1 << 24


class Section(Model):
    """One array of a file."""

    dtype: str
    shape: tuple[int, ...]
    offset: int
    crc: int

    @property
    def size(self) -> int:
        """Bytes."""
        return int(np.prod(self.shape, dtype=np.int64)) * np.dtype(self.dtype).itemsize


class Written(Model):
    """What the database notes of a file: its length and the checksum of its table."""

    size: int
    crc: int


class SectionWriter:
    """Writes the file of a segment, array by array."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._file.write(MAGIC)
        self._sections: dict[str, Section] = {}

    def add(self, name: str, array: npt.NDArray[Any]) -> None:
        """Write an array."""
        array = np.ascontiguousarray(array)
        self.stream(name, [array.reshape(-1).view(np.uint8).data], dtype=array.dtype, shape=array.shape)

    def stream(
        self,
        name: str,
        parts: Iterable[bytes | memoryview],
        *,
        dtype: npt.DTypeLike = "u1",
        shape: tuple[int, ...] | None = None,
    ) -> None:
        """Write an array that comes in parts; without `shape`, one dimension as long as it gets."""
        self._file.write(b"\0" * (-self._file.tell() % _ALIGNED))
        offset, crc, size = self._file.tell(), 0, 0
        for part in parts:
            crc = zlib.crc32(part, crc)
            size += self._file.write(part)
        kind = np.dtype(dtype).newbyteorder("<")
        self._sections[name] = Section(dtype=kind.str, shape=shape or (size // kind.itemsize,), offset=offset, crc=crc)

    def close(self) -> Written:
        """Finish the file."""
        table = json.dumps({name: section.model_dump() for name, section in self._sections.items()}).encode()
        crc = zlib.crc32(table)
        self._file.write(table + _TAIL.pack(len(table), crc))
        size = self._file.tell()
        self._file.close()
        return Written(size=size, crc=crc)

    def abandon(self) -> None:
        """Close the file as it is."""
        self._file.close()


class Sections:
    """The arrays of a file, mapped into memory; read when they are used."""

    def __init__(self, path: Path, written: Written) -> None:
        """Open the file.

        Raises:
            IndexMismatch: it is not the one that was written.
            FileNotFoundError: it is not there.
        """
        self.path = path
        self._file = path.open("rb", buffering=0)
        size = os.fstat(self._file.fileno()).st_size
        if size != written.size:
            raise self.damage(f"{size} bytes instead of {written.size}")
        self._map = mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ)
        length, crc = _TAIL.unpack_from(self._map, size - _TAIL.size)
        start = size - _TAIL.size - length
        if crc != written.crc or start < len(MAGIC):
            raise self.damage("its table of contents is another")
        table = self._map[start : start + length]
        if zlib.crc32(table) != crc or self._map[: len(MAGIC)] != MAGIC:
            raise self.damage("its table of contents was changed")
        self._sections = {name: Section.model_validate(section) for name, section in json.loads(table).items()}

    def array(self, name: str) -> npt.NDArray[Any]:
        """An array, not copied and not checked."""
        section = self._sections[name]
        count = int(np.prod(section.shape, dtype=np.int64))
        if count == 0:
            return np.zeros(section.shape, section.dtype)
        return np.frombuffer(self._map, section.dtype, count, section.offset).reshape(section.shape)

    def reader(self, name: str) -> Callable[[int, int], bytes]:
        """A function that reads bytes of an array, from one place in it to another.

        For arrays of which little is read here and there: what is mapped counts as memory of the process.
        """
        section, handle = self._sections[name], self._file.fileno()
        return lambda start, end: os.pread(handle, end - start, section.offset + start)

    def checked(self, name: str) -> npt.NDArray[Any]:
        """An array whose checksum is right.

        Raises:
            IndexMismatch: it is not.
        """
        self.check([name])
        return self.array(name)

    def check(self, names: Iterable[str] | None = None) -> None:
        """Compare the checksums of arrays; None: of all.

        Raises:
            IndexMismatch: one of them differs.
        """
        for name in self._sections if names is None else names:
            section = self._sections[name]
            read, crc = self.reader(name), 0
            for start in range(0, section.size, _CHUNK):
                crc = zlib.crc32(read(start, min(start + _CHUNK, section.size)), crc)
            if crc != section.crc:
                raise self.damage(f"the checksum of its {name} is another")

    def damage(self, what: str) -> IndexMismatch:
        """The error that names this file."""
        return IndexMismatch(f"{self.path} is damaged: {what}", hint=REINDEX)
