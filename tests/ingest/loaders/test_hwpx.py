"""HWPX documents, written here part by part."""

import pytest

from corpus.errors import UnreadableFile
from ingest.limits import Limits
from ingest.loaders.hwpx import read_hwpx
from ingest.loaders.raw import RawCell, RawFile

from .hwpx_writer import YEARS, cell, hwpx, paragraph, section, table, text

LONG = "환경부는 제21차 회의를 서울에서 열고 세 나라의 협력을 이어 가기로 하였다."


def read(*paragraphs: str, **parts: str) -> RawFile:
    named = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    return read_hwpx(hwpx({"Contents/section0.xml": section(*paragraphs), **named}), name="release.hwpx")


def texts(raw: RawFile) -> list[str]:
    return [block.text for block in raw.blocks if block.table is None or not block.table.is_frame]


def test_sections_follow_the_spine_and_then_those_that_it_forgot() -> None:
    spine = (
        '<opf:package xmlns:opf="urn:opf"><opf:manifest><opf:item id="b" href="Contents/section1.xml"/>'
        '<opf:item id="a" href="section0.xml"/></opf:manifest><opf:spine><opf:itemref idref="b"/>'
        '<opf:itemref idref="a"/></opf:spine></opf:package>'
    )
    parts = {f"Contents/section{n}.xml": section(paragraph(text(f"{n}. {LONG}"))) for n in (0, 1, 2, 10)}
    raw = read_hwpx(hwpx({"Contents/content.hpf": spine, **parts}), name="release.hwpx")
    assert [words.partition(".")[0] for words in texts(raw)] == ["1", "0", "2", "10"]


def test_backslashes_in_the_names_of_parts_are_slashes() -> None:
    raw = read_hwpx(hwpx({"Contents\\section0.xml": section(paragraph(text(LONG)))}), name="notice.hwpx")
    assert texts(raw) == [LONG]


@pytest.mark.parametrize("namespace", YEARS)
def test_elements_are_known_by_their_local_names(namespace: str) -> None:
    parts = {"Contents/section0.xml": section(paragraph(text(LONG)), namespace=namespace)}
    assert texts(read_hwpx(hwpx(parts), name="release.hwpx")) == [LONG]


def test_breaks_tabs_and_blanks_within_a_text() -> None:
    words = '<hp:t>일시<hp:tab width="4000"/>9월<hp:nbSpace/>28일<hp:lineBreak/>장소<hp:fwSpace/>서울</hp:t>'
    assert texts(read(paragraph(words))) == ["일시\t9월 28일\n장소 서울"]


def test_what_was_deleted_under_tracking_is_left_out_across_runs() -> None:
    runs = (
        '<hp:t>환경부는 <hp:deleteBegin Id="3" TcId="1"/>제20차</hp:t>',
        '<hp:t> 회의<hp:deleteEnd Id="3" TcId="1"/><hp:insertBegin Id="4"/>제21차 회의<hp:insertEnd Id="4"/>를</hp:t>',
        text(" 서울에서 열었다고 밝혔다."),
    )
    assert texts(read(paragraph(*runs))) == ["환경부는 제21차 회의를 서울에서 열었다고 밝혔다."]


def test_a_table_that_was_deleted_under_tracking_is_left_out() -> None:
    runs = (
        '<hp:t>앞<hp:deleteBegin Id="3"/></hp:t>',
        table(("가", "나"), ("다", "라")),
        '<hp:t><hp:deleteEnd Id="3"/>뒤</hp:t>',
    )
    raw = read(paragraph(*runs), paragraph(text(LONG)))
    assert [(block.text, block.table) for block in raw.blocks] == [("앞뒤", None), (LONG, None)]


def test_of_an_object_kept_in_several_forms_one_is_read() -> None:
    def form(name: str, words: str) -> str:
        return f"<hp:{name}><hp:caption><hp:subList>{paragraph(text(words))}</hp:subList></hp:caption></hp:{name}>"

    forms = f"<hp:case>{form('chart', '도표')}</hp:case><hp:default>{form('ole', '도표')}</hp:default>"
    assert texts(read(paragraph(text(LONG), f"<hp:switch>{forms}</hp:switch>"))) == [LONG, "도표"]


def test_sections_of_earlier_versions_are_not_read() -> None:
    parts = {
        "Contents/section0.xml": section(paragraph(text(LONG))),
        "History/1/section0.xml": section(paragraph(text("옛"))),
    }
    assert texts(read_hwpx(hwpx(parts), name="release.hwpx")) == [LONG]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
