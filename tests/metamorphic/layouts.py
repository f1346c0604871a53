"""Relations between two layouts of one text: broken at another width, its lines joined, as a web page."""

import html
import re
from collections.abc import Callable, Iterator

from corpus.documents import Block, Document
from ingest.layout.lines import columns

_WIDTH = 80
"""Columns: forty Hangul syllables or Han characters."""
_PROSE = ("paragraph", "bullet", "note")
_HYPHEN = re.compile(r"(?<=[a-z])-\s*\n\s*(?=[a-z])")
_BREAK = re.compile(r"\s*\n\s*")
_WIDE = r"\u3000-\u303f\u4e00-\u9fff\uff00-\uffef"
_PIECE = re.compile(rf"[^\S\u3000]+|[{_WIDE}]|[^\s{_WIDE}]+")
_CLOSING = "，。、；：）》」』】？！\u3000"
_OPENING = tuple("（《「『【\u3000")
_HAN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def layouts(release: Document) -> Iterator[tuple[str, str, str]]:
    """Relation, text and name of the file of every other layout; none that leaves the text as it is."""
    for name, text, file in (
        ("lines broken", _with_prose(release, _broken), "release.txt"),
        ("lines joined", _with_prose(release, _joined), "release.txt"),
        ("web page", _page(release), "release.html"),
    ):
        if text not in (None, release.text):
            yield name, text or "", file


def _with_prose(release: Document, change: Callable[[str], str]) -> str:
    pieces: list[str] = []
    done = 0
    for block in release.blocks:
        if block.kind in _PROSE and not any(t.start < block.end and block.start < t.end for t in release.data_tables):
            pieces += [release.text[done : block.start], change(release.text[block.start : block.end])]
            done = block.end
    return "".join(pieces) + release.text[done:]


def _broken(words: str) -> str:
    """The words in lines of some width, broken at blanks, and between any two Han characters."""
    if "\t" in words or "\n" in words:
        return words
    lines: list[str] = []
    line = ""
    for piece in _PIECE.findall(words):
        fits = columns(line + piece) <= _WIDTH or piece in _CLOSING or piece.isspace() or line.endswith(_OPENING)
        if line and not fits:
            lines.append(line.rstrip(" "))
            line = ""
        line += piece
    return "\n".join([*lines, line])


def _joined(words: str) -> str:
    def blank(match: re.Match[str]) -> str:
        around = words[match.start() - 1 : match.start()], words[match.end() : match.end() + 1]
        return "" if all(map(_HAN.match, around)) else " "

    return _BREAK.sub(blank, words) if not _HYPHEN.search(words) else words


def _page(release: Document) -> str | None:
    """A page with the blocks as elements; None for a text that is no plain news: with tables or parts of a page."""
    if release.data_tables or any(block.kind in ("furniture", "table") for block in release.blocks):
        return None
    body = "\n".join(_element(block, release.text[block.start : block.end]) for block in release.blocks)
    title = html.escape(release.head.title.text) if release.head.title else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{release.lang}"><head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body><article>\n{body}\n</article></body></html>\n"
    )


def _element(block: Block, words: str) -> str:
    tag = {"title": "h1", "subtitle": "h2"}.get(block.kind, "p")
    lines = "<br>\n".join(html.escape(line) for line in _joined(words).split("\n"))
    return f"<{tag}>{lines}</{tag}>"
