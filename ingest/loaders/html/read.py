"""A web page as blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from selectolax.lexbor import LexborHTMLParser

from ingest.limits import LIMITS, MIB, Allowance, Limits
from ingest.loaders.damage import told_as_damage
from ingest.loaders.flow import blocks
from ingest.loaders.raw import Hint, RawBlock, RawFile

from .elements import Piece
from .failures import check_failure, no_text
from .nodes import root_of
from .parts import Parts, find_body, parts_of
from .source import check_depth, source_of
from .unseen import leave_out

_KINDS: dict[str, Hint | None] = {"title": "title", "subtitle": "subtitle", "body": None, "info": "header"}
_FEWEST_LETTERS = 20
_BEGINS = re.compile("<(?:html|body)[ >]", re.IGNORECASE)
_ENDS = re.compile("</(?:html|body)[ >]", re.IGNORECASE)


def read_html(data: bytes, *, name: str, limits: Limits = LIMITS) -> RawFile:
    """Read a web page: title, line of date and issuer, body; menus, lists of files and the foot as furniture.

    `name` may be the address of the page, which tells the site. `facts` hold what the page says in fields of its own.

    Raises:
        UnreadableFile: an error page, a login, a page without text, or over a limit.
    """
    allowance = Allowance(name, limits)
    if len(data) > limits.html_bytes:
        raise allowance.refusal(f"is a page of more than {limits.html_bytes // MIB} MB")
    with told_as_damage(name):
        source = source_of(data, name=name)
        check_depth(source.text, allowance)
        tree = LexborHTMLParser(source.text)
        if not root_of(tree).text(separator=" ").strip():
            raise no_text(tree, name)
        page = (tree.html or "") if leave_out(tree) else source.text
        where = find_body(tree, page, name)
        check_failure(tree, where.body, name)
        parts = parts_of(tree, page, name, where)
        found = tuple(_blocks(parts, allowance))
        letters = sum(map(str.isalnum, "".join(block.text for block in found if block.kind != "furniture")))
        has_more = parts.refers or parts.page.attachments or any(block.table for block in found)
        if letters < _FEWEST_LETTERS and not has_more:
            raise no_text(tree, name)
        reasons = [*source.reasons, *parts.reasons]
        if _BEGINS.search(source.text) and not _ENDS.search(source.text):
            reasons.append("the page lacks its end, it may be cut off")
        return RawFile(
            blocks=found,
            facts=parts.facts,
            page=parts.page,
            encoding=source.encoding,
            reasons=tuple(reasons),
        )


def _blocks(parts: Parts, allowance: Allowance) -> Iterator[RawBlock]:
    """The pieces in order; furniture that is not divided by the release is one block, and so is the line of facts."""
    for region, group in groupby(parts.pieces, key=lambda piece: piece.region if piece.region in _KINDS else ""):
        pieces = list(group)
        if not region:
            yield from _furniture(pieces, allowance)
        elif region == "info":
            yield from _info(pieces, allowance)
        else:
            kind = _KINDS[region]
            for block in blocks((piece.content for piece in pieces), allowance, kind):
                yield replace(block, level=0) if kind else block


def _info(pieces: Sequence[Piece], allowance: Allowance) -> Iterator[RawBlock]:
    """The line of date and issuer: labels and values are elements of their own, which belong together."""
    found = list(blocks((piece.content for piece in pieces), allowance))
    if words := "\t".join(block.text for block in found if block.table is None):
        yield RawBlock(words, "header")
    yield from (block for block in found if block.table is not None and not block.table.is_frame)


def _furniture(pieces: Sequence[Piece], allowance: Allowance) -> Iterator[RawBlock]:
    lines = []
    for block in blocks((piece.content for piece in pieces), allowance):
        lines += [cell.text for cell in block.table.cells] if block.table else [block.text]
    if text := "\n".join(line for line in lines if line.strip()):
        yield RawBlock(text, "furniture")
