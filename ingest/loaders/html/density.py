"""The release on a page whose site is not known: what trafilatura takes for the article, checked and completed.

It leaves out tables, lists and short lines where it is told to err on the side of precision. So its paragraphs only
say where the article is: the element that holds them all is the text, or where that holds the page too, what stands
between the first and the last of them.
"""

import logging
from collections.abc import Sequence

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.folding import squeezed
from ingest.loaders.flow import Paragraph

from .elements import Piece
from .nodes import above, linked_share, root_of

_SHORTEST_MATCH = 12
_MOST_AROUND = 1.6
"""Of the article, the text of an element that is still taken for it."""
_MENU_SHARE = 0.6
_BLOCKS = "p, div, td, li, section, article, dd, h2, h3, h4, blockquote"
_MOST_BLOCKS = 20_000


def article_of(page: str) -> str:
    """The text of the article on a page, squeezed; empty where none is found."""
    import trafilatura  # here, because it takes longer to load than most pages to read

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return squeezed(trafilatura.extract(page, favor_precision=True, include_comments=False) or "")


def element_of(tree: LexborHTMLParser, article: str) -> LexborNode | None:
    """The smallest element that holds the paragraphs of an article and little else."""
    if not article:
        return None
    blocks = [
        node
        for node in tree.css(_BLOCKS)[:_MOST_BLOCKS]
        if len(own := squeezed(node.text(deep=False) or "")) >= _SHORTEST_MATCH and own in article
    ]
    if not blocks:
        return None
    last = {node.mem_id for node in (blocks[-1], *above(blocks[-1]))}
    element = next((node for node in (blocks[0], *above(blocks[0])) if node.mem_id in last), None)
    if element is None or element.tag in ("body", "html") or linked_share(element) > _MENU_SHARE:
        return None
    held = squeezed(element.text())
    return element if len(held) <= _MOST_AROUND * len(article) + 200 and len(held) * 2 >= len(article) else None


def mark_article(pieces: Sequence[Piece], article: str) -> bool:
    """Make the pieces from the first to the last paragraph of the article the body, but for menus among them.

    Whether any was found.
    """
    words = [squeezed(piece.content.text) if isinstance(piece.content, Paragraph) else "" for piece in pieces]
    inside = [at for at, text in enumerate(words) if len(text) >= _SHORTEST_MATCH and text in article]
    if not inside:
        return False
    for at in range(inside[0], inside[-1] + 1):
        if pieces[at].region == "" and (words[at] in article or pieces[at].linked < _MENU_SHARE):
            pieces[at].region = "body"
    return True


def mark_all(tree: LexborHTMLParser, pieces: Sequence[Piece]) -> None:
    """Make all but menus the body; a page that is nothing but links stays whole."""
    menus = linked_share(root_of(tree)) < _MENU_SHARE
    for piece in pieces:
        if piece.region == "" and not (menus and piece.linked > _MENU_SHARE):
            piece.region = "body"
