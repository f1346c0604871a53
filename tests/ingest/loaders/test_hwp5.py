"""HWP 5 documents, written here record by record."""

import struct
import zlib

import pytest

from corpus.errors import UnreadableFile
from ingest.limits import Limits
from ingest.loaders.hwp5 import read_hwp5
from ingest.loaders.raw import RawBlock, RawCell, RawFile

from .hwp_writer import DISTRIBUTION, DRM, PASSWORD, Control, hwp, listed, paragraph, record, table
from .ole_writer import ole


def read(*sections: bytes, **options: object) -> RawFile:
    return read_hwp5(hwp(*sections, **options), name="release.hwp")  # type: ignore[arg-type]


def texts(raw: RawFile) -> list[str]:
    return [block.text for block in raw.blocks if block.table is None or not block.table.is_frame]


def cells(block: RawBlock) -> list[tuple[int, int, str]]:
    assert block.table is not None
    return [(cell.row, cell.col, cell.text) for cell in block.table.cells]


LONG = "환경부는 제21차 회의를 서울에서 열고 세 나라의 협력을 이어 가기로 하였다."


@pytest.mark.parametrize(
    "flags", [0, 1, DISTRIBUTION, DISTRIBUTION | 1], ids=["plain", "packed", "sent", "sent-packed"]
)
def test_sections_are_read_in_the_order_of_their_numbers(flags: int) -> None:
    sections = [paragraph(f"{number}. {LONG}") for number in range(12)]
    assert texts(read(*sections, flags=flags)) == [f"{number}. {LONG}" for number in range(12)]


def test_breaks_and_tabs_within_a_paragraph_are_kept() -> None:
    tab = "\t\x00\x00\x00\x00\x00\x00\t"
    assert texts(read(paragraph(f"일시{tab}2022. 9. 28.\n장소{tab}서울\x1e중구\x18동"))) == [
        "일시\t2022. 9. 28.\n장소\t서울 중구-동"
    ]


def test_a_character_beyond_the_basic_plane_is_one_character() -> None:
    assert texts(read(paragraph(f"𠮷田 대표, {LONG}"))) == [f"𠮷田 대표, {LONG}"]


def test_the_boxed_numbers_of_hancom_are_circled_numbers() -> None:
    assert texts(read(paragraph(f"\U000f02b1 {LONG}"))) == [f"① {LONG}"]


def test_a_table_is_a_grid_with_spans_and_caption() -> None:
    grid = table([["구분", "일정", ""], ["환경", "9월", "서울"]], spans={(0, 1): (1, 2)}, caption="표 제목", headers=1)
    [before, block, after] = read(paragraph(LONG), paragraph(grid), paragraph("끝.")).blocks
    assert (before.text, after.text) == (LONG, "끝.")
    assert block.table is not None
    assert block.table.cells == (
        RawCell(0, 0, "구분"),
        RawCell(0, 1, "일정", 1, 2),
        RawCell(1, 0, "환경"),
        RawCell(1, 1, "9월"),
        RawCell(1, 2, "서울"),
    )
    assert (block.table.caption, block.table.header_rows) == ("표 제목", 1)


def test_a_box_around_the_release_leaves_its_paragraphs_and_tables() -> None:
    inner = table([["일시", "9월 28일"], ["장소", "서울"]])
    boxed = paragraph("제목") + paragraph(LONG) + paragraph(inner)
    raw = read(paragraph(table([[boxed]])))
    assert texts(raw) == ["제목", LONG, ""]
    assert cells(raw.blocks[3]) == [(0, 0, "일시"), (0, 1, "9월 28일"), (1, 0, "장소"), (1, 1, "서울")]


def test_a_table_within_a_cell_of_a_full_table_follows_it() -> None:
    inner = table([["1", "2"], ["3", "4"]])
    outer = table([["구분", "내용"], ["가", "나"], ["다", paragraph("라", inner)]])
    first, second = read(paragraph(outer)).blocks
    assert cells(first)[-1] == (2, 1, "라")
    assert [text for _, _, text in cells(second)] == ["1", "2", "3", "4"]


