"""PDF files, drawn here line by line."""

from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from ingest.limits import Limits
from ingest.loaders.pdf import read_pdf
from ingest.loaders.raw import RawBlock, RawFile
from tests.ingest.recognition.programs import install, remove, table

from .pdf_writer import Page, pdf, width


def read(*pages: Page) -> RawFile:
    return read_pdf(pdf(*pages), name="release.pdf")


def texts(*pages: Page) -> list[str]:
    return [block.text for block in read(*pages).blocks]


def cells(block: RawBlock) -> list[tuple[int, int, int, int, str]]:
    assert block.table is not None
    return [(cell.row, cell.col, cell.rows, cell.cols, cell.text) for cell in block.table.cells]


FULL = "환경부는 서울에서 제이십일차 회의를 열고 대기와 물과 자원의 순환에서"
CHINESE = [
    "　　生态环境部部长在首尔同韩国环境部部长共同主持召开第八次部长会议，双",
    "方就空气质量、海洋垃圾和生物多样性等议题交换意见，并签署谅解备忘录。",
]


def test_lines_that_fill_their_column_go_on_in_the_next() -> None:
    page = Page().lines(60, 100, [FULL, "협력하기로 하였다.", FULL, "합의하였다."])
    assert texts(page) == [f"{FULL} 협력하기로 하였다.", f"{FULL} 합의하였다."]


def test_chinese_lines_join_without_a_blank_and_an_indented_one_begins_a_paragraph() -> None:
    first = "".join(CHINESE).strip()
    page = Page().lines(60, 100, [CHINESE[0].replace("　", "  "), CHINESE[1]])
    assert texts(page) == [first]


def test_korean_lines_that_end_anywhere_join_without_a_blank() -> None:
    words = "양국은 미세먼지 예보 기술을 나누고 연구원을 서로 보내며 해마다 성과를 함께 점검하기로 뜻을 모았다"
    text = " ".join([words] * 4)
    lines = [text[at : at + 37] for at in range(0, len(text), 37)]
    [paragraph] = texts(Page().lines(60, 100, [line.strip() for line in lines]))
    assert "점검하 기로" not in paragraph
    assert paragraph.count("점검하기로") == 4


@pytest.mark.parametrize("hyphen", ["-", "\u2010"])
def test_a_word_broken_by_a_hyphen_is_whole_and_a_compound_keeps_it(hyphen: str) -> None:
    lines = [
        f"The two ministers agreed to deepen cooperation and the high-level di{hyphen}",
        "alogue on fine dust, and to hold a further round of talks at a high-",
        "level meeting next year.",
    ]
    [paragraph] = texts(Page().lines(60, 100, lines))
    assert "dialogue on fine dust" in paragraph
    assert "a high-level meeting" in paragraph


def test_compounds_keep_their_hyphen_at_the_end_of_a_line() -> None:
    lines = [
        "The two sides agreed to widen people-to-",
        "people exchange, to plan for the long-",
        "term future of the sea and to share infor-",
        "mation with their partners every year soon.",
    ]
    [paragraph] = texts(Page().lines(60, 100, lines))
    assert "people-to-people exchange, to plan for the long-term future" in paragraph
    assert "share information with" in paragraph


def test_a_marker_begins_a_paragraph_but_the_end_of_a_word_does_not() -> None:
    end = "환경부는 서울에서 제이십일차 회의를 열고 대기와 물의 순환을 논의했"
    page = Page().lines(60, 100, [f"□ {end}", "다. 세 나라는 새 계획을 채택하였다.", f"○ {FULL}", "협력하기로 하였다."])
    first, second = texts(page)
    assert first.endswith("채택하였다.")
    assert second == f"○ {FULL} 협력하기로 하였다."


def test_every_block_has_its_page_and_its_box_from_the_top_left_corner() -> None:
    first, second = read(Page().text(60, 100, "첫째 쪽"), Page().text(80, 300, "둘째 쪽", 20)).blocks
    assert (first.page, second.page) == (1, 2)
    assert second.bbox is not None
    left, top, right, bottom = second.bbox
    assert (left, right) == pytest.approx((80, 80 + width("둘째 쪽", 20)), abs=2)
    assert 280 <= top < bottom <= 305


@pytest.mark.parametrize(
    ("turned", "box"),
    [(0, (60, 91, 100, 101)), (90, (699, 60, 709, 100)), (180, (500, 699, 540, 709)), (270, (91, 500, 101, 540))],
)
def test_boxes_are_those_of_the_page_as_it_is_shown(turned: int, box: tuple[float, ...]) -> None:
    [block] = read(Page(turned=turned).text(60, 100, "환경부다")).blocks
    assert block.bbox == pytest.approx(box, abs=2)


