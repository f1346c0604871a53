"""Web pages of invented sites built like real ones."""

import pytest

from corpus.errors import UnreadableFile
from ingest import read_bytes
from ingest.limits import Limits
from ingest.loaders.html import read_html
from ingest.loaders.raw import RawCell, RawFile

KOREAN = "산림부는 10월 8일 서울에서 제3차 한중 산림협력회의를 열었다."
TITLE = "제3차 한중 산림협력회의 개최"
CHINESE = "10月8日，林业部部长在首尔同韩国山林部长官共同主持第三次中韩林业会议。"
MENU = "<div id='gnb'><ul><li><a href='/1'>정책뉴스</a></li><li><a href='/2'>보도자료</a></li></ul></div>"
FOOT = "<footer><p>세종특별자치시 도움로 1</p></footer>"


def page(body: str, head: str = "<title>보도자료 | 산림부</title>", charset: str = "utf-8") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(charset)


def read(body: str, head: str = "<title>보도자료 | 산림부</title>", *, name: str = "page.html") -> RawFile:
    return read_html(page(body, head), name=name)


def shown(raw: RawFile) -> list[tuple[str, str | None]]:
    return [(block.text, block.kind) for block in raw.blocks]


def test_a_korean_board_gives_title_date_office_and_body_and_keeps_the_rest_as_furniture() -> None:
    board = (
        "<div class='board_view'><h3 class='tit'>산림협력회의 결과</h3><dl><dt>등록일</dt><dd>2024-10-08</dd>"
        "<dt>담당부서</dt><dd>국제협력과</dd></dl>"
        f"<div class='view_cont'>□ {KOREAN}<br><br>○ 다음 회의는 베이징에서 연다.</div>"
        "<div class='file_list'><a href='/download?f=1'>결과.hwpx</a></div></div>"
    )
    raw = read(MENU + board + FOOT)
    assert shown(raw) == [
        ("정책뉴스\n보도자료", "furniture"),
        ("산림협력회의 결과", "title"),
        ("등록일\t2024-10-08\t담당부서\t국제협력과", "header"),
        (f"□ {KOREAN}", None),
        ("○ 다음 회의는 베이징에서 연다.", None),
        ("결과.hwpx\n세종특별자치시 도움로 1", "furniture"),
    ]
    assert (raw.facts.title, raw.facts.date, raw.facts.issuer) == ("산림협력회의 결과", "2024-10-08", "국제협력과")


def test_a_chinese_ministry_is_known_by_its_fields() -> None:
    head = (
        "<meta name='ArticleTitle' content='第三次中韩林业会议举行'><meta name='PubDate' content='2024-10-09 10:00'>"
        "<meta name='ContentSource' content='林业部'>"
    )
    raw = read(f"<h2>第三次中韩林业会议举行</h2><div class='TRS_Editor'><p>　　{CHINESE}</p></div>{FOOT}", head)
    assert shown(raw)[:2] == [("第三次中韩林业会议举行", "title"), (CHINESE, None)]
    assert (raw.facts.date, raw.facts.issuer) == ("2024-10-09 10:00", "林业部")


def test_the_address_decides_between_sites() -> None:
    body = f"<div class='content_text'><p>{CHINESE}</p></div><div class='view_cont'>{KOREAN}</div>"
    known = read(body, name="https://www.fmprc.gov.cn/web/t1.shtml")
    assert (CHINESE, None) in shown(known)
    assert (KOREAN, "furniture") in shown(known)
    saved = "<link rel='canonical' href='https://www.mfa.gov.cn/web/t1.shtml'>"
    assert (CHINESE, None) in shown(read(body, saved))


def test_a_page_that_only_carries_files_names_them() -> None:
    body = (
        "<div class='article_head'><h1>산림협력회의 결과</h1><div class='info'><span>2024.10.08</span></div></div>"
        "<div class='filedown'><a href='/common/download.do?fileId=1&tblKey=GMN'>1008 산림협력.hwpx</a></div>"
    )
    raw = read(body, name="https://www.korea.kr/briefing/pressReleaseView.do?newsId=1")
    assert raw.reasons == ("the page has no text of its own, the release is attached: 1008 산림협력.hwpx",)
    assert ("산림협력회의 결과", "title") in shown(raw)


