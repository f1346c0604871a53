"""Search: a question to the passages that answer it, each with its release and the facts it belongs to."""

import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.documents import Document
from corpus.errors import NotInCorpus, StoreError
from corpus.model import Model
from corpus.records import Agreement, Meeting, Record
from corpus.store import STORE_FILE, FactFilter, Store
from index import Allowed, Hit, Index, Question, identity, matches

INDEX_FOLDER = "index"
_PASSAGES_A_RELEASE = 8
"""How many passages are asked for where one release is wanted; more are asked for until there are enough releases."""
_MOST_PASSAGES = 4096
"""More than this are not looked at for what `admits` them."""
_KEPT = 256
"""Releases of which document and record stay in memory, about 100 kB each; and questions as the model sees them."""


class Answer(Model):
    """A passage that answers, with what a reader needs to judge it.

    `start` and `end` are offsets in the stored text; `marks` are spans of `text` to highlight: the words of the
    question, and where there are none (another language) the words that state the facts of the passage. `withdrawn` is
    when the source took the release back (`corpus.documents.Source`).
    """

    document: str
    title: str | None
    date: str | None
    issuer: str | None
    lang: str
    path: str
    page: int | None
    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...]
    meetings: tuple[str, ...]
    agreements: tuple[str, ...]
    score: float
    parts: dict[str, float]
    withdrawn: str | None = None


Admits = Callable[[Hit], bool]
"""Whether a passage may answer, beyond what a filter on facts can say."""
Read = tuple[Document, Record]


