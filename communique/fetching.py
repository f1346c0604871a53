"""Fetching into a folder, one writer at a time, and into a corpus that is being written already."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import CorpusError
from corpus.store import writing
from ingest.fetch import AddressRules, Fetched, FetchOptions, FetchReport, fetch, revisions
from ingest.fetch.fetcher import Progress
from ingest.limits import FetchLimits

_WEB = re.compile("https?://", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """What addresses gave: the files to read, and what could not be had."""

    releases: list[Fetched] = field(default_factory=list)
    failures: list[tuple[str, CorpusError]] = field(default_factory=list)


def parted(arguments: Iterable[str]) -> tuple[list[str], list[str]]:
    """The arguments that are addresses, and the others."""
    given = list(arguments)
    addresses = [argument for argument in given if _WEB.match(argument)]
    return addresses, [argument for argument in given if not _WEB.match(argument)]


def fetch_releases(
    folder: Path, addresses: list[str], *, allow_private: bool = False, limits: FetchLimits | None = None
) -> Found:
    """Fetch what is at some addresses into the corpus in `folder`, which the caller has the right to write.

    Raises:
        StoreError: the manifest cannot be opened.
    """
    if not addresses:
        return Found()
    report = fetch(addresses, folder, rules=AddressRules(allow_private=allow_private), limits=limits)
    had = {*report.new, *report.unchanged, *report.known}
    return Found([file for file in revisions(folder) if file.url in had], report.failures)


def fetch_into(
    folder: Path,
    sources: Iterable[str],
    *,
    options: FetchOptions | None = None,
    allow_private: bool = False,
    limits: FetchLimits | None = None,
    progress: Progress = lambda *_: None,
) -> FetchReport:
    """Fetch the releases of sources into `folder`, which may be that of a corpus.

    Raises:
        StoreError: another process writes the folder, or its manifest cannot be opened.
        BadResource: the description of a board, or a pattern, is wrong.
    """
    with writing(folder):
        return fetch(
            sources,
            folder,
            options=options,
            rules=AddressRules(allow_private=allow_private),
            limits=limits,
            progress=progress,
        )
