"""Small HWP 5 files: the records of paragraphs, tables and notes, in an OLE file."""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from ingest.loaders.hwp5.container import _numbers

from .ole_writer import ole

PASSWORD, DISTRIBUTION, DRM = 1 << 1, 1 << 2, 1 << 4
_OBJECT = b"\x0b\x00" + bytes(12) + b"\x0b\x00"


@dataclass(frozen=True)
class Control:
    """Something anchored in a paragraph: its name of four letters, data after the name, records below it."""

    name: str
    data: bytes = b""
    below: tuple[bytes, ...] = ()
    code: int = 11

    def records(self, level: int) -> bytes:
        """Its records, at `level`."""
        return record(71, level, self.name.encode()[::-1] + self.data) + b"".join(
            _at(part, level + 1) for part in self.below
        )


Piece = str | Control


def record(tag: int, level: int, data: bytes) -> bytes:
    """One record."""
    if len(data) < 0xFFF:
        return struct.pack("<I", tag | level << 10 | len(data) << 20) + data
    return struct.pack("<2I", tag | level << 10 | 0xFFF << 20, len(data)) + data


def paragraph(*pieces: Piece, shape: int = 0) -> bytes:
    """The records of a paragraph, at level 0."""
    words = b"".join(
        piece.encode("utf-16-le")
        if isinstance(piece, str)
        else struct.pack("<H", piece.code) + bytes(12) + struct.pack("<H", piece.code)
        for piece in pieces
    )
    header = struct.pack("<IIHBB", len(words) // 2, 0, shape, 0, 0) + bytes(10)
    controls = b"".join(piece.records(1) for piece in pieces if isinstance(piece, Control))
    return record(66, 0, header) + record(67, 1, words + "\r".encode("utf-16-le")) + controls


def table(
    rows: Sequence[Sequence[str | bytes]],
    *,
    spans: dict[tuple[int, int], tuple[int, int]] | None = None,
    caption: str = "",
    floats: bool = True,
    headers: int = 0,
) -> Control:
    """A table; a cell is its text or the records of its paragraphs. Cells that another spans are left out."""
    spans = spans or {}
    covered = {
        (row, col)
        for (at, left), (height, width) in spans.items()
        for row in range(at, min(at + height, len(rows)))
        for col in range(left, min(left + width, len(rows[0])))
        if (row, col) != (at, left)
    }
    below = [record(72, 0, struct.pack("<II", 1, 0) + bytes(8)), paragraph(caption)] if caption else []
    below.append(record(77, 0, struct.pack("<IHH", 0, len(rows), len(rows[0]))))
    for row, cells in enumerate(rows):
        for col, cell in enumerate(cells):
            if (row, col) in covered:
                continue
            height, width = spans.get((row, col), (1, 1))
            bits = 1 << 18 if row < headers else 0
            below.append(record(72, 0, struct.pack("<II4H", 1, bits, col, row, width, height) + bytes(22)))
            below.append(paragraph(cell) if isinstance(cell, str) else cell)
    return Control("tbl ", struct.pack("<I", 0 if floats else 1), tuple(below))


def listed(name: str, text: str, code: int = 11) -> Control:
    """A control with one list of paragraphs: a note, a running head, a comment."""
    return Control(name, bytes(8), (record(72, 0, bytes(8)), paragraph(text)), code)


def hwp(*sections: bytes, flags: int = 1, preview: str | None = None, info: bytes = b"") -> bytes:
    """The file; `flags` are those of its header, 1 for packed streams."""
    header = b"HWP Document File".ljust(32, b"\0") + struct.pack("<II", 0x05010000, flags) + bytes(216)
    streams = {"FileHeader": header, "DocInfo": _packed(info) if flags & 1 else info}
    for number, section in enumerate(sections):
        data = _packed(section) if flags & 1 else section
        if flags & DISTRIBUTION:
            streams[f"ViewText/Section{number}"] = _ciphered(_packed(section))
        else:
            streams[f"BodyText/Section{number}"] = data
    if preview is not None:
        streams["PrvText"] = preview.encode("utf-16-le")
    return ole(streams)


def _packed(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def _ciphered(data: bytes) -> bytes:
    """As Hancom Office writes a distribution document: the key in a record of noise."""
    seed, key = 0x1234567, b"sixteen byte key"
    plain = bytearray(256)
    offset = 4 + (seed & 0xF)
    plain[offset : offset + 16] = key
    numbers, mask, left = _numbers(seed), 0, 0
    for at in range(256):
        if not left:
            mask, left = next(numbers) & 0xFF, (next(numbers) & 0xF) + 1
        if at >= 4:
            plain[at] ^= mask
        left -= 1
    plain[:4] = struct.pack("<I", seed)
    encryptor = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return (
        record(28, 0, bytes(plain))
        + encryptor.update(data.ljust(-(-len(data) // 16) * 16, b"\0"))
        + encryptor.finalize()
    )


def _at(part: bytes, level: int) -> bytes:
    """The records of `part`, `level` deeper."""
    return b"".join(record(tag, own + level, data) for tag, own, data in _records(part))


def _records(part: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at < len(part):
        (head,) = struct.unpack_from("<I", part, at)
        size, at = head >> 20, at + 4
        if size == 0xFFF:
            (size,), at = struct.unpack_from("<I", part, at), at + 4
        yield head & 0x3FF, head >> 10 & 0x3FF, part[at : at + size]
        at += size
