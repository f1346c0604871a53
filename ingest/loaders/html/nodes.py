"""Where a node of a page stands."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode


def root_of(tree: LexborHTMLParser) -> LexborNode:
    """The element that holds all that is shown."""
    root = tree.body or tree.root
    if root is None:
        raise ValueError("no element")
    return root


def above(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, innermost first."""
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def is_in(node: LexborNode, outer: LexborNode | None) -> bool:
    """Whether a node stands within another."""
    return outer is not None and any(each.mem_id == outer.mem_id for each in above(node))


def words_of(node: LexborNode) -> str:
    """The words of a node on one line."""
    return " ".join(node.text(separator=" ").split())


def linked_share(node: LexborNode) -> float:
    """How much of the text of a node stands in links, from 0 to 1."""
    whole = len("".join(node.text().split()))
    linked = sum(len("".join(link.text().split())) for link in node.css("a"))
    return min(linked / whole, 1.0) if whole else 0.0
