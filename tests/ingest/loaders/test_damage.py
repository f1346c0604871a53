"""Files damaged at random: a document or an `UnreadableFile` comes of them, never another error."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.documents import Document
from corpus.errors import UnreadableFile
from ingest.worker import Reader

from .hwp_writer import hwp, listed, paragraph, table
from .hwpx_writer import hwpx, section
from .hwpx_writer import paragraph as paragraph_x
from .hwpx_writer import table as table_x
from .hwpx_writer import text as text_x
from .pdf_writer import Page, pdf
from .test_html import page

SENTENCES = [f"환경부는 2022. 9. {day}. 서울에서 제{day}차 한중 환경회의를 열었다." for day in range(1, 20)]
ROWS = (("구분", "내용"), ("일시", "2022. 9. 28."), ("장소", "서울"))

WHOLE = {
    "release.hwp": hwp(b"".join(map(paragraph, SENTENCES)) + paragraph(table(ROWS), listed("fn  ", "각주", 17))),
    "plain.hwp": hwp(b"".join(map(paragraph, SENTENCES)) + paragraph(table(ROWS)), flags=0),
    "release.hwpx": hwpx(
        {"Contents/section0.xml": section(*(paragraph_x(text_x(s)) for s in SENTENCES), paragraph_x(table_x(*ROWS)))}
    ),
    "release.pdf": pdf(Page().lines(60, 100, SENTENCES).grid([60, 160, 360], [500, 520, 540]).text(65, 515, "구분")),
    "release.html": page("<div class='view_cont'>" + "".join(f"<p>{s}</p>" for s in SENTENCES) + "</div>"),
}


def mutants(data: bytes, count: int) -> Iterator[bytes]:
    """Copies of `data`: cut off, with bits turned, with a stretch blanked or repeated."""
    chance = random.Random(20221026)
    for number in range(count):
        copy, at = bytearray(data), chance.randrange(len(data))
        if number % 4 == 0:
            del copy[at:]
        elif number % 4 == 1:
            for _ in range(1 + number):
                copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(8)
        elif number % 4 == 2:
            copy[at : at + 500] = bytes(len(copy[at : at + 500]))
        else:
            copy[at:at] = copy[at : at + 500]
        yield bytes(copy)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as reader:
        yield reader


@pytest.mark.parametrize("name", WHOLE)
def test_damage_is_an_unreadable_file_or_a_document(name: str, reader: Reader, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}-{name}" for number in range(41)]
    for path, data in zip(paths, [WHOLE[name], *mutants(WHOLE[name], 40)], strict=True):
        path.write_bytes(data)
    outcomes = [outcome for _, outcome in reader.read_all(paths)]
    assert isinstance(outcomes[0], Document)
    errors = [outcome for outcome in outcomes if not isinstance(outcome, Document)]
    assert {type(error) for error in errors} <= {UnreadableFile}
    assert [error for error in errors if "at fault" in error.hint or "crashed" in error.problem] == []