def test_a_floating_table_does_not_cut_the_sentence_that_it_is_anchored_in() -> None:
    words = LONG.partition(" ")
    floating, in_line = (table([["가", "나"], ["다", "라"]], floats=floats) for floats in (True, False))
    assert texts(read(paragraph(words[0], floating, words[1] + words[2]))) == [LONG, ""]
    assert texts(read(paragraph(words[0], in_line, words[2]))) == [words[0], "", words[2]]


def test_notes_come_after_the_body_and_running_heads_last() -> None:
    raw = read(paragraph(listed("head", "환경부 보도자료", 16), "본문", listed("fn  ", "각주 설명", 17), f"은 {LONG}"))
    assert [(block.text, block.kind) for block in raw.blocks] == [
        (f"본문은 {LONG}", None),
        ("각주 설명", "note"),
        ("환경부 보도자료", "furniture"),
    ]


def test_hidden_comments_are_left_out_and_equations_give_their_script() -> None:
    script = "x over y"
    equation = Control("eqed", bytes(8), (record(88, 0, bytes(4) + struct.pack("<H", 8) + script.encode("utf-16-le")),))
    raw = read(paragraph(listed("tcmt", "내부 검토 의견", 15), "농도는 ", equation, f"이다. {LONG}"))
    assert texts(raw) == [f"농도는 {script}이다. {LONG}"]


def test_text_boxes_are_read_wherever_they_are_drawn() -> None:
    drawn = record(76, 0, bytes(4)) + record(72, 1, bytes(8)) + record(66, 1, bytes(22))
    box = Control("gso ", bytes(8), (drawn + record(67, 2, "글상자 안의 글".encode("utf-16-le")),))
    assert texts(read(paragraph(box), paragraph(LONG))) == ["글상자 안의 글", LONG]


def test_the_bullet_of_a_paragraph_shape_is_written_out() -> None:
    bullet = record(24, 0, bytes(12) + "○".encode("utf-16-le") + bytes(10))
    plain = record(25, 0, bytes(54))
    listed_shape = record(25, 0, struct.pack("<I", 3 << 23 | 1 << 25) + bytes(26) + struct.pack("<H", 1) + bytes(22))
    [block] = read(paragraph(LONG, shape=1), info=bullet + plain + listed_shape).blocks
    assert (block.text, block.kind, block.level) == (f"○ {LONG}", "bullet", 2)


def numbering(*forms: tuple[int, str], starts: tuple[int, ...] = (1, 1, 1, 1, 1, 1, 1)) -> bytes:
    levels = [*forms, *[(0, "")] * (7 - len(forms))]
    heads = (struct.pack("<I8xH", style << 5 | 12, len(form)) + form.encode("utf-16-le") for style, form in levels)
    return record(23, 0, b"".join(heads) + struct.pack("<H7I", 1, *starts))


def numbered(kind: int, level: int, number: int) -> bytes:
    return record(25, 0, struct.pack("<I26xH22x", kind << 23 | level << 25, number))


def test_the_numbers_of_lists_are_kept_beside_the_text() -> None:
    info = numbering((0, "^1."), (8, "^1.^2)"), starts=(3, 1, 1, 1, 1, 1, 1)) + record(25, 0, bytes(54))
    info += numbered(2, 0, 1) + numbered(2, 1, 1)
    shapes = [1, 2, 2, 0, 1, 2]
    raw = read(*[b"".join(paragraph(LONG, shape=shape) for shape in shapes)], info=info)
    assert [block.number for block in raw.blocks] == ["3.", "3.가)", "3.나)", "", "4.", "4.가)"]
    assert set(texts(raw)) == {LONG}


