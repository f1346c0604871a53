"""What a release says, whatever it is printed like: two files of one form are one version.

Letters in their usual form, numbers apart from each other, signs of money, shares and signs before numbers. White
space, line breaks, case, quotes, dashes, marks of bullets and all that belongs to the page are left out.
"""

import hashlib
import re
import unicodedata

from corpus.documents import Block, Document

from .rules import without_passing

_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)")
_POINT = re.compile(r"(?<=\d)\s*\.\s*(?=\d)")
_KEPT = re.compile(
    r"""
    \d+(?:\.\d+)*                       # a number, or a dotted day
    | (?<![^\s(（:：,]) [-−–△▲▼▽+] (?=\d)  # the sign of a number
    | [%‰℃$€£¥₩￦元원]
    | [^\W\d_]
    """,
    re.VERBOSE,
)


def form_of(document: Document) -> str:
    """The form of a release, as 32 hexadecimal digits."""
    return hashlib.sha256(said(document).encode()).hexdigest()[:32]


def said(document: Document) -> str:
    """What a release says, in comparable letters."""
    blocks = (block for block in document.blocks if block.kind != "furniture")
    return comparable(without_passing("\n".join(_words(document.text, block) for block in blocks)))


def comparable(text: str) -> str:
    """The letters and numbers of a text in their usual form.

    >>> comparable("Korea’s  1,204 ha (3.5 %), 2025. 6. 18.") == comparable("KOREA'S 1204 ha(3.5%) 2025.6.18")
    True
    >>> comparable("3.5") == comparable("35")
    False
    """
    usual = unicodedata.normalize("NFKC", text).casefold()
    usual = _POINT.sub(".", _GROUPED.sub(lambda match: match[0].replace(",", ""), usual))
    found = []
    for match in _KEPT.finditer(usual):
        found.append(f" {match[0]} " if match[0][0].isdigit() else match[0])
    return "".join(found).replace("  ", " ").strip()


def _words(text: str, block: Block) -> str:
    """The words of a block; its mark is left out where it counts nothing."""
    words = text[block.start : block.end]
    marker = block.marker.strip()
    counts = any(unicodedata.numeric(letter, None) is not None for letter in marker) or len(marker) > 1
    return words if counts or not marker else words.replace(marker, "", 1)