def test_boxes_count_from_the_corner_of_a_cropped_page() -> None:
    [block] = read(Page(crop=(50, 100, 550, 750)).text(60, 100, "환경부다")).blocks
    assert block.bbox == pytest.approx((10, 41, 50, 51), abs=2)


def test_larger_lines_are_headings_by_size() -> None:
    page = Page().text(150, 80, "한중일 환경장관회의 개최", 20).text(60, 130, "가. 개요", 14)
    blocks = read(page.lines(60, 160, [FULL, "협력하기로 하였다."])).blocks
    assert [(block.kind, block.level) for block in blocks] == [("heading", 1), ("heading", 2), (None, 0)]


def test_a_title_of_two_centred_lines_is_one_block() -> None:
    first, second = "한중일 환경장관 서울에서 만나", "협력 계획 채택"
    page = Page().text(300 - width(first, 20) / 2, 80, first, 20).text(300 - width(second, 20) / 2, 110, second, 20)
    assert texts(page.lines(60, 160, [FULL, "하였다."]))[0] == f"{first} {second}"


def test_a_ruled_table_is_a_grid_and_its_words_are_nowhere_else() -> None:
    page = Page().text(60, 80, "붙임과 같이 추진한다.").grid([60, 160, 360], [100, 120, 140])
    page.text(65, 115, "구분").text(165, 115, "내용").text(65, 135, "일시").text(165, 135, "2022. 9. 28.")
    paragraph, table = read(page.text(60, 180, "끝.")).blocks[:2]
    assert paragraph.text == "붙임과 같이 추진한다."
    assert cells(table) == [
        (0, 0, 1, 1, "구분"),
        (0, 1, 1, 1, "내용"),
        (1, 0, 1, 1, "일시"),
        (1, 1, 1, 1, "2022. 9. 28."),
    ]
    assert table.bbox == pytest.approx((60, 100, 360, 140), abs=1)


def test_merged_cells_span_rows_and_columns() -> None:
    page = Page().rule(60, 100, 360, 100).rule(60, 140, 360, 140).rule(160, 120, 360, 120)
    for left, top in ((60, 100), (160, 100), (260, 120), (360, 100)):
        page.rule(left, top, left, 140)
    page.text(65, 125, "구분").text(165, 115, "일정").text(165, 135, "9월").text(265, 135, "10월")
    [table] = read(page).blocks
    assert cells(table) == [(0, 0, 2, 1, "구분"), (0, 1, 1, 2, "일정"), (1, 1, 1, 1, "9월"), (1, 2, 1, 1, "10월")]


def test_tables_without_their_outer_sides_have_their_outer_columns() -> None:
    page = Page()
    for top in (100, 120, 140):
        page.rule(60, top, 360, top)
    page.rule(160, 100, 160, 140)
    page.text(65, 115, "구분").text(165, 115, "내용").text(65, 135, "장소").text(165, 135, "서울")
    [table] = read(page).blocks
    assert [cell[4] for cell in cells(table)] == ["구분", "내용", "장소", "서울"]


def test_a_frame_around_paragraphs_is_no_table() -> None:
    page = Page().grid([50, 550], [80, 400]).lines(60, 100, [FULL, "협력하기로 하였다."])
    assert texts(page) == [f"{FULL} 협력하기로 하였다."]


def test_running_heads_and_page_numbers_are_furniture() -> None:
    pages = [
        Page().text(60, 30, "환경부 보도자료").lines(60, 200, [f"{number}. {FULL}"]).text(290, 780, f"- {number} -")
        for number in (1, 2, 3)
    ]
    blocks = read(*pages).blocks
    kinds = [(block.text, block.kind) for block in blocks if block.page == 2]
    assert kinds == [("환경부 보도자료", "furniture"), (f"2. {FULL}", None), ("- 2 -", "furniture")]


PROSE = [
    "The two sides agreed on fine dust data",
    "sharing and on joint field studies, and",
    "will report the results to the next round",
    "of talks, which will be held in the third",
    "quarter of next year with observers from",
    "three further states of the wider region",
]


