"""What a page holds but does not show: words for screen readers, hidden boxes, templates of scripts."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from .nodes import above
from .rules import pages

_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ENDS = ":： "
_MARKED = "[hidden], [style], [aria-hidden='true']"
_LINKS = "a, button"
_MOST = 2000
"""Elements looked at; what is not shown beyond these is left out where the text is read."""


def is_seen(node: LexborNode) -> bool:
    """Whether a page shows an element, as far as its own attributes tell.

    Classes are believed of few words only, because a script may show what is long; labels of facts for screen readers
    count as seen: they tell what the words beside them are.
    """
    attributes = node.attributes
    if "hidden" in attributes or _STYLE.search(attributes.get("style") or ""):
        return False
    rules = pages().unseen
    classes = (attributes.get("class") or "").lower().split()
    if attributes.get("aria-hidden") != "true" and rules.classes.isdisjoint(classes):
        return True
    words = _few_words(node, rules.longest)
    labels = pages().labels
    return words is None or words.rstrip(_ENDS).lower() in {*labels.date, *labels.issuer}


def _few_words(node: LexborNode, longest: int) -> str | None:
    """The words of an element; None where they, or the elements in it, are more than `longest`."""
    found, length = [], 0
    for count, inner in enumerate(node.traverse(include_text=True)):
        if inner.tag == "-text":
            found.append(inner.text_content or "")
            length += len(found[-1].strip())
        if length > longest or count > longest:
            return None
    return " ".join("".join(found).split())


def leave_out(tree: LexborHTMLParser) -> bool:
    """Take what is not shown out of a page, but for links, of which the words may name a file. True if any."""
    marked = [_MARKED, *(f"[class~='{name}' i]" for name in sorted(pages().unseen.classes))]
    unseen = [
        node
        for node in tree.css(", ".join(marked))[:_MOST]
        if not is_seen(node) and node.css_first(_LINKS) is None and not any(each.tag == "a" for each in above(node))
    ]
    gone: set[int] = set()
    for node in unseen:
        if gone.isdisjoint(each.mem_id for each in above(node)):
            gone.add(node.mem_id)
    for node in unseen:
        if node.mem_id in gone:
            node.decompose()
    return bool(gone)
