"""Word documents."""

import io

import docx as python_docx
import pytest

from corpus.errors import UnreadableFile
from ingest import read_bytes, sniff
from ingest.limits import Limits
from ingest.loaders import loader_of
from ingest.loaders.docx import read_docx
from ingest.loaders.raw import RawCell, RawFile

from .docx_writer import cell, docx, in_list, level, paragraph, part, row, run, table, words
from .zip_writer import zipped

LONG = "두 나라는 제4차 해양대화를 부산에서 열고 공동조사를 이어 가기로 하였다."


def read(*body: str, **parts: str) -> RawFile:
    return read_docx(docx(*body, **parts), name="release.docx")


def texts(raw: RawFile) -> list[str]:
    return [block.text for block in raw.blocks if block.table is None or not block.table.is_frame]


def cells(raw: RawFile) -> list[list[RawCell]]:
    tables = [block.table for block in raw.blocks if block.table is not None]
    return [list(table.cells) for table in tables if not table.is_frame]


def test_what_another_program_wrote_is_read_in_order() -> None:
    written = python_docx.Document()
    written.add_heading("제4차 해양대화 개최", 0)
    written.add_heading("개요", 1)
    written.add_paragraph(LONG)
    written.add_paragraph("공동조사", style="List Bullet")
    written.add_paragraph("첫째", style="List Number")
    written.add_paragraph("둘째", style="List Number")
    grid = written.add_table(3, 2)
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "일정"
    grid.cell(1, 0).merge(grid.cell(2, 0)).text = "5월"
    grid.cell(1, 1).text, grid.cell(2, 1).text = "부산", "여수"
    written.add_paragraph("끝")
    written.sections[0].header.paragraphs[0].text = "보도자료"
    stream = io.BytesIO()
    written.save(stream)
    data = stream.getvalue()
    assert loader_of(sniff.media_type(data, name="release.doc")) is read_docx
    raw = read_docx(data, name="release.docx")
    assert texts(raw) == [
        "제4차 해양대화 개최", "개요", LONG, "• 공동조사", "첫째", "둘째", "", "끝", "보도자료",
    ]  # fmt: skip
    kinds = [(block.kind, block.level) for block in raw.blocks]
    assert kinds[:4] == [("title", 0), ("heading", 1), (None, 0), ("bullet", 1)]
    assert kinds[-1] == ("furniture", 0)
    assert cells(raw) == [
        [RawCell(0, 0, "일정", cols=2), RawCell(1, 0, "5월", rows=2), RawCell(1, 1, "부산"), RawCell(2, 1, "여수")]
    ]


def test_insertions_are_read_and_deletions_are_not() -> None:
    raw = read(
        paragraph(
            run("회의는 "),
            f"<w:del>{run('4월').replace('w:t', 'w:delText')}</w:del>",
            f"<w:ins>{run('5월')}</w:ins>",
            f"<w:moveFrom>{run('에 여수')}</w:moveFrom>",
            run("에 열린다."),
        ),
        f"<w:del>{words('지운 문단')}</w:del>",
        f"<w:ins>{words('넣은 문단')}</w:ins>",
        table(row(cell(words("가")), cell(words("나"))), row(cell(words("지움")), properties="<w:del/>")),
    )
    assert texts(raw)[:2] == ["회의는 5월에 열린다.", "넣은 문단"]
    assert [each.text for each in cells(raw)[0]] == ["가", "나"]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    raw = read(words("두 나라는 ", "<w:rPr><w:del/></w:rPr>"), words("합의하였다."))
    assert texts(raw) == ["두 나라는 합의하였다."]


def test_content_controls_links_fields_and_breaks_are_read() -> None:
    raw = read(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{words('제목')}</w:sdtContent></w:sdt>",
        paragraph(
            f"<w:hyperlink>{run('누리집')}</w:hyperlink>",
            f"<w:sdt><w:sdtContent>{run(' 참조')}</w:sdtContent></w:sdt>",
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>DATE</w:instrText></w:r>',
            "<w:r><w:tab/><w:t>5.3.</w:t><w:br/><w:t>둘째 줄</w:t><w:noBreakHyphen/><w:t>끝</w:t></w:r>",
            run("숨김", "<w:vanish/>"),
            '<w:r><w:sym w:font="Wingdings" w:char="F06E"/></w:r>',
        ),
    )
    assert texts(raw) == ["제목", "누리집 참조\t5.3.\n둘째 줄-끝■"]


