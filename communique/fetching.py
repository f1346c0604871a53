"""Fetching into a folder, one writer at a time."""

from collections.abc import Iterable
from pathlib import Path

from corpus.store import writing
from ingest.fetch import AddressRules, FetchOptions, FetchReport, fetch
from ingest.fetch.fetcher import Progress
from ingest.fetch.limits import FetchLimits


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
