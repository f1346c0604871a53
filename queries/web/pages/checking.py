"""Upload and extract without storing: what would be read out of a file, shown as a stored release would be."""

import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

from fastapi import Request, UploadFile
from fastapi.responses import HTMLResponse

import extract
from corpus.documents import Document
from corpus.errors import CorpusError, UnreadableFile
from corpus.records import Record
from ingest.limits import MIB
from queries.web.problems import kind_of, of_error

from . import facts as facts_of
from .frame import Reader
from .reading import blocks
from .site import Site

_LONGEST_NAME = 120


def form(request: Request, site: Site) -> HTMLResponse:
    """The page that asks for a file."""
    return _page(Reader.of(request), site)


def check(request: Request, site: Site, upload: UploadFile) -> HTMLResponse:
    """What is read out of a file that a visitor sends; of one that cannot be read, why, in one line."""
    reader = Reader.of(request)
    name = _plain(upload.filename or "")
    try:
        document, record = extracted(site, name, _bytes_of(upload, name, site.served.settings.upload_bytes))
    except CorpusError as error:
        return _page(reader, site, status=422, error=error, kind=kind_of(of_error(error)))
    found = facts_of.facts(document, record, reader, stored=False)
    return reader.page(
        "release.html",
        active="check",
        record=record,
        document=document,
        stored=False,
        view="text",
        facts=found,
        issuer=facts_of.issuer_of(record, reader),
        said=facts_of.said_of(record),
        blocks=blocks(document, found),
        paged=None,
        versions=1,
        others=[],
        exports=[],
    )


def extracted(site: Site, name: str, data: bytes) -> tuple[Document, Record]:
    """Read and extract bytes as a run does, in a process apart; nothing of them is kept.

    Raises:
        UnreadableFile: they are no release that can be read, or take more than the limits.
    """
    files, most = site.served.reader(), site.served.settings.upload_characters
    with tempfile.TemporaryDirectory(prefix="communique-") as folder:
        path = Path(folder) / "upload"
        path.write_bytes(data)
        contents = files.members(path, name=name)
        if len(contents.members) != 1 or contents.members[0].name != name:
            raise UnreadableFile(f"{name} holds several files", hint="Send one of them alone")
        document = files.read(path, name=name, id=PurePosixPath(name).stem)
    if len(document.text) > most:
        raise UnreadableFile(f"{name} has more than {most:,} characters", hint="Read it with `communique extract`")
    return document, extract.run(document)


def _bytes_of(upload: UploadFile, name: str, most: int) -> bytes:
    data = upload.file.read(most + 1)
    if not name or not data:
        raise UnreadableFile("No file was sent" if not name else f"{name} is empty", hint="Choose a release to read")
    if len(data) > most:
        raise UnreadableFile(f"{name} has more than {most // MIB} MB", hint="Read it with `communique extract`")
    return data


def _plain(name: str) -> str:
    """The last part of the name of a file as a browser sends it, without what steers terminals."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[-_LONGEST_NAME:]


def _page(reader: Reader, site: Site, *, status: int = 200, **shown: Any) -> HTMLResponse:
    shown = {"error": None, **shown}
    return reader.page(
        "check.html", status=status, active="check", megabytes=site.served.settings.upload_bytes // MIB, **shown
    )
