"""The head of a release as a whole."""

import re

from corpus.documents import Block, Evidence, Head, quote
from corpus.reading import reading
from ingest.layout.titles import Titles, patterns
from ingest.layout.zones import Sheet
from ingest.loaders.raw import RawFacts

from .contacts import find_contacts
from .issue import find_issue
from .rules import label_patterns

Span = tuple[int, int]

_VALUE = re.compile(r"[^\t|]+?(?=\s{2,}|\s*[【\[]|\s+\S{1,4}\s?:|[\t|】\]]|\s*$)")


def head_of(
    text: str, sheet: Sheet, titles: Titles, blocks: tuple[Block, ...], facts: RawFacts, *, ref_date: str | None
) -> Head:
    """What the release says about itself; `ref_date` counts where it does not say when it was issued."""

    def evidence(span: Span | None) -> Evidence | None:
        return quote(text, blocks, *span) if span and span[0] < span[1] else None

    issue = find_issue(sheet, titles, stated=facts.date, given=ref_date)
    return Head(
        title=evidence(titles.title),
        subtitle=evidence(titles.subtitle),
        issuer=evidence(_issuer(sheet, titles, stated=facts.issuer)),
        released=issue.released,
        embargo=issue.embargo,
        ref_date=issue.ref_date,
        dated=evidence(issue.dated),
        contacts=find_contacts(text, sheet, blocks),
    )


def _issuer(sheet: Sheet, titles: Titles, *, stated: str | None) -> Span | None:
    """Who issued the release: the body named above its title, the source beside its date, the unit in its box.

    `stated` is the one that the file names in a field of its own; it counts where the head has it too.
    """
    lines = sheet.lines
    head = range(min(sheet.body, len(lines)))
    for i in head:
        free = lines[i].table is None and i not in titles.title_lines and sheet.kinds[i] != "furniture"
        if free and patterns().issuer.fullmatch(lines[i].words):
            return lines[i].start, lines[i].end
    for i in head if stated else ():
        at = lines[i].words.find(reading(stated or ""))
        if at >= 0 and sheet.kinds[i] == "header" and i not in titles.title_lines:
            return lines[i].start + at, lines[i].start + at + len(stated or "")
    for pattern in (label_patterns().source, label_patterns().unit):
        for i in head:
            label = pattern.search(lines[i].words)
            value = _VALUE.match(lines[i].words, label.end()) if label else None
            if value and value[0].strip():
                return lines[i].start + value.start(), lines[i].start + value.end()
    return None