def test_a_preview_is_known_in_every_encoding(encoding: str) -> None:
    parts: dict[str, str | bytes] = {"Contents/section0.xml": section(paragraph(text(LONG)))}
    parts["Preview/PrvText.txt"] = LONG.encode(encoding)
    assert read_hwpx(hwpx(parts), name="release.hwpx").reasons == ()


def test_a_deletion_that_never_ends_deletes_nothing() -> None:
    assert texts(read(paragraph(f'<hp:t><hp:deleteBegin Id="3"/>{LONG}</hp:t>'))) == [LONG]


def test_a_table_is_a_grid_with_spans_header_rows_and_caption() -> None:
    rows = [
        cell(paragraph(text("구분")), 0, 0, header=1) + cell(paragraph(text("일정")), 0, 1, cols=2, header=1),
        cell(paragraph(text("환경")), 1, 0) + cell(paragraph(text("9월")), 1, 1) + cell(paragraph(text("서울")), 1, 2),
    ]
    caption = f"<hp:caption><hp:subList>{paragraph(text('표 제목'))}</hp:subList></hp:caption>"
    grid = f"<hp:tbl>{caption}{''.join(f'<hp:tr>{row}</hp:tr>' for row in rows)}</hp:tbl>"
    [block] = read(paragraph(grid)).blocks
    assert block.table is not None
    assert block.table.cells == (
        RawCell(0, 0, "구분"),
        RawCell(0, 1, "일정", 1, 2),
        RawCell(1, 0, "환경"),
        RawCell(1, 1, "9월"),
        RawCell(1, 2, "서울"),
    )
    assert (block.table.caption, block.table.header_rows) == ("표 제목", 1)


def test_a_box_of_one_column_leaves_its_paragraphs() -> None:
    assert texts(read(paragraph(table(("제목",), (LONG,))))) == ["제목", LONG]


def test_a_cell_without_an_address_stands_after_the_one_before_it() -> None:
    bare = "".join(f"<hp:tc><hp:subList>{paragraph(text(words))}</hp:subList></hp:tc>" for words in ("가", "나"))
    [block] = read(paragraph(f"<hp:tbl><hp:tr>{bare}</hp:tr></hp:tbl>")).blocks
    assert block.table is not None
    assert block.table.cells == (RawCell(0, 0, "가"), RawCell(0, 1, "나"))


def test_notes_follow_the_body_running_heads_come_last_and_memos_are_left_out() -> None:
    def listed(name: str, words: str) -> str:
        return f"<hp:ctrl><hp:{name}><hp:subList>{paragraph(text(words))}</hp:subList></hp:{name}></hp:ctrl>"

    runs = (
        listed("header", "보도자료"),
        text("본문"),
        listed("footNote", "각주"),
        listed("fieldBegin", "메모"),
        text(LONG),
    )
    raw = read(paragraph(*runs))
    assert [(block.text, block.kind) for block in raw.blocks] == [
        (f"본문{LONG}", None),
        ("각주", "note"),
        ("보도자료", "furniture"),
    ]


def test_boxes_equations_ruby_and_art_give_their_text() -> None:
    box = (
        f"<hp:rect><hp:drawText><hp:subList>{paragraph(text('글상자'))}</hp:subList></hp:drawText>"
        '<hp:pos treatAsChar="0"/></hp:rect>'
    )
    runs = (
        text("농도 "),
        "<hp:equation><hp:script>x over y</hp:script></hp:equation>",
        box,
        '<hp:compose composeText="①"/>',
        "<hp:dutmal><hp:mainText>청천</hp:mainText><hp:subText>晴天</hp:subText></hp:dutmal>",
        '<hp:textart text="미세먼지"/>',
    )
    assert texts(read(paragraph(*runs))) == ["농도 x over y①청천", "글상자", "미세먼지"]


def test_the_bullet_of_a_paragraph_shape_is_written_out() -> None:
    header = (
        '<hh:head xmlns:hh="urn:head"><hh:bullet id="7" char="○"/><hh:paraPr id="0"/><hh:paraPr id="1">'
        '<hh:heading type="BULLET" idRef="7" level="1"/></hh:paraPr></hh:head>'
    )
    raw = read(paragraph(text(LONG), shape=1), Contents__header_xml=header)
    assert [(block.text, block.kind, block.level) for block in raw.blocks] == [(f"○ {LONG}", "bullet", 2)]


