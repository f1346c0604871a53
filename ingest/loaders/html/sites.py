"""Which selectors hold for a page: the schema of `resources/sites.toml`, and the choice among its sites."""

import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from corpus.model import Model
from ingest.rulefiles import load

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(https?://[^\s>]{1,500})")
_OWN = ("link[rel='canonical']@href", "meta[property='og:url']@content")
_WEB = ("http://", "https://")
_LONGEST_ADDRESS = 2000


class Site(Model):
    """Where the pages of a site keep the parts of a release.

    `info` are the boxes and lines with the facts of the head, `variants` links to the release in other languages,
    `furniture` what within the text belongs to the page.
    """

    id: str
    hosts: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    title: tuple[str, ...]
    subtitle: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    info: tuple[str, ...] = ()
    body: tuple[str, ...]
    attachments: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    note: str

    @property
    def selectors(self) -> tuple[str, ...]:
        """All of them."""
        return (
            *self.signs,
            *self.title,
            *self.subtitle,
            *self.date,
            *self.issuer,
            *self.info,
            *self.body,
            *self.attachments,
            *self.variants,
            *self.furniture,
        )


class Sites(Model):
    """The file `sites.toml`."""

    site: tuple[Site, ...]


@cache
def sites() -> tuple[Site, ...]:
    """The sites, those known by their address first."""
    rules: Sites = load("sites", Sites)
    return rules.site


def candidates(tree: LexborHTMLParser, page: str, name: str) -> Iterator[Site]:
    """The sites whose selectors to try, likeliest first; `name` is the address where the page was fetched."""
    hosts = [host for address in _addresses(tree, page, name) if (host := _host(address))]
    known = [site for site in sites() if any(_belongs(host, site) for host in hosts)]
    signed = [site for site in sites() if any(tree.css_first(sign) is not None for sign in site.signs)]
    shared = [site for site in sites() if not site.hosts]
    yield from dict.fromkeys([*known, *signed, *shared])


def found(tree: LexborHTMLParser, selector: str) -> list[tuple[LexborNode, str]]:
    """The nodes of a selector, each with its text or, of "selector@attribute", that attribute; "@text": own words."""
    path, _, attribute = selector.partition("@")
    nodes = tree.css(path)
    if attribute == "text":
        return [(node, text) for node in nodes if (text := " ".join(node.text(deep=False).split()))]
    if attribute:
        return [(node, value.strip()) for node in nodes if (value := node.attributes.get(attribute))]
    return [(node, text) for node in nodes if (text := " ".join(node.text().split()))]


def address_of(tree: LexborHTMLParser, page: str, name: str) -> str | None:
    """The address of a page: the one that it calls its own, where it was saved from, or `name` where that is one.

    A page that gives the front page of its site for its own address is not believed.
    """
    fetched = next(_places(page, name), None)
    for selector in _OWN:
        for _, value in found(tree, selector):
            own = joined(value, fetched)
            if own and own.startswith(_WEB) and urlsplit(own).path.strip("/"):
                return own
    return fetched


def base_of(tree: LexborHTMLParser, address: str | None) -> str | None:
    """What relative links of a page at `address` start from."""
    base = tree.css_first("base[href]")
    return joined((base.attributes.get("href") or "") if base is not None else "", address) or address


def joined(link: str, base: str | None) -> str | None:
    """A link as an absolute address, or as it is written where `base` is not known; None for no address at all."""
    link = re.sub(r"[\t\r\n]", "", link.strip())
    if not link or len(link) > _LONGEST_ADDRESS or link.startswith("#"):
        return None
    try:
        address = urljoin(base, link) if base else link
        scheme = urlsplit(address).scheme
    except ValueError:
        return None
    return address if scheme in ("http", "https", "") else None


def _addresses(tree: LexborHTMLParser, page: str, name: str) -> Iterator[str]:
    yield from _places(page, name)
    for selector in (*_OWN, "base[href]@href"):
        yield from (value for _, value in found(tree, selector))


def _places(page: str, name: str) -> Iterator[str]:
    """Where a page was had from."""
    if name.startswith(_WEB):
        yield name
    if saved := _SAVED_FROM.search(page[:2000]):
        yield saved[1]


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _belongs(host: str, site: Site) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in site.hosts)