class Searcher:
    """A corpus kept open for many questions: its store and its index.

    Several threads may use it at once. What another process commits is seen with the next question; so is an index
    that was made anew.
    """

    def __init__(self, folder: Path, model: str | None = None) -> None:
        """Open the corpus in `folder`; the index is opened with the first question that needs it.

        `model` refuses an index that was built with another one.

        Raises:
            StoreError: there is no corpus, or it is damaged.
        """
        self.folder = folder
        self._model = model
        self._watch = Store(folder)
        self._idle: list[Store] = [Store(folder)]
        self._opened: list[Store] = [self._watch, *self._idle]
        self._store_file = _identity(folder / STORE_FILE)
        self._generation = 0
        self._stores, self._indexes, self._reads = threading.Lock(), threading.Lock(), threading.Lock()
        self._index: Index | None = None
        self._closed = False
        self._index_file: tuple[tuple[int, int] | None, ...] = ()
        self._kept: OrderedDict[str, tuple[bytes, Read]] = OrderedDict()
        self._questions: OrderedDict[str, tuple[Index, Question]] = OrderedDict()
        self._embedding = threading.Lock()
        self._moment = threading.local()

    @contextmanager
    def as_of_one_moment(self) -> Iterator[Self]:
        """All that this thread reads within is of one moment, whatever another process commits meanwhile.

        But for the index, which follows the store: passages of what has changed since are left out (`search`).
        """
        if self._pinned() is not None:
            yield self
            return
        with self.store() as store, store.as_of_one_moment():
            self._moment.store, self._moment.searched = store, {}
            try:
                yield self
            finally:
                self._moment.store, self._moment.searched = None, None

    def _pinned(self) -> Store | None:
        return getattr(self._moment, "store", None)

    @contextmanager
    def store(self) -> Iterator[Store]:
        """A store that no other thread uses meanwhile."""
        if (pinned := self._pinned()) is not None:
            yield pinned
            return
        with self._stores:
            self._follow()
            store = self._idle.pop() if self._idle else None
            generation = self._generation
        if store is None:
            store = Store(self.folder)
            with self._stores:
                self._opened.append(store)
        try:
            yield store
        finally:
            with self._stores:
                if generation == self._generation:
                    self._idle.append(store)
                else:
                    self._opened.remove(store)
                    store.close()

    def version(self) -> int:
        """What changes when a process commits to the store; it means nothing outside this object."""
        with self._stores:
            self._follow()
            return self._generation << 32 | self._watch.data_version()

    def _follow(self) -> None:
        """Open the store that is on disk now: a backup may have been restored in place of the one that was opened."""
        file = _identity(self.folder / STORE_FILE)
        if file == self._store_file:
            return
        opened = [Store(self.folder), Store(self.folder)]
        for store in [self._watch, *self._idle]:
            self._opened.remove(store)
            store.close()
        self._opened += opened
        self._watch, *self._idle = opened
        self._store_file = file
        self._generation += 1

    def read(self, identifier: str) -> Read:
        """The document and the record of a release.

        Raises:
            NotInCorpus: there is none with this id.
        """
        with self.as_of_one_moment(), self.store() as store:
            mark = store.marks([identifier]).get(identifier, b"")
            with self._reads:
                known = self._kept.get(identifier)
                if known is not None and known[0] == mark:
                    self._kept.move_to_end(identifier)
                    return known[1]
            found = store.document(identifier), store.record(identifier)
        with self._reads:
            self._kept[identifier] = mark, found
            self._kept.move_to_end(identifier)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return found

    def hits(self, question: str, *, k: int, allowed: Allowed | None = None) -> list[Hit]:
        """The best `k` passages, best first; within one moment the same search is made once.

        Raises:
            IndexMismatch: there is no index, it is damaged, or it is of another model than was asked for.
            BadQuery: the question is empty.
        """
        searched: dict[tuple[str, int], tuple[Allowed | None, int, list[Hit]]] = {}
        if self._pinned() is not None:
            searched = self._moment.searched
        _, most, found = searched.get((question, id(allowed)), (None, 0, []))
        if most < k:
            most, found = k, self._searched(question, k, allowed)
            searched[question, id(allowed)] = allowed, most, found  # `allowed` is kept, so that no other has its id
        return found[:k]

    def _searched(self, question: str, k: int, allowed: Allowed | None) -> list[Hit]:
        with self._indexes:
            index = self._opened_index()
        asked = self._asked(index, question)
        with self._indexes:
            if index is not self._index:  # it was made anew meanwhile, maybe with another model
                return self._opened_index().search(question, k=k, allowed=allowed)
            return index.search(asked, k=k, allowed=allowed)

    def _asked(self, index: Index, question: str) -> Question:
        """The question as the model of the index sees it; embedding one takes as long as searching."""
        with self._embedding:
            known = self._questions.get(question)
            if known is None or known[0] is not index:
                known = index, index.asked(question)
            self._questions[question] = known
            self._questions.move_to_end(question)
            while len(self._questions) > _KEPT:
                self._questions.popitem(last=False)
            return known[1]

    def search(
        self,
        question: str,
        *,
        k: int = 10,
        wanted: FactFilter = FactFilter(),  # noqa: B008  frozen
        every_passage: bool = False,
        admits: Admits | None = None,
        promoted: Mapping[str, float] | None = None,
    ) -> list[Answer]:
        """The best passage of each of the best `k` releases, best first; or with `every_passage` the best passages.

        `promoted` is what the score of the passages of a release is raised by.

        Raises:
            IndexMismatch, BadQuery: as `hits`.
        """
        with self.as_of_one_moment():
            if wanted == FactFilter():
                allowed = None
            else:
                with self.store() as store:
                    allowed = store.matching(wanted)
            found = self._best(
                question, k, allowed, every_passage=every_passage, admits=admits, promoted=promoted or {}
            )
            answers = []
            for hit in found:
                try:
                    document, record = self.read(hit.passage.document)
                except NotInCorpus:  # removed since it was indexed; the next run takes it out of the index
                    continue
                passage = hit.passage
                if document.text[passage.start : passage.end] == passage.text:  # else another version, not yet indexed
                    answers.append(_answer(question, hit, document, record))
            return answers

    def close(self) -> None:
        """Let go of the files; what a thread is asking meanwhile ends with `StoreError`."""
        with self._stores:
            for store in self._opened:
                store.close()
        with self._indexes:
            self._closed = True
            if self._index is not None:
                self._index.close()
                self._index = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened_index(self) -> Index:
        """The index that is on disk now: one that was made anew lies in another file."""
        if self._closed:
            raise StoreError(f"{self.folder} was closed while it was searched", hint="Open it again")
        file = identity(self.folder / INDEX_FOLDER)
        if self._index is None or file != self._index_file:
            if self._index is not None:
                self._index.close()
                self._index = None
            self._index = Index.open(self.folder / INDEX_FOLDER, model=self._model)
            self._index_file = file
        return self._index

    def _best(
        self,
        question: str,
        k: int,
        allowed: Allowed | None,
        *,
        every_passage: bool,
        admits: Admits | None,
        promoted: Mapping[str, float],
    ) -> list[Hit]:
        """The best hits, one a release where not every passage is asked for."""
        several = not every_passage or admits is not None or bool(promoted)
        asked = k * _PASSAGES_A_RELEASE if several else k
        while True:
            hits = self.hits(question, k=asked, allowed=allowed)
            everything = len(hits) < asked or asked >= max(_MOST_PASSAGES, k)
            found = [hit for hit in hits if admits is None or admits(hit)]
            if promoted:
                found.sort(key=lambda hit: -(hit.score + promoted.get(hit.passage.document, 0.0)))
            if not every_passage:
                first: dict[str, Hit] = {}
                for hit in found:
                    first.setdefault(hit.passage.document, hit)
                found = list(first.values())
            if len(found) >= k or everything:
                return found[:k]
            asked *= _PASSAGES_A_RELEASE


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file it is that a path leads to; None where there is none."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def search(
    question: str,
    folder: Path,
    *,
    k: int = 10,
    wanted: FactFilter = FactFilter(),  # noqa: B008  frozen
    model: str | None = None,
    every_passage: bool = False,
) -> list[Answer]:
    """One search of the corpus in `folder`; for more than one keep a `Searcher`.

    Raises:
        StoreError: there is no corpus.
        IndexMismatch: the index is damaged, or was built with another model than `model`.
    """
    with Searcher(folder, model) as corpus:
        return corpus.search(question, k=k, wanted=wanted, every_passage=every_passage)