@pytest.mark.parametrize("place", ["anchor", "inline"])
def test_text_boxes_are_read_once(place: str) -> None:
    box = f"<wps:txbx><w:txbxContent>{words('상자')}</w:txbxContent></wps:txbx>"
    old = f"<w:pict><v:textbox><w:txbxContent>{words('상자')}</w:txbxContent></v:textbox></w:pict>"
    drawing = f"<w:drawing><wp:{place}>{box}</wp:{place}></w:drawing>"
    both = (
        f"<mc:AlternateContent><mc:Choice>{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )
    raw = read(paragraph(run("앞 "), f"<w:r>{both}</w:r>", run("뒤")))
    assert texts(raw) == (["앞 뒤", "상자"] if place == "anchor" else ["앞 ", "상자", "뒤"])
    assert texts(read(paragraph(f"<w:r>{old}</w:r>"))) == ["상자"]


def test_notes_come_after_the_body_and_page_ends_last() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    end = '<w:sectPr><w:headerReference r:id="header1"/><w:headerReference r:id="header2"/></w:sectPr>'
    notes = part(
        "footnotes",
        f'<w:footnote w:type="separator" w:id="0">{words("---")}</w:footnote>',
        f'<w:footnote w:id="2">{words("각주")}</w:footnote><w:footnote w:id="3">{words("쓰이지 않음")}</w:footnote>',
    )
    head = part("hdr", words("머리글"))
    raw = read(paragraph(run("본문"), mark), words("끝"), end, footnotes=notes, header1=head, header2=head)
    assert [(block.text, block.kind) for block in raw.blocks] == [
        ("본문", None), ("끝", None), ("각주", "note"), ("머리글", "furniture"),
    ]  # fmt: skip


def test_numbers_of_lists_are_those_that_the_numbering_states_and_bullets_are_written_out() -> None:
    numbering = part(
        "numbering",
        '<w:abstractNum w:abstractNumId="0">',
        level(0, "upperRoman", "%1."),
        level(1, "ganada", "%2)"),
        level(2, "decimal", "%2-%3"),
        "</w:abstractNum>",
        '<w:abstractNum w:abstractNumId="1">',
        level(0, "bullet", "l", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'),
        "</w:abstractNum>",
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>',
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>',
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>',
    )
    raw = read(
        *(in_list("항", 1, at) for at in (0, 1, 1, 2, 0, 1)),
        in_list("점", 2),
        in_list("다시", 3),
        words("없음", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        numbering=numbering,
    )
    assert [block.number for block in raw.blocks] == ["I.", "가)", "나)", "나-1", "II.", "가)", "", "I.", ""]
    assert texts(raw) == [*["항"] * 6, "● 점", "다시", "없음"]
    assert raw.blocks[6].kind == "bullet"


def test_nested_tables_are_tables_and_a_frame_is_none() -> None:
    inner = table(row(cell(words("가")), cell(words("나"))))
    plain = [row(cell(words(name)), cell(words("값"))) for name in ("하나", "둘")]
    outer = table(*plain, row(cell(words("밖")), cell(words("안:"), inner, words("끝"))))
    raw = read(outer, table(row(cell(words(LONG)))))
    assert [[each.text for each in found] for found in cells(raw)] == [
        ["하나", "값", "둘", "값", "밖", "안:\n끝"], ["가", "나"],
    ]  # fmt: skip
    assert texts(raw)[-1] == LONG


def test_spans_before_the_first_cell_and_header_rows_are_kept() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    raw = read(
        table(
            row(
                cell(words("나"), properties=wide),
                properties='<w:gridBefore w:val="1"/><w:tblHeader/>',
            ),
            row(cell(words("가")), cell(words("1")), cell(words("2"))),
        )
    )
    assert cells(raw) == [[RawCell(0, 1, "나", cols=2), RawCell(1, 0, "가"), RawCell(1, 1, "1"), RawCell(1, 2, "2")]]
    [block] = raw.blocks
    assert block.table is not None
    assert block.table.header_rows == 1


def test_the_document_is_a_release_with_a_title() -> None:
    styles = part("styles", '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Title"/></w:style>')
    document = read_bytes(
        docx(words("제4차 해양대화 개최", '<w:pStyle w:val="a"/>'), words(LONG), styles=styles), name="release.docx"
    )
    assert document.head.title is not None
    assert document.head.title.text == "제4차 해양대화 개최"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = docx(words(LONG), styles=part("styles", " " * 20_000_000))
    with pytest.raises(UnreadableFile, match=r"release.docx unpacks to more than 1 MB"):
        read_docx(data, name="release.docx", limits=Limits(expanded_bytes=1 << 20))


def test_entities_are_not_resolved() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]>'
    document = part("document", f"<w:body>{words(LONG)}{paragraph(run('X')).replace('X', '&l9;&f;')}</w:body>")
    raw = read_docx(
        zipped({"word/document.xml": document.replace("?>", f"?>{body}", 1)}), name="release.docx"
    )  # fmt: skip
    assert "root:" not in "".join(texts(raw))
    assert len("".join(texts(raw))) < 200


def test_an_image_is_never_unpacked() -> None:
    data = zipped({
        "word/document.xml": part("document", f"<w:body>{words(LONG)}</w:body>"),
        "word/media/image1.png": b"\x89PNG" + bytes(3 << 20),
    })  # fmt: skip
    assert texts(read_docx(data, name="release.docx", limits=Limits(expanded_bytes=1 << 20))) == [LONG]


def test_boxes_in_boxes_end_somewhere_and_it_is_said() -> None:
    deep = words("안")
    for _ in range(80):
        deep = table(row(cell(deep, words("x")), cell(words("y"))))
    raw = read(words(LONG), deep)
    assert raw.blocks[0].text == LONG
    assert raw.reasons


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (zipped({"word/document.xml": "no xml at all"}), "has no body that can be read"),
        (zipped({"word/other.xml": "<a/>"}), "has no body that can be read"),
        (docx(words(LONG))[:-40], "damaged"),
    ],
)
def test_what_cannot_be_read_is_one_line(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableFile, match=says):
        read_bytes(data, name="release.docx")
