"""Where cells stand in their table, and the numbers of lists in them."""

from corpus.documents import Cell, Source, Table
from ingest.limits import LIMITS, Allowance
from ingest.loaders.flow import Content, Grid, GridCell, Paragraph, blocks
from ingest.loaders.raw import RawFile
from ingest.read import document_of

SOURCE = Source(path="release.hwpx", media_type="application/hwp+zip", sha256="0", size=0)
LINE = Paragraph("환경부는 2026년 3월 2일 서울에서 한중 환경장관회의를 열었다.")


def cell(row: int, col: int, *paragraphs: Paragraph, is_header: bool = False) -> GridCell:
    return GridCell(row, col, 1, 1, list(paragraphs), is_header)


def table(*cells: GridCell) -> tuple[str, Table]:
    content: list[Content] = [LINE, Grid(list(cells))]
    raw = RawFile(blocks=tuple(blocks(content, Allowance("release.hwpx", LIMITS))))
    document = document_of(raw, source=SOURCE, id="release")
    [found] = document.data_tables
    return document.text, found


def at(found: Table, row: int, col: int) -> Cell:
    [cell] = [cell for cell in found.cells if (cell.row, cell.col) == (row, col)]
    return cell


def test_the_numbers_of_lists_in_a_cell_are_kept_beside_its_text() -> None:
    numbered = Paragraph("공동연구", number="1."), Paragraph("인력 교류", number="2."), Paragraph("기타")
    text, found = table(
        cell(0, 0, Paragraph("분야")),
        cell(0, 1, Paragraph("내용")),
        cell(1, 0, Paragraph("대기")),
        cell(1, 1, *numbered),
    )
    held = at(found, 1, 1)
    assert (text[held.start : held.end], held.numbers) == ("공동연구 인력 교류 기타", ("1.", "2."))
    assert at(found, 0, 0).numbers == ()


def test_a_row_without_text_keeps_the_rows_below_in_their_place() -> None:
    empty = cell(0, 0), cell(0, 1)
    names = cell(1, 0, Paragraph("분야")), cell(1, 1, Paragraph("예산"))
    values = (
        cell(2, 0, Paragraph("대기")),
        cell(2, 1, Paragraph("1,200")),
        cell(4, 0, Paragraph("물")),
        cell(4, 1, Paragraph("900")),
    )
    _, found = table(*empty, *names, *values)
    assert [(cell.row, cell.col) for cell in found.cells] == [(1, 0), (1, 1), (2, 0), (2, 1), (4, 0), (4, 1)]
    assert found.header_rows == 2


def test_marked_header_rows_count_from_the_same_row_as_the_cells() -> None:
    names = cell(1, 0, Paragraph("분야"), is_header=True), cell(1, 1, Paragraph("내용"), is_header=True)
    _, found = table(
        cell(0, 0, is_header=True), cell(0, 1, is_header=True), *names, cell(2, 0, LINE), cell(2, 1, Paragraph("대기"))
    )
    assert [cell.row < found.header_rows for cell in found.cells] == [True, True, False, False]
