"""Plain text: the decoded file is the text, character by character."""

from corpus.errors import UnreadableFile
from ingest.encodings import decode
from ingest.limits import MAX_TEXT_BYTES

from .raw import RawFile


def read_text(data: bytes, *, name: str) -> RawFile:
    """Decode a text file; nothing but a byte order mark is left out.

    Raises:
        UnreadableFile: over the limit, in no known encoding, or blank.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise UnreadableFile(
            f"{name} is a text of {len(data):,} bytes; the limit is {MAX_TEXT_BYTES:,}",
            hint="Split it into single releases",
        )
    decoded = decode(data, name=name)
    return RawFile(text=decoded.text, encoding=decoded.encoding, reasons=decoded.reasons)