def _answer(question: str, hit: Hit, document: Document, record: Record) -> Answer:
    passage = hit.passage
    text = document.text[passage.start : passage.end]
    meetings = [meeting for meeting in record.meetings if _overlaps(meeting, passage.start, passage.end)]
    agreements = [item for item in record.agreements if _overlaps(item, passage.start, passage.end)]
    marks = matches(question, text) or _facts(agreements or meetings, passage.start, passage.end)
    return Answer(
        document=document.id,
        title=record.title,
        date=record.ref_date,
        issuer=record.issuer,
        lang=passage.lang,
        path=document.source.path,
        page=passage.page,
        start=passage.start,
        end=passage.end,
        text=text,
        marks=tuple(marks),
        meetings=tuple(dict.fromkeys(meeting.name for meeting in meetings)) or _core(record),
        agreements=tuple(dict.fromkeys(item.title for item in agreements)),
        score=hit.score,
        parts=hit.parts,
        withdrawn=record.source.withdrawn,
    )


def _overlaps(item: Meeting | Agreement, start: int, end: int) -> bool:
    return any(evidence.start < end and start < evidence.end for evidence in item.evidence)


def _core(record: Record) -> tuple[str, ...]:
    """The meetings that the release is about: a passage that names none belongs to these."""
    return tuple(meeting.name for meeting in record.meetings if meeting.core)


def _facts(items: list[Agreement] | list[Meeting], start: int, end: int) -> list[tuple[int, int]]:
    spans = [(evidence.start, evidence.end) for item in items for evidence in item.evidence[:1]]
    return sorted(
        {(max(first, start) - start, min(last, end) - start) for first, last in spans if first < end and start < last}
    )
