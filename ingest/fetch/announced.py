"""What came against what was announced: servers send pages that say "no such file" as downloads, with status 200."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from corpus.errors import Unreachable, UnreadableFile
from ingest import sniff
from ingest.downloads import downloads
from ingest.encodings import decode, narrowed

_LOOKED_AT = 4096
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html|head|body|script|meta|title|div|p|center|h1)\b",
    re.I,
)
_SAID = (
    re.compile(r"alert\(\s*[\"'](.{1,200}?)[\"']\s*\)", re.DOTALL),
    re.compile(r"<title[^>]*>(.{1,200}?)</title>", re.DOTALL | re.IGNORECASE),
)
_DOCUMENTS = (b"<?xml", b"{\\rtf", b"%PDF")
_TYPES = {
    "/pdf": ".pdf",
    "hwpx": ".hwpx",
    "hwp+zip": ".hwpx",
    "hwp": ".hwp",
    "msword": ".doc",
    "officedocument": ".docx",
}
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def document_suffix(*names: str) -> str:
    """The suffix of a document (".hwp") with which one of the names ends: of a file, of a link, or of a URL.

    >>> document_suffix("붙임 1. 보도자료.hwpx (120 KB)", "https://www.example.go.kr/down.do?no=1")
    '.hwpx'
    """
    for name in names:
        path = unquote(urlsplit(name).path) if name.startswith(("http://", "https://")) else name
        found = downloads().suffix(path)
        if found:
            return found
    return ""


def suffix_of_type(content_type: str) -> str:
    """The suffix of the document that a header Content-Type announces; empty for pages, text and unknown types."""
    kind = content_type.partition(";")[0].strip().lower()
    return next((suffix for word, suffix in _TYPES.items() if word in kind), "")


def check_announced(path: Path, url: str, suffix: str) -> None:
    """Refuse a page or a message that came in place of the document that `suffix` announces.

    Raises:
        Unreachable: it is text, and no document of this kind.
    """
    if not suffix or suffix in downloads().texts:
        return
    with path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    start = narrowed(head)
    is_document = start.lstrip().startswith(_DOCUMENTS) or not sniff.is_text(head)
    if is_document and not _PAGE.match(start):
        return
    said = what_it_says(head)
    raise Unreachable(
        f"{url} announces a {suffix} file and gives a page{f' that says “{said}”' if said else ''}",
        hint="Open the page that links it in a browser",
    )


def what_it_says(head: bytes) -> str:
    """The message of an error page: of its alert, its title, or its first words."""
    try:
        text = decode(head, name="a page").text
    except UnreadableFile:
        return ""
    for pattern in _SAID:
        if match := pattern.search(text):
            return _line(match[1])
    return _line(_TAGS.sub(" ", text))


def _line(text: str) -> str:
    return " ".join(unescape(text).replace("\\n", " ").split())[:100]


def media_type_of(path: Path, *, name: str, content_type: str) -> str:
    """What the bytes are: as they show, or where that is of a kind that is not read, as the server says."""
    with path.open("rb") as file:
        data = file.read()
    try:
        return sniff.media_type(data, name=name)
    except UnreadableFile:
        return content_type.partition(";")[0].strip().lower() or "application/octet-stream"
