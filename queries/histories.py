"""The versions of the releases of a corpus, each with what it changed."""

from collections.abc import Iterator

from corpus.documents import Document
from corpus.model import Model
from corpus.records import Record
from corpus.store import Content, Store, Version

from .changes import Change, changes


class Revision(Model):
    """A version of a release and what it says otherwise than the one before; the first one changes nothing."""

    document: str
    title: str | None
    number: int
    seen_at: str
    path: str
    sha256: str
    newest: bool
    changes: tuple[Change, ...] = ()

    def lines(self) -> list[str]:
        """The same for people."""
        newest = ", newest" if self.newest else ""
        return [
            f"{self.document}, version {self.number}{newest}: {self.seen_at[:19] or 'time unknown'}  {self.path}",
            *(f"  {change.line()}" for change in self.changes),
        ]


def history(store: Store, identifier: str) -> list[Revision]:
    """The versions of a release, oldest first.

    Raises:
        NotInCorpus: there is none with this id.
    """
    release = store.release(identifier)
    content = release.contents[release.current]
    source = content.document.source
    versions = release.versions or (
        Version(number=1, path=source.path, sha256=source.sha256, seen_at=content.seen_at, form=release.current),
    )
    found = []
    before: Content | None = None
    for version in versions:
        content = release.contents[version.form]
        found.append(
            Revision(
                document=identifier,
                title=content.record.title,
                number=version.number,
                seen_at=version.seen_at,
                path=version.path,
                sha256=version.sha256,
                newest=version.number == len(versions),
                changes=tuple(changes(_said(before), _said(content))) if before is not None else (),
            )
        )
        before = content
    return found


def revisions(store: Store, *, since: str | None = None) -> Iterator[Revision]:
    """The versions after the first of all releases, by release; those seen on or after the day `since` (ISO)."""
    for identifier in store.revised():
        for revision in history(store, identifier)[1:]:
            if since is None or revision.seen_at >= since:
                yield revision


def _said(content: Content) -> tuple[Document, Record]:
    return content.document, content.record
