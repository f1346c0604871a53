"""From the files that a command names to stored documents: each read, extracted and kept before the next."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import extract
from corpus.documents import Document
from corpus.errors import CorpusError, UnreadableFile
from corpus.store import Failure, Rendition, Store, Stored
from ingest.containers import HOLDERS, WITHIN, Member, known_name
from ingest.fetch import Fetched
from ingest.renditions import Candidates, is_better, is_same_release, signature_of
from ingest.worker import Reader

from .version import code_version

_BY_SUFFIX = {
    suffix: rank
    for rank, suffix in enumerate((".hwpx", ".hwp", ".hml", ".docx", ".odt", ".pdf", ".html", ".htm", ".txt"))
}
"""Only an order of reading: which file is the best is told from what was read."""


@dataclass
class Intake:
    """What was taken in, and how the rest fared.

    `copies` maps paths to those of files of the same bytes, `renditions` paths to the ids of the documents that the
    same release was read into from another file, `suspect` ids of documents that were read in part to the reasons.
    """

    store: Store
    reader: Reader
    read: list[str] = field(default_factory=list)
    unchanged: int = 0
    copies: dict[str, str] = field(default_factory=dict)
    renditions: dict[str, str] = field(default_factory=dict)
    ignored: int = 0
    suspect: dict[str, tuple[str, ...]] = field(default_factory=dict)
    failures: dict[str, Failure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        documents, renditions = self.store.documents(), self.store.renditions()
        stored: list[Stored | Rendition] = [*renditions, *documents]
        self._known = {each.path: each for each in stored}
        self._ids = {stored.id: stored.path for stored in documents}
        self._contents = {each.sha256: each.path for each in self._known.values()}
        self._candidates = Candidates()
        for identifier, signature in self.store.signatures().items():
            self._candidates.add(identifier, signature or signature_of(self.store.document(identifier)))

    def take(self, path: Path, *, fetched: Fetched | None = None) -> None:
        """Take in the documents of a file: itself, or those that it holds; `fetched` tells where it was fetched."""
        name = fetched.url if fetched else known_name(path)
        try:
            sha256 = _sha256(path)
            if self._is_unchanged(name, sha256) and self._known[name].media_type not in HOLDERS:
                self.unchanged += 1
                return
            contents = self.reader.members(path, name=name)
        except CorpusError as error:
            self.fail(name, error)
            return
        self.store.clear_failure(name)
        self.ignored += contents.ignored
        for member in contents.members:
            try:
                member.check()
                at = f"{path}{member.name.removeprefix(name)}"
                self._take_member(member.model_copy(update={"sha256": member.sha256 or sha256}), at, fetched)
            except CorpusError as error:
                self.fail(member.name, error)

    def fail(self, name: str, error: CorpusError) -> None:
        """Note what cannot be read."""
        name = known_name(Path(name)) if "://" not in name else name
        self.failures[name] = self.store.put_failure(name, error.problem, error.hint)

    def _is_unchanged(self, name: str, sha256: str) -> bool:
        stored = self._known.get(name)
        return stored is not None and stored.sha256 == sha256 and stored.code_version == code_version()

    def _take_member(self, member: Member, at: str, fetched: Fetched | None) -> None:
        name, sha256 = member.name, member.sha256
        if self._is_unchanged(name, sha256):
            self.unchanged += 1
            return
        if self._contents.get(sha256, name) != name:
            self.copies[name] = self._contents[sha256]
            self.store.clear_failure(name)
            return
        document = self.reader.read(at, name=name, id=self._id_of(name, fetched.stem if fetched else None))
        document = _with_licence(document, fetched)
        signature = signature_of(document)
        original = self._original_of(document, signature)
        if original is not None and not is_better(document, original):
            self._keep_copy(document, original)
        else:
            self._keep(document, signature, original)
        self._contents[sha256] = name

    def _id_of(self, name: str, stem: str | None) -> str:
        stored = self._known.get(name)
        return stored.id if isinstance(stored, Stored) else self._free_id(name, stem)

    def _original_of(self, document: Document, signature: bytes) -> Document | None:
        """The document that another file of the same release was read into."""
        for identifier in self._candidates.near(signature):
            stored = self.store.document(identifier)
            if stored.source.path != document.source.path and is_same_release(stored, document):
                return stored
        return None

    def _keep(self, document: Document, signature: bytes, original: Document | None) -> None:
        """Store a document; one of another file of the same release that it is better than becomes its copy."""
        if original is not None:
            self._forget(document.id)
            document = document.model_copy(update={"id": original.id})
            self.renditions[original.source.path] = document.id
        self.store.put(
            document,
            extract.run(document),
            code_version=code_version(),
            signature=signature,
            copies=[original] if original is not None else [],
        )
        self._candidates.add(document.id, signature)
        self._ids[document.id] = document.source.path
        if document.id not in self.read:
            self.read.append(document.id)
        self.suspect.pop(document.id, None)
        if document.status == "suspect":
            self.suspect[document.id] = document.reasons

    def _keep_copy(self, copy: Document, original: Document) -> None:
        self.store.put_rendition(original.id, copy, code_version=code_version())
        if copy.id != original.id:
            self._forget(copy.id)
        self.renditions[copy.source.path] = original.id

    def _forget(self, identifier: str) -> None:
        """A document of an earlier run that is now a copy of another has no id of its own."""
        self._candidates.remove(identifier)
        self._ids.pop(identifier, None)

    def _free_id(self, name: str, short: str | None) -> str:
        """The file's stem or the short name of its address; where another has it, with digits of a hash of the path."""
        stem = short if short and WITHIN not in name else Path(name).stem
        if self._ids.get(stem, name) == name:
            return stem
        return f"{stem}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _with_licence(document: Document, fetched: Fetched | None) -> Document:
    """The document with the licence that the page stated which links the file, where it states none itself."""
    licence = fetched.entry.licence if fetched else None
    if licence is None or document.source.licence is not None:
        return document
    return document.model_copy(update={"source": document.source.model_copy(update={"licence": licence})})


def best_first(files: list[Path]) -> list[Path]:
    """The files in their order, but those of one stem in one folder with the best format first."""
    order = {(path.parent, path.stem): number for number, path in reversed(list(enumerate(files)))}
    return sorted(files, key=lambda path: (order[path.parent, path.stem], _BY_SUFFIX.get(path.suffix.lower(), 99)))


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be opened: {error.strerror}", hint="Check its permissions") from error
