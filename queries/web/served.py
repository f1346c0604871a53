"""The corpus that a server answers from: opened for each request anew, so that it always is what it is now."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import extract
from corpus.documents import Document
from corpus.errors import CorpusError, UnreadableFile
from corpus.records import Record
from corpus.store import Store
from ingest.worker import Reader
from queries import published
from queries.asking import ask, understanding
from queries.search import Searcher

from .settings import Settings

_FIRST = (
    "2025년 이후 장관회의에서 합의한 사업", "what did the ministers agree since 2020?", "2020年以来部长会议达成的协议"
)  # fmt: skip
"""Asked when a server starts, for what tables and filters load when they are first needed."""
_PARTS = (".", "index")
"""Where within a corpus what answers rest on lies."""
_UNTOLD = ("lock", "-shm")
"""Ends of names of files that change while nothing that is stored does."""


class Served:
    """A corpus in `folder`, safe to use from several threads; `close` ends what it started."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Raises `StoreError` where there is no corpus."""
        self.folder, self.settings = folder, settings
        self._since = time.time_ns()
        self._reader: Reader | None = None
        self._searcher: Searcher | None = None
        self._lock, self._extracting = threading.Lock(), threading.Lock()
        with Store(folder):
            pass

    @contextmanager
    def reading(self) -> Iterator[Store]:
        """The store; all that is read within is of one moment, whatever a run in another process commits meanwhile.

        Raises:
            StoreError: it cannot be opened.
        """
        with Store(self.folder) as store, store.as_of_one_moment():
            yield store

    def reader(self) -> Reader:
        """What reads uploaded documents in a process apart, with limits; started when first needed."""
        with self._lock:
            if self._reader is None:
                self._reader = Reader(limits=self.settings.reading)
            return self._reader

    def extract(self, document: Document) -> Record:
        """The facts of a document, one document at a time.

        Raises:
            UnreadableFile: it is longer than what is extracted for a client.
        """
        if len(document.text) > (most := self.settings.upload_characters):
            raise UnreadableFile(
                f"{document.source.path} has more than {most:,} characters",
                hint="Send it in parts, or read it with `communique extract`",
            )
        with self._extracting:
            return extract.run(document)

    def searcher(self) -> Searcher:
        """The corpus kept open for questions; opened when first needed.

        Raises:
            StoreError: it cannot be opened.
        """
        with self._lock:
            if self._searcher is None:
                self._searcher = Searcher(self.folder)
            return self._searcher

    def warm(self) -> None:
        """Load what the first question would wait for; what is wrong with it, the first question is told."""
        with suppress(CorpusError):
            self.searcher().search("…")
        understanding.load()
        for question in _FIRST:
            with suppress(CorpusError):
                ask(question, self.searcher(), k=1, rows=1)

    def state(self) -> str:
        """What changes with every change of what is stored, with the day, and with a new start of the server.

        It costs a look at the list of files: a commit of SQLite changes the size or the time of one of them.
        """
        told = [str(self._since), datetime.now(UTC).date().isoformat()]
        for part in _PARTS:
            folder = self.folder / part
            for path in sorted(folder.iterdir()) if folder.is_dir() else ():
                try:
                    about = path.stat()
                except FileNotFoundError:  # a file of vectors that a commit replaced
                    continue
                if path.is_file() and about.st_size and not path.name.endswith(_UNTOLD):
                    told.append(f"{path.name} {about.st_size} {about.st_mtime_ns} {about.st_ino}")
        return hashlib.sha256("\n".join(told).encode("utf-8", "surrogateescape")).hexdigest()[:20]

    def discreet(self, text: str) -> str:
        """A message without the place of the corpus on this machine."""
        return published.discreet(text, self.folder)

    def close(self) -> None:
        """End the process that reads uploads, and let go of the files."""
        with self._lock:
            if self._reader is not None:
                self._reader.close()
                self._reader = None
            if self._searcher is not None:
                self._searcher.close()
                self._searcher = None
