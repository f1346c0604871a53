"""The form of a text in which rules match: as long as the text, so that offsets hold in both.

Full-width letters and digits become ASCII, and each family of dashes, dots, quotes and blanks one character. Every line
ends in a line feed, after a blank where the text has a carriage return before it. Tabs stay.
"""

import unicodedata
from functools import cache

_FAMILIES = {
    " ": "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u200b\ufeff",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\uff0d\u2500",
    "~": "\u223c\u301c\uff5e\u02dc",
    "·": "\u2022\u2024\u2219\u22c5\u30fb\u318d\u2027\uff65\u00b7\u1427\u119e\ufe52",
    "「": "\uff62",
    "」": "\uff63",
    ",": "\u201a",
    "'": "\u2018\u2019\u201b\u00b4\u02b9\u2032\uff07",
    '"': "\u201c\u201d\u201e\u201f\u2033\uff02",
    ":": "\ufe55\u2236\ua789",
    "|": "\uff5c\u2502\u2503\u4e28",
}


@cache
def _table() -> dict[int, str]:
    compatible = [*range(0xFF01, 0xFF5F), *range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00)]
    table = {code: unicodedata.normalize("NFKC", chr(code)) for code in compatible}
    table = {code: form for code, form in table.items() if len(form) == 1}
    table.update({ord(member): form for form, members in _FAMILIES.items() for member in members})
    return table


def folded(text: str) -> str:
    """The form of `text` in which rules match; of the same length.

    >>> folded("【发布时间：２０２５年６月】")
    '【发布时间:2025年6月】'
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    return text if text.isascii() else text.translate(_table())


def squeezed(text: str) -> str:
    """`text` folded, without white space, in lower case: for comparing lines by their words."""
    return "".join(folded(text).split()).casefold()
