"""What a file gave when it was read, before anything of a corpus is known: the same wherever and whenever it is done.

Reading and extraction depend on the bytes, the name and the limits alone, so they can be done in other processes, on
other machines and in any order; `Intake` then takes what they gave in the order of the inputs.
"""

import hashlib
import os
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from corpus.documents import Document
from corpus.errors import CorpusError, UnreadableFile
from corpus.records import Record
from ingest.containers import Member
from ingest.fetch import Fetched

from .extractor import Extractor
from .version import code_version


@dataclass(frozen=True)
class Work:
    """A file to read: where it lies, the name that it is known by, the hash of its bytes and since when they are there.

    `fetched` tells where it was fetched; `skip` are names and hashes of documents in it that need not be read. Of a
    file that has nothing to read, `is_unchanged` or `failure` says why.
    """

    path: Path
    name: str
    sha256: str = ""
    seen_at: str = ""
    fetched: Fetched | None = None
    skip: frozenset[tuple[str, str]] = frozenset()
    is_unchanged: bool = False
    failure: "Problem | None" = None

    @property
    def is_open(self) -> bool:
        """Whether there is something to read."""
        return not self.is_unchanged and self.failure is None


@dataclass(frozen=True)
class Problem:
    """What is wrong, and what to do: an error as data."""

    problem: str
    hint: str

    @classmethod
    def of(cls, error: CorpusError) -> Self:
        """An error that was raised."""
        return cls(error.problem, error.hint)

    def error(self) -> UnreadableFile:
        """The error again."""
        return UnreadableFile(self.problem, hint=self.hint)


@dataclass(frozen=True)
class Reading:
    """One document that a file holds, or is: as it was read, with what it says; or why it cannot be had.

    `form` and `signature` are what its versions and near copies are found by. Of one that was skipped there is neither
    a document nor a failure.
    """

    name: str
    sha256: str
    document: Document | None = None
    record: Record | None = None
    form: str = ""
    signature: bytes = b""
    code_version: str = field(default_factory=code_version)
    failure: Problem | None = None

    @property
    def is_skipped(self) -> bool:
        """Whether it was not read at all."""
        return self.document is None and self.failure is None


@dataclass(frozen=True)
class Readings:
    """All that a file gave, in its order; `ignored` counts files of other kinds in it. `failure` is of the whole."""

    documents: tuple[Reading, ...] = ()
    ignored: int = 0
    failure: Problem | None = None


def read_file(work: Work, reader: Extractor) -> Readings:
    """Read the documents of a file and extract their records; what cannot be read is told in its place."""
    try:
        contents = reader.members(work.path, name=work.name)
    except CorpusError as error:
        return Readings(failure=Problem.of(error))
    readings = []
    for member in contents.members:
        if member.problem is None and not member.sha256:
            member = member.model_copy(update={"sha256": work.sha256})
        if (member.name, member.sha256) in work.skip:
            readings.append(Reading(member.name, member.sha256))
        else:
            readings.append(read_member(work, member, reader))
    return Readings(tuple(readings), contents.ignored)


def read_member(work: Work, member: Member, reader: Extractor) -> Reading:
    """Read one document of a file and extract its record."""
    at = f"{work.path}{member.name.removeprefix(work.name)}"
    reading = Reading(member.name, member.sha256)
    try:
        member.check()
        document, record, form, signature = reader.extract(at, name=member.name)
    except CorpusError as error:
        return replace(reading, failure=Problem.of(error))
    return replace(reading, document=document, record=record, form=form, signature=signature)


def stat_of(path: Path) -> os.stat_result:
    """What the file system says of a file.

    Raises:
        UnreadableFile: it cannot be looked at.
    """
    try:
        return path.stat()
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be opened: {error.strerror}", hint="Check its permissions") from error


def moment(seconds: float) -> str:
    """A time of the clock in seconds since 1970 as it is stored: ISO 8601, UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="microseconds")


def sha256_of(path: Path) -> str:
    """The hash of the bytes of a file.

    Raises:
        UnreadableFile: it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be opened: {error.strerror}", hint="Check its permissions") from error
