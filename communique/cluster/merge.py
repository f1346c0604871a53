"""`communique merge`: shards that were made anywhere, taken into a corpus; no cluster is needed for it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.errors import CorpusError, DamagedShard, UnreadableFile
from corpus.store import Store, writing
from extract.linking.joining import join_events
from index import Index
from ingest.limits import LIMITS, Limits
from queries.comparing import embed_facts, group_items

from .. import fetching
from ..extractor import Extractor
from ..indexing import INDEX_FOLDER, Progress, update_index
from ..inputs import best_first
from ..intake import Intake, RunReport
from ..readings import Work
from ..version import code_version
from .shards import SUFFIX, File, Shard, from_bytes
from .storage import contents, entries

_OPEN_SHARDS = 8
"""Kept in memory: files that follow each other in order lie in few shards."""


@dataclass(frozen=True)
class _Place:
    """Where a file lies: its shard and its number in it."""

    shard: str
    number: int
    name: str
    seen_at: str


def merge(
    shards: Iterable[str],
    folder: Path,
    *,
    model: str | None = None,
    reindex: bool = False,
    index_store: str | None = None,
    limits: Limits = LIMITS,
    progress: Progress = lambda *_: None,
) -> RunReport:
    """Take the files of some shards into the corpus in `folder`, as if they had been read now, in order of their names.

    `shards` are files, folders with shards at any depth, or addresses of fsspec. The same file in several shards is
    taken once; one with other bytes in each is a release with versions. A shard that is not whole, or was made by
    another version of the program, is named among the failures. `index_store` is where the index has to be kept.

    Raises:
        StoreError: another process writes the corpus, or it cannot be opened.
        IndexMismatch: the index was built with another model, and `reindex` is off.
    """
    with writing(folder), Store(folder, create=True) as store:
        target = Index.open(folder / INDEX_FOLDER, model=model, create=True, anew=reindex, store=index_store)
        with Extractor(limits=limits) as reader:
            intake = Intake(store, reader)
            places: list[_Place] = []
            for argument in shards:
                try:
                    addresses = _addresses(argument)
                except CorpusError as error:
                    intake.fail(argument, error)
                    continue
                for address in addresses:
                    try:
                        places += _places(address)
                        store.clear_failure(address)
                    except CorpusError as error:
                        intake.fail(address, error)
            load = lru_cache(maxsize=_OPEN_SHARDS)(_load)
            for number, place in enumerate(_in_order(places)):
                progress("merging", number, len(places))
                _settle(intake, place, load(place.shard).files[place.number])
                intake.changed()  # what was stored need not be kept in memory
            progress("merging", len(places), len(places))
        join_events(store)
        embed_facts(store)
        group_items(store)
        intake.report.indexed = len(update_index(store, target, progress=progress))
    return intake.report


def _settle(intake: Intake, place: _Place, file: File) -> None:
    work = intake.planned(Work(Path(place.name), file.name, file.sha256, file.seen_at))
    intake.settle(work, None if work.is_unchanged else file.readings)


def _addresses(argument: str) -> list[str]:
    """The shards that an argument names.

    Raises:
        UnreadableFile: it names none.
    """
    found = [entry.address for entry in entries(argument) if entry.is_named or entry.address.endswith(SUFFIX)]
    if not found:
        raise UnreadableFile(f"{argument} holds no shards", hint=f"Shards are files named *{SUFFIX}")
    return found


def _places(address: str) -> Iterator[_Place]:
    for number, file in enumerate(_load(address).files):
        yield _Place(address, number, file.name, file.seen_at)


def _load(address: str) -> Shard:
    """Raises DamagedShard: it is not whole, or made by another version of the program."""
    shard = from_bytes(contents(address), name=address)
    if shard.version != code_version():
        raise DamagedShard(
            f"{address} was made by communique {shard.version}; this is {code_version()}",
            hint="Make it anew with this version, or merge it with that one",
        )
    return shard


def _in_order(places: Sequence[_Place]) -> Iterator[_Place]:
    """The files in the order in which a run on their folder would read them; pages of the web last, by their time."""
    by_path: dict[Path, list[_Place]] = {}
    pages: list[_Place] = []
    for place in places:
        if fetching.parted([place.name])[0]:
            pages.append(place)
        else:
            by_path.setdefault(Path(place.name), []).append(place)
    for path in best_first(sorted(by_path)):
        yield from sorted(by_path[path], key=lambda place: (place.seen_at, place.shard, place.number))
    yield from sorted(pages, key=lambda place: (place.seen_at, place.name, place.shard, place.number))
