"""What a folder of fetched files holds for reading."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from .announced import document_suffix
from .manifest import MANIFEST_FILE, Entry, Manifest
from .originals import Originals

_READ = ("release", "attachment")
_ODD = re.compile(r"[^\w.-]+")
_LONGEST = 80


@dataclass(frozen=True)
class Fetched:
    """A file to read: where it lies, the address it came from, a short name for it, and the suffix that announces it.

    `suffix` is empty for pages and for files whose names announce nothing.
    """

    path: Path
    url: str
    stem: str
    suffix: str
    entry: Entry


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
            Fetched(path, entry.url, stem_of(entry), document_suffix(entry.filename, entry.label, entry.url), entry)
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
