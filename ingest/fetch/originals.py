"""The bytes as they came, under their hash: `originals/ab/cdef…`. The same bytes are kept once."""

import contextlib
import os
from pathlib import Path

FOLDER = "originals"
_PARTS = ".parts"


class Originals:
    """The originals of a folder."""

    def __init__(self, folder: Path) -> None:
        """Open them; what a killed run left half-written is removed."""
        self._folder = folder / FOLDER
        self.parts = self._folder / _PARTS
        self.parts.mkdir(parents=True, exist_ok=True)
        for left in self.parts.iterdir():
            with contextlib.suppress(OSError):
                left.unlink()

    def path(self, sha256: str) -> Path:
        """Where the bytes with this hash lie."""
        return self._folder / sha256[:2] / sha256[2:]

    def keep(self, part: Path, sha256: str) -> Path:
        """Move a written and synchronised file to its place."""
        path = self.path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(part, path)
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        return path
