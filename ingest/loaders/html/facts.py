"""Title, day and issuer where no selector of the site finds them: by the fields of the page and by labels."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from corpus.folding import squeezed
from ingest.loaders.flow import Grid, GridCell, Paragraph
from ingest.loaders.raw import RawFacts

from .elements import Piece
from .rules import pages
from .sites import found

_LONGEST_INFO = 160
_LONGEST_TITLE = 400
_SHORTEST_TITLE = 8
_BOX_CELLS = 40
_LONGEST_VALUE = 40
_LINK = 0.6
_SHORTEST_MATCH = 12
_HEAD_PIECES = 8
_LABEL_END = ":：|"
_DATE = re.compile(r"(?:19|20)\d{2}\s*[-./年년]\s*\d{1,2}\s*[-./月월]\s*\d{1,2}(?:\s*[日일])?\.?(?:\s*\d{1,2}:\d{2})?")
_SITE_NAME = re.compile(r"\s*[|_｜>»:：]|\s[-–—]\s")
_ARTICLE = re.compile(r"Article|Report|Posting|PressRelease|WebPage")
_CONTROLS = re.compile(r"\s*[【\[\t]|\s{2,}|\s(?=(?:19|20)\d\d)|\s(?:字体|字号|分享|打印|조회)|\s+\S{1,6}\s?[:：]")
_LONGEST_DATA = 200_000
_DEEPEST_DATA = 6


def is_board(words: str) -> bool:
    """Whether words name a board or the kind of a page, and no release."""
    name = squeezed(words)
    return not name or name in {squeezed(board) for board in pages().boards.names}


def is_label(words: str) -> bool:
    """Whether words only say what stands beside them."""
    labels = pages().labels
    return words.strip().rstrip(_LABEL_END).strip().casefold() in {*labels.title, *labels.date, *labels.issuer}


def stated_facts(tree: LexborHTMLParser) -> RawFacts:
    """What the structured data of a page (JSON-LD) says of its article."""
    for script in tree.css("script[type='application/ld+json']")[:20]:
        text = script.text() or ""
        try:
            data = json.loads(text) if len(text) <= _LONGEST_DATA else None
        except (ValueError, RecursionError):
            continue
        for item in _items(data, 0):
            if _ARTICLE.search(str(item.get("@type", ""))):
                publisher = item.get("publisher") or item.get("author")
                return RawFacts(
                    title=_text(item.get("headline") or item.get("name")),
                    date=_text(item.get("datePublished")),
                    issuer=_text(publisher.get("name") if isinstance(publisher, dict) else publisher),
                )
    return RawFacts()


def _items(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST_DATA:
        return
    if isinstance(data, list):
        for each in data:
            yield from _items(each, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _items(data.get("@graph"), depth + 1)


def _text(value: Any) -> str | None:
    return (" ".join(value.split())[:_LONGEST_INFO] or None) if isinstance(value, str) else None


def with_title(pieces: list[Piece], facts: RawFacts, tree: LexborHTMLParser) -> RawFacts:
    """Find the title among the pieces where no selector did, or set that of the page's fields before the body."""
    _mark_boxes(pieces)
    if any(piece.region == "title" for piece in pieces):
        return facts
    named = [facts.title] if facts.title else list(dict.fromkeys(_page_titles(tree)))
    for name in map(squeezed, named):
        for piece in pieces:
            if isinstance(piece.content, Paragraph) and (text := squeezed(piece.content.text)):
                is_heading = piece.content.kind == "heading" and len(text) >= _SHORTEST_MATCH
                if (text == name or (is_heading and name.startswith(text))) and not is_board(text):
                    piece.region = "title"
                    return RawFacts(piece.content.text, facts.date, facts.issuer)
    if facts.title:
        first = next((at for at, piece in enumerate(pieces) if piece.region == "body"), 0)
        pieces.insert(first, Piece(Paragraph(facts.title), "title"))
        return facts
    above = _labelled_title(pieces) or _last_heading(pieces)
    if above is not None and isinstance(above.content, Paragraph):
        above.region = "title"
        return RawFacts(above.content.text, facts.date, facts.issuer)
    named = [title] if (title := _boxed_title(pieces)) else named
    return RawFacts(named[-1], facts.date, facts.issuer) if named else facts


