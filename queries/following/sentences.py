"""The sentences of releases in which the fate of a commitment may be told, and what they are about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.documents import Document, Evidence
from corpus.folding import folded
from corpus.records import Agreement, Meeting, Record
from corpus.registry.countries import countries
from corpus.registry.groups import groups_in
from corpus.registry.series import parties
from queries.comparing.places import places_in
from queries.comparing.subjects import subjects_in

from .cues import Does, told

_SENTENCE = re.compile(r"(?:[^.。;；!?\n]|\.(?=[\w]|\s?\d))+[.。;；!?]?")
_SKIPPED = ("furniture", "contact", "header")
_WORD = re.compile(r"[a-z]{3,}|[가-힣]+|[\u4e00-\u9fff]+")
_SHORTEST = 8
"""Characters of a sentence; shorter ones are labels."""


@dataclass(frozen=True)
class Sentence:
    """A sentence of a release with what was extracted from it; `day` is that on which it was issued."""

    record: str
    day: str
    lang: str
    quote: Evidence
    cues: frozenset[Does]
    subjects: frozenset[str]
    places: frozenset[str]
    terms: frozenset[str]
    items: tuple[Agreement, ...]
    meetings: tuple[Meeting, ...]


def sentences_of(document: Document, record: Record) -> Iterator[Sentence]:
    """The sentences of a release, in order."""
    day = record.ref_date or ""
    for block in document.blocks:
        if block.kind in _SKIPPED:
            continue
        for match in _SENTENCE.finditer(document.text, block.start, block.end):
            start, end = match.span()
            start += len(match.group()) - len(match.group().lstrip())
            if end - start < _SHORTEST:
                continue
            quote = document.quote(start, end)
            yield Sentence(
                record=record.id,
                day=day,
                lang=block.lang,
                quote=quote,
                cues=told(quote.text),
                subjects=subjects_in(quote.text),
                places=places_in(quote.text),
                terms=frozenset(terms(quote.text)),
                items=tuple(item for item in record.agreements if _within(item.evidence[0], start, end)),
                meetings=tuple(each for each in record.meetings if any(_within(e, start, end) for e in each.evidence)),
            )


def _within(evidence: Evidence, start: int, end: int) -> bool:
    return start <= evidence.start < end


def terms(text: str) -> set[str]:
    """What two texts of one language can share: words of Latin letters, pairs of neighbouring characters of others.

    >>> sorted(terms("공동조사 survey"))
    ['surve', '공동', '동조', '조사']
    """
    found: set[str] = set()
    for word in _WORD.findall(folded(text).casefold()):
        if word.isascii():
            found.add(word[:5])
        else:
            found.update(word[place : place + 2] for place in range(max(len(word) - 1, 1)))
    return found


def named_countries(document: Document, record: Record) -> frozenset[str]:
    """The countries that act in a release or that its text names, alone or as a group."""
    found = {agency.country for agency in record.agencies} | {person.side for person in record.persons}
    found |= {party for item in record.agreements for party in item.parties}
    for lang in record.langs:
        names = countries().names(lang, "name", "side")
        found |= {code for name, code in names.items() if len(name) > 1 and name in document.text}
        found |= {code for group in groups_in(document.text, lang) for code in group.members}
    found |= {code for meeting in record.meetings for code in parties(meeting.ref)}
    return frozenset(code for code in found if code and len(code) == 2)


def groups_of(sentences: Sequence[Sentence]) -> dict[str, list[Sentence]]:
    """The sentences by the record that they are of, in order."""
    found: dict[str, list[Sentence]] = {}
    for sentence in sentences:
        found.setdefault(sentence.record, []).append(sentence)
    return found
