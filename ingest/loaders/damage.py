"""What libraries raise on damaged files, as the one error that a user can act on."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from corpus.errors import UnreadableFile

DAMAGE = (
    zlib.error,
    zipfile.BadZipFile,
    struct.error,
    etree.LxmlError,
    OSError,
    EOFError,
    ValueError,
    LookupError,
    OverflowError,
    NotImplementedError,
    RecursionError,
)
"""What parsers raise on bytes that break the rules of a format."""


@contextmanager
def told_as_damage(name: str) -> Iterator[None]:
    """Turn `DAMAGE` into `UnreadableFile`."""
    try:
        yield
    except DAMAGE as error:
        cause = f"{type(error).__name__}: {error}"[:120]
        raise UnreadableFile(f"{name} is damaged ({cause})", hint="Fetch the file again") from error
