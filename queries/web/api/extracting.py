"""Extraction of what a client sends: read and extracted as a run does, and kept nowhere."""

import shutil
import tempfile
from pathlib import Path
from typing import Annotated, Literal

from fastapi import APIRouter, File, Query, Request, UploadFile
from pydantic import Field

from corpus.errors import CorpusError, UnreadableFile
from corpus.model import Model
from ingest.containers import Member
from queries import published
from queries.published import PublishedRecord

from .. import problems
from ..problems import Problem
from ..served import Served
from .parameters import Day
from .reading import Serving

router = APIRouter(tags=["extraction"])
_LONGEST_NAME = 200
_NAMELESS = "upload"


class Extracted(Model):
    """What became of one document: its record, or why it could not be read."""

    name: str = Field(description="The file, or its name within the bundle that was sent.")
    status: Literal["ok", "suspect", "failed"] = Field(description="`suspect` was read in part.")
    reasons: tuple[str, ...] = Field(default=(), description="Why text is probably missing.")
    text: str | None = Field(default=None, description="The text that offsets count in.")
    record: PublishedRecord | None = None
    problem: Problem | None = None


class Extraction(Model):
    """What was read out of a file: one document, or those of a bundle or a mail."""

    documents: tuple[Extracted, ...]


@router.post("/extract", summary="Extract from a file without storing it", response_model_exclude_none=True)
async def extract(
    request: Request,
    serving: Serving,
    file: Annotated[UploadFile, File(description="A release in any format that is read, or a bundle or mail of them.")],
    ref: Annotated[
        Day | None,
        Query(description="The day of issue, where the text does not say it.", examples=["2022-09-28"]),
    ] = None,
) -> Extraction:
    """Read a file in a process apart, with limits of time and memory, and extract its facts. Nothing is kept."""
    extraction: Extraction = await request.app.state.lanes.run("uploads", _extraction, serving, file, ref)
    return extraction


def _extraction(serving: Served, file: UploadFile, ref: str | None) -> Extraction:
    sent = plain(file.filename or "")
    with tempfile.TemporaryDirectory(prefix="communique-") as folder:
        path = Path(folder) / _NAMELESS
        with path.open("wb") as out:
            shutil.copyfileobj(file.file, out)
        try:
            members = _members(serving, path, sent)
        except CorpusError as error:
            return Extraction(documents=(_failed(sent, error),))
        return Extraction(documents=tuple(_extracted(serving, path, sent, member, ref) for member in members))


def _members(serving: Served, path: Path, sent: str) -> tuple[Member, ...]:
    members = serving.reader().members(path, name=sent).members
    if len(members) > (most := serving.settings.upload_members):
        raise UnreadableFile(f"{sent} holds {len(members)} files", hint=f"Send at most {most} at once")
    return members


def _extracted(serving: Served, path: Path, sent: str, member: Member, ref: str | None) -> Extracted:
    try:
        member.check()
        at = f"{path}{member.name.removeprefix(sent)}"
        document = serving.reader().read(at, name=member.name, ref_date=ref)
        record = serving.extract(document)
    except CorpusError as error:
        return _failed(member.name, error)
    return Extracted(
        name=member.name, status=document.status, reasons=document.reasons, text=document.text,
        record=published.published(record),
    )  # fmt: skip


def _failed(name: str, error: CorpusError) -> Extracted:
    return Extracted(name=name, status="failed", problem=problems.of_error(error))


def plain(name: str) -> str:
    """The last part of the name of a file as a client sends it, without what steers terminals.

    >>> plain("C:\\\\releases\\\\2025.hwpx"), plain("../../etc/passwd"), plain("")
    ('2025.hwpx', 'passwd', 'upload')
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[-_LONGEST_NAME:] or _NAMELESS
