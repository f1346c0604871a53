"""What is done ahead of the one process that decides: files are read by others, documents embedded beside it.

Nothing that is decided depends on it: what was read comes back in the order of the inputs, and what was indexed ahead
is compared with the store at the end, as after a run that was stopped.
"""

import queue
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from corpus.errors import NotInCorpus
from corpus.store import Store
from index import Index, passages

from .extractor import Extractor
from .readings import Readings, Work, read_file

_FILES_AHEAD = 8
"""Of each process: files that are read while the one before them in order takes long."""
_DOCUMENTS_OF_A_COMMIT = 200


def read_ahead(works: Iterable[Work], extractor: Extractor) -> Iterator[tuple[Work, Readings | None]]:
    """Each file with what it gave, in the order given; None for one of which nothing is to be read.

    `works` is asked for a few files more than were given back.
    """
    waiting: deque[tuple[Work, Future[Readings] | None]] = deque()
    with ThreadPoolExecutor(extractor.jobs, thread_name_prefix="reading") as pool:
        try:
            for work in works:
                waiting.append((work, pool.submit(read_file, work, extractor) if work.is_open else None))
                if len(waiting) > _FILES_AHEAD * extractor.jobs:
                    yield _result(*waiting.popleft())
            while waiting:
                yield _result(*waiting.popleft())
        finally:
            for _, future in waiting:
                if future is not None:
                    future.cancel()
            if waiting:
                extractor.interrupt()


def _result(work: Work, future: Future[Readings] | None) -> tuple[Work, Readings | None]:
    return work, future.result() if future is not None else None


class IndexedAhead:
    """Indexes documents while others are still read, in a thread of its own; nobody else writes the index meanwhile."""

    def __init__(self, folder: Path, target: Index) -> None:
        """`folder` is that of the corpus."""
        self._folder, self._target = folder, target
        self._waiting: queue.SimpleQueue[tuple[str, str] | Literal["prepare"] | None] = queue.SimpleQueue()
        self._error: BaseException | None = None
        self.documents: set[str] = set()
        """The ids of those that were indexed."""
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="indexing", daemon=True)
        self._thread.start()

    def prepare(self) -> None:
        """Have the model loaded, as there will be documents to index."""
        self._waiting.put("prepare")

    def add(self, identifier: str, key: str) -> None:
        """Have a document indexed that was stored; `key` says what its passages rest on."""
        self._waiting.put((identifier, key))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for what is being committed; what was added since the last commit is left to be indexed.

        Raises:
            Exception: what went wrong in the thread.
        """
        self._stopped.set()
        self._waiting.put(None)
        if kind is None or issubclass(kind, Exception):
            self._thread.join()
        if kind is None and self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            self._index_all()
        except BaseException as error:
            self._error = error

    def _index_all(self) -> None:
        with Store(self._folder) as store:
            added: dict[str, str] = {}
            while (item := self._waiting.get()) is not None and not self._stopped.is_set():
                if item == "prepare":
                    self._target.prepare()
                    continue
                identifier, key = item
                added[identifier] = key
                if len(added) >= _DOCUMENTS_OF_A_COMMIT:
                    self._commit(store, added)
                    added = {}

    def _commit(self, store: Store, added: dict[str, str]) -> None:
        for identifier, key in added.items():
            try:
                document, record = store.document(identifier), store.record(identifier)
            except NotInCorpus:  # it has become a part of another release
                continue
            self._target.replace(identifier, passages(document, record), key=key)
            self.documents.add(identifier)
        self._target.commit()
