"""What a corpus holds and lacks, for `communique status`."""

from collections import Counter

from corpus.errors import CorpusError
from corpus.model import Model
from corpus.store import Failure, Rendition, Store, Stored
from index import Index, missing_parts
from ingest import recognition

from .indexing import INDEX_FOLDER
from .version import code_version


class Status(Model):
    """What `communique status --json` prints.

    `langs` counts documents by their language, those without text as `und`; `suspect` are the documents that were
    read in part, with the reasons; `stale` counts documents whose record an older version made, `revised` releases
    with several versions, `versions` the earlier ones kept of them, `reposts` publications of releases by other
    outlets; `withdrawn` are ids of releases that their sources took back.
    """

    folder: str
    documents: int
    langs: dict[str, int]
    items: dict[str, int]
    suspect: dict[str, tuple[str, ...]]
    stale: int
    failures: tuple[Failure, ...]
    index: dict[str, str | int]
    missing_parts: tuple[str, ...]
    renditions: tuple[Rendition, ...] = ()
    revised: int = 0
    versions: int = 0
    reposts: int = 0
    withdrawn: tuple[str, ...] = ()
    listed: tuple[Stored, ...] = ()

    def lines(self) -> list[str]:
        """The same for people."""
        langs = ", ".join(f"{count} {lang}" for lang, count in self.langs.items())
        items = ", ".join(f"{count} {name}" for name, count in self.items.items())
        lines = [f"{self.documents} documents: {langs or 'none yet'}", f"{items or 'no facts'}"]
        lines.append("index: " + ", ".join(f"{name} {value}" for name, value in self.index.items()))
        if self.stale:
            lines.append(f"{self.stale} documents were extracted by another version; run again to renew them")
        if self.revised:
            lines.append(f"{self.revised} releases were changed by their sources; {self.versions} earlier versions")
        lines += [f"withdrawn by its source: {identifier}" for identifier in self.withdrawn]
        lines += [f"read in part: {identifier}: {'; '.join(reasons)}" for identifier, reasons in self.suspect.items()]
        for copy in self.renditions:
            said = f"{copy.document} also published as" if copy.role == "repost" else f"copy of {copy.document}"
            lines.append(f"{said}: {copy.path} ({copy.media_type})")
        lines += [f"failed: {failure.problem}. {failure.hint}" for failure in self.failures]
        lines += [f"missing here: {part}" for part in self.missing_parts]
        lines += [f"{stored.id}  {stored.lang}  {stored.status}  {stored.path}" for stored in self.listed]
        return lines


def status(store: Store, *, with_documents: bool = False) -> Status:
    """Look at a corpus without changing it."""
    documents = store.documents()
    langs = Counter(stored.lang for stored in documents)
    renditions, revised = store.renditions(), store.revised()
    try:
        index = Index.open(store.folder / INDEX_FOLDER)
        described: dict[str, str | int] = {"model": index.model, "passages": len(index)}
        unindexed = len({stored.id for stored in documents} - index.documents().keys())
        if unindexed:
            described["documents not yet indexed"] = unindexed
    except CorpusError as error:
        described = {"unusable": str(error)}
    return Status(
        folder=str(store.folder),
        documents=len(documents),
        langs=dict(sorted(langs.items())),
        items=store.counts(),
        suspect={stored.id: store.document(stored.id).reasons for stored in documents if stored.status == "suspect"},
        stale=sum(stored.code_version != code_version() for stored in documents),
        failures=tuple(store.failures()),
        index=described,
        missing_parts=(*missing_parts(), *recognition.missing()),
        renditions=tuple(renditions),
        revised=len(revised),
        versions=sum(len(store.versions(identifier)) - 1 for identifier in revised),
        reposts=sum(each.role == "repost" for each in renditions),
        withdrawn=tuple(stored.id for stored in documents if stored.withdrawn),
        listed=tuple(documents) if with_documents else (),
    )