def test_the_numbers_of_lists_and_of_the_outline_are_kept_beside_the_text() -> None:
    levels = '<hh:paraHead level="1" start="2" numFormat="DIGIT">^1.</hh:paraHead>'
    levels += '<hh:paraHead level="2" start="1" numFormat="CIRCLED_DIGIT">^2</hh:paraHead>'
    outline = '<hh:paraHead level="1" start="1" numFormat="HANGUL_SYLLABLE">^1.</hh:paraHead>'
    header = (
        f'<hh:head xmlns:hh="urn:head"><hh:numbering id="1">{outline}</hh:numbering>'
        f'<hh:numbering id="2">{levels}</hh:numbering><hh:paraPr id="0"/>'
        '<hh:paraPr id="1"><hh:heading type="NUMBER" idRef="2" level="0"/></hh:paraPr>'
        '<hh:paraPr id="2"><hh:heading type="NUMBER" idRef="2" level="1"/></hh:paraPr>'
        '<hh:paraPr id="3"><hh:heading type="OUTLINE" idRef="0" level="0"/></hh:paraPr></hh:head>'
    )
    first = paragraph('<hp:secPr outlineShapeIDRef="1"/>', text(LONG), shape=3)
    rest = [paragraph(text(LONG), shape=shape) for shape in (1, 2, 2, 3, 1, 2)]
    raw = read(first, *rest, Contents__header_xml=header)
    assert [block.number for block in raw.blocks] == ["가.", "2.", "①", "②", "나.", "3.", "①"]
    assert set(texts(raw)) == {LONG}


def test_an_encrypted_document_is_named_as_such() -> None:
    manifest = '<manifest><file-entry full-path="Contents/section0.xml"><encryption-data/></file-entry></manifest>'
    parts: dict[str, str | bytes] = {"META-INF/manifest.xml": manifest, "Contents/section0.xml": b"\x01\x02"}
    with pytest.raises(UnreadableFile, match=r"release.hwpx is encrypted with a password"):
        read_hwpx(hwpx(parts), name="release.hwpx")


def test_entities_are_not_resolved() -> None:
    hostile = (
        '<!DOCTYPE s [<!ENTITY a "가나다라"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
        + section(paragraph(f"<hp:t>{LONG}&b;&f;</hp:t>"))
    )
    assert texts(read_hwpx(hwpx({"Contents/section0.xml": hostile}), name="release.hwpx")) == [LONG]


def test_of_a_damaged_part_what_can_be_read_is_read_and_said() -> None:
    whole = section(*(paragraph(text(f"{number}. {LONG}")) for number in range(20)))
    raw = read_hwpx(hwpx({"Contents/section0.xml": whole[: len(whole) // 2]}), name="cut.hwpx")
    assert texts(raw)[0] == f"0. {LONG}"
    assert raw.reasons[0].startswith("contents/section0.xml is damaged at line 1")


def test_a_section_that_is_lost_does_not_take_the_others_along() -> None:
    parts = {"Contents/section0.xml": section(paragraph(text(LONG))), "Contents/section1.xml": "no XML at all"}
    raw = read_hwpx(hwpx(parts), name="half.hwpx")
    assert texts(raw) == [LONG]
    assert len(raw.reasons) == 1
    assert raw.reasons[0].startswith("contents/section1.xml is")


def test_a_document_of_lost_sections_is_refused() -> None:
    with pytest.raises(UnreadableFile, match=r"lost.hwpx has no section that can be read"):
        read_hwpx(hwpx({"Contents/section0.xml": "no XML at all"}), name="lost.hwpx")


def test_the_preview_must_be_there() -> None:
    preview = "양국은 대기오염 예보 기술을 나누고 공동 연구를 시작하기로 했다"
    raw = read(paragraph(text(LONG)), Preview__PrvText_txt=preview)
    assert raw.reasons == ("only 0 of the 9 words of its preview are there, text is missing",)


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        (Limits(expanded_bytes=500), "unpacks to more than 0 MB"),
        (Limits(archive_entries=1), "holds more than 1 parts"),
        (Limits(cells=3), "has a table of more than 3 cells"),
    ],
)
def test_limits_hold(limits: Limits, message: str) -> None:
    data = hwpx({"Contents/section0.xml": section(paragraph(table(("가", "나"), ("다", "라")), text(LONG)))})
    with pytest.raises(UnreadableFile, match=f"^bomb.hwpx {message}\\."):
        read_hwpx(data, name="bomb.hwpx", limits=limits)


def test_deep_nesting_ends_the_reading_of_that_branch_only() -> None:
    nested = paragraph(text("안"))
    for _ in range(20):
        nested = paragraph(text("겉"), f"<hp:tbl><hp:tr>{cell(nested, 0, 0)}</hp:tr></hp:tbl>")
    data = hwpx({"Contents/section0.xml": section(nested, paragraph(text(LONG)))})
    raw = read_hwpx(data, name="deep.hwpx", limits=Limits(nesting=10))
    assert texts(raw)[-1] == LONG
    assert "안" not in texts(raw)
    assert raw.reasons == ("boxes nested more than 10 deep were left out",)