def _above_body(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces before the text that are in no region."""
    first = next((at for at, piece in enumerate(pieces) if piece.region == "body"), 0)
    return [piece for piece in pieces[:first] if piece.region == ""]


def _mark_boxes(pieces: Sequence[Piece]) -> None:
    """Tables above the text that hold labels of facts are the box of the head."""
    labels = {*pages().labels.title, *pages().labels.date}
    for piece in _above_body(pieces):
        if isinstance(piece.content, Grid) and labels & {_label(cell) for cell in piece.content.cells[:_BOX_CELLS]}:
            piece.region = "info"


def _label(cell: GridCell) -> str:
    words = "".join(each.text for each in cell.content if isinstance(each, Paragraph))
    return words.strip(_LABEL_END).strip().casefold()


def _boxed_title(pieces: Sequence[Piece]) -> str | None:
    """What stands in the box of the head in the cell after a label for the title."""
    for piece in pieces:
        if piece.region == "info" and isinstance(piece.content, Grid):
            cells = piece.content.cells[:_BOX_CELLS]
            for label, value in pairwise(cells):
                if _label(label) in pages().labels.title:
                    return " ".join(each.text for each in value.content if isinstance(each, Paragraph)) or None
    return None


def _labelled_title(pieces: Sequence[Piece]) -> Piece | None:
    """What stands, above the text, after a label for the title."""
    above = _above_body(pieces)
    for label, piece in pairwise(above):
        text = label.content.text if isinstance(label.content, Paragraph) else ""
        if text.strip(_LABEL_END).strip().casefold() in pages().labels.title and _can_be_title(piece):
            return piece
    return None


def _last_heading(pieces: Sequence[Piece]) -> Piece | None:
    """The heading nearest to the text."""
    headings = [piece for piece in _above_body(pieces) if getattr(piece.content, "kind", None) == "heading"]
    return next((piece for piece in reversed(headings) if _can_be_title(piece)), None)


def _can_be_title(piece: Piece) -> bool:
    text = piece.content.text if isinstance(piece.content, Paragraph) else ""
    fits = len(squeezed(text)) >= _SHORTEST_TITLE and len(text) <= _LONGEST_TITLE
    return fits and piece.linked < _LINK and not is_board(text) and not _DATE.match(text)


def _page_titles(tree: LexborHTMLParser) -> Iterator[str]:
    """The titles in the head of the page, each also without the names of the site that follow, shortest last."""
    for selector in ("meta[property='og:title']@content", "title"):
        for _, whole in found(tree, selector)[:3]:
            text = whole[:_LONGEST_TITLE]
            ends = [match.start() for match in _SITE_NAME.finditer(text)]
            parts = (text[:end].strip() for end in [len(text), *reversed(ends)] if end)
            yield from (part for part in parts if not is_board(part))


def with_labelled(pieces: Sequence[Piece], facts: RawFacts) -> RawFacts:
    """Complete the facts by those that stand on the page beside a label, below the title or at the head of the body."""
    labels = pages().labels
    texts = [piece.content.text if isinstance(piece.content, Paragraph) else "" for piece in pieces]
    title, date, issuer = facts.title, facts.date, facts.issuer
    has_title = any(piece.region == "title" for piece in pieces)
    below = next((at for at, piece in enumerate(pieces) if piece.region == "title"), 0)
    body = [at for at, piece in enumerate(pieces) if piece.region == "body"]
    head, first = set(body[:_HEAD_PIECES]), body[0] if body else 0
    for at in range(below, len(pieces)):
        text, following = texts[at], texts[at + 1] if at + 1 < len(texts) else ""
        if pieces[at].region in ("files", "furniture") or (pieces[at].region == "body" and at not in head):
            continue
        if max(len(text), len(following)) > _LONGEST_INFO:
            following = ""
        boxed = pieces[at].region == "info" or (has_title and at < first)
        if not has_title and (value := _after(text, labels.title, "")):
            title = value[0]
        value = _after(text, labels.date, following, boxed=boxed) if date is None else None
        if value and (match := _DATE.search(value[0])):
            date = match[0]
            _mark_info(pieces, at, value[1])
        if issuer is None and len(text) <= _LONGEST_INFO:
            value = _after(text, labels.issuer, following, boxed=boxed)
            if value and len(value[0]) <= _LONGEST_VALUE and not _DATE.match(value[0]):
                issuer = value[0]
                _mark_info(pieces, at, value[1])
    if has_title and (line := _dated_line(pieces[below + 1 : first])) is not None:
        line.region = "info"
        if date is None and isinstance(line.content, Paragraph) and (match := _DATE.search(line.content.text)):
            date = match[0]
    return RawFacts(title, date, _name(issuer) if issuer else None)


def _dated_line(pieces: Sequence[Piece]) -> Piece | None:
    """The first short line between title and text, in no region and no link, that holds a day."""
    for piece in pieces:
        text = piece.content.text if isinstance(piece.content, Paragraph) else ""
        if piece.region == "" and 0 < len(text) <= _LONGEST_INFO and piece.linked < _LINK and _DATE.search(text):
            return piece
    return None


def _name(issuer: str) -> str | None:
    """The name alone, without a label before it and buttons behind it."""
    value = _after(issuer, pages().labels.issuer, "", boxed=True)
    return _CONTROLS.split(value[0] if value else issuer)[0].strip() or None


def _after(text: str, labels: Sequence[str], following: str, *, boxed: bool = False) -> tuple[str, int] | None:
    """What stands after a label and a colon, in the same piece (0), or after a label alone, as the next piece (1).

    In the box of facts (`boxed`) a blank after the label is enough.
    """
    lower = text.casefold()
    for label in labels:
        if lower.startswith(label):
            rest = text[len(label) :].strip()
            if not rest.strip(_LABEL_END):
                return (following, 1) if following else None
            if rest[0] in _LABEL_END or _DATE.match(rest) or (boxed and text[len(label)].isspace()):
                return rest.strip(_LABEL_END).strip(), 0
    return None


def _mark_info(pieces: Sequence[Piece], at: int, further: int) -> None:
    for piece in pieces[at : at + further + 1]:
        if not piece.region:
            piece.region = "info"
