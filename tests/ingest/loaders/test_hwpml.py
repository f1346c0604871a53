"""HWPML documents."""

import pytest

from corpus.errors import UnreadableFile
from ingest import sniff
from ingest.limits import Limits
from ingest.loaders import loader_of
from ingest.loaders.hwpml import read_hwpml
from ingest.loaders.raw import RawCell

LONG = "환경부는 제21차 회의를 서울에서 열고 세 나라의 협력을 이어 가기로 하였다."


def hwpml(*paragraphs: str) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="no"?><HWPML Style="embed" Version="2.7"><HEAD/>'
    return f"{head}<BODY><SECTION>{''.join(paragraphs)}</SECTION></BODY><TAIL/></HWPML>".encode()


def paragraph(*pieces: str) -> str:
    return f'<P ParaShape="1"><TEXT CharShape="2">{"".join(pieces)}</TEXT></P>'


def char(words: str) -> str:
    return f"<CHAR>{words}</CHAR>"


def cell(row: int, col: int, words: str, spans: str = "") -> str:
    place = f'RowAddr="{row}" ColAddr="{col}" {spans}'
    return f"<CELL {place}><PARALIST>{paragraph(char(words))}</PARALIST></CELL>"


def test_it_is_known_by_its_first_bytes() -> None:
    data = hwpml(paragraph(char(LONG)))
    assert loader_of(sniff.media_type(data, name="release.hml")) is read_hwpml


def test_text_notes_and_tables_are_read() -> None:
    note = f"<FOOTNOTE><PARALIST>{paragraph(char('각주'))}</PARALIST></FOOTNOTE>"
    wide = cell(0, 0, "일정", 'ColSpan="2"')
    rows = f"<ROW>{wide}</ROW><ROW>{cell(1, 0, '9월')}{cell(1, 1, '서울')}</ROW>"
    caption = f"<SHAPEOBJECT><CAPTION><PARALIST>{paragraph(char('표 제목'))}</PARALIST></CAPTION></SHAPEOBJECT>"
    raw = read_hwpml(
        hwpml(
            paragraph("<SECDEF/>", char(f"일시<TAB/>9월<LINEBREAK/>{LONG}"), note),
            paragraph(f"<TABLE>{caption}{rows}</TABLE>"),
        ),
        name="release.hml",
    )
    first, table, last = raw.blocks
    assert first.text == f"일시\t9월\n{LONG}"
    assert table.table is not None
    assert table.table.cells == (RawCell(0, 0, "일정", 1, 2), RawCell(1, 0, "9월"), RawCell(1, 1, "서울"))
    assert table.table.caption == "표 제목"
    assert (last.text, last.kind) == ("각주", "note")


def test_a_document_without_sections_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"release.hml has no section of text"):
        read_hwpml(b'<?xml version="1.0"?><HWPML><BODY/></HWPML>', name="release.hml")


def test_of_a_document_that_is_cut_off_the_rest_is_read_and_said() -> None:
    whole = hwpml(*(paragraph(char(LONG)) for _ in range(9)))
    raw = read_hwpml(whole[: len(whole) // 2], name="cut.hml")
    assert raw.blocks[0].text == LONG
    assert raw.reasons[0].startswith("the document is damaged at line 1")


def test_limits_hold() -> None:
    with pytest.raises(UnreadableFile, match=r"large.hml unpacks to more than 0 MB"):
        read_hwpml(hwpml(paragraph(char(LONG))), name="large.hml", limits=Limits(expanded_bytes=50))


@pytest.mark.parametrize(
    ("declared", "stored"),
    [("UTF-16", "utf-8"), ("UTF-16", "utf-8-sig"), ("UTF-8", "utf-16"), ("UTF-8", "cp949"), ("EUC-KR", "cp949")],
)
def test_the_bytes_tell_the_encoding_and_not_the_declaration(declared: str, stored: str) -> None:
    xml = hwpml(paragraph(char(LONG))).decode()
    words = xml.partition("?>")[2]
    data = f'<?xml version="1.0" encoding="{declared}"?>{words}'.encode(stored)
    assert loader_of(sniff.media_type(data, name="release.hml")) is read_hwpml
    raw = read_hwpml(data, name="release.hml")
    assert ([block.text for block in raw.blocks], raw.reasons) == ([LONG], ())


def test_a_document_without_a_declaration_is_one() -> None:
    data = hwpml(paragraph(char(LONG))).partition(b"?>")[2]
    assert loader_of(sniff.media_type(data, name="release.hml")) is read_hwpml
    assert read_hwpml(data, name="release.hml").blocks[0].text == LONG
