"""The text of a paragraph: UTF-16 units in which codes below 32 stand for breaks, tabs and anchored objects."""

import re
import struct

from ingest.loaders.hancom import USUAL_FORMS

_TOKEN = re.compile(
    r"(?P<text>[^\x00-\x1f]+)"
    r"|(?P<object>[\x01-\x03\x0b\x0c\x0e-\x12\x15-\x17].{0,7})"
    r"|(?P<inline>[\x04-\x09\x13\x14].{0,7})"
    r"|(?P<unit>.)",
    re.DOTALL,
)
"""Objects and inline codes take eight units: the code, six of data, the code again."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNITS = {"\n": "\n", "\x18": "-", "\x1e": " ", "\x1f": " "}
_TAB = "\t"


def pieces(data: bytes) -> list[str | None]:
    """The words of a paragraph, and None where an object is anchored, in order.

    >>> pieces("회의\\n개최".encode("utf-16-le"))
    ['회의\\n개최']
    """
    units = "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])))
    found: list[str | None] = []
    words: list[str] = []
    for token in _TOKEN.finditer(units):
        if token.lastgroup == "text":
            words.append(token[0])
        elif token.lastgroup == "object":
            found += [_joined(words), None] if words else [None]
            words = []
        elif token.lastgroup == "inline":
            words.append(_TAB if token[0][0] == _TAB else "")
        else:
            words.append(_UNITS.get(token[0], ""))
    if words:
        found.append(_joined(words))
    return found


def string(data: bytes) -> str:
    """UTF-16 as a text; a lone surrogate becomes the replacement character."""
    return data.decode("utf-16-le", "replace").translate(USUAL_FORMS)


def _joined(words: list[str]) -> str:
    """The units as characters: two surrogates are one, a lone one is the replacement character."""
    text = "".join(words)
    if _SURROGATE.search(text):
        return string(text.encode("utf-16-le", "surrogatepass"))
    return text.translate(USUAL_FORMS)
