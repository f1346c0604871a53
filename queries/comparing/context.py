"""What releases say around a fact: the dates and organisations in the words that state it, and who is named."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.documents import Document, Evidence
from corpus.records import Agency, Date, Item, Person, Record
from corpus.registry import agencies as registry

CONTACT = "head.contact"
"""The rule that finds persons named for questions, who take no part in what is told."""


@dataclass(frozen=True)
class Context:
    """The dates, organisations and persons of each record, by its id; `documents` are those to quote sentences of."""

    dates: Mapping[str, Sequence[Date]] = field(default_factory=dict)
    agencies: Mapping[str, Sequence[Agency]] = field(default_factory=dict)
    persons: Mapping[str, Sequence[Person]] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)

    def dates_by(self, record: str, item: Item) -> set[str]:
        """The EDTF values of the dates in the words that state a fact."""
        return {each.value for each in self.dates.get(record, ()) if _in_words_of(each, item)}

    def organisations_by(self, record: str, item: Item) -> list[Agency]:
        """The organisations in the words that state a fact."""
        return [each for each in self.agencies.get(record, ()) if _in_words_of(each, item)]

    def quoted(self, record: str, item: Item, value: object = None) -> tuple[Evidence, ...]:
        """The words that state a fact, as whole sentences where the document is at hand.

        Of a date, the sentence that gives it comes first.
        """
        stated = [one for each in self.dates.get(record, ()) if each.value == value for one in each.evidence]
        told = sorted(item.evidence, key=lambda each: min((abs(each.start - one.start) for one in stated), default=0))
        near = min(stated, key=lambda one: abs(one.start - told[0].start), default=told[0])
        document = self.documents.get(record)
        if document is None:
            return tuple(dict.fromkeys((near, told[0])))
        sentences = [sentence(document, each) for each in (near, told[0])]
        return tuple(dict.fromkeys(sentences))


_SENTENCE = re.compile(r"(?:[^.。!?\n]|\.(?=[\d\w]|\s\d))+[.。!?]?")


def sentence(document: Document, evidence: Evidence) -> Evidence:
    """The sentence that a piece of evidence stands in."""
    line = document.text.rfind("\n", 0, evidence.start) + 1
    end = document.text.find("\n", evidence.end)
    for match in _SENTENCE.finditer(document.text, line, end if end >= 0 else len(document.text)):
        if match.end() >= evidence.end:
            lead = len(match.group()) - len(match.group().lstrip())
            return document.quote(min(match.start() + lead, evidence.start), max(match.end(), evidence.end))
    return evidence


def context_of(records: Sequence[Record], documents: Sequence[Document] = ()) -> Context:
    """The context of records at hand."""
    return Context(
        documents={document.id: document for document in documents},
        dates={record.id: record.dates for record in records},
        agencies={record.id: record.agencies for record in records},
        persons={record.id: [each for each in record.persons if each.rule != CONTACT] for record in records},
    )


def related(one: Agency, other: Agency) -> bool:
    """Whether two organisations are one, or one is a part of the other."""
    lines = [{each.name, each.parent, *_above(each.ref)} - {None} for each in (one, other)]
    return not lines[0].isdisjoint(lines[1])


def _above(ref: str | None) -> list[str]:
    """An organisation of the registry and those that it is part of, by id."""
    found: list[str] = []
    while ref is not None and ref in registry().ids and ref not in found:
        found.append(ref)
        ref = registry().entry(ref).parent
    return found


def _in_words_of(each: Item, item: Item) -> bool:
    return any(one.start < two.end and two.start < one.end for one in each.evidence for two in item.evidence)
