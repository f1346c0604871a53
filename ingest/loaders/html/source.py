"""The text of a page: its encoding as declared, checked, and the depth of its elements."""

import codecs
import re

from ingest.encodings import Decoded, decode
from ingest.limits import Allowance

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LOOKED_AT = 4096
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "x-windows-949": "cp949",
    "big5": "cp950",
    "x-sjis": "cp932",
    "shift_jis": "cp932",
    "iso-8859-1": "cp1252",
}
"""What pages that declare the one are written in: a superset."""
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_WITHOUT_END = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})


def source_of(data: bytes, *, name: str) -> Decoded:
    """Decode a page: as UTF-8 where the bytes are, else as it declares, else as the bytes suggest.

    Raises:
        UnreadableFile: no encoding fits.
    """
    if not data.startswith(_BOMS):
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            declared = _DECLARED.search(data[:_LOOKED_AT])
            label = declared[1].decode("ascii").lower() if declared else ""
            encoding = _WIDER.get(label, label)
            try:
                if encoding and encoding != "utf-8":
                    return Decoded(data.decode(encoding), codecs.lookup(encoding).name)
            except (UnicodeDecodeError, LookupError):
                pass
    return decode(data, name=name)


def check_depth(page: str, allowance: Allowance) -> None:
    """Refuse a page whose elements nest too deeply: the time of a parser grows with the square of the depth.

    Raises:
        UnreadableFile: more open elements than the limit.
    """
    depth = 0
    for tag in _TAG.finditer(page):
        if tag[1]:
            depth = max(depth - 1, 0)
        elif not tag[3] and tag[2].lower() not in _WITHOUT_END:
            depth += 1
            if depth > allowance.limits.html_nesting:
                raise allowance.refusal(f"nests more than {allowance.limits.html_nesting:,} elements")
