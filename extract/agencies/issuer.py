"""Who issued the release, as far as it says so."""

import re
from collections.abc import Sequence

from corpus.documents import Document
from corpus.registry import agencies

from .mention import Mention
from .rules import Grammar

_MASTHEAD = 400
"""Characters at the top of a release in which a line that only names an organisation is its masthead."""
_LINE = re.compile(r"[^\n]+")
_ISSUERS = frozenset({"ministry", "agency", "office", "parliament", "bank", "government", "international", "institute"})


def issuer_of(release: Document, text: str, mentions: Sequence[Mention], grammar: Grammar) -> Mention | None:
    """The mention of the organisation that issued the release, or None where a newspaper wrote it or none is named.

    In order: what the head says; a line at the top that begins with the name; what is said to be the source; the
    first ministry or agency named.
    """
    tops = [m for m in mentions if m.parent is None and m.ids and _kind(m) in _ISSUERS]
    if release.head.issuer is not None:
        start, end = release.head.issuer.start, release.head.issuer.end
        for mention in tops:
            if start <= mention.start < end:
                return mention
    if grammar.context["byline"].search(text):
        return None
    for line in _LINE.finditer(text, 0, min(len(text), _MASTHEAD)):
        for mention in tops:
            if line.start() <= mention.start < line.end() and _alone(text, line, mention):
                return mention
    for source in grammar.context["issued_by"].finditer(text):
        for mention in tops:
            if mention.outer_start == source.end():
                return mention
    return next((m for m in tops if _kind(m) in ("ministry", "agency", "international")), tops[0] if tops else None)


def _kind(mention: Mention) -> str:
    return agencies().entry(mention.ids[0]).kind


def _alone(text: str, line: re.Match[str], mention: Mention) -> bool:
    """Whether the name stands at the beginning of the line, and a tab, a blank or the end of the line after it."""
    before = text[line.start() : mention.outer_start]
    after = text[mention.end : line.end()]
    return (not before.strip() or "\t" in before) and (not after.strip() or (after[0] in "\t " and len(after) < 60))


__all__ = ["issuer_of"]
