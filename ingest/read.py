"""The door of the stage: a file or its bytes to a `Document`."""

import hashlib
from pathlib import Path, PurePosixPath

from corpus.documents import Block, BlockKind, Document, Head, Source
from corpus.errors import UnreadableFile

from . import sniff
from .language import language_of, main_language
from .limits import MAX_FILE_BYTES
from .loaders import LOADERS


def read(path: Path, *, id: str | None = None, ref_date: str | None = None) -> Document:  # noqa: A002
    """Read the file at `path`.

    `id` is the file's stem where not given; `ref_date` (EDTF) counts only where the text does not say when it was
    issued.

    Raises:
        UnreadableFile: missing, a directory, over a limit, or not readable as a release.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise UnreadableFile(f"{path} is a directory", hint="Name the files in it")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise UnreadableFile(
                f"{path} has {size:,} bytes; the limit is {MAX_FILE_BYTES:,}", hint="Split it into single releases"
            )
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"{path} does not exist", hint="Check the path") from error
    except OSError as error:
        raise UnreadableFile(f"{path} cannot be opened: {error.strerror}", hint="Check its permissions") from error
    return read_bytes(data, name=str(path), id=id if id is not None else path.stem, ref_date=ref_date)


def read_bytes(data: bytes, *, name: str, id: str | None = None, ref_date: str | None = None) -> Document:  # noqa: A002
    """Read a file whose bytes are `data`; `name` is its path or URL as given.

    Raises:
        UnreadableFile: over a limit, or not readable as a release.
    """
    media_type = sniff.media_type(data, name=name)
    raw = LOADERS[media_type](data, name=name)
    text = raw.text or ""
    if not text.strip():
        raise UnreadableFile(f"{name} is blank", hint="Fetch the file again")
    blocks = []
    position = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = position + line.index(stripped[0])
            kind: BlockKind = "paragraph"
            blocks.append(Block(kind=kind, start=start, end=start + len(stripped), lang=language_of(stripped)))
        position += len(line)
    lang, langs = main_language(text, blocks)
    return Document(
        id=id if id is not None else PurePosixPath(name).stem,
        source=Source(
            path=name,
            media_type=media_type,
            encoding=raw.encoding,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
        ),
        text=text,
        lang=lang,
        langs=langs,
        blocks=tuple(blocks),
        head=Head(ref_date=ref_date),
        reasons=raw.reasons,
        status="suspect" if raw.reasons else "ok",
    )
