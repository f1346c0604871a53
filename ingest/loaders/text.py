"""Plain text: the decoded file is the text, character by character; control characters are blanks."""

from corpus.errors import UnreadableFile
from ingest.encodings import decode
from ingest.limits import LIMITS, Limits

from .raw import RawFile

_BREAKS = {0x0B: "\n", 0x0C: "\n"}
_CONTROLS = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\t\n\r\x85"} | _BREAKS
"""What terminals obey and XML cannot hold; each becomes one character, so that offsets hold."""


def read_text(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Decode a text file; nothing but a byte order mark is left out, and nothing moves.

    Raises:
        UnreadableFile: over the limit, in no known encoding, or blank.
    """
    if len(data) > limits.text_bytes:
        raise UnreadableFile(
            f"{name} is a text of {len(data):,} bytes; the limit is {limits.text_bytes:,}",
            hint="Split it into single releases",
        )
    decoded = decode(data, name=name)
    return RawFile(text=decoded.text.translate(_CONTROLS), encoding=decoded.encoding, reasons=decoded.reasons)
