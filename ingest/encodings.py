"""The encoding of a plain text, told from its bytes."""

from dataclasses import dataclass

from corpus.errors import UnreadableFile


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the name of its encoding, and reasons to doubt it."""

    text: str
    encoding: str
    reasons: tuple[str, ...] = ()


def decode(data: bytes, *, name: str) -> Decoded:
    """Decode `data`; a byte order mark is left out.

    Raises:
        UnreadableFile: no encoding fits.
    """
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableFile(f"{name} is in an unknown encoding", hint="Save it as UTF-8") from error
