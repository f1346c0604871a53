"""What within a page belongs to the page and not to the release: buttons, neighbours, marks of licences."""

from collections.abc import Collection

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .nodes import above, is_in
from .rules import pages
from .sites import Site

_MOST = 0.4
"""Share of the text above which a node is taken for the text itself, whatever its class."""


def furniture_of(
    tree: LexborHTMLParser, site: Site | None, body: LexborNode | None, kept: Collection[LexborNode]
) -> list[LexborNode]:
    """The nodes, outermost first; none holds one of `kept` (title, text) or a good part of the text."""
    selectors = (*pages().furniture.selectors, *(site.furniture if site else ()))
    nodes = tree.css(", ".join(selectors))
    holders = {node.mem_id for each in kept for node in (each, *above(each))}
    most = _MOST * len(body.text()) if body is not None else 0
    found = []
    for node in nodes:
        if node.mem_id in holders or (is_in(node, body) and len(node.text()) > most):
            continue
        found.append(node)
    return found
