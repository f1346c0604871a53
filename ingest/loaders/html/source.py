"""The text of a page: its encoding as declared, checked, and the depth of its elements."""

import re

from ingest.encodings import Decoded, decode_declared
from ingest.limits import Allowance

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|^\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
_LOOKED_AT = 4096

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_WITHOUT_END = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})


def source_of(data: bytes, *, name: str) -> Decoded:
    """Decode a page: as UTF-8 where the bytes are, else as it declares, else as the bytes suggest.

    Raises:
        UnreadableFile: no encoding fits.
    """
    declared = _DECLARED.search(data[:_LOOKED_AT])
    label = (declared[1] or declared[2]).decode("ascii", "replace") if declared else ""
    return decode_declared(data, label, name=name)


def check_depth(page: str, allowance: Allowance) -> None:
    """Refuse a page whose elements are too many or nest too deeply: the time grows with the square of the depth.

    Raises:
        UnreadableFile: more elements, or more open ones, than the limits.
    """
    depth = count = 0
    for tag in _TAG.finditer(page):
        if tag[1]:
            depth = max(depth - 1, 0)
            continue
        count += 1
        if tag[0].count("=") > allowance.limits.html_attributes:
            raise allowance.refusal(f"has an element of more than {allowance.limits.html_attributes:,} attributes")
        if count > allowance.limits.html_elements:
            raise allowance.refusal(f"has more than {allowance.limits.html_elements:,} elements")
        if not tag[3] and tag[2].lower() not in _WITHOUT_END:
            depth += 1
            if depth > allowance.limits.html_nesting:
                raise allowance.refusal(f"nests more than {allowance.limits.html_nesting:,} elements")
