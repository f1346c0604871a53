"""The pipeline: files to documents, records, and an index, each step kept as soon as it is done.

Killed at any moment, a run leaves a corpus that opens; the next run finds what is missing by comparing content hashes
of the inputs with the store, and the store with the index.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.limits import LIMITS, Limits

from .extractor import Extractor

if TYPE_CHECKING:
    from .intake import RunReport


def run(
    arguments: Iterable[str],
    folder: Path,
    *,
    model: str | None = None,
    reindex: bool = False,
    index_store: str | None = None,
    allow_private: bool = False,
    limits: Limits = LIMITS,
    jobs: int | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> "RunReport":
    """Bring the corpus in `folder` up to date with the files and addresses that the arguments name.

    What is at an address is fetched into the corpus first; `allow_private` is for addresses in private networks,
    `limits` says what one document may cost, and fetching it.
    `jobs` is how many processes read and extract, None for one a core; the corpus does not depend on it.
    `model` is the embedding model of the index: None is the one it has, for a new index the default. `index_store` is
    where the index has to be kept, as `Index.open` takes it. `progress` is called with the stage, how many are done and
    how many there are.

    Raises:
        StoreError: another process writes the corpus, or it cannot be opened.
        IndexMismatch: the index was built with another model, and `reindex` is off.
    """
    with Extractor(jobs=jobs or 1, limits=limits) as extractor:
        extractor.launch()  # it takes seconds, in which the rest of the program is loaded and the files are looked at
        from .running import bring_up_to_date

        return bring_up_to_date(
            arguments, folder, extractor, model=model, reindex=reindex, index_store=index_store,
            allow_private=allow_private, limits=limits, jobs=jobs, progress=progress,
        )  # fmt: skip
