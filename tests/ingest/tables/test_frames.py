"""Tables that only frame what they hold: their places are kept, their words stay paragraphs."""

import pytest

from corpus.documents import Document, Table
from extract import run
from ingest import read_bytes
from tests.ingest.loaders import docx_writer, hwp_writer, hwpx_writer

LONG = "환경부는 제21차 회의를 서울에서 열고 세 나라의 협력을 이어 가기로 하였다."
DATA = (("구분", "일정"), ("환경", "9월"))


def hwpx(*paragraphs: str) -> Document:
    data = hwpx_writer.hwpx({"Contents/section0.xml": hwpx_writer.section(*paragraphs)})
    return read_bytes(data, name="release.hwpx")


def box(*contents: str) -> str:
    """A table of one column in a paragraph, in each cell what is given."""
    rows = "".join(f"<hp:tr>{hwpx_writer.cell(content, row, 0)}</hp:tr>" for row, content in enumerate(contents))
    return hwpx_writer.paragraph(f"<hp:tbl>{rows}</hp:tbl>")


def words(text: str) -> str:
    return hwpx_writer.paragraph(hwpx_writer.text(text))


def data(*rows: tuple[str, ...]) -> str:
    return hwpx_writer.paragraph(hwpx_writer.table(*rows or DATA))


def of_cells(release: Document, table: Table) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.col, release.text[cell.start : cell.end]) for cell in table.cells]


def outline(release: Document) -> list[tuple[str, int | None]]:
    return [(table.kind, table.within) for table in release.tables]


def test_a_frame_is_a_table_whose_cells_are_spans_of_paragraphs() -> None:
    release = hwpx(words("앞"), box(words("제목") + words("부제"), words(LONG)), words("뒤"))
    [frame] = release.tables
    assert (frame.kind, release.text[frame.start : frame.end]) == ("frame", f"제목\n부제\n{LONG}")
    assert of_cells(release, frame) == [(0, 0, "제목\n부제"), (1, 0, LONG)]
    assert "table" not in [block.kind for block in release.blocks]


def test_a_table_in_a_frame_in_a_frame_stands_in_the_inner_one() -> None:
    release = hwpx(box(words(LONG) + box(data()) + words("끝")))
    assert outline(release) == [("frame", None), ("frame", 0), ("data", 1)]
    outer, inner, table = release.tables
    assert of_cells(release, outer) == [(0, 0, f"{LONG}\n구분\t일정\n환경\t9월\n끝")]
    assert (inner.start, inner.end) == (table.start, table.end)
    assert release.data_tables == (table,)


def test_a_frame_in_a_cell_of_a_table_is_a_part_of_the_text_of_that_cell() -> None:
    mixed = hwpx_writer.cell(words("앞 말") + box(words("상자 안"), words("둘째")) + words("뒷말"), 1, 1)
    rows = (
        hwpx_writer.cell(words("구분"), 0, 0) + hwpx_writer.cell(words("내용"), 0, 1),
        hwpx_writer.cell(words("하나"), 1, 0) + mixed,
        hwpx_writer.cell(words("둘"), 2, 0) + hwpx_writer.cell(words(LONG), 2, 1),
    )
    grid = f"<hp:tbl>{''.join(f'<hp:tr>{row}</hp:tr>' for row in rows)}</hp:tbl>"
    release = hwpx(hwpx_writer.paragraph(grid))
    assert outline(release) == [("data", None), ("frame", 0)]
    assert of_cells(release, release.tables[0])[3] == (1, 1, "앞 말 상자 안 둘째 뒷말")
    assert of_cells(release, release.tables[1]) == [(0, 0, "상자 안"), (1, 0, "둘째")]


