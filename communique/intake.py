"""From the files that a command names to stored documents: what each gave is kept before that of the next.

`plan` says what is to be read of a file, `readings.read_file` reads it, wherever and whenever, and `settle` takes in
what it gave: in the order of the inputs, as near copies, versions and ids are told by what came before.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import extract
from corpus.documents import Document
from corpus.errors import CorpusError, UnreadableFile
from corpus.store import Failure, HashedFile, Release, Rendition, Store, Stored
from ingest import recognition
from ingest.containers import HOLDERS, WITHIN, Member, known_name
from ingest.fetch import Fetched
from ingest.renditions import Candidates, is_comparable, signature_of
from ingest.revisions import Relation, likeness, relation

from .completing import as_fetched, whole, with_licence_of_copies
from .extractor import Extractor
from .readings import Problem, Reading, Readings, Work, moment, read_file, read_member, sha256_of, stat_of
from .version import code_version
from .versions import Taken, alone, joined, merged

_FORM = "\0"
"""Between the id of a release and the form of an earlier version, where near texts are looked for."""
_KINDS: tuple[Relation, ...] = ("copy", "repost", "correction")
_LEAST_LIKENESS = 0.5
"""Of the text of a file that was a copy of a release; below it is another release under the old name."""


@dataclass
class RunReport:
    """What a run did.

    `copies` maps paths to those of files of the same bytes, `renditions` and `reposts` paths to the ids of the
    documents that the same release was read into from another file or another outlet's, `cosmetic` paths to ids of
    documents that say what they said before, in other bytes; `revised` are ids with a new version, `withdrawn` those
    whose withdrawal was noted or undone, `suspect` ids of documents that were read in part to the reasons.
    """

    read: list[str] = field(default_factory=list)
    unchanged: int = 0
    copies: dict[str, str] = field(default_factory=dict)
    renditions: dict[str, str] = field(default_factory=dict)
    reposts: dict[str, str] = field(default_factory=dict)
    cosmetic: dict[str, str] = field(default_factory=dict)
    revised: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    ignored: int = 0
    suspect: dict[str, tuple[str, ...]] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    indexed: int = 0


@dataclass
class Intake:
    """Takes files into the store; `report` says what was taken in, and how the rest fared."""

    store: Store
    reader: Extractor
    report: RunReport = field(default_factory=RunReport)

    def __post_init__(self) -> None:
        documents, renditions = self.store.documents(), self.store.renditions()
        stored: list[Stored | Rendition] = [*renditions, *documents]
        self._known = {each.path: each for each in stored}
        self._seen = self.store.sightings()
        self._owners = {path: identifier for (path, _, _), identifier in self._seen.items()}
        self._owners |= {each.path: each.document for each in renditions} | {each.path: each.id for each in documents}
        self._ids = {stored.id: stored.path for stored in documents}
        self._contents = {each.sha256: each.path for each in self._known.values()}
        self._within: dict[str, set[tuple[str, str]]] = {}
        for name, sha256 in {(path, sha256) for path, sha256, _ in self._seen if WITHIN in path}:
            self._within.setdefault(name.partition(WITHIN)[0], set()).add((name, sha256))
        self._incomplete = _without_recognition(self.store, documents)
        self._hashed = self.store.hashed_files()
        self._rehashed: list[HashedFile] = []
        self._failed: set[str] = set()
        self._changed: list[Document] = []
        self._read: set[str] = set()
        self._candidates: Candidates | None = None
        for identifier, form, _, version, _ in self.store.earlier():
            if version != code_version():
                self._renew(identifier, form)

    def take(self, path: Path, *, fetched: Fetched | None = None) -> None:
        """Take in the documents of a file: itself, or those that it holds; `fetched` tells where it was fetched."""
        work = self.plan(path, fetched=fetched)
        self.settle(work, read_file(work, self.reader) if work.is_open else None)

    def plan(self, path: Path, *, fetched: Fetched | None = None) -> Work:
        """What is to be read of a file; nothing is changed by asking, so that files can be planned ahead."""
        name = fetched.url if fetched else known_name(path)
        try:
            stat = stat_of(path)
            seen_at = fetched.seen_at if fetched else moment(stat.st_mtime)
            now = HashedFile.of(known_name(path), stat)
            before = self._hashed.get(now.path)
            if before is not None and before.is_untouched(now):
                work = self.planned(Work(path, name, before.sha256, seen_at, fetched))
                if work.is_unchanged:  # what is read goes by its bytes, not by what is kept of them
                    return work
            is_settled = now.is_settled
            sha256 = sha256_of(path)
        except CorpusError as error:
            return Work(path, name, fetched=fetched, failure=Problem.of(error))
        if is_settled and before != (hashed := now._replace(sha256=sha256)):
            self._rehashed.append(hashed)
        return self.planned(Work(path, name, sha256, seen_at, fetched))

    def planned(self, work: Work) -> Work:
        """A file whose bytes are known by their hash, with what need not be read of it."""
        if self._is_unchanged(work.name, work.sha256, work.seen_at) and not self._holds(work.name):
            return replace(work, is_unchanged=True)
        known = {
            (name, sha256)
            for name, sha256 in {*self._within.get(work.name, ()), (work.name, work.sha256)}
            if self._is_unchanged(name, sha256, work.seen_at)
        }
        if self._contents.get(work.sha256, work.name) != work.name:
            known.add((work.name, work.sha256))
        return replace(work, skip=frozenset(known))

    def settle(self, work: Work, readings: Readings | None) -> None:
        """Take in what a file gave; None for one of which nothing was to be read."""
        name = work.name
        if work.is_unchanged:
            self.report.unchanged += 1
            self._note_withdrawal(name, work.fetched)
            return
        assert readings is not None or work.failure is not None
        if failure := readings.failure if readings else work.failure:
            self.fail(name, failure.error())
            return
        assert readings is not None
        self.store.clear_failure(name)
        self.report.ignored += readings.ignored
        for reading in readings.documents:
            try:
                self._settle_one(work, reading)
            except CorpusError as error:
                self.fail(reading.name, error)

    def changed(self) -> list[Document]:
        """The documents that were stored since this was last asked."""
        changed, self._changed = self._changed, []
        return changed

    def is_of_one_program(self) -> bool:
        """Whether all records were made by this version of the program; older ones are of files that are not here."""
        return self.store.code_versions() <= {code_version()}

    def finish(self) -> None:
        """Keep what the files were that were planned, for the next run to find those that were not touched."""
        if self._rehashed:
            self.store.put_hashed_files(self._rehashed)

    def fail(self, name: str, error: CorpusError) -> None:
        """Note what cannot be read."""
        name = known_name(Path(name)) if "://" not in name else name
        failure = self.store.put_failure(name, error.problem, error.hint)
        if name in self._failed:
            self.report.failures = [each for each in self.report.failures if each.path != name]
        self._failed.add(name)
        self.report.failures.append(failure)

    def _holds(self, name: str) -> bool:
        return name in self._known and self._known[name].media_type in HOLDERS

    def _is_unchanged(self, name: str, sha256: str, seen_at: str) -> bool:
        """Whether these bytes were taken in, by this version of the program where the newest text rests on them.

        What text recognition was missing for is taken in anew once it is installed.
        """
        known = self._known.get(name)
        if known is not None and known.sha256 == sha256:
            return known.code_version == code_version() and name not in self._incomplete
        return (name, sha256, seen_at) in self._seen

    def _note_withdrawal(self, name: str, fetched: Fetched | None) -> None:
        """What a source took back stays, and is marked; what it published again is marked no more."""
        known = self._known.get(name)
        if fetched is None or not fetched.newest or not isinstance(known, Stored):
            return
        if bool(known.withdrawn) != bool(fetched.withdrawn_at):
            self.store.mark_withdrawn(known.id, fetched.withdrawn_at)
            self.report.withdrawn.append(known.id)

    def _settle_one(self, work: Work, reading: Reading) -> None:
        name, sha256, fetched = reading.name, reading.sha256, work.fetched
        if self._is_unchanged(name, sha256, work.seen_at):
            self.report.unchanged += 1
            return
        if self._contents.get(sha256, name) != name:
            self.report.copies[name] = self._contents[sha256]
            self.store.clear_failure(name)
            return
        if reading.is_skipped:  # it was as the corpus has it, when it was planned
            reading = read_member(work, Member(name=name, sha256=sha256), self.reader)
        if reading.failure is not None:
            raise reading.failure.error()
        assert reading.document is not None
        assert reading.record is not None
        owner = self._owners.get(name)
        identifier = owner or self._free_id(name, fetched.stem if fetched else None)
        document = as_fetched(reading.document.model_copy(update={"id": identifier}), fetched)
        formerly: list[str] = []
        if owner is not None and not self._has_text(owner):  # nothing that another text could be a version of
            formerly, owner = [owner], None
        elif owner is not None and not document.text:
            raise UnreadableFile(
                f"{name} could not be read; what is stored of it stays", hint="; ".join(document.reasons)
            )
        taken = Taken(
            document,
            reading.record.model_copy(update={"id": identifier, "source": document.source}),
            form=reading.form,
            seen_at=work.seen_at,
            code_version=reading.code_version,
            signature=reading.signature,
        )
        release = self._release(owner, taken) if owner else None
        related: list[tuple[str, Relation]] = []
        if release is None:
            related = self._related(taken)
            release = self._release(related[0][0], None) if related else None
        if release is None:
            if owner is not None:  # it was a copy of a release, and is now another one
                taken = self._as_new(taken, fetched)
            self._keep(alone(taken), taken, None, formerly=formerly)
            return
        found = joined(release, taken)
        formerly.append(release.id)
        if related:
            for other, kind in related[1:]:
                another = self._release(other, None)
                if kind != "correction" and another is not None and len(another.contents) == 1:
                    found = merged(found, another)
                    formerly.append(other)
            if related[0][1] == "correction" and found.versions[0].path == name:
                found = replace(found, id=self._free_id(name, fetched.stem if fetched else None))
        self._keep(found, taken, release, formerly=formerly)

    def _has_text(self, identifier: str) -> bool:
        """Whether anything of a release could be read: of scans alone nothing is, without text recognition."""
        return any(content.document.text for content in self.store.release(identifier).contents.values())

    def _release(self, identifier: str, taken: Taken | None) -> Release | None:
        """What is known of a release; None for a file that was a copy of it and is now something else."""
        release = whole(self.store.release(identifier))
        if taken is None or not isinstance(self._known.get(taken.path), Rendition):
            return release
        near = max(likeness(content.document, taken.document) for content in release.contents.values())
        return release if near >= _LEAST_LIKENESS else None

    def _as_new(self, taken: Taken, fetched: Fetched | None) -> Taken:
        self._owners.pop(taken.path, None)
        identifier = self._free_id(taken.path, fetched.stem if fetched else None)
        document = taken.document.model_copy(update={"id": identifier})
        return replace(taken, document=document, record=taken.record.model_copy(update={"id": identifier}))

    def _related(self, taken: Taken) -> list[tuple[str, Relation]]:
        """The releases that a file in another place belongs to, the surest first."""
        found: dict[str, tuple[int, float, Relation]] = {}
        for candidate in self._texts().near(taken.signature):
            identifier, _, form = candidate.partition(_FORM)
            release = whole(self.store.release(identifier))
            content = release.contents.get(form or release.current)
            if content is None or content.document.source.path == taken.path:
                continue
            kind = relation(content.document, taken.document)
            if kind is not None:
                rank = (_KINDS.index(kind), -likeness(content.document, taken.document), kind)
                found[identifier] = min(found.get(identifier, rank), rank)
        ordered = sorted(found.items(), key=lambda item: (item[1], item[0]))
        return [(identifier, kind) for identifier, (_, _, kind) in ordered]

    def _texts(self) -> Candidates:
        """All texts of the corpus by their signatures; read when the first new text is compared with them."""
        if self._candidates is None:
            self._candidates = Candidates()
            for name, signature in self.store.signatures().items():
                comparable = is_comparable(signature)
                self._candidates.add(name, signature if comparable else signature_of(self.store.document(name)))
            for identifier, form, _, _, signature in self.store.earlier():
                self._candidates.add(f"{identifier}{_FORM}{form}", signature)
        return self._candidates

    def _keep(self, release: Release, taken: Taken, before: Release | None, *, formerly: Iterable[str] = ()) -> None:
        """Store a release, and note what the file that was read is to it."""
        release = with_licence_of_copies(release)
        self.store.put_release(release, formerly=formerly)
        for identifier in {release.id, *formerly}:
            self._forget(identifier, before)
        if self._candidates is not None:
            for form, content in release.contents.items():
                key = release.id if form == release.current else f"{release.id}{_FORM}{form}"
                self._candidates.add(key, content.signature)
        current = release.contents[release.current].document
        self._changed.append(current)
        self._ids[release.id] = current.source.path
        for each in release.sightings:
            self._owners[each.path] = release.id
            self._seen[each.path, each.sha256, each.seen_at] = release.id
        self._contents[taken.document.source.sha256] = taken.path
        self._report(release, taken, before)
        was_suspect = self.report.suspect.pop(release.id, None) is not None
        if current.status == "suspect" and (was_suspect or taken.path == current.source.path):
            self.report.suspect[release.id] = current.reasons

    def _report(self, release: Release, taken: Taken, before: Release | None) -> None:
        earlier = {copy.document.source.path for copy in before.copies} if before is not None else set()
        for copy in release.copies:
            path = copy.document.source.path
            self._known[path] = Rendition(
                path=path, document=release.id, media_type=copy.document.source.media_type,
                sha256=copy.document.source.sha256, code_version=copy.code_version, role=copy.role,
            )  # fmt: skip
            if path == taken.path or path not in earlier:
                (self.report.reposts if copy.role == "repost" else self.report.renditions)[path] = release.id
        current = release.contents[release.current].document.source
        self._known[current.path] = Stored(
            id=release.id, path=current.path, sha256=current.sha256, lang="", status="", ingested_at="",
            code_version=release.contents[release.current].code_version, media_type=current.media_type,
            withdrawn=current.withdrawn,
        )  # fmt: skip
        source = taken.document.source
        if before is not None and len(release.versions) > len(before.versions):
            self.report.revised += [release.id] if release.id not in self.report.revised else []
        elif (
            before is not None
            and any(each.path == source.path and each.sha256 != source.sha256 for each in before.sightings)
            and not any(each.sha256 == source.sha256 for each in before.sightings)
        ):
            self.report.unchanged += 1
            self.report.cosmetic[taken.path] = release.id
            return
        if current.path == taken.path and release.id not in self._read:
            self._read.add(release.id)
            self.report.read.append(release.id)

    def _forget(self, identifier: str, before: Release | None) -> None:
        """An id whose texts are stored under another, or anew."""
        self._ids.pop(identifier, None)
        if self._candidates is not None:
            for form in ("", *(f"{_FORM}{form}" for form in (before.contents if before else ()))):
                self._candidates.remove(identifier + form)

    def _renew(self, identifier: str, form: str) -> None:
        """Extract anew what an earlier version says, from its stored text: its bytes may be gone."""
        release = self.store.release(identifier)
        content = release.contents[form]
        renewed = replace(
            content,
            record=extract.run(content.document),
            signature=signature_of(content.document),
            code_version=code_version(),
        )
        self.store.put_release(replace(release, contents={**release.contents, form: renewed}))

    def _free_id(self, name: str, short: str | None) -> str:
        """The file's stem or the short name of its address; where another has it, with digits of a hash of the path."""
        stem = short if short and WITHIN not in name else Path(name).stem
        if self._ids.get(stem, name) == name:
            return stem
        return f"{stem}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _without_recognition(store: Store, documents: Iterable[Stored]) -> set[str]:
    """The paths of documents that were read in part because text recognition was missing something that is here now."""
    suspect = [stored for stored in documents if stored.status == "suspect"]
    missed = {stored.path: store.document(stored.id).reasons for stored in suspect}
    return {
        path
        for path, reasons in missed.items()
        if recognition.was_missing(reasons) and recognition.is_here_now(reasons)
    }
