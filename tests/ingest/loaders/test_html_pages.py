"""What pages of any site say of themselves, link and refuse."""

import pytest

from corpus.documents import Attachment, Document, Variant
from corpus.errors import UnreadableFile
from ingest.loaders.html.rules import FailureKind, Patterns, pages
from ingest.read import read_bytes

KOREAN = "산림부는 10월 8일 서울에서 제3차 한중 산림협력회의를 열었다."
CHINESE = "双方商定2027年前共建两处苗圃，并交换种质资源。两部部长共同主持会议。"
MENU = "<ul>" + "".join(f"<li><a href='/m{number}'>메뉴 {number}번</a></li>" for number in range(60)) + "</ul>"
BOARD = f"<div class='view_tit'>한중 산림협력회의 결과</div><div class='view_cont'><p>{KOREAN}</p></div>"
TITLE = "제3차 한중 산림협력회의 개최"
ADDRESS = "https://www.example.go.kr/bbs/view.do?seq=1&page=3"


def read(body: str, head: str = "", *, name: str = ADDRESS, charset: str = "utf-8") -> Document:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(charset), name=name)


@pytest.mark.parametrize(
    ("body", "head", "says"),
    [
        (f"{MENU}<p>요청하신 페이지를 찾을 수 없습니다.</p>{MENU}", "", "is an error page: “요청하신 페이지를 찾을 수"),
        ("<h1>404 Not Found</h1><p>nginx</p>", "", "is an error page: “404 Not Found”"),
        ("<p>해당 게시물은 삭제되었습니다.</p>", "", "is an error page: “해당 게시물은 삭제되었"),
        ("<p>页面不存在</p>", "<title>提示信息</title>", "is an error page: “提示信息”"),
        ("<p>접근 권한이 없습니다.</p>", "", "denies access: “접근 권한이 없습니다”"),
        ("<p>您没有访问权限</p>", "", "denies access"),
        ("<h1>로그인</h1><input type='password'>", "<title>로그인 | 산림부</title>", "asks for a login"),
        ("<p>请先登录后再查看</p>", "", "asks for a login: “请先登录后再查看”"),
        ("<noscript>You need to enable JavaScript.</noscript><div id='app'></div>", "", "only with JavaScript"),
        (
            "<script>alert('존재하지 않는\\n게시물입니다.');history.back();</script>",
            "",
            "“존재하지 않는 게시물입니다.”",
        ),
        ("<script>location.href = '/main.do';</script>", "", "only sends the browser on to /main.do"),
        ("", "<meta http-equiv='Refresh' content='0; URL=/main.do'>", "only sends the browser on to /main.do"),
        ("<script>history.go(-1)</script>", "", "only sends the browser back"),
        ("<iframe src='/viewer.do?id=1'></iframe>", "", "only shows another page in a frame: /viewer.do"),
    ],
)
def test_a_page_without_a_release_is_refused_with_what_it_says(body: str, head: str, says: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        read(body, head)
    assert says in refusal.value.problem
    assert "\n" not in str(refusal.value)


def test_a_page_in_place_of_a_file_says_so() -> None:
    with pytest.raises(
        UnreadableFile, match=r"결과.hwp is a web page, no .hwp file, and only shows a message: “파일이"
    ):
        read("<script>alert('파일이 없습니다')</script>", name="결과.hwp")
    with pytest.raises(UnreadableFile, match=r"결과.pdf is a web page, no .pdf file, and is an error page"):
        read_bytes(b"<center><h1>404 Not Found</h1></center>", name="결과.pdf")


@pytest.mark.parametrize(
    "title", ["제404회 국회 산림위원회 개최", "예보 오류를 줄이는 회의 개최", "한중 로그인 연계 협의"]
)
def test_a_release_that_names_an_error_is_read(title: str) -> None:
    document = read(f"<h3 class='view_tit'>{title}</h3><div class='view_cont'><p>{KOREAN}</p></div>")
    assert KOREAN in document.text


@pytest.mark.parametrize("kind", pages().failures.kind, ids=lambda kind: kind.id)
def test_a_kind_of_failure_knows_its_own_examples(kind: FailureKind) -> None:
    for example in kind.examples:
        said = [each.id for each in pages().failures.kind if each.said((), example)]
        assert said[:1] == [kind.id], example


@pytest.mark.parametrize("rules", [pages().referrals, pages().rights], ids=["referrals", "rights"])
def test_lines_are_known_by_their_examples(rules: Patterns) -> None:
    assert [line for line in rules.examples if not rules.search(line)] == []
    assert [line for line in rules.rejects if rules.search(line)] == []


def test_links_to_other_languages_in_the_head_of_an_article_are_variants() -> None:
    links = "<p><a href='/eng/view.do?seq=2'>English</a> <a href='/chn/view.do?seq=3'>[中文]</a></p>"
    head = (
        "<link rel='alternate' hreflang='ja' href='/jpn/view.do?seq=4'>"
        "<link rel='alternate' hreflang='en' href='https://www.example.go.kr/eng/'>"
    )
    document = read(f"<header><a href='/cn/index.do'>中文</a></header><div>{links}{BOARD}</div>", head)
    assert document.variants == (
        Variant(lang="ja", url="https://www.example.go.kr/jpn/view.do?seq=4"),
        Variant(lang="en", url="https://www.example.go.kr/eng/view.do?seq=2"),
        Variant(lang="zh", url="https://www.example.go.kr/chn/view.do?seq=3"),
    )


def test_the_address_is_the_one_that_the_page_calls_its_own() -> None:
    own = "https://www.example.go.kr/bbs/view.do?seq=1"
    assert read(BOARD, f"<link rel='canonical' href='{own}'>").source.url == own
    assert read(BOARD, "<meta property='og:url' content='/bbs/view.do?seq=1'>").source.url == own
    assert read(BOARD, "<link rel='canonical' href='https://www.example.go.kr/'>").source.url == ADDRESS
    assert read(BOARD, f"<!-- saved from url=(0042){own} -->", name="saved.html").source.url == own
    assert read(BOARD, name="saved.html").source.url is None


@pytest.mark.parametrize(
    ("mark", "licence"),
    [
        ("<img src='/img/img_opentype01.png' alt='공공누리 제1유형'>", "KOGL-1"),
        ('<p>본 저작물은 "공공누리 제4유형" 조건에 따라 이용할 수 있습니다.</p>', "KOGL-4"),
        ("<p>Korea Open Government License (KOGL) Type 2</p>", "KOGL-2"),
        ("<a rel='license' href='https://creativecommons.org/licenses/by/4.0/'>CC BY 4.0</a>", "CC-BY-4.0"),
        ("<p>公共データ利用規約（第1.0版）</p>", "PDL-1.0"),
        ("<p>공공누리</p>", None),
    ],
)
def test_the_licence_that_a_page_states_is_kept(mark: str, licence: str | None) -> None:
    assert read(BOARD + mark).source.licence == licence


def test_a_note_on_copyright_is_kept_in_its_words() -> None:
    foot = "<div class='footer'><p>版权所有：林业部 京ICP备00000000号</p></div>"
    document = read(f"<h1>第三次中韩林业会议举行</h1><div class='TRS_Editor'><p>{CHINESE}</p></div>{foot}")
    assert document.source.rights == "版权所有：林业部 京ICP备00000000号"


def test_a_page_of_no_known_site_keeps_lists_and_tables_and_leaves_menus() -> None:
    long = " ".join([KOREAN] * 3)
    rows = "<table><tr><th>과제</th><th>일정</th></tr><tr><td>양묘장</td><td>2027</td></tr></table>"
    text = f"<p>{long}</p><ul><li>양묘장 두 곳</li></ul>{rows}<p>{long}</p>"
    head = "<h1>한중 산림협력회의 개최 결과</h1><p>2024.10.08 산림부</p>"
    article = f"<div class='zz'>{head}<div class='qq'>{text}</div></div>"
    document = read(
        f"<div>{MENU}</div>{article}<div class='side'>{MENU}</div>", "<title>한중 산림협력회의 개최 결과 | 뉴스</title>"
    )
    assert document.head.title is not None
    assert document.head.title.text == "한중 산림협력회의 개최 결과"
    assert document.head.ref_date == "2024-10-08"
    kinds = [block.kind for block in document.blocks]
    assert kinds == ["furniture", "title", "header", "paragraph", "bullet", "table", "paragraph", "furniture"]
    assert document.status == "ok"


@pytest.mark.parametrize(
    "head",
    [
        "<h2>보도자료</h2><h3>한중 산림협력회의 개최 결과</h3>",
        "<table><tr><th>제목</th><td>한중 산림협력회의 개최 결과</td></tr></table>",
        "<dl><dt>제목 :</dt><dd>한중 산림협력회의 개최 결과</dd></dl>",
    ],
)
def test_a_page_that_is_called_by_its_board_has_the_title_above_its_text(head: str) -> None:
    text = f"<div class='dbdata'>{KOREAN}<br>{KOREAN}</div>"
    body = f"<table><tr><td>{head}</td></tr><tr><td>{text}</td></tr></table>" if "table" in head else f"{head}{text}"
    document = read(f"{MENU}{body}", "<title>보도자료 | 산림부</title>")
    assert document.head.title is not None
    assert document.head.title.text == "한중 산림협력회의 개최 결과"


def test_structured_data_gives_the_day_and_the_title_that_the_markup_does_not() -> None:
    fields = '"@type": "NewsArticle", "headline": "한중 산림협력회의 결과", "datePublished": "2024-10-08T09:00"'
    data = f'{{"@graph": [{{{fields}}}]}}'
    document = read(
        f"<article><p>{' '.join([KOREAN] * 3)}</p></article>", f"<script type='application/ld+json'>{data}</script>"
    )
    assert document.head.title is not None
    assert (document.head.title.text, document.head.ref_date) == ("한중 산림협력회의 결과", "2024-10-08")


@pytest.mark.parametrize(
    ("declared", "written"),
    [
        ("utf-8", "cp949"),
        ("euc-kr", "gb18030"),
        ("gb2312", "utf-8"),
        ("iso-8859-1", "cp949"),
        ("gb2312", "cp949"),
        ("utf-16", "utf-8"),
        ("nonsense", "cp949"),
    ],
)
def test_a_page_that_declares_another_encoding_than_it_is_in_is_read(declared: str, written: str) -> None:
    words = CHINESE if written == "gb18030" else f"{KOREAN} {KOREAN}"
    document = read(f"<div class='view_cont'><p>{words}</p></div>", f"<meta charset='{declared}'>", charset=written)
    assert words in document.text
    assert document.source.encoding == written


def test_the_name_of_a_file_is_found_where_its_link_only_says_download() -> None:
    files = (
        "<ul class='file_list'><li><span>첨부파일 : 회의 결과.hwp [120 KB]</span><a href='/down.do?no=1'>다운로드</a>"
        "<a href='/viewer.do?no=1'>바로보기</a></li><li><a href='/files/%ED%91%9C.xlsx'>내려받기</a></li>"
        "<li><a href='javascript:unheardOf(3)'>사진.jpg</a></li></ul>"
    )
    assert read(BOARD + files).attachments == (
        Attachment(name="회의 결과.hwp", url="https://www.example.go.kr/down.do?no=1", media_type="application/x-hwp"),
        Attachment(
            name="표.xlsx",
            url="https://www.example.go.kr/files/%ED%91%9C.xlsx",
            media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        Attachment(name="사진.jpg", media_type="image/jpeg"),
    )


def test_a_page_that_refers_to_a_file_it_does_not_link_is_suspect() -> None:
    document = read("<div class='view_tit'>산림협력회의 결과</div><div class='view_cont'>자세한 내용은 붙임 참조</div>")
    assert document.status == "suspect"
    assert document.reasons == ("the page has no text of its own, and links none of the files that it refers to",)


@pytest.mark.parametrize(
    "hostile",
    [
        "<p class='sns'>" * 3000,
        "<a href='/down.do?f=1'>내려받기</a>" * 3000,
        f"<a href='/d.hwp'>{'.hwp.' * 20_000}</a>",
        "<script type='application/ld+json'>" + "[" * 50_000 + "</script>",
        '<script type=\'application/ld+json\'>{"@type": 7, "publisher": [1]}</script>',
        "<title>" + "| " * 50_000 + "</title>",
        "<link rel='canonical' href='http://[bad'><a href='http://[bad/x.hwp'>x.hwp</a><base href='//['>",
        "<link rel='alternate' hreflang='en' href='javascript:alert(1)'>",
        "공공누리 " * 20_000,
        "<!-- " + "-" * 50_000,
    ],
)
def test_hostile_markup_leaves_the_release_as_it_is(hostile: str) -> None:
    document = read(f"{BOARD}{hostile}", name="page.html")
    assert KOREAN in document.text
    assert document.variants == ()


def test_a_page_of_too_many_elements_is_refused_at_once() -> None:
    with pytest.raises(UnreadableFile, match="has more than 100,000 elements"):
        read(BOARD + "<i>x</i>" * 100_001)


def test_the_label_of_a_title_is_no_title() -> None:
    head = f"<tr><th>제목</th><td>{TITLE}</td></tr><tr><th>작성일</th><td>2026-03-02</td></tr>"
    body = f"<tr><td class='content' colspan='2'>{KOREAN}</td></tr>"
    document = read(f"<table class='board_view'><thead>{head}</thead><tbody>{body}</tbody></table>")
    assert document.head.title is not None
    assert (document.head.title.text, document.head.released) == (TITLE, "2026-03-02")


def test_the_same_page_in_the_menu_of_languages_is_a_variant_and_the_front_page_is_none() -> None:
    links = {"/jp/board/view.php?idx=7": "日本語", "/kr/": "한국어", "/ch/board/view.php?idx=8": "中文"}
    menu = "".join(f"<a href='{link}'>{name}</a>" for link, name in links.items())
    address = "https://www.example.org/kr/board/view.php?idx=7"
    document = read(f"<nav>{menu}</nav>{BOARD}", name=address)
    assert document.variants == (Variant(lang="ja", url="https://www.example.org/jp/board/view.php?idx=7"),)
