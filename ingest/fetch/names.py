"""The name a server gives a file, from a header that comes in any of five ways of writing it.

RFC 6266 has `filename*=UTF-8''%EB…`; Korean and Chinese servers also send the bytes of EUC-KR or GBK as they are, bytes
of UTF-8 as they are, percent-encoded bytes of either in `filename=`, and encoded words of e-mail (RFC 2047).
"""

import re
from email.header import decode_header
from email.message import Message
from urllib.parse import unquote_to_bytes, urlsplit

from corpus.errors import UnreadableFile
from ingest.encodings import decode

_ESCAPED = re.compile("%[0-9A-Fa-f]{2}")
_WORD = re.compile(r"=\?[\w-]{1,40}\?[bqBQ]\?[^?]*\?=")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]')
_LONGEST = 200


def announced_name(disposition: bytes, url: str) -> str:
    """The name of a file, of the header Content-Disposition as sent, or else of the last part of the URL.

    Never part of a path: for people, and for what its suffix announces. Empty where nothing names it.

    >>> announced_name(b"attachment; filename*=UTF-8''%EB%B3%B4%EB%8F%84.hwp", "https://www.example.go.kr/down.do")
    '보도.hwp'
    """
    name = _from_header(disposition) if disposition else ""
    if not name:
        name = _decoded(unquote_to_bytes(urlsplit(url).path.rsplit("/", 1)[-1]))
    return _safe(name)


def _from_header(disposition: bytes) -> str:
    message = Message()
    message["Content-Disposition"] = re.sub(r"[\r\n]+", " ", _decoded(disposition))
    parameters = message.get_params([], header="content-disposition")
    named: dict[str, list[str | tuple[str | None, str | None, str]]] = {}
    for name, value in parameters:
        named.setdefault(name.lower(), []).append(value)
    if starred := named.get("filename*"):  # a charset or escape that the standard library cannot take
        return _unescaped(str(starred[0]).rsplit("'", 1)[-1])
    values = named.get("filename", [""])
    parameter = next((value for value in values if isinstance(value, tuple)), values[0])
    if isinstance(parameter, tuple):
        charset, _, value = parameter
        try:
            return value.encode("latin-1").decode(charset or "utf-8")
        except (UnicodeError, LookupError):
            return _decoded(value.encode("latin-1", errors="replace"))
    if _WORD.search(parameter):
        parts = decode_header(parameter)
        return "".join(_word(part, charset) for part, charset in parts)
    return _unescaped(parameter)


def _word(part: bytes | str, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset or "ascii")
    except (UnicodeError, LookupError):
        return _decoded(part)


def _unescaped(name: str) -> str:
    return _decoded(unquote_to_bytes(name)) if _ESCAPED.search(name) else name


def _decoded(name: bytes) -> str:
    """The characters of bytes in an unknown encoding."""
    if not name:
        return ""
    try:
        return decode(name, name="a file name").text
    except UnreadableFile:
        return name.decode("utf-8", errors="replace")


def _safe(name: str) -> str:
    """The last part of a path, without characters that steer a terminal or name a folder."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    safe = _UNSAFE.sub("", last).strip(" .")
    return safe if len(safe) <= _LONGEST else safe[: _LONGEST - 20] + safe[-20:]