def test_a_table_in_a_cell_of_a_table_stands_in_it_and_does_not_stretch_it() -> None:
    rows = (
        hwpx_writer.cell(words("구분"), 0, 0) + hwpx_writer.cell(words("내용"), 0, 1),
        hwpx_writer.cell(words("하나"), 1, 0) + hwpx_writer.cell(words("아래") + box(data()), 1, 1),
        hwpx_writer.cell(words("둘"), 2, 0) + hwpx_writer.cell(words(LONG), 2, 1),
    )
    grid = f"<hp:tbl>{''.join(f'<hp:tr>{row}</hp:tr>' for row in rows)}</hp:tbl>"
    release = hwpx(hwpx_writer.paragraph(grid))
    assert outline(release) == [("data", None), ("frame", 0), ("data", 1)]
    outer, frame, inner = release.tables
    assert outer.end < inner.start
    assert of_cells(release, frame) == [(0, 0, "")]
    assert of_cells(release, inner)[0] == (0, 0, "구분")


def test_an_empty_table_keeps_its_place_and_its_grid() -> None:
    release = hwpx(words(LONG), data(("", ""), ("", "")), words("뒤"))
    [frame] = release.tables
    assert (frame.kind, frame.start, frame.end) == ("frame", len(LONG), len(LONG))
    assert [(cell.row, cell.col) for cell in frame.cells] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_frames_do_not_become_tables_of_facts() -> None:
    release = hwpx(box(words("보도자료") + data()), words(LONG))
    assert [table.header for table in run(release).tables] == [("구분", "일정")]
    assert len(release.tables) == 2


@pytest.mark.parametrize(("caption", "cells"), [("", "제목"), ("표 1 개요", "제목")])
def test_the_caption_of_a_frame_is_a_paragraph_before_it(caption: str, cells: str) -> None:
    listed = f"<hp:caption><hp:subList>{words(caption)}</hp:subList></hp:caption>" if caption else ""
    grid = f"<hp:tbl>{listed}<hp:tr>{hwpx_writer.cell(words(cells), 0, 0)}</hp:tr></hp:tbl>"
    release = hwpx(hwpx_writer.paragraph(grid), words(LONG))
    assert release.text.split("\n") == [*filter(None, [caption]), cells, LONG]
    assert of_cells(release, release.tables[0]) == [(0, 0, cells)]


def test_frames_of_other_formats_are_kept_too() -> None:
    boxed = hwp_writer.paragraph(hwp_writer.table([[hwp_writer.paragraph(LONG)]]))
    hwp = read_bytes(hwp_writer.hwp(boxed), name="release.hwp")
    row = docx_writer.row(docx_writer.cell(docx_writer.words(LONG)))
    docx = read_bytes(docx_writer.docx(docx_writer.table(row)), name="release.docx")
    for release in (hwp, docx):
        assert [of_cells(release, table) for table in release.tables] == [[(0, 0, LONG)]]
        assert outline(release) == [("frame", None)]


def test_a_frame_in_a_running_head_is_kept() -> None:
    def head() -> str:
        return f"<hp:ctrl><hp:header><hp:subList>{box(words('보도자료'))}</hp:subList></hp:header></hp:ctrl>"

    release = hwpx(hwpx_writer.paragraph(head(), hwpx_writer.text(LONG)))
    assert [release.text[table.start : table.end] for table in release.tables] == ["보도자료"]


def test_a_table_whose_rows_were_all_deleted_is_none() -> None:
    deleted = docx_writer.row(docx_writer.cell(docx_writer.words("지움")), properties="<w:del/>")
    release = read_bytes(docx_writer.docx(docx_writer.table(deleted), docx_writer.words(LONG)), name="release.docx")
    assert (release.text, release.tables) == (LONG, ())


def test_a_table_in_a_running_head_is_furniture_and_no_table_of_facts() -> None:
    head = f"<hp:ctrl><hp:header><hp:subList>{data()}</hp:subList></hp:header></hp:ctrl>"
    release = hwpx(hwpx_writer.paragraph(head, hwpx_writer.text(LONG)))
    assert [block.kind for block in release.blocks] == ["paragraph", "furniture"]
    assert len(release.tables) == 1
    assert run(release).tables == ()
