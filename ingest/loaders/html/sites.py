"""Which selectors hold for a page: the schema of `resources/sites.toml`, and the choice among its sites."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.model import Model
from ingest.rulefiles import load

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(https?://[^\s>]{1,500})")
_ADDRESSES = ("link[rel='canonical']@href", "meta[property='og:url']@content", "base[href]@href")


class Site(Model):
    """Where the pages of a site keep the parts of a release."""

    id: str
    hosts: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    title: tuple[str, ...]
    subtitle: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    body: tuple[str, ...]
    attachments: tuple[str, ...] = ()
    note: str


class Labels(Model):
    """Words that stand before a fact, by fact."""

    title: tuple[str, ...]
    date: tuple[str, ...]
    issuer: tuple[str, ...]


class Failure(Model):
    """What pages say that hold no release; `text` counts in pages of up to `longest` characters."""

    longest: int
    title: tuple[str, ...]
    text: tuple[str, ...]


class Sites(Model):
    """The file `sites.toml`."""

    labels: Labels
    failure: Failure
    site: tuple[Site, ...]


@cache
def sites() -> Sites:
    """The rules for all sites."""
    rules: Sites = load("sites", Sites)
    return rules


def candidates(tree: LexborHTMLParser, page: str, name: str) -> Iterator[Site]:
    """The sites whose selectors to try, likeliest first; `name` is the address where the page was fetched."""
    hosts = [host for address in _addresses(tree, page, name) if (host := urlsplit(address).hostname)]
    known = [site for site in sites().site if any(_belongs(host, site) for host in hosts)]
    signed = [site for site in sites().site if any(tree.css_first(sign) is not None for sign in site.signs)]
    shared = [site for site in sites().site if not site.hosts]
    yield from dict.fromkeys([*known, *signed, *shared])


def found(tree: LexborHTMLParser, selector: str) -> list[tuple[LexborNode, str]]:
    """The nodes of a selector, each with its text or, of "selector@attribute", that attribute."""
    path, _, attribute = selector.partition("@")
    nodes = tree.css(path)
    if attribute:
        return [(node, value.strip()) for node in nodes if (value := node.attributes.get(attribute))]
    return [(node, text) for node in nodes if (text := " ".join(node.text().split()))]


def _addresses(tree: LexborHTMLParser, page: str, name: str) -> Iterator[str]:
    if name.startswith(("http://", "https://")):
        yield name
    if saved := _SAVED_FROM.search(page[:2000]):
        yield saved[1]
    for selector in _ADDRESSES:
        yield from (value for _, value in found(tree, selector))


def _belongs(host: str, site: Site) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in site.hosts)
