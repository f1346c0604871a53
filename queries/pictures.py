"""Pictures of the pages of a stored PDF, drawn from its file as long as that has the bytes that were read.

A PDF comes from outside, so it is drawn by a process of its own, which may take so much time and memory and no more.
"""

import io
import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import IO

from corpus.documents import Document, Source
from corpus.errors import UnreadableFile

PDF = "application/pdf"
SCALE = 2.0
"""Pixels a point: 144 dots an inch, sharp on the screens of laptops, 150 to 400 kB a page."""
_SECONDS = 20
_MEMORY = 1 << 30
_MOST_PIXELS = 4000
_KEPT = 48

Size = tuple[float, float]


def paged(document: Document, copies: list[Document]) -> Document | None:
    """The document itself or the first of its copies that has pages to show; None where none has."""
    return next((each for each in (document, *copies) if each.source.media_type == PDF), None)


@lru_cache(maxsize=256)
def sizes(path: str, sha256: str) -> tuple[Size, ...]:
    """Width and height in points of each page.

    Raises:
        UnreadableFile: the file is gone, has other bytes now, or cannot be drawn.
    """
    return tuple((float(width), float(height)) for width, height in json.loads(_ask(path, sha256, "sizes")))


@lru_cache(maxsize=_KEPT)
def picture(path: str, sha256: str, page: int) -> bytes:
    """A page, from 1, as PNG.

    Raises:
        UnreadableFile: as `sizes`, or there is no such page.
    """
    return _ask(path, sha256, str(page))


def is_there(source: Source) -> bool:
    """Whether the file that was read can still be drawn."""
    try:
        sizes(source.path, source.sha256)
    except UnreadableFile:
        return False
    return True


def _ask(path: str, sha256: str, what: str) -> bytes:
    name = Path(path).name
    try:
        done = subprocess.run(
            [sys.executable, "-m", "queries.pictures", path, sha256, what],
            capture_output=True, timeout=_SECONDS, check=False, cwd=Path.cwd(), env=_environment(),
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(f"{name} took more than {_SECONDS} seconds to draw", hint=_OPEN_IT) from error
    if done.returncode == 0:
        return done.stdout
    problem, hint = _PROBLEMS.get(done.returncode, _PROBLEMS[_BROKEN])
    raise UnreadableFile(f"{name} {problem}", hint=hint)


def _environment() -> dict[str, str]:
    root = str(Path(__file__).resolve().parent.parent)
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH")]))}


_GONE, _CHANGED, _BROKEN, _NO_PAGE = 3, 4, 5, 6
_OPEN_IT = "Open the file in its own program"
_PROBLEMS = {
    _GONE: ("is no longer where it was read", "Put the file back, or run again over the folder where it is now"),
    _CHANGED: ("has other bytes than when it was read", "`communique run` takes in what it says now"),
    _BROKEN: ("cannot be drawn", _OPEN_IT),
    _NO_PAGE: ("has no such page", "The text of the release names its pages"),
}


def main(path: str, sha256: str, what: str, out: IO[bytes]) -> int:
    """What the process apart does: write the sizes of the pages or one page; the exit status says what is wrong."""
    import hashlib

    import pypdfium2

    from ingest import containers
    from ingest.limits import LIMITS

    file, within = containers.located(path)
    try:
        data = file.read_bytes()
        if within:
            data = containers.bytes_within(data, name=str(file), within=within, limits=LIMITS)
    except (OSError, UnreadableFile):
        return _GONE
    if hashlib.sha256(data).hexdigest() != sha256:
        return _CHANGED
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            if what == "sizes":
                out.write(json.dumps([pdf.get_page_size(number) for number in range(len(pdf))]).encode())
                return 0
            if not 1 <= int(what) <= len(pdf):
                return _NO_PAGE
            page = pdf[int(what) - 1]
            scale = min(SCALE, _MOST_PIXELS / max(page.get_size()))
            written = io.BytesIO()
            page.render(scale=scale).to_pil().convert("P", palette=1, colors=128).save(written, "PNG", optimize=True)
            out.write(written.getvalue())
            return 0
    except pypdfium2.PdfiumError:
        return _BROKEN


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time of the one who asks holds there too
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))


if __name__ == "__main__":
    _limit()
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3], sys.stdout.buffer))