def test_the_outline_is_numbered_by_the_list_that_its_section_names() -> None:
    info = numbering((0, "제^1장")) + numbering((2, "^1")) + numbered(1, 0, 0)
    section = Control("secd", struct.pack("<14xH20x", 2), code=2)
    raw = read(paragraph(section, LONG) + paragraph(LONG), info=info)
    assert [(block.number, block.text) for block in raw.blocks] == [("I", LONG), ("II", LONG)]


def test_the_number_of_a_paragraph_is_that_of_its_own_words_not_of_the_box_in_it() -> None:
    info = numbering((0, "^1.")) + numbered(2, 0, 1) + record(25, 0, bytes(54))
    boxed = table([[paragraph("상자", shape=1)]], floats=False)
    raw = read(paragraph(boxed, LONG), info=info)
    assert [(block.number, block.text) for block in raw.blocks if block.text] == [("", "상자"), ("1.", LONG)]


@pytest.mark.parametrize(
    ("flags", "message"),
    [(1 | PASSWORD, "is encrypted with a password"), (1 | DRM, "is encrypted by rights management")],
)
def test_an_encrypted_document_is_named_as_such(flags: int, message: str) -> None:
    with pytest.raises(UnreadableFile, match=f"release.hwp {message}"):
        read(paragraph(LONG), flags=flags)


def test_most_words_of_the_preview_must_be_there() -> None:
    assert read(paragraph(LONG), preview=LONG).reasons == ()
    lost = "양국은 대기오염 예보 기술을 나누고 공동 연구를 시작하기로 뜻을 모았다"
    assert read(paragraph(LONG), preview=lost).reasons == (
        "only 0 of the 10 words of its preview are there, text is missing",
    )


def test_next_to_no_text_is_doubted() -> None:
    assert read(paragraph("끝.")).reasons == ("there are only 2 characters of text",)


def test_of_a_section_that_ends_early_the_rest_is_read_and_said() -> None:
    section = b"".join(paragraph(f"{number}. {LONG}") for number in range(200))
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(section) + packer.flush()
    header = b"HWP Document File".ljust(36, b"\0") + struct.pack("<I", 1) + bytes(216)
    raw = read_hwp5(ole({"FileHeader": header, "BodyText/Section0": packed[: len(packed) // 2]}), name="cut.hwp")
    assert texts(raw)[0] == f"0. {LONG}"
    assert raw.reasons[0] == "section 0 ends early"


def test_a_bomb_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(UnreadableFile, match="unpacks to more than 1 MB"):
        read_hwp5(hwp(bytes(3 << 20)), name="bomb.hwp", limits=Limits(expanded_bytes=1 << 20))


def test_records_are_counted() -> None:
    with pytest.raises(UnreadableFile, match="has more than 10 records"):
        read_hwp5(hwp(paragraph(LONG) * 9), name="many.hwp", limits=Limits(records=10))


def test_tables_nested_beyond_the_limit_are_left_out_and_said() -> None:
    nested = paragraph(LONG)
    for _ in range(80):
        nested = paragraph("겉", table([[nested]]))
    raw = read(nested)
    assert raw.reasons == ("boxes nested more than 60 deep were left out",)
    assert texts(raw)[0] == "겉"


def test_a_span_beyond_the_table_is_cut_to_it() -> None:
    [block] = read(paragraph(table([["가", "나"], ["다", "라"]], spans={(1, 1): (9000, 9000)}))).blocks
    assert block.table is not None
    assert block.table.cells[-1] == RawCell(1, 1, "라")


@pytest.mark.parametrize("damage", ["no header", "no sections", "not OLE"])
def test_what_is_no_document_is_refused(damage: str) -> None:
    header = b"HWP Document File".ljust(36, b"\0") + struct.pack("<I", 1) + bytes(216)
    data = {
        "no header": ole({"Other": b"x"}),
        "no sections": ole({"FileHeader": header}),
        "not OLE": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
    }[damage]
    with pytest.raises(UnreadableFile, match=r"broken\.hwp"):
        read_hwp5(data, name="broken.hwp")
