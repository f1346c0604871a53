"""What libraries raise on damaged files, as the one error that a user can act on.

Their own messages name functions, options and offsets, and are of no use to who has the file; a user is told what kind
of thing is broken.
"""

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

_CAUSES: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (RecursionError, "it nests without end"),
    (zipfile.BadZipFile, "its archive is broken"),
    (zlib.error, "what is packed in it cannot be unpacked"),
    (etree.LxmlError, "its markup is broken"),
    ((struct.error, EOFError), "it ends early"),
    (NotImplementedError, "it is packed in a way that is not read"),
    (OSError, "its inner structure is broken"),
)
_OTHER_CAUSE = "it breaks the rules of its format"


def cause_of(error: Exception) -> str:
    """What kind of thing is broken, in words for a user.

    >>> cause_of(zlib.error("Error -3 while decompressing data: invalid block type"))
    'what is packed in it cannot be unpacked'
    """
    return next((cause for kind, cause in _CAUSES if isinstance(error, kind)), _OTHER_CAUSE)


def damaged(name: str, error: Exception) -> UnreadableFile:
    """The error for a file whose parser gave up."""
    return UnreadableFile(f"{name} is damaged: {cause_of(error)}", hint="Fetch the file again")


@contextmanager
def told_as_damage(name: str, *more: type[Exception]) -> Iterator[None]:
    """Turn `DAMAGE`, and what else the library of a format raises, into `UnreadableFile`."""
    try:
        yield
    except DAMAGE + more as error:
        raise damaged(name, error) from error