def test_a_page_of_no_known_site_is_read_by_its_shape() -> None:
    sentences = [f"{KOREAN} 이번이 {number}번째 발표다." for number in range(1, 7)]
    article = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    links = "".join(f"<li><a href='/{number}'>메뉴 {number}</a></li>" for number in range(40))
    body = (
        f"<nav><ul>{links}</ul></nav><div class='unheard-of'><h1>한중 산림협력회의 개최 결과</h1>{article}</div>{FOOT}"
    )
    raw = read(body, "<title>한중 산림협력회의 개최 결과 - 산림신문</title>")
    assert [text for text, kind in shown(raw) if kind is None] == sentences
    assert ("한중 산림협력회의 개최 결과", "title") in shown(raw)


def test_labels_within_the_body_give_facts_too() -> None:
    raw = read(f"<article><p>제목 : 산림협력회의 결과</p><p>작성일 : 2024-10-08</p><p>{KOREAN}</p></article>")
    assert (raw.facts.title, raw.facts.date) == ("산림협력회의 결과", "2024-10-08")


def test_a_table_is_a_grid_and_a_layout_table_is_not() -> None:
    grid = (
        "<table><caption>일정</caption><thead><tr><th>구분</th><th colspan='2'>내용</th></tr></thead><tbody>"
        "<tr><td rowspan='2'>회의</td><td>10월</td><td>서울</td></tr>"
        "<tr><td>11월</td><td>베이징</td></tr></tbody></table>"
    )
    layout = f"<table><tr><td><div class='view_cont'><p>{KOREAN}</p>{grid}</div></td></tr></table>"
    paragraph, table = read(layout).blocks
    assert paragraph.text == KOREAN
    assert table.table is not None
    assert table.table.cells == (
        RawCell(0, 0, "구분"),
        RawCell(0, 1, "내용", 1, 2),
        RawCell(1, 0, "회의", 2, 1),
        RawCell(1, 1, "10월"),
        RawCell(1, 2, "서울"),
        RawCell(2, 1, "11월"),
        RawCell(2, 2, "베이징"),
    )
    assert (table.table.caption, table.table.header_rows) == ("일정", 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_page_in_utf_16_is_a_page_whatever_it_declares(encoding: str) -> None:
    data = page(f"<article><h1>회의 결과</h1><p>{KOREAN}</p></article>", "<meta charset='euc-kr'>", encoding)
    release = read_bytes(data, name="page.html")
    assert (release.source.media_type, release.text) == ("text/html", f"회의 결과\n{KOREAN}")


def test_headings_lists_and_inline_elements() -> None:
    body = f"<h4>주요 <b>내용</b></h4><ul><li>하나<ul><li>둘</li></ul></li></ul><p>{KOREAN}</p>"
    blocks = read(f"<div class='view_cont'>{body}</div>").blocks
    assert [(block.text, block.kind, block.level) for block in blocks] == [
        ("주요 내용", "heading", 4),
        ("하나", "bullet", 1),
        ("둘", "bullet", 2),
        (KOREAN, None, 0),
    ]


def test_what_is_not_seen_is_not_read() -> None:
    unseen = "<script>var a='글'</script><p style='display: none'>숨은 글</p><p hidden>숨은 글</p><!-- 글 -->"
    assert shown(read(f"<div class='view_cont'>{unseen}<p>{KOREAN}</p></div>")) == [(KOREAN, None)]


@pytest.mark.parametrize(
    "unseen", ['class="blind"', 'class="txt Sr-Only"', 'class="visually-hidden"', 'aria-hidden="true"', "hidden"]
)
def test_words_for_screen_readers_alone_are_not_read(unseen: str) -> None:
    caption = f"<table><caption {unseen}>표의 요약</caption><tr><td>가</td><td>나</td></tr></table>"
    body = (
        f"<div class='view_title'><h2><span {unseen}>보도자료 제목</span>{TITLE}</h2></div>"
        f"<div class='view_cont'><h3 {unseen}>본문 내용</h3><p>{KOREAN} <span {unseen}>새창</span></p>{caption}"
        f"<p><a href='/a.hwp'>결과<span {unseen}>새 창에서 열기</span></a></p></div>"
    )
    raw = read(body)
    assert raw.facts.title == TITLE
    assert [text for text, kind in shown(raw) if kind is None] == [KOREAN, "결과"]
    [table] = [block.table for block in raw.blocks if block.table]
    assert (table.caption, [cell.text for cell in table.cells]) == (None, ["가", "나"])


def test_a_label_for_screen_readers_tells_what_stands_beside_it() -> None:
    body = (
        f"<h2>{TITLE}</h2><ul><li><span class='blind'>등록일</span> 2026-03-02</li></ul>"
        f"<p>{KOREAN}</p><p>{KOREAN}</p><p>{KOREAN}</p>"
    )
    assert read(body).facts.date == "2026-03-02"


def test_a_long_text_that_screen_readers_are_to_pass_over_is_read() -> None:
    raw = read(f"<div class='view_cont'><div aria-hidden='true'>{f'<p>{KOREAN}</p>' * 9}</div></div>")
    assert len(shown(raw)) == 9


def test_a_line_end_of_the_source_is_a_blank_in_korean_and_nothing_in_chinese() -> None:
    korean, chinese = KOREAN.replace(" 서울", "\n  서울"), CHINESE.replace("同韩国", "\n同韩国")
    raw = read(f"<div class='view_cont'><p>{korean}</p><p>{chinese}</p></div>")
    assert [text for text, _ in shown(raw)] == [KOREAN, CHINESE]


@pytest.mark.parametrize(
    ("declared", "written", "encoding"),
    [("gb2312", "gb18030", "gb18030"), ("euc-kr", "cp949", "cp949"), ("euc-kr", "utf-8", "utf-8")],
)
def test_a_declared_encoding_means_its_superset_and_is_checked(declared: str, written: str, encoding: str) -> None:
    words = f"{CHINESE}㎡ 镕" if encoding == "gb18030" else f"{KOREAN} 똠방각하"
    head = f"<meta http-equiv='Content-Type' content='text/html; charset={declared}'>"
    raw = read_html(page(f"<div class='view_cont'>{words}</div>", head, written), name="page.html")
    assert shown(raw) == [(words, None)]
    assert raw.encoding == encoding


@pytest.mark.parametrize(
    "said",
    [
        "<title>404 Not Found</title>",
        "<title>오류 안내</title>",
        "<p>요청하신 페이지를 찾을 수 없습니다. 주소를 확인해 주세요.</p>",
        "<p>삭제되었거나 존재하지 않는 게시물입니다. 잘못된 접근입니다.</p>",
        "<p>您访问的页面不存在或已删除</p>",
    ],
)
def test_a_page_that_says_there_is_none_is_an_error(said: str) -> None:
    with pytest.raises(UnreadableFile, match=r"page.html is an error page"):
        read(said, "")


def test_a_release_about_errors_is_none() -> None:
    body = f"<div class='view_cont'><p>{KOREAN}</p><p>기상청은 예보 오류를 줄이기 위한 방안을 마련하였다.</p></div>"
    assert (KOREAN, None) in shown(read(body))


def test_a_page_filled_in_by_a_script_has_no_text() -> None:
    with pytest.raises(UnreadableFile, match=r"page.html is a page without text"):
        read("<div id='app'></div><script>load()</script>", "")


def test_deep_and_large_pages_are_refused_at_once() -> None:
    with pytest.raises(UnreadableFile, match=r"page.html nests more than 5,000 elements"):
        read("<div>" * 200_000)
    with pytest.raises(UnreadableFile, match=r"page.html is a page of more than 1 MB"):
        read_html(page(KOREAN * 30_000), name="page.html", limits=Limits(html_bytes=1 << 20))


def test_a_page_that_is_cut_off_is_doubted() -> None:
    whole = page(f"<div class='view_cont'><p>{KOREAN}</p><p>{KOREAN}</p></div>")
    assert read_html(whole, name="page.html").reasons == ()
    cut = whole[: whole.rindex(b"</div>")]
    assert read_html(cut, name="page.html").reasons == ("the page lacks its end, it may be cut off",)


def test_tables_nest_without_end_in_time() -> None:
    raw = read(f"<div class='view_cont'>{KOREAN}{'<table><tr><td>안' * 900}</div>")
    assert raw.blocks[0].text == KOREAN