def test_columns_that_are_drawn_row_by_row_are_read_one_after_the_other() -> None:
    page = Page()
    for row, line in enumerate(PROSE):
        page.text(40, 100 + 16 * row, line).text(320, 100 + 16 * row, line.replace("The two", "Both").upper())
    words = " ".join(texts(page.text(40, 60, "A heading over both columns of the page", 14)))
    assert words.startswith("A heading over both columns of the page The two sides agreed")
    assert words.index("wider region") < words.index("BOTH SIDES")
    assert words.endswith("WIDER REGION")


def test_labels_beside_their_values_are_read_row_by_row() -> None:
    page = Page()
    for row, (label, value) in enumerate(
        [
            ("일시", "2022. 9. 28.(수) 14:00"),
            ("장소", "서울 중구 소재 호텔"),
            ("참석", "양국 환경부 국장급"),
            ("의제", "미세먼지"),
        ]
        * 2
    ):
        page.text(60, 100 + 16 * row, label).text(160, 100 + 16 * row, value)
    words = " ".join(texts(page))
    assert words.startswith("일시 2022. 9. 28.(수) 14:00 장소 서울 중구 소재 호텔 참석 양국")


def split_table(first: list[tuple[str, str]], then: list[tuple[str, str]], lefts: list[float]) -> list[RawBlock]:
    pages: list[Page] = []
    for rows in (first, then):
        tops = [100.0 + 20 * row for row in range(len(rows) + 1)]
        page = Page().grid(lefts if rows is then else [60, 160, 360], tops)
        for top, (left, right) in zip(tops, rows, strict=False):
            page.text(65, top + 15, left).text(165, top + 15, right)
        pages.append(page.text(290, 780, f"- {len(pages) + 1} -"))
    return [block for block in read(*pages).blocks if block.kind != "furniture"]


def test_a_table_that_goes_on_over_a_page_is_one_without_the_repeated_header() -> None:
    head = ("구분", "내용")
    [table_] = split_table([head, ("일시", "9월")], [head, ("장소", "서울")], [60, 160, 360])
    assert [cell[4] for cell in cells(table_)] == ["구분", "내용", "일시", "9월", "장소", "서울"]
    assert [cell[0] for cell in cells(table_)] == [0, 0, 1, 1, 2, 2]
    assert table_.page == 1


def test_a_table_of_another_width_on_the_next_page_is_another() -> None:
    head = ("구분", "내용")
    tables = split_table([head, ("일시", "9월")], [head, ("장소", "서울")], [60, 160, 420])
    assert [block.page for block in tables] == [1, 2]


def test_columns_are_read_one_after_the_other() -> None:
    left = Page().lines(40, 100, [f"왼쪽 {number}번 줄이다" for number in range(6)])
    both = left.lines(320, 100, [f"오른쪽 {number}번 줄이다" for number in range(6)])
    words = " ".join(texts(both))
    assert words.index("왼쪽 5번") < words.index("오른쪽 0번")


LONG = "两国部长同意继续开展细颗粒物联合研究并在明年夏天以前同海峡两岸的城市分享研究成果以及共同建设监测站点和交换数据"
CUT = [LONG[at : at + 26] for at in (0, 26)]
"""Full lines of one width, in the middle of a sentence."""


def over_a_page(above: list[str], below: list[str], left: float = 60) -> list[str]:
    first, second = Page().lines(60, 600, above), Page().lines(left, 60, below)
    raw = read_pdf(pdf(first.text(290, 780, "- 1 -"), second.text(290, 780, "- 2 -")), name="release.pdf")
    return [block.text for block in raw.blocks if block.kind != "furniture"]


def test_a_paragraph_that_the_end_of_a_page_cuts_is_one() -> None:
    assert over_a_page(CUT, ["，并于秋天举行下一轮会谈。"]) == ["".join(CUT) + "，并于秋天举行下一轮会谈。"]


@pytest.mark.parametrize(
    ("above", "below", "left"),
    [
        ([CUT[0], f"{CUT[1][:-1]}。"], CUT, 60),  # a sentence ends with the page
        ([CUT[0], CUT[1][:-8]], CUT, 60),  # the last line is not full
        (CUT, ["○ " + CUT[0][:-1], CUT[1]], 60),  # a marker begins the next page
        (CUT, CUT, 100),  # it begins farther right
    ],
)
def test_a_page_that_begins_with_a_paragraph_of_its_own_is_not_joined(
    above: list[str], below: list[str], left: float
) -> None:
    assert len(over_a_page(above, below, left)) == 2


def test_what_the_file_draws_last_is_read_where_it_stands() -> None:
    page = Page().lines(60, 300, [FULL, "협력하기로 하였다."]).text(60, 100, "제목")
    assert texts(page)[0] == "제목"


