"""Plain text: the decoded file is the text, character by character."""

from corpus.errors import UnreadableFile
from ingest.encodings import decode
from ingest.limits import LIMITS, Limits

from .raw import RawFile


def read_text(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Decode a text file; nothing but a byte order mark is left out.

    Raises:
        UnreadableFile: over the limit, in no known encoding, or blank.
    """
    if len(data) > limits.text_bytes:
        raise UnreadableFile(
            f"{name} is a text of {len(data):,} bytes; the limit is {limits.text_bytes:,}",
            hint="Split it into single releases",
        )
    decoded = decode(data, name=name)
    return RawFile(text=decoded.text, encoding=decoded.encoding, reasons=decoded.reasons)
