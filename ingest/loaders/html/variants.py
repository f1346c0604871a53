"""The same release in other languages: what a page says in its head, and links by the name of a language."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.documents import Variant

from .nodes import above, is_in
from .rules import pages
from .sites import Site, found, joined

_MOST = 20
_MOST_LINKS = 2000
_DEEPEST_LANG = 2
"""Parts of a path, the empty one before it included, after which none names a language."""
_FRONT = re.compile(r"/?(?:[\w-]{2,8}/)?(?:(?:index|main|default|home)(?:\.\w{2,5})?|[\w-]{2,8})?/?$", re.IGNORECASE)
"""The front page of a site or of a language of it."""
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")
_WORDS = re.compile(r"[\s\[\]【】()（）<>《》|·:：▶▷►»>]+")


def variants_of(
    tree: LexborHTMLParser, site: Site | None, head: LexborNode | None, body: LexborNode | None, base: str | None
) -> tuple[Variant, ...]:
    """The variants that a page links.

    `head` is the title of the release: links named by a language count beside it and at the start of the text; in the
    menus of the page those alone whose address is that of the page but for the language.
    """
    seen: dict[str, Variant] = {}
    for lang, link in [*_alternates(tree), *_links(tree, site, head, body), *_same_elsewhere(tree, base)]:
        url = joined(link, base)
        if url is None or url == base or url in seen or _is_front(url):
            continue
        seen[url] = Variant(lang=lang or _lang_of_address(url) or "und", url=url)
    return tuple(seen.values())[:_MOST]


def _alternates(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    own = tree.css_first("html[lang]")
    here = (own.attributes.get("lang") or "").lower() if own is not None else ""
    for node in tree.css("link[rel='alternate'][hreflang][href]")[:_MOST]:
        lang = (node.attributes.get("hreflang") or "").strip()
        if _TAG.match(lang) and lang.lower() not in ("x-default", here):
            yield lang, node.attributes.get("href") or ""


def _links(
    tree: LexborHTMLParser, site: Site | None, head: LexborNode | None, body: LexborNode | None
) -> Iterator[tuple[str, str]]:
    for selector in site.variants if site else ():
        for node, link in found(tree, f"{selector}@href"):
            yield _lang_of_words(node), link
    near = _around(head, body)
    for node in near.css("a[href]")[:500] if near is not None else []:
        if (lang := _lang_of_words(node)) and not _in_menu(node, near):
            yield lang, node.attributes.get("href") or ""


def _same_elsewhere(tree: LexborHTMLParser, base: str | None) -> Iterator[tuple[str, str]]:
    """Links named by a language, to where the page stands on the part of the site in that language."""
    if base is None:
        return
    place = _place(base)
    for node in tree.css("a[href]")[:_MOST_LINKS]:
        link = node.attributes.get("href") or ""
        lang = _lang_of_words(node)
        url = joined(link, base) if lang else None
        if url is not None and _lang_of_address(url) == lang and _place(url) == place:
            yield lang, link


def _place(url: str) -> tuple[str, list[str], str] | None:
    """An address without what names a language in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    first, _, rest = (parts.hostname or "").partition(".")
    host = rest if first == "www" or first in _names() else f"{first}.{rest}"
    segments = parts.path.split("/")
    kept = [part for at, part in enumerate(segments) if at > _DEEPEST_LANG or part.lower() not in _names()]
    return host, kept, parts.query


def _around(head: LexborNode | None, body: LexborNode | None) -> LexborNode | None:
    """The smallest element that holds the title and the text; without a title the text."""
    if head is None or body is None or is_in(head, body):
        return body
    return next((each for each in above(body) if each.mem_id == head.mem_id or is_in(head, each)), body)


def _in_menu(node: LexborNode, near: LexborNode | None) -> bool:
    for each in above(node):
        if near is not None and each.mem_id == near.mem_id:
            return False
        if each.tag in ("nav", "header", "footer"):
            return True
    return False


def _lang_of_words(node: LexborNode) -> str:
    """The language that a link is called by; its words must be no more than that."""
    picture = node.css_first("img[alt]")
    labels = [node.text(), node.attributes.get("title") or ""]
    labels.append((picture.attributes.get("alt") or "") if picture is not None else "")
    return next((lang for label in labels if (lang := _names().get(_WORDS.sub("", label).lower()))), "")


def _lang_of_address(url: str) -> str:
    """The language that a part of an address names: `english.`, `/eng/`."""
    parts = urlsplit(url)
    named = [*(parts.hostname or "").split(".")[:1], *parts.path.split("/")[1 : _DEEPEST_LANG + 1]]
    return next((lang for part in named if (lang := _names().get(part.lower()))), "")


def _is_front(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return not parts.query and _FRONT.match(parts.path) is not None


@cache
def _names() -> dict[str, str]:
    return {_WORDS.sub("", name).lower(): lang for lang, names in pages().languages.items() for name in names}
