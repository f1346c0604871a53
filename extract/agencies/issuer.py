"""Who issued the release, as far as it says so."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from corpus.documents import Document
from corpus.registry import agencies

from .bearers import countries_of
from .mention import Mention
from .places import is_venue
from .rules import Grammar

_MASTHEAD = 400
"""Characters at the top of a release in which a line that only names an organisation is its masthead."""
_LEAD = 2
"""What part of a text a body that it names once must stand in to be taken for the issuer: the first half."""
_LINE = re.compile(r"[^\n]+")
_SPEAKERS = frozenset({"ministry", "agency", "office", "government", "mission"})
_ISSUERS = _SPEAKERS | {"parliament", "bank", "international", "institute"}


def issuer_of(
    release: Document,
    text: str,
    mentions: Sequence[Mention],
    grammar: Grammar,
    usual: str | None,
    named: Mapping[str, int],
) -> Mention | None:
    """The mention of the organisation that issued the release, or None where a newspaper wrote it or none is named.

    In order: what the head says; a line at the top that begins with the name; what is said to be the source; the
    first ministry or agency named, of the country `usual` that issues releases in this language; where none is usual,
    of one that the text names (`named`): the German agency that pays for a course in Nepal issues no release.
    """
    tops = [
        m for m in mentions if m.parent is None and m.ids and _kind(m) in _ISSUERS and not is_venue(text, m, grammar)
    ]
    if release.head.issuer is not None:
        start, end = release.head.issuer.start, release.head.issuer.end
        for mention in tops:
            if start <= mention.start < end:
                return mention
    if grammar.context["byline"].search(text):
        return None
    for line in _LINE.finditer(text, 0, min(len(text), _MASTHEAD)):
        for mention in tops:
            if line.start() <= mention.start < line.end() and _alone(text, line, mention, grammar):
                return mention
    by_start = {mention.outer_start: mention for mention in reversed(tops)}
    for source in grammar.context["issued_by"].finditer(text):
        if source.end() in by_start:
            return by_start[source.end()]
    at_home = [m for m in tops if usual in (None, m.home, *countries_of(m.ids)) and m.country in (None, usual)]
    lead = max(_MASTHEAD, len(text) // _LEAD)
    often = Counter(one for m in tops for one in m.ids[:1])
    told = [m for m in at_home if m.start < lead or often[m.ids[0]] > 1]
    speakers = (m for m in told if _kind(m) in _SPEAKERS)
    return next(
        (m for m in speakers if usual or any(named.get(c or "") for c in (m.country, *countries_of(m.ids)))), None
    )


def _kind(mention: Mention) -> str:
    return agencies().entry(mention.ids[0]).kind if mention.ids else mention.kind


def _alone(text: str, line: re.Match[str], mention: Mention, grammar: Grammar) -> bool:
    """Whether the line begins with the name, and goes on only with what stands in a masthead."""
    before = text[line.start() : mention.outer_start]
    after = grammar.context["masthead_after"].match(text, mention.end, line.end())
    return after is not None and (not before.strip() or "\t" in before)


__all__ = ["issuer_of"]
