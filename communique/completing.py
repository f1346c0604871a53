"""What a release gets before it is stored: a form where an earlier program gave none, a licence, what fetching told."""

from dataclasses import replace

from corpus.documents import Document
from corpus.store import Release, Sighting, Version
from ingest.fetch import Fetched
from ingest.revisions import form_of


def whole(release: Release) -> Release:
    """The release with its form, where an earlier version of the program stored it without one."""
    if release.current:
        return release
    content = release.contents[""]
    form, source = form_of(content.document), content.document.source
    seen = Sighting(path=source.path, sha256=source.sha256, seen_at="", form=form)
    version = Version(number=1, path=source.path, sha256=source.sha256, seen_at="", form=form)
    return Release(
        id=release.id,
        contents={form: replace(content, form=form)},
        current=form,
        copies=tuple(replace(copy, form=form) for copy in release.copies),
        sightings=(seen,),
        versions=(version,),
    )


def with_licence_of_copies(release: Release) -> Release:
    """The release with the licence that a page of its publisher states, where the file taken for the best has none."""
    content = release.contents[release.current]
    if content.document.source.licence is not None:
        return release
    stated = {
        copy.document.source.licence
        for copy in release.copies
        if copy.role == "copy" and copy.form == release.current and copy.document.source.licence
    }
    if len(stated) != 1:
        return release
    source = content.document.source.model_copy(update={"licence": stated.pop()})
    licensed = replace(
        content,
        document=content.document.model_copy(update={"source": source}),
        record=content.record.model_copy(update={"source": source}),
    )
    return replace(release, contents={**release.contents, release.current: licensed})


def as_fetched(document: Document, fetched: Fetched | None) -> Document:
    """The document with what its fetching tells: the licence of the page that links it, where it states none itself,
    and that it was taken back."""
    if fetched is None:
        return document
    known = {"licence": document.source.licence or fetched.entry.licence, "withdrawn": fetched.withdrawn_at}
    return document.model_copy(update={"source": document.source.model_copy(update=known)})