SCAN = [
    ("국장급", 1, 250, 300, 180),
    ("회의를", 1, 450, 300, 180),
    ("화상으로", 1, 650, 300, 240),
    ("열었다.", 1, 910, 300, 200),
]


def test_a_scanned_page_among_others_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, table(SCAN))
    raw = read(Page().text(60, 100, FULL), Page().image())
    assert [(block.text, block.page) for block in raw.blocks] == [(FULL, 1), ("국장급 회의를 화상으로 열었다.", 2)]
    assert raw.blocks[1].bbox == (60.0, 72.0, 266.4, 81.6)
    assert raw.reasons == ("page 2: text recognised from a scan, it may have errors",)


def test_without_the_program_a_scanned_page_among_others_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove(tmp_path, monkeypatch)
    [reason] = read(Page().text(60, 100, FULL), Page().image(), Page().image()).reasons
    assert reason.startswith("pages 2-3: an image, not recognised: tesseract is not installed. Install it")


def test_without_the_program_a_file_of_scans_alone_has_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remove(tmp_path, monkeypatch)
    raw = read(Page().image(), Page().image())
    assert raw.blocks == ()
    assert raw.reasons[0].startswith("pages 1-2: an image, not recognised: tesseract is not installed. Install it")


def test_letters_drawn_as_curves_are_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, table(SCAN))
    raw = read(Page().text(60, 50, "2025. 8. 13. KRW 1,200").curves(600))
    assert [block.text for block in raw.blocks] == ["국장급 회의를 화상으로 열었다."]
    assert raw.reasons == ("page 1: text recognised from a scan, it may have errors",)


def test_without_the_program_letters_drawn_as_curves_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remove(tmp_path, monkeypatch)
    raw = read(Page().text(60, 50, "2025. 8. 13. KRW 1,200").curves(600))
    assert raw.blocks[0].text == "2025. 8. 13. KRW 1,200"
    assert raw.reasons[0].startswith("page 1: letters drawn as curves, not recognised: tesseract is not")


def test_a_chart_on_a_page_of_english_text_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [("The", 1, 250, 300, 60), ("ministers", 1, 330, 300, 180), ("met", 1, 530, 300, 60)]
    install(tmp_path, monkeypatch, table(words), script="Latin")
    raw = read(Page().text(60, 50, "The ministers met in Seoul on 28 September 2022.").curves(600))
    assert [block.text for block in raw.blocks] == ["The ministers met in Seoul on 28 September 2022."]
    assert raw.reasons == ()


def test_a_stamp_over_a_scan_is_not_its_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, table(SCAN))
    raw = read(Page().image().text(60, 50, "No. 17"))
    assert [block.text for block in raw.blocks] == ["국장급 회의를 화상으로 열었다."]


def test_a_page_with_too_many_lines_is_read_without_its_tables() -> None:
    page = Page().grid([60, 160, 360], [100, 120, 140]).text(65, 115, "구분").text(165, 115, "내용")
    raw = read_pdf(pdf(page), name="dense.pdf", limits=Limits(page_paths=3))
    assert [block.text for block in raw.blocks] == ["구분 내용"]
    assert raw.reasons == ("page 1 has too many drawn lines for its tables to be told",)


def test_pages_beyond_the_limit_are_named() -> None:
    pages = [Page().text(60, 100, f"{number}번째 쪽") for number in range(1, 5)]
    raw = read_pdf(pdf(*pages), name="long.pdf", limits=Limits(pages=2))
    assert [block.page for block in raw.blocks] == [1, 2]
    assert raw.reasons == ("only the first 2 of 4 pages were read",)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_that_is_cut_off_is_never_taken_for_whole(share: float) -> None:
    data = pdf(*(Page().lines(60, 100, [FULL] * 20) for _ in range(4)))
    try:
        raw = read_pdf(data[: int(len(data) * share)], name="cut.pdf")
    except UnreadableFile as error:
        assert "cut.pdf" in error.problem  # noqa: PT017  either outcome is right
    else:
        assert "the file lacks its end, it may be cut off" in raw.reasons


def test_a_password_is_named() -> None:
    locked = pdf(Page().text(60, 100, FULL)).replace(
        b"/Root 1 0 R >>",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> >>"
        % (b"41" * 32, b"42" * 32),
    )
    with pytest.raises(UnreadableFile, match=r"locked.pdf is encrypted with a password"):
        read_pdf(locked, name="locked.pdf")
