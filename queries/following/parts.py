"""What following up needs of each release, kept while the release stays what it is."""

from dataclasses import dataclass

from corpus.records import Record
from corpus.store import Store

from .meanings import Meanings
from .sentences import Sentence, named_countries, sentences_of


@dataclass(frozen=True)
class Part:
    """A release as following up sees it; `mark` tells whether it still is (`Store.marks`)."""

    mark: bytes
    record: Record
    sentences: tuple[Sentence, ...]
    named: frozenset[str]


class Parts:
    """The releases of a corpus as following up sees them: each is read anew only when it has changed."""

    def __init__(self) -> None:
        self.meanings = Meanings()
        self._kept: dict[str, Part] = {}

    def of(self, store: Store) -> dict[str, Part]:
        """Those that say when they were issued, by id."""
        marks = store.marks()
        self._kept = {
            identifier: known if known is not None and known.mark == mark else _part(store, identifier, mark)
            for identifier, mark in sorted(marks.items())
            for known in [self._kept.get(identifier)]
        }
        return {identifier: part for identifier, part in self._kept.items() if part.record.ref_date}


def _part(store: Store, identifier: str, mark: bytes) -> Part:
    record = store.record(identifier)
    if not record.ref_date:
        return Part(mark, record, (), frozenset())
    document = store.document(identifier)
    return Part(mark, record, tuple(sentences_of(document, record)), named_countries(document, record))
