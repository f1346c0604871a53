"""What a folder of fetched files holds for reading."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from .announced import document_suffix
from .manifest import MANIFEST_FILE, Entry, Manifest
from .originals import Originals

_READ = ("release", "attachment", "withdrawn")
_ODD = re.compile(r"[^\w.-]+")
_LONGEST = 80


@dataclass(frozen=True)
class Fetched:
    """A file to read: where it lies, the address it came from, a short name for it, and the suffix that announces it.

    `suffix` is empty for pages and for files whose names announce nothing. `seen_at` is when these bytes came, `newest`
    whether the address gave no others since; `withdrawn_at` is when the source was found to have taken it back.
    """

    path: Path
    url: str
    stem: str
    suffix: str
    entry: Entry
    seen_at: str = ""
    newest: bool = True
    withdrawn_at: str | None = None


def revisions(folder: Path) -> list[Fetched]:
    """The releases in a folder and their files with all that each address gave over time, in the order of time.

    Raises:
        StoreError: the manifest cannot be opened.
    """
    found = releases(folder)
    if not found:
        return []
    manifest, originals = Manifest(folder), Originals(folder)
    try:
        earlier = [
            replace(fetched, path=path, seen_at=seen_at, newest=False)
            for fetched in found
            for sha256, seen_at in manifest.versions(fetched.url)
            if (sha256, seen_at) != (fetched.entry.sha256, fetched.seen_at)
            and (path := originals.path(sha256)).is_file()
        ]
    finally:
        manifest.close()
    return sorted([*earlier, *found], key=lambda fetched: fetched.seen_at)


def releases(folder: Path) -> list[Fetched]:
    """The releases in a folder and their files, in the order in which they were met.

    Raises:
        StoreError: the manifest cannot be opened.
    """
    if not (folder / MANIFEST_FILE).is_file():
        return []
    manifest, originals = Manifest(folder), Originals(folder)
    try:
        return [
            Fetched(
                path,
                entry.url,
                stem_of(entry),
                document_suffix(entry.filename, entry.label, entry.url),
                entry,
                seen_at=entry.fetched_at or "",
                withdrawn_at=(_modified(entry) or entry.checked_at) if entry.role == "withdrawn" else None,
            )
            for entry in manifest.entries()
            if entry.role in _READ and entry.sha256 and (path := originals.path(entry.sha256)).is_file()
        ]
    finally:
        manifest.close()


def stem_of(entry: Entry) -> str:
    """A short name: that of the file as its server calls it, or the last part of the address with its numbers.

    >>> stem_of(Entry(url="https://www.example.go.kr/brd/view.do?seq=375&page=2", role="release", checked_at=""))
    'view-375-2'
    """
    parts = urlsplit(entry.url)
    last = unquote(parts.path).rstrip("/").rsplit("/", 1)[-1]
    name = entry.filename if entry.filename and entry.role == "attachment" else last
    stem = re.sub(r"\.[A-Za-z]{2,5}$", "", name) or parts.hostname or "page"
    if name == last:
        numbers = [value for _, value in parse_qsl(parts.query) if value.isdigit()]
        stem = "-".join([stem, *numbers])
    return _ODD.sub("_", stem).strip("_")[:_LONGEST] or "page"


def _modified(entry: Entry) -> str | None:
    """When the source says that it changed a release last; in the time of its own place."""
    try:
        return datetime.strptime(str(entry.facts.get("ModifyDate", "")), "%m/%d/%Y %H:%M:%S").isoformat()
    except ValueError:
        return None
