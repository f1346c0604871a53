"""The media type of a file, told from its bytes: extensions of real releases are often wrong."""

import io
import re
import zipfile
import zlib
from typing import Final

from corpus.errors import UnreadableFile

from .encodings import narrowed

TEXT: Final = "text/plain"
HTML: Final = "text/html"
PDF: Final = "application/pdf"
HWP: Final = "application/x-hwp"
HWPX: Final = "application/hwp+zip"
HWPML: Final = "application/x-hwpml"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
TIFF: Final = "image/tiff"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT: Final = "application/vnd.oasis.opendocument.text"
EML: Final = "message/rfc822"
MSG: Final = "application/vnd.ms-outlook"
ZIP: Final = "application/zip"

_SAVE_AS = "Save it as HWPX, DOCX, ODT, PDF, HTML or plain text"

_REFUSED: tuple[tuple[bytes, str], ...] = (
    (b"HWP Document File V", "an HWP document of version 3 or older"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"RIFF", "an image, sound or film in a RIFF container"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
)
"""Signatures of what is not read. Those of two letters count only where the bytes are not text."""

_OLD_KINDS = {
    "WordDocument": "a Word document",
    "Workbook": "an Excel workbook",
    "PowerPoint Document": "a PowerPoint presentation",
}
"""Streams of Office files of the old binary format."""
_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
)
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|script|link|style|center|form|iframe|frameset|h[1-6]|main|section|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_HWPML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>\s*)?<HWPML\b")
_MAIL = re.compile(
    rb"(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+\r?\n|(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)+\Z"
)
_MAIL_FIELDS = re.compile(
    rb"^(from|to|date|subject|message-id|mime-version|received|return-path)\s*:", re.IGNORECASE | re.MULTILINE
)
_FEWEST_MAIL_FIELDS = 3
_LOOKED_AT = 4096
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def media_type(data: bytes, *, name: str) -> str:
    """One of the media types above, by the first bytes of `data`; `name` is for messages.

    Raises:
        UnreadableFile: empty, or of a kind that is not read.
    """
    if not data:
        raise UnreadableFile(f"{name} is empty", hint="Fetch the file again")
    head = data[:_LOOKED_AT]
    if head.startswith(b"%PDF-") or (b"%PDF-" in head[:1024] and b"\x00" in head):
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _kind_of_zip(data, name)
    if head.startswith(OLE):
        return _kind_of_ole(data, name)
    for signature, kind in _PICTURES:
        if head.startswith(signature):
            return kind
    plain = is_text(head)
    for signature, kind in _REFUSED:
        if head.startswith(signature) and (len(signature) > 3 or not plain):
            raise UnreadableFile(f"{name} is {kind}, which is not read", hint=_SAVE_AS)
    narrow = narrowed(head)
    if _HWPML.match(narrow):
        return HWPML
    if is_mail(narrow):
        return EML
    if _HTML.match(narrow):
        return HTML
    if not plain:
        raise UnreadableFile(f"{name} is binary data of an unknown kind", hint=_SAVE_AS)
    return TEXT


def is_text(head: bytes) -> bool:
    """Whether the first bytes of a file can be text in any encoding, UTF-16 included.

    Control characters are rare in text of every encoding; zero bytes occur in UTF-16 only, there in one of the two
    halves of the units.
    """
    if head.startswith(_BOMS):
        return True
    if b"\x00" in head:
        even, odd = head[::2].count(0), head[1::2].count(0)
        controls = sum(head.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), 28, 29, 30, 31))
        return min(even, odd) * 20 <= max(even, odd) and controls * 20 <= len(head)
    controls = sum(head.count(bytes([code])) for code in (*range(1, 8), *range(14, 27), 28, 29, 30, 31, 127))
    return controls * 50 <= len(head)


def _kind_of_zip(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {entry.replace("\\", "/").lower() for entry in archive.namelist()}
            opendocument = _mimetype(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, OSError, RuntimeError) as error:
        raise UnreadableFile(f"{name} is a damaged archive", hint="Fetch the file again") from error
    if any(entry.startswith("contents/") and entry.endswith((".xml", ".hpf")) for entry in names):
        return HWPX
    if any(entry.startswith("word/") for entry in names):
        return DOCX
    if "content.xml" in names and "mimetype" in names:
        if opendocument == ODT.encode():
            return ODT
        kind = "an OpenDocument file that is no text"
    elif any(entry.startswith("xl/") for entry in names):
        kind = "an Excel workbook"
    elif any(entry.startswith("ppt/") for entry in names):
        kind = "a PowerPoint presentation"
    else:
        return ZIP
    raise UnreadableFile(f"{name} is {kind}, which is not read", hint=_SAVE_AS)


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    """What an OpenDocument file or HWPX says it is; b"" where it says nothing."""
    try:
        with archive.open("mimetype") as part:
            return part.read(100).strip()
    except KeyError:
        return b""


def is_mail(head: bytes) -> bool:
    """Whether the file opens with the header of a mail: nothing but fields, three of the usual ones among them."""
    header = _MAIL.match(narrowed(head))
    if header is None:
        return False
    return len({field.lower() for field in _MAIL_FIELDS.findall(header[0])}) >= _FEWEST_MAIL_FIELDS


def _kind_of_ole(data: bytes, name: str) -> str:
    if "FileHeader".encode("utf-16-le") in data or b"HWP Document File" in data:
        return HWP
    if "__properties_version1.0".encode("utf-16-le") in data:
        return MSG
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableFile(f"{name} is encrypted with a password", hint="Save it without one")
    kind = next((kind for stream, kind in _OLD_KINDS.items() if stream.encode("utf-16-le") in data), None)
    if kind is None:
        raise UnreadableFile(f"{name} is damaged: nothing in it says what it is", hint="Fetch the file again")
    raise UnreadableFile(f"{name} is {kind} of the old binary format, which is not read", hint=_SAVE_AS)
