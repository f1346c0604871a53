"""Faults at the Nth time that something is written: by SQLite through its table of system calls, and by Python."""

import ctypes
import errno
import os
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any, Literal

How = Literal["kill", "torn", "error", "full"]
"""Killed before the Nth write; in the middle of it; it fails with EIO, once; it and all that follow, with ENOSPC."""
_WRITE = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, use_errno=True
)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_int64, use_errno=True)
_UNLINK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, use_errno=True)
_CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.truncate"})


class _Vfs(ctypes.Structure):
    """`sqlite3_vfs` of sqlite3.h, up to what sets a system call."""

    _fields_ = (
        ("version", ctypes.c_int), ("size_of_file", ctypes.c_int), ("longest_path", ctypes.c_int),
        ("following", ctypes.c_void_p), ("name", ctypes.c_char_p), ("data", ctypes.c_void_p),
        *((f"call_{number}", ctypes.c_void_p) for number in range(13)),
        ("set_system_call", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)),
    )  # fmt: skip


def unavailable() -> str | None:
    """Why nothing can be put between this Python's SQLite and the disk; None where it can."""
    if not Path("/proc/self/maps").is_file():
        return "needs /proc to find the SQLite that Python is linked with"
    sqlite3.connect(":memory:").close()
    if _library() is None:
        return "SQLite is linked into Python; its system calls cannot be replaced from outside"
    return None


def _library() -> str | None:
    for line in Path("/proc/self/maps").read_text().splitlines():
        if "libsqlite3" in line:
            return line.split(maxsplit=5)[5]
    return None


class Faults:
    """Counts what is written below `folder`, and brings about a fault at number `at` (0: none, it only counts)."""

    def __init__(self, folder: Path, *, at: int, how: How) -> None:
        self.folder, self.at, self.how, self.count = os.fsencode(folder), at, how, 0
        self._kept: list[Any] = []

    def install(self) -> None:
        """Put it in place, for good: this is for a process of its own."""
        self._replace_calls()
        sys.addaudithook(self._audit)
        synchronise = os.fsync

        def fsync(fd: Any) -> None:
            self._python()
            synchronise(fd)

        os.fsync = fsync

    def _due(self) -> bool:
        """Whether the fault is now; the process ends here where it is to be killed."""
        self.count += 1
        if not self.at or self.count < self.at or (self.count > self.at and self.how != "full"):
            return False
        if self.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        return True

    def _number(self) -> int:
        return errno.ENOSPC if self.how == "full" else errno.EIO

    def _python(self) -> None:
        if self._due():
            if self.how == "torn":
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(self._number(), os.strerror(self._number()))

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if not isinstance(path, int) and flags & (os.O_WRONLY | os.O_RDWR) and self._is_within(path):
                self._python()
        elif event in _CHANGES and self._is_within(arguments[0]):
            if self.how == "full" and event in ("os.remove", "os.rmdir", "os.rename"):
                return  # a full disk lets files go
            self._python()

    def _is_within(self, path: Any) -> bool:
        try:
            return os.fsencode(path).startswith(self.folder)
        except TypeError:
            return False

    def _replace_calls(self) -> None:
        sqlite = ctypes.CDLL(_library())
        sqlite.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
        vfs = sqlite.sqlite3_vfs_find(None)
        libc = ctypes.CDLL(None, use_errno=True)
        libc.pwrite64.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64)
        libc.pwrite64.restype = ctypes.c_ssize_t
        libc.ftruncate64.argtypes = (ctypes.c_int, ctypes.c_int64)

        def write(descriptor: int, data: int, size: int, offset: int) -> int:
            if not self._due():
                return int(libc.pwrite64(descriptor, data, size, offset))
            if self.how in ("torn", "full"):
                libc.pwrite64(descriptor, data, size // 2, offset)
            if self.how == "torn":
                os.kill(os.getpid(), signal.SIGKILL)
            ctypes.set_errno(self._number())
            return -1

        def truncate(descriptor: int, size: int) -> int:
            return self._failed() if self.how != "full" and self._due() else int(libc.ftruncate64(descriptor, size))

        def unlink(path: bytes) -> int:
            return self._failed() if self.how != "full" and self._due() else int(libc.unlink(path))

        replacements: list[tuple[str, Any]] = [
            ("pwrite", _WRITE(write)), ("pwrite64", _WRITE(write)), ("ftruncate", _TRUNCATE(truncate)),
            ("unlink", _UNLINK(unlink)),
        ]  # fmt: skip
        for name, function in replacements:
            self._kept.append(function)
            vfs.contents.set_system_call(vfs, name.encode(), ctypes.cast(function, ctypes.c_void_p))

    def _failed(self) -> int:
        if self.how == "torn":
            os.kill(os.getpid(), signal.SIGKILL)
        ctypes.set_errno(self._number())
        return -1
