"""Mails of Outlook, written here property by property."""

import struct
from collections.abc import Mapping

from .ole_writer import ole

_UNICODE, _STRING8, _BINARY, _TIME, _LONG = 0x1F, 0x1E, 0x102, 0x40, 0x03
SUBJECT, BODY, HTML, SENDER, RTF, SENT = 0x0037, 0x1000, 0x1013, 0x0C1A, 0x1009, 0x0039
_DATA, _NAME, _METHOD = 0x3701, 0x3707, 0x3705
_EPOCH = 11_644_473_600


def _properties(values: Mapping[int, str | bytes | int], folder: str, header: int, encoding: str) -> dict[str, bytes]:
    """The streams of the properties of a message or attachment."""
    streams = {}
    entries = b""
    for number, value in values.items():
        if isinstance(value, int):
            kind, field = (_TIME, struct.pack("<Q", value)) if number == SENT else (_LONG, struct.pack("<Q", value))
        else:
            kind = _BINARY if isinstance(value, bytes) else _UNICODE if encoding == "utf-16-le" else _STRING8
            data = value if isinstance(value, bytes) else value.encode(encoding)
            streams[f"{folder}__substg1.0_{number:04X}{kind:04X}"] = data
            field = struct.pack("<II", len(data) + 2, 0)
        entries += struct.pack("<HHI", kind, number, 6) + field
    return {f"{folder}__properties_version1.0": bytes(header) + entries, **streams}


def msg(
    values: Mapping[int, str | bytes | int],
    attachments: Mapping[str, bytes | None] | None = None,
    *,
    encoding: str = "utf-16-le",
) -> bytes:
    """A mail with these properties and files; a file without bytes stands for an object of another program."""
    files = attachments or {}
    streams = _properties(values, "", 32, encoding)
    for number, (name, data) in enumerate(files.items()):
        folder = f"__attach_version1.0_#{number:08X}/"
        held: dict[int, str | bytes | int] = {_NAME: name, _METHOD: 5 if data is None else 1}
        if data is not None:
            held[_DATA] = data
        streams |= _properties(held, folder, 8, encoding)
    return ole(streams)


def time_of(seconds: int) -> int:
    """A moment, in seconds since 1970, as Outlook keeps it."""
    return (seconds + _EPOCH) * 10_000_000
