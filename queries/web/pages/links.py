"""Addresses of the pages: readable, worth keeping, and the same in every language but for the first part."""

from collections.abc import Iterable
from urllib.parse import quote, urlencode

from corpus.documents import Evidence

Value = str | int | Iterable[str] | None


def link(lang: str, /, *parts: str | int, **asked: Value) -> str:
    """The address of a page in a language; what is asked is left out where it is empty or None.

    >>> link("ko", "meetings", "kr-cn.environment-8")
    '/ko/meetings/kr-cn.environment-8'
    >>> link("en", "search", q="한중 토양", off=("since:2018", "party:CN"))
    '/en/search?q=%ED%95%9C%EC%A4%91+%ED%86%A0%EC%96%91&off=since%3A2018&off=party%3ACN'
    """
    path = "/".join(quote(str(part), safe="") for part in parts)
    return f"/{lang}/{path}{query(**asked)}"


def query(**asked: Value) -> str:
    """The part of an address from the question mark on; empty where nothing is asked."""
    pairs: list[tuple[str, str | int]] = []
    for name, value in asked.items():
        if value is None or value == "":
            continue
        pairs += [(name, value)] if isinstance(value, str | int) else [(name, each) for each in value]
    return f"?{urlencode(pairs)}" if pairs else ""


def place(evidence: Evidence) -> str:
    """What names a span within the page of its release: `at=START-END` and the same as an anchor."""
    return f"{evidence.start}-{evidence.end}"


def words_of(lang: str, record: str, evidence: Evidence) -> str:
    """The address of the words that state a fact, within the text of their release."""
    return f"{link(lang, 'releases', record, at=place(evidence))}#at-{place(evidence)}"
