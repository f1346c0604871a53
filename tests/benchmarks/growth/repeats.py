"""Releases made of stored ones: other words of the same length, so that every offset and every quotation holds.

What evidence quotes stays. Events, the series they belong to, days of issue, ids, paths and hashes become those of the
repetition: a hundred times the releases are a hundred times the meetings, not a hundred releases on each. Likewise the
signatures by which near copies are found: a release has as many near ones as it had before it was repeated.
"""

import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import numpy as np

from corpus.documents import Document
from corpus.records import Meeting
from corpus.store import Content, Release, Sighting, Version
from index import Passage
from ingest.renditions.candidates import grams_of, signature

_CHANGED = 1 / 3
"""Share of the words outside of evidence that become others."""
_WORD = re.compile(r"[^\W\d_]+")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Words = dict[tuple[str, int], list[str]]
"""Words by language and length."""


def vocabulary(documents: Iterable[Document]) -> Words:
    """The words of documents, sorted."""
    found: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for document in documents:
        for word in _WORD.findall(document.text):
            found[document.lang or "und", len(word)].add(word)
    return {key: sorted(words) for key, words in found.items()}


@dataclass(frozen=True)
class Source:
    """A release that was read, with what is needed to repeat it."""

    content: Content
    passages: tuple[Passage, ...]
    words: Words

    def repeated(self, number: int) -> "Source":
        """The repetition of this number, from 1."""
        document, record = self.content.document, self.content.record
        name = f"{document.id}-r{number}"
        chance = random.Random(name)
        text = self._text(chance)
        path = f"{document.source.path}.r{number}"
        sha256 = hashlib.sha256(path.encode()).hexdigest()
        source = document.source.model_copy(update={"path": path, "sha256": sha256})
        day = _moved(record.ref_date, number)
        head = document.head.model_copy(update={"ref_date": _moved(document.head.ref_date, number)})
        meetings = tuple(_meeting(meeting, number) for meeting in record.meetings)
        content = replace(
            self.content,
            document=document.model_copy(update={"id": name, "text": text, "source": source, "head": head}),
            record=record.model_copy(
                update={"id": name, "ref_date": day, "source": source, "meetings": meetings, "corrections": ()}
            ),
            form=hashlib.sha256(text.encode()).hexdigest(),
            signature=_signature(document, number),
        )
        passages = tuple(
            passage.model_copy(
                update={
                    "id": f"{name}#{place}",
                    "document": name,
                    "text": text[passage.start : passage.end],
                    "title": self._other_words(passage.title, chance),
                }
            )
            for place, passage in enumerate(self.passages)
        )
        return Source(content, passages, self.words)

    def release(self) -> Release:
        """As the store takes it, seen once."""
        content = self.content
        source = content.document.source
        seen = {"path": source.path, "sha256": source.sha256, "seen_at": content.seen_at, "form": content.form}
        return Release(
            id=content.document.id,
            contents={content.form: content},
            current=content.form,
            sightings=(Sighting(**seen),),
            versions=(Version(number=1, **seen),),
        )

    @cached_property
    def _free(self) -> list[tuple[int, int]]:
        """The words that no evidence quotes."""
        document, record = self.content.document, self.content.record
        told = [json.loads(document.model_dump_json()), record.as_json()]
        quoted = np.zeros(len(document.text), bool)
        for start, end in _quotations(told):
            quoted[start:end] = True
        spans = [match.span() for match in _WORD.finditer(document.text)]
        return [(start, end) for start, end in spans if not quoted[start:end].any()]

    def _text(self, chance: random.Random) -> str:
        text, lang = list(self.content.document.text), self.content.document.lang or "und"
        for start, end in self._free:
            if chance.random() < _CHANGED:
                text[start:end] = chance.choice(self.words[lang, end - start])
        return "".join(text)

    def _other_words(self, text: str, chance: random.Random) -> str:
        lang = self.content.document.lang or "und"

        def other(match: re.Match[str]) -> str:
            known = self.words.get((lang, len(match[0])))
            return chance.choice(known) if known and chance.random() < _CHANGED else match[0]

        return _WORD.sub(other, text)


def _quotations(value: Any) -> Iterator[tuple[int, int]]:
    """The spans of all evidence in plain values."""
    if isinstance(value, dict):
        if isinstance(value.get("start"), int) and isinstance(value.get("text"), str):
            yield value["start"], value["end"]
        for member in value.values():
            yield from _quotations(member)
    elif isinstance(value, list):
        for member in value:
            yield from _quotations(member)


def _meeting(meeting: Meeting, number: int) -> Meeting:
    changes = {name: f"{value}-r{number}" for name in ("event", "ref") if (value := getattr(meeting, name))}
    return meeting.model_copy(update={**changes, "date": _moved(meeting.date, number)})


def _moved(day: str | None, number: int) -> str | None:
    """Another day of the same three years or so; what is no single day stays."""
    if day is None or not _DAY.fullmatch(day):
        return day
    return (date.fromisoformat(day) + timedelta(days=number % 1000)).isoformat()


def _signature(document: Document, number: int) -> bytes:
    """As near to the others of its repetition as that of the release to other releases, and to none beyond them.

    A ministry's new releases are near to a few others however many there are; that of the text would be near to all
    repetitions, since what evidence quotes is the same in them.
    """
    return signature(b"%d %s" % (number, gram) for gram in grams_of(document))
