"""What two documents in different places are to each other."""

from typing import Literal
from urllib.parse import urlsplit

from corpus.documents import Document
from ingest.renditions import is_same_release

from .corrections import is_correction, is_marked
from .reposts import is_repost

Relation = Literal["copy", "repost", "correction"]
"""The same release in another file; as another outlet prints it; in an earlier or later version."""


def relation(one: Document, other: Document) -> Relation | None:
    """What two documents are to each other; None for releases of their own.

    Files of one format, and pages of two sites, must agree word for word; formats lose and misread some.
    """
    apart = one.source.media_type == other.source.media_type or _hosts_differ(one, other)
    if not apart and is_marked(one) == is_marked(other) and is_same_release(one, other):
        return "copy"
    if is_repost(one, other):
        return "repost" if apart else "copy"
    return "correction" if is_correction(one, other) else None


def _hosts_differ(one: Document, other: Document) -> bool:
    hosts = {urlsplit(address).hostname for each in (one, other) if (address := each.source.url or _address(each))}
    return len(hosts - {None}) > 1


def _address(document: Document) -> str | None:
    path = document.source.path
    return path if path.startswith(("http://", "https://")) else None
