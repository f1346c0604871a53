"""The names of the files in a bundle, readable and harmless.

Windows in Korea and China writes names in the encoding of the system without saying so, some programs write
backslashes, and attackers write paths that lead out of the folder. Nothing is ever unpacked to such a path; the names
are cleaned because they name documents.
"""

import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.errors import UnreadableFile
from ingest.encodings import decode

_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_DRIVE = re.compile(r"[A-Za-z]:")
_LONGEST = 300


def known_name(path: Path | str) -> str:
    """The path of a file as words: a name that is no UTF-8 on disk is told as those in bundles are.

    >>> known_name(Path(os.fsdecode("releases/보도.txt".encode("cp949"))))
    'releases/보도.txt'
    """
    return os.sep.join(
        _decoded(os.fsencode(part), None) if _SURROGATE.search(part) else part for part in str(path).split(os.sep)
    )


def names_of(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """The name of each entry as its writer meant it.

    Those without a mark of their encoding are told together: one program wrote them all.
    """
    raw = {id(entry): data for entry in entries if (data := _raw(entry)) is not None}
    encoding = _encoding(raw.values())
    return [_decoded(raw[id(entry)], encoding) if id(entry) in raw else _stated(entry) for entry in entries]


def harmless(name: str) -> str:
    """A name as a relative path with forward slashes: no drive, no root, no way up, no control characters.

    >>> harmless("C:\\\\temp\\\\..\\\\release.hwp"), harmless("../../etc/passwd"), harmless("..")
    ('temp/release.hwp', 'etc/passwd', 'unnamed')
    """
    path = _DRIVE.sub("", _CONTROL.sub("", name.replace("\\", "/")), count=1) if _DRIVE.match(name) else name
    parts = [part.strip() for part in _CONTROL.sub("", path.replace("\\", "/")).split("/")]
    kept = "/".join(part for part in parts if part not in ("", ".", ".."))
    return kept[-_LONGEST:].lstrip("/") or "unnamed"


def distinct(names: Iterable[str]) -> list[str]:
    """The same names, those that come again with a number: "a.txt", "a (2).txt"."""
    seen: set[str] = set()
    found = []
    for name in names:
        stem, dot, suffix = name.rpartition(".") if "." in name.rpartition("/")[2] else (name, "", "")
        number, free = 1, name
        while free in seen:
            number += 1
            free = f"{stem} ({number}){dot}{suffix}"
        seen.add(free)
        found.append(free)
    return found


def _raw(entry: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a name that is neither ASCII nor said to be UTF-8."""
    if entry.flag_bits & _UTF8 or entry.orig_filename.isascii() or _unicode_path(entry) is not None:
        return None
    try:
        return entry.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return None


def _stated(entry: zipfile.ZipInfo) -> str:
    return _unicode_path(entry) or entry.orig_filename


def _unicode_path(entry: zipfile.ZipInfo) -> str | None:
    """The name in UTF-8 that some programs add to an entry (APPNOTE 4.6.9); it must be for the name that is there."""
    extra = entry.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5 and not entry.flag_bits & _UTF8:
            try:
                checked = struct.unpack_from("<I", field, 1)[0] == zlib.crc32(entry.orig_filename.encode("cp437"))
                return field[5:].decode("utf-8") if checked else None
            except UnicodeError:
                return None
    return None


def _encoding(names: Iterable[bytes]) -> str | None:
    """The encoding in which all of the names together look most like Korean or Chinese."""
    try:
        return decode(b"\n".join(names), name="names").encoding
    except UnreadableFile:
        return None


def _decoded(data: bytes, encoding: str | None) -> str:
    for each in filter(None, ("utf-8", encoding)):
        try:
            return data.decode(each)
        except UnicodeDecodeError:
            continue
    try:
        return decode(data, name="name").text
    except UnreadableFile:
        return data.decode("cp437")
