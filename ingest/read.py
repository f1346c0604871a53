"""The door of the stage: a file or its bytes to a `Document`."""

import hashlib
from pathlib import Path, PurePosixPath

from corpus.documents import Block, BlockKind, Document, Source, Table, quote
from corpus.errors import UnreadableFile

from . import containers, sniff
from .assemble import Assembled, assemble
from .containers import Contents
from .head.facts import head_of
from .language import main_language
from .layout.blocks import blocks_of
from .layout.titles import find_titles
from .layout.zones import Sheet, sheet_of
from .limits import LIMITS, Limits
from .loaders import loader_of
from .loaders.raw import RawFile
from .recognition import was_missing
from .tables.frames import Frame
from .tables.grid import header_rows
from .tables.labels import caption_of, kind_of_table


def read(
    path: Path,
    *,
    name: str | None = None,
    id: str | None = None,  # noqa: A002
    ref_date: str | None = None,
    limits: Limits = LIMITS,
) -> Document:
    """Read the file at `path`, or the one that it names in a bundle or mail: `bundle.zip!/folder/release.hwpx`.

    `name` is what the file is known by, where that is not its path: the address it was fetched from. `id` is the
    stem of its name where not given; `ref_date` (EDTF) counts only where the text does not say when it was
    issued.

    Raises:
        UnreadableFile: missing, a directory, over a limit, or not readable as a release.
    """
    data = _bytes_of(str(path), limits)
    return read_bytes(data, name=name or containers.known_name(path), id=id, ref_date=ref_date, limits=limits)


def members(path: Path, *, name: str | None = None, limits: Limits = LIMITS) -> Contents:
    """The documents that the file at `path` holds: itself, those in a bundle, or a mail and what came with it.

    Each can be read by its name, which begins with `name`: the path of the file where not given. Nothing is written to
    disk.

    Raises:
        UnreadableFile: missing, a directory, over a limit, or a bundle or mail that cannot be opened.
    """
    return containers.members(_bytes_of(str(path), limits), name=name or containers.known_name(path), limits=limits)


def too_large(name: str, size: int, limits: Limits) -> UnreadableFile:
    """The error for a file of more bytes than the limit."""
    return UnreadableFile(
        f"{name} has {size:,} bytes; the limit is {limits.file_bytes:,}", hint="Split it into single releases"
    )


def _bytes_of(name: str, limits: Limits) -> bytes:
    """The bytes of a file, or of one within it.

    Raises:
        UnreadableFile: missing, a directory, or over a limit.
    """
    path, within = containers.located(name)
    name = containers.known_name(path)
    try:
        if path.is_dir():
            raise UnreadableFile(f"{name} is a directory", hint="Name the files in it")
        size = path.stat().st_size
        if size > limits.file_bytes:
            raise too_large(name, size, limits)
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"{name} does not exist", hint="Check the path") from error
    except OSError as error:
        raise UnreadableFile(f"{name} cannot be opened: {error.strerror}", hint="Check its permissions") from error
    if not within:
        return data
    return containers.bytes_within(data, name=name, within=within, limits=limits)


def read_bytes(
    data: bytes,
    *,
    name: str,
    id: str | None = None,  # noqa: A002
    ref_date: str | None = None,
    limits: Limits = LIMITS,
) -> Document:
    """Read a file whose bytes are `data`; `name` is its path or URL as given.

    Raises:
        UnreadableFile: over a limit, or not readable as a release.
    """
    media_type = sniff.media_type(data, name=name)
    if media_type == sniff.ZIP:
        raise UnreadableFile(f"{name} is a bundle of files", hint=f"Name one of them: {name}{containers.WITHIN}FILE")
    raw = loader_of(media_type)(data, name=name, limits=limits)
    source = Source(
        path=name,
        media_type=media_type,
        encoding=raw.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        url=raw.page.url,
        licence=raw.page.licence,
        rights=raw.page.rights,
    )
    return document_of(raw, source=source, id=id if id is not None else PurePosixPath(name).stem, ref_date=ref_date)


def document_of(raw: RawFile, *, source: Source, id: str, ref_date: str | None = None) -> Document:  # noqa: A002
    """Make the document of a file that a loader read: an empty one where text recognition was missing for all of it.

    Raises:
        UnreadableFile: there is no text in it, or text in another language than those read.
    """
    assembled = assemble(raw)
    text = assembled.text
    if not text.strip():
        if was_missing(raw.reasons):
            return Document(
                id=id, source=source, text="", lang=None, langs=(), blocks=(), reasons=raw.reasons, status="suspect"
            )
        raise UnreadableFile(f"{source.path} has no text", hint="If it is a scan, recognise its text first")
    sheet = sheet_of(assembled.lines)
    titles = find_titles(sheet, raw.facts.title)
    kinds: list[BlockKind] = [
        "furniture" if number in assembled.furniture else kind_of_table(assembled.lines, grid, body=sheet.body)
        for number, grid in enumerate(assembled.grids)
    ]
    blocks = tuple(blocks_of(text, sheet, titles, kinds, wrapped=raw.wrapped))
    lang, langs = main_language(text, blocks, name=source.path)
    blocks = tuple(block.model_copy(update={"lang": lang}) if block.lang == "und" else block for block in blocks)
    return Document(
        id=id,
        source=source,
        text=text,
        lang=lang,
        langs=langs,
        blocks=blocks,
        tables=_tables(assembled, sheet, kinds, blocks),
        head=head_of(text, sheet, titles, blocks, raw.facts, ref_date=ref_date),
        reasons=raw.reasons,
        status="suspect" if raw.reasons else "ok",
        attachments=raw.page.attachments,
        variants=raw.page.variants,
    )


def _tables(assembled: Assembled, sheet: Sheet, kinds: list[BlockKind], blocks: tuple[Block, ...]) -> tuple[Table, ...]:
    """The tables as data, and the frames."""
    text = assembled.text
    tables = []
    for place in assembled.places:
        if isinstance(place.table, Frame):
            start, end = place.table.span
            cells, page = place.table.cells(), place.table.page
            tables.append(Table(kind="frame", start=start, end=end, cells=cells, page=page, within=place.within))
            continue
        grid, kind = assembled.grids[place.table], kinds[place.table]
        marked, captioned = assembled.header_rows[place.table], assembled.captions[place.table]
        first, last = assembled.lines[grid.first], assembled.lines[grid.last]
        plain = kind == "table"
        named = header_rows(text, grid.rows) if plain and marked is None else 0
        caption = captioned or (caption_of(sheet, grid, kinds) if plain else None)
        tables.append(
            Table(
                start=first.start,
                end=last.end,
                cells=grid.cells(),
                header_rows=marked if marked is not None else grid.place(named - 1) + 1 if named else 0,
                caption=quote(text, blocks, *caption) if caption else None,
                page=first.page,
                within=place.within,
            )
        )
    return tuple(tables)
