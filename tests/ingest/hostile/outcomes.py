"""What becomes of a file: read as `communique run` reads it, and what the outcome may not say."""

import re
from collections.abc import Callable
from pathlib import Path

from corpus.documents import Document
from corpus.errors import CorpusError
from ingest.containers import Contents

_INSIDES = re.compile(
    r"[A-Z]\w*(?:Error|Exception)\b|Traceback|fault of the program|pdfium|lxml|zlib|olefile|oxmsg|zipfile|lexbor|libxml"
    r"|XML_|xmlCtxt|\bPIL\b|\bpython\b|0x[0-9a-f]{6,}",
    re.IGNORECASE,
)
"""Names of libraries and of their errors, which a user can do nothing with."""


def is_clear(line: str) -> bool:
    """Whether what a user is told is one line without the insides of the program."""
    return bool(line.strip()) and "\n" not in line and _INSIDES.search(line) is None


def outcomes(
    path: Path, members: Callable[[Path], Contents], read: Callable[[Path], Document]
) -> list[Document | CorpusError]:
    """The documents of a file, and the errors in place of those that cannot be read."""
    try:
        held = members(path).members
    except CorpusError as error:
        return [error]
    found: list[Document | CorpusError] = []
    for member in held:
        try:
            member.check()
            found.append(read(Path(member.name)))
        except CorpusError as error:
            found.append(error)
    return found


def said(outcome: Document | CorpusError) -> tuple[str, ...]:
    """What a user is told of an outcome."""
    return outcome.reasons if isinstance(outcome, Document) else (str(outcome),)
