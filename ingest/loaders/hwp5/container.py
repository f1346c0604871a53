"""The OLE file around an HWP 5 document: its flags, and its streams, deciphered and unpacked."""

import io
import re
import struct
import zlib
from collections.abc import Iterator

import olefile
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from corpus.errors import UnreadableFile
from ingest.limits import Allowance
from ingest.loaders.damage import cause_of

_SIGNATURE = b"HWP Document File"
_FLAGS_AT = 36
_COMPRESSED, _PASSWORD, _DISTRIBUTION, _DRM, _CERTIFICATE, _CERTIFICATE_DRM = 1, 1 << 1, 1 << 2, 1 << 4, 1 << 8, 1 << 10
_DISTRIBUTION_RECORD = 4
_KEY_BYTES = 256


class Container:
    """An HWP 5 file, open; `damage` gathers, a line each, what of it could not be read."""

    def __init__(self, data: bytes, allowance: Allowance) -> None:
        """Open it.

        Raises:
            UnreadableFile: no HWP 5 document, or encrypted.
        """
        self.allowance = allowance
        self.damage: list[str] = []
        self._ole = olefile.OleFileIO(io.BytesIO(data))
        header = self._raw("FileHeader") if self._ole.exists("FileHeader") else b""
        name = allowance.name
        if not header.startswith(_SIGNATURE) or len(header) < _FLAGS_AT + 4:
            raise UnreadableFile(f"{name} has no HWP header", hint="Fetch the file again")
        (flags,) = struct.unpack_from("<I", header, _FLAGS_AT)
        if flags & (_PASSWORD | _CERTIFICATE):
            raise UnreadableFile(f"{name} is encrypted with a password", hint="Save it without one")
        if flags & (_DRM | _CERTIFICATE_DRM):
            raise UnreadableFile(f"{name} is encrypted by rights management (DRM)", hint="Save an open copy as HWPX")
        self._is_packed = bool(flags & _COMPRESSED)
        self._is_distribution = bool(flags & _DISTRIBUTION)

    def sections(self) -> Iterator[bytes]:
        """The records of each section, in order. One that is damaged comes as far as it can be read.

        Raises:
            UnreadableFile: no section, or over a limit.
        """
        root = "ViewText" if self._is_distribution else "BodyText"
        paths = [path for path in self._ole.listdir() if len(path) == 2 and path[0] == root]
        numbered = sorted((int(m[1]), path) for path in paths if (m := re.fullmatch(r"Section(\d{1,5})", path[1])))
        if not numbered:
            raise UnreadableFile(f"{self.allowance.name} has no section of text", hint="Fetch the file again")
        for number, path in numbered:
            try:
                data = self._raw("/".join(path))
                if self._is_distribution:
                    data = decipher(data)
                yield self._unpacked(data, f"section {number}", always=self._is_distribution)
            except (OSError, ValueError, struct.error, zlib.error) as error:
                self.damage.append(f"section {number} is damaged: {cause_of(error)}")

    def document_info(self) -> bytes:
        """The records of the lists that paragraphs refer to (bullets, shapes); empty where they are damaged."""
        try:
            return self._unpacked(self._raw("DocInfo"), "DocInfo")
        except (OSError, ValueError, zlib.error):
            return b""

    def preview(self) -> str | None:
        """The first page or so of the text, which the program keeps for file lists."""
        if not self._ole.exists("PrvText"):
            return None
        try:
            return self._raw("PrvText").decode("utf-16-le", "replace")
        except OSError:
            return None

    def _raw(self, path: str) -> bytes:
        with self._ole.openstream(path) as stream:
            data: bytes = stream.read()
        self.allowance.spend(len(data))
        return data

    def _unpacked(self, data: bytes, what: str, *, always: bool = False) -> bytes:
        if not (self._is_packed or always):
            return data
        inflater = zlib.decompressobj(wbits=-15)
        parts: list[bytes] = []
        try:
            while data and not inflater.eof:
                part = inflater.decompress(data, 1 << 20)
                self.allowance.spend(len(part))
                parts.append(part)
                data = inflater.unconsumed_tail
                if not part and not data:
                    break
        except zlib.error as error:
            if not parts:
                raise
            self.damage.append(f"{what} is damaged after {sum(map(len, parts)):,} bytes: {cause_of(error)}")
        else:
            if not inflater.eof:
                self.damage.append(f"{what} ends early")
        return b"".join(parts)


def decipher(stream: bytes) -> bytes:
    """The packed records of a section of a distribution document, which may be read but not edited.

    The stream opens with a record of 256 bytes: a seed, and the AES key hidden at an offset that depends on it,
    blurred by the numbers that the seed generates.

    Raises:
        ValueError: no such record.
    """
    body = _DISTRIBUTION_RECORD + _KEY_BYTES
    if len(stream) < body + 16:
        raise ValueError("the key of the distribution document is missing")
    blurred = bytearray(stream[_DISTRIBUTION_RECORD:body])
    (seed,) = struct.unpack_from("<I", blurred)
    numbers = _numbers(seed)
    mask, left = 0, 0
    for at in range(_KEY_BYTES):
        if not left:
            mask, left = next(numbers) & 0xFF, (next(numbers) & 0xF) + 1
        if at >= 4:
            blurred[at] ^= mask
        left -= 1
    offset = 4 + (seed & 0xF)
    key = bytes(blurred[offset : offset + 16])
    decryptor = Cipher(algorithms.AES(key), modes.ECB()).decryptor()
    whole = (len(stream) - body) // 16 * 16
    return decryptor.update(stream[body : body + whole]) + decryptor.finalize()


def _numbers(state: int) -> Iterator[int]:
    """The generator of Microsoft's C library, from which the mask is drawn."""
    while True:
        state = (state * 214013 + 2531011) & 0xFFFFFFFF
        yield (state >> 16) & 0x7FFF
