# ruff: noqa: E501
"""Tables in running text become grids with the spans of their cells."""

from corpus.documents import Document, Table
from ingest.read import read_bytes

NEWS = (
    "회의 개최 결과 알림\n\n환경부는 3월 12일 서울에서 중국 생태환경부와 회의를 열고 협력 방안을 논의했다고 밝혔다.\n\n"
)


def tables(text: str) -> tuple[Document, tuple[Table, ...]]:
    release = read_bytes((NEWS + text).encode(), name="release.txt")
    return release, release.tables


def rows(release: Document, table: Table) -> list[list[str]]:
    height = 1 + max(cell.row for cell in table.cells)
    return [[release.text[c.start : c.end] for c in table.cells if c.row == row] for row in range(height)]


def test_tabs_and_a_caption_in_brackets() -> None:
    release, [table] = tables(
        "< 신규 과제(2026~2028) >\n연번\t과제명\t기관\n①\t촉매 개발\t가연구원\n②\t조기진단\t나연구소\n"
    )
    assert rows(release, table)[1] == ["①", "촉매 개발", "가연구원"]
    assert table.header_rows == 1
    assert table.caption is not None
    assert table.caption.text == "신규 과제(2026~2028)"


def test_an_empty_corner_and_years_name_the_columns() -> None:
    release, [table] = tables("\t2014\t2015\n합계\t83,517\t90,846\n학위과정\t52,904\t55,120\n")
    assert table.header_rows == 1
    assert rows(release, table)[0] == ["2014", "2015"]
    assert [cell.col for cell in table.cells if cell.row == 0] == [1, 2]


def test_cells_that_run_over_several_lines() -> None:
    release, [table] = tables(
        "분야\t사업명\t추진실적\t담당\n\n해양\n환경\n\t황해 환경\n조사\t○ 제18차 회의\n (4.29, 칭다오)\t과학원\n"
        "\t쓰레기\n감시\t○ 1차 감시\t공단\n"
    )
    assert rows(release, table) == [
        ["분야", "사업명", "추진실적", "담당"],
        ["해양\n환경", "황해 환경\n조사", "○ 제18차 회의\n (4.29, 칭다오)", "과학원"],
        ["쓰레기\n감시", "○ 1차 감시", "공단"],
    ]
    assert table.header_rows == 1


def test_a_row_of_names_on_two_lines_that_comes_again_on_the_next_page() -> None:
    release, [table] = tables(
        "序号\t项目\t牵头\n单位\t情况\n1\t物流信息\n互通\t交通部\t○ 会议\n2\t托盘\n标准\t协会\t○ 报告\n- 6 -\n附件2（续）\n"
        "序号\t项目\t牵头\n单位\t情况\n3\t半挂车\n运输\t运输司\t○ 协调会\n"
    )
    assert rows(release, table)[0] == ["序号", "项目", "牵头\n单位", "情况"]
    assert [row[0] for row in rows(release, table)[1:]] == ["1", "2", "3"]


def test_bars_of_markdown() -> None:
    release, [table] = tables(
        "| 구분 | 당초 | 변경 |\n|---|---|---|\n| 장관회의 | 3.20 | 9.11 |\n| 캠프 | 2.24 | 취소 |\n"
    )
    assert rows(release, table) == [["구분", "당초", "변경"], ["장관회의", "3.20", "9.11"], ["캠프", "2.24", "취소"]]
    assert table.header_rows == 1


def test_columns_set_apart_by_blanks() -> None:
    release, [table] = tables(
        "Event    Original    New\nMeeting A    July 7    Nov. 17\nMeeting B    July 8    Nov. 18\n"
    )
    assert rows(release, table)[2] == ["Meeting B", "July 8", "Nov. 18"]


def test_rows_of_figures_without_tabs() -> None:
    release, [table] = tables(
        "발전 812 6.9 533\n\n산업 8,204 71.3 5,106\n\n총계 11,506 100.0 7,930\n\n[표 3] 배출량 변화\n"
    )
    assert rows(release, table)[1] == ["산업", "8,204", "71.3", "5,106"]
    assert table.caption is not None
    assert table.caption.text == "[표 3] 배출량 변화"


def test_the_box_of_persons_to_call_is_a_table_of_kind_contact() -> None:
    release, [table] = tables(
        "담당 부서\t국제협력과\t책임자\t과 장 강가나 (044-000-1234)\n\t\t담당자\t사무관 노다라 (044-000-6573)\n"
    )
    assert table.header_rows == 0
    assert [b.kind for b in release.blocks if b.start == table.start] == ["contact"]


def test_the_only_annex_names_the_table_behind_the_persons_to_call() -> None:
    _, found = tables(
        "붙임 2022년 세부이행계획 주요 내용. 끝.\n\n담당 부서\t국제협력과\t책임자\t과 장 강가나 (044-000-1234)\n"
        "\t\t담당자\t사무관 노다라 (044-000-6573)\n\n분야\t세부사업\n정책\t○ 제6차 교류회(4.29)\n"
    )
    assert found[1].caption is not None
    assert found[1].caption.text == "2022년 세부이행계획 주요 내용"


def test_prose_holds_no_table() -> None:
    _, found = tables("2025년 4월 24일 회의를 열고 3개 과제를 정하였다.\n\n2026년에는 4개 과제를 더한다.\n")
    assert found == ()


def test_columns_of_blanks_hold_cells_of_one_character_and_leave_cells_empty() -> None:
    release, [table] = tables(
        "연번   기관            역할\n1      산림청          총괄\n2      수목원\n3      조합            지원\n"
    )
    assert rows(release, table) == [
        ["연번", "기관", "역할"],
        ["1", "산림청", "총괄"],
        ["2", "수목원"],
        ["3", "조합", "지원"],
    ]
    assert table.header_rows == 1
    release, [table] = tables("序号　　项目　　　　单位\n1　　　森林防火　　林业局\n2　　　苗木交换　　植物园\n")
    assert rows(release, table)[1] == ["1", "森林防火", "林业局"]


def test_years_beside_names_name_the_columns() -> None:
    _, [table] = tables("<표 3> 예산\n구분\t2022\t2023년\t’24\n한국\t10\t12\t13\n합계\t18\t21\t22\n")
    assert table.header_rows == 1
    _, [table] = tables("산림청\t10\t12\n수목원\t8\t9\n")
    assert table.header_rows == 0


def test_names_on_two_rows_where_the_upper_ones_stand_over_several_columns() -> None:
    release, [table] = tables("구분\t수출\t\t수입\t\n\t2022\t2023\t2022\t2023\n목재\t10\t12\t3\t4\n종이\t8\t9\t5\t6\n")
    assert table.header_rows == 2
    assert rows(release, table)[:2] == [["구분", "수출", "수입"], ["2022", "2023", "2022", "2023"]]


def test_a_box_of_one_row_at_the_head() -> None:
    head = "산림부 보도자료\n보도시점 배포시(2026. 3. 12. 15:00)\t배포 2026. 3. 12.(목)\n\n"
    release = read_bytes((head + NEWS).encode(), name="release.txt")
    [table] = release.tables
    assert len(rows(release, table)) == 1
