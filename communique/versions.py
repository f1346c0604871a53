"""How a file that was read joins what is known of its release: as a version, a copy, or bytes that say the same.

A release is what was seen where and when; the rest follows from that, so that the order of reading decides nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import cast

from corpus.documents import Document
from corpus.records import Record
from corpus.store import Content, Copy, Release, Role, Sighting, Version
from ingest.renditions import is_better
from ingest.revisions import Relation, comparable, is_marked, is_nearer_the_source, relation


@dataclass(frozen=True)
class Taken:
    """A file that was read: its document, what it says, and since when these bytes are there."""

    document: Document
    record: Record
    form: str
    seen_at: str
    code_version: str
    signature: bytes

    @property
    def path(self) -> str:
        """Where it lies."""
        return self.document.source.path

    def content(self, form: str) -> Content:
        """The same as the content of a form."""
        return Content(self.document, self.record, form, self.seen_at, self.code_version, self.signature)


def alone(taken: Taken) -> Release:
    """A release that nothing else is known of."""
    sighting = _sighting(taken, taken.form)
    return Release(
        id=taken.document.id,
        contents={taken.form: taken.content(taken.form)},
        current=taken.form,
        sightings=(sighting,),
        versions=tuple(_versions([sighting])),
    )


def joined(release: Release, taken: Taken) -> Release:
    """The release with one more file of it."""
    release = _renamed(release, taken)
    contents = dict(release.contents)
    form = _form_in(contents, taken)
    copies = [copy for copy in release.copies if copy.document.source.path != taken.path]
    held = contents.get(form)
    if held is None:
        contents[form] = taken.content(form)
    elif held.document.source.path == taken.path:
        contents[form] = taken.content(form) if taken.seen_at >= held.seen_at else held
    else:
        role = _role(relation(held.document, taken.document))
        better = is_nearer_the_source if role == "repost" else is_better
        if better(taken.document, held.document):
            contents[form] = taken.content(form)
            copies.append(Copy(held.document, form, held.code_version, role))
        else:
            copies.append(Copy(taken.document, form, taken.code_version, role))
    sightings = (*release.sightings, _sighting(taken, form))
    return _settled(replace(release, contents=contents, copies=tuple(copies), sightings=sightings))


def merged(release: Release, other: Release) -> Release:
    """The release with another one that has a single version, which says the same."""
    [content] = other.contents.values()
    taken = Taken(
        content.document, content.record, content.form, content.seen_at, content.code_version, content.signature
    )
    found = joined(release, taken)
    form = found.sightings[-1].form
    return _settled(
        replace(
            found,
            copies=(*found.copies, *(replace(copy, form=form) for copy in other.copies)),
            sightings=(*found.sightings, *(each.model_copy(update={"form": form}) for each in other.sightings)),
        )
    )


def same_words(one: Document, other: Document) -> bool:
    """Whether two texts have the same letters and numbers, whatever is taken for a part of the page."""
    return comparable(one.text) == comparable(other.text)


def _form_in(contents: Mapping[str, Content], taken: Taken) -> str:
    """The form among those known that says what a file says, else its own."""
    if taken.form in contents:
        return taken.form
    for form, content in contents.items():
        if content.document.source.path == taken.path:
            if same_words(content.document, taken.document):
                return form
        elif relation(content.document, taken.document) in ("copy", "repost"):
            return form
    return taken.form


def _renamed(release: Release, taken: Taken) -> Release:
    """The release with the form that these very bytes have now: another version of the program may read them anew."""
    source = taken.document.source
    before = {each.form for each in release.sightings if (each.path, each.sha256) == (source.path, source.sha256)}
    contents = dict(release.contents)
    names = {}
    for form in before - {taken.form}:
        if form in contents and contents[form].document.source.path == taken.path:
            names[form] = taken.form
            contents.setdefault(taken.form, replace(contents.pop(form), form=taken.form))
            contents.pop(form, None)
    return replace(
        release,
        contents=contents,
        current=names.get(release.current, release.current),
        copies=tuple(replace(copy, form=names.get(copy.form, copy.form)) for copy in release.copies),
        sightings=tuple(
            each.model_copy(update={"form": names.get(each.form, each.form)}) for each in release.sightings
        ),
    )


def _settled(release: Release) -> Release:
    """The release with its versions in order, the last of which counts."""
    sightings = {(each.path, each.sha256, each.seen_at): each for each in release.sightings}
    ordered = _ordered(list(sightings.values()), release.contents)
    versions = tuple(_versions(ordered))
    forms = {each.form for each in ordered}
    contents = {form: content for form, content in release.contents.items() if form in forms}
    return replace(release, contents=contents, sightings=tuple(ordered), versions=versions, current=versions[-1].form)


def _versions(ordered: Iterable[Sighting]) -> Iterable[Version]:
    for number, (form, group) in enumerate(groupby(ordered, key=lambda each: each.form), 1):
        first = next(group)
        yield Version(number=number, path=first.path, sha256=first.sha256, seen_at=first.seen_at, form=form)


def _ordered(sightings: list[Sighting], contents: Mapping[str, Content]) -> list[Sighting]:
    """The sightings in the order of their versions.

    Files that have been of one form go by the times of their bytes. A correction in another place comes after what it
    corrects, whatever came here first: boards name the newest release first, and copying gives files new times.
    """
    groups: list[set[str]] = []
    for paths in _paths_of_forms(sightings):
        apart = [group for group in groups if not group & paths]
        groups = [*apart, paths.union(*(group for group in groups if group & paths))]
    ranks = {}
    for group in groups:
        newest = max((each for each in sightings if each.path in group), key=lambda each: (each.seen_at, each.path))
        document = contents[newest.form].document
        rank = (is_marked(document), document.head.ref_date or "", min(group))
        ranks.update(dict.fromkeys(group, rank))
    return sorted(sightings, key=lambda each: (ranks[each.path], each.seen_at, each.path, each.sha256))


def _paths_of_forms(sightings: list[Sighting]) -> list[set[str]]:
    paths: dict[str, set[str]] = {}
    for each in sightings:
        paths.setdefault(each.form, set()).add(each.path)
    return list(paths.values())


def _role(found: Relation | None) -> Role:
    return cast(Role, found) if found == "repost" else "copy"


def _sighting(taken: Taken, form: str) -> Sighting:
    return Sighting(path=taken.path, sha256=taken.document.source.sha256, seen_at=taken.seen_at, form=form)
