"""The files of a release come with it, under the names that servers give them in every way of writing."""

from urllib.parse import quote

import pytest

from ingest.downloads import downloads
from ingest.fetch import Options
from ingest.fetch.announced import document_suffix
from ingest.fetch.names import announced_name
from ingest.licences import licence_of, signs

from .pages import HWP, PDF, page
from .server import Answer, Desk, Site, problems


def test_the_files_of_a_page_are_fetched_with_it(site: Site, desk: Desk) -> None:
    site.routes |= {
        "/view.do": Answer(
            page(
                '<div class="file_list"><a href="/down.do?no=1">보도자료.hwp (12 KB)</a>'
                '<a href="/docViewer?no=1">바로보기</a></div><a href="/list.do">목록</a>'
                '<a href="https://www.hancom.com/viewer">한글 뷰어 내려받기.hwp</a>'
            )
        ),
        "/down.do?no=1": Answer(HWP),
    }
    report = desk.fetch(site.url("/view.do?seq=3"))
    assert report.failures == []
    assert report.new == [site.url(path) for path in ("/view.do?seq=3", "/down.do?no=1")]
    entry = desk.entry(site.url("/down.do?no=1"))
    assert (entry.role, entry.linked_from, entry.label) == (
        "attachment",
        site.url("/view.do?seq=3"),
        "보도자료.hwp (12 KB)",
    )
    assert entry.media_type == "application/x-hwp"


def test_files_that_belong_to_the_page_and_not_to_the_release_are_left(site: Site, desk: Desk) -> None:
    site.routes |= {
        "/view.do": Answer(
            page(
                '<div class="board_view"><div class="view_cont">붙임 <a href="/in-text.pdf">자료</a></div>'
                '<div class="file_list"><a href="/down.do?no=1">보도자료.hwp</a>'
                '<a href="/downloadAll.do?id=1">전체 내려받기.zip</a></div></div><a href="/charter.pdf">헌장.pdf</a>'
            )
        ),
        "/down.do?no=1": Answer(HWP),
        "/in-text.pdf": Answer(PDF),
    }
    report = desk.fetch(site.url("/view.do"))
    assert (report.failures, report.new) == (
        [],
        [site.url(path) for path in ("/view.do", "/down.do?no=1", "/in-text.pdf")],
    )


def test_files_that_failed_are_asked_for_again_although_the_release_is_known(site: Site, desk: Desk) -> None:
    site.routes |= {"/view.do": Answer(page('<a href="/a.pdf">a.pdf</a>')), "/a.pdf": [Answer(status=404), Answer(PDF)]}
    desk.fetch(site.url("/view.do"))
    for expected in ([site.url("/a.pdf")], []):
        desk.clock.sleep(3600)
        assert desk.fetch(site.url("/view.do"), source=Options(new_only=True)).new == expected


def test_files_are_left_where_they_are_on_request(site: Site, desk: Desk) -> None:
    site.routes["/view.do"] = Answer(page('<a href="/a.pdf">a.pdf</a>'))
    assert desk.fetch(site.url("/view.do"), attachments=False).new == [site.url("/view.do")]


def test_anywhere_on_a_page_without_a_list_of_files_a_document_counts(site: Site, desk: Desk) -> None:
    path = f"/{quote('붙임 1.pdf')}"
    site.routes |= {"/view.do": Answer(page('<p><a href="붙임 1.pdf">붙임</a></p>')), path: Answer(PDF)}
    assert desk.fetch(site.url("/view.do")).new == [site.url("/view.do"), site.url(path)]


def test_a_file_that_two_pages_link_is_fetched_once_and_remembers_both(site: Site, desk: Desk) -> None:
    site.routes |= {path: Answer(page('<a href="/a.pdf">a.pdf</a>')) for path in ("/1", "/2")} | {"/a.pdf": Answer(PDF)}
    desk.fetch(site.url("/1"), site.url("/2"))
    manifest = desk.manifest()
    pages = manifest.pages(site.url("/a.pdf"))
    manifest.close()
    assert (site.asked()["/a.pdf"], pages) == (1, {site.url("/1"): "a.pdf", site.url("/2"): "a.pdf"})


def test_the_query_of_a_link_is_sent_in_the_encoding_of_its_page(site: Site, desk: Desk) -> None:
    site.routes["/view.do"] = Answer(page('<a href="/down.do?name=회의.hwp">회의.hwp</a>', encoding="euc-kr"))
    path = f"/down.do?name={quote('회의.hwp', encoding='euc-kr')}"
    site.routes[path] = Answer(HWP)
    assert desk.fetch(site.url("/view.do")).new == [site.url("/view.do"), site.url(path)]


def test_bytes_of_an_address_that_are_no_utf8_stay_as_they_are(site: Site, desk: Desk) -> None:
    path = f"/{quote('자료', encoding='euc-kr')}.pdf"
    site.routes |= {"/view.do": Answer(page(f'<a href="{path}">자료.pdf</a>')), path: Answer(PDF)}
    assert site.url(path) in desk.fetch(site.url("/view.do")).new


def test_a_redirect_to_bytes_that_are_no_utf8_is_followed(site: Site, desk: Desk) -> None:
    location = b"Location: /" + "자료".encode("euc-kr") + b".pdf\r\n"
    path = f"/{quote('자료', encoding='euc-kr')}.pdf"
    site.routes |= {"/down.do": Answer(status=302, raw_headers=location), path: Answer(PDF)}
    assert desk.fetch(site.url("/down.do")).failures == []
    assert desk.entry(site.url("/down.do")).final_url == site.url(path)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (
            Answer(b"<script>alert('\xed\x8c\x8c\xec\x9d\xbc\xec\x9d\xb4 \xec\x97\x86\xec\x8a\xb5');</script>"),
            "파일이 없습",
        ),
        (Answer("<script>alert('파일이 없습니다.');history.back();</script>".encode("euc-kr")), "파일이 없습니다."),
        (Answer(page(title="오류 안내"), headers={"Content-Type": "application/octet-stream"}), "오류 안내"),
        (Answer(b'{"code": 404, "message": "no such file"}'), "no such file"),
        (Answer(b"<?xml version='1.0'?><html><head><title>Error</title></head></html>"), "Error"),
    ],
)
def test_a_page_in_place_of_a_file_is_told_and_not_kept(site: Site, desk: Desk, answer: Answer, says: str) -> None:
    site.routes |= {"/view.do": Answer(page('<a href="/down.do?no=1">보도자료.hwp</a>')), "/down.do": answer}
    [problem] = problems(desk.fetch(site.url("/view.do")))
    assert "announces a .hwp file and gives a page" in problem
    assert says in problem
    assert desk.entry(site.url("/down.do?no=1")).sha256 is None


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/a.pdf", {}),
        ("/a", {"Content-Type": "application/pdf"}),
        ("/a", {"Content-Disposition": 'attachment; filename="a.hwpx"'}),
    ],
)
def test_whatever_announces_a_file_counts(site: Site, desk: Desk, path: str, headers: dict[str, str]) -> None:
    site.routes[path] = Answer(page(), headers=headers)
    assert "and gives a page" in problems(desk.fetch(site.url(path)))[0]


def test_the_bytes_tell_the_type_where_the_server_errs(site: Site, desk: Desk) -> None:
    site.routes["/release"] = Answer(PDF, headers={"Content-Type": "text/html; charset=utf-8"})
    desk.fetch(site.url("/release"))
    entry = desk.entry(site.url("/release"))
    assert (entry.media_type, entry.content_type) == ("application/pdf", "text/html; charset=utf-8")


def test_a_page_that_links_no_end_of_files_gives_the_first(site: Site, desk: Desk) -> None:
    links = "".join(f'<a href="/{number}.pdf">{number}.pdf</a>' for number in range(70))
    site.routes |= {"/view.do": Answer(page(links))} | {f"/{number}.pdf": Answer(PDF) for number in range(70)}
    desk.limits = desk.limits.model_copy(update={"attachments": 3})
    report = desk.fetch(site.url("/view.do"))
    assert (len(report.new), problems(report)[0].startswith(f"{site.url('/view.do')} links 70 files")) == (4, True)


def test_the_licence_of_a_page_holds_for_its_files(site: Site, desk: Desk) -> None:
    site.routes |= {
        "/view.do": Answer(page('<a href="/a.pdf">a.pdf</a><img alt="공공누리 제3유형" src="x.png">')),
        "/a.pdf": Answer(PDF),
    }
    desk.fetch(site.url("/view.do"))
    assert [desk.entry(site.url(path)).licence for path in ("/view.do", "/a.pdf")] == ["KOGL-3", "KOGL-3"]


@pytest.mark.parametrize(
    ("source", "licence"), [example for sign in signs() for example in sign.examples], ids=lambda value: value[:20]
)
def test_a_sign_of_a_licence_finds_its_own_examples(source: str, licence: str) -> None:
    assert licence_of(source) == licence


def test_a_legend_of_all_licences_states_none() -> None:
    assert licence_of("".join(f'<label><img src="img_opencode{no}.png"></label>' for no in range(1, 5))) is None


@pytest.mark.parametrize(
    ("script", "call", "address"),
    [(script, *example) for script in downloads().script for example in script.examples],
    ids=lambda value: str(value)[:30],
)
def test_a_call_of_a_function_means_an_address(script: object, call: str, address: str) -> None:
    hosts = getattr(script, "hosts", ()) or ("any.example.kr",)
    assert downloads().called(call, f"www.{hosts[0]}") == address


def test_calls_are_followed(site: Site, desk: Desk) -> None:
    site.routes |= {
        "/view.do": Answer(page("""<a href="#none" onclick="fn_egov_downFile('FILE_1','0')">보도자료.hwp</a>""")),
        "/cmm/fms/FileDown.do?atchFileId=FILE_1&fileSn=0": Answer(HWP),
    }
    assert len(desk.fetch(site.url("/view.do")).new) == 2


NAME = "제3차 회의 결과.hwp"


@pytest.mark.parametrize(
    "header",
    [
        b"attachment; filename*=UTF-8''" + quote(NAME).encode(),
        b"attachment; filename*=euc-kr''" + quote(NAME, encoding="euc-kr").encode(),
        b"attachment; filename=\"x.hwp\"; filename*=UTF-8''" + quote(NAME).encode(),
        b'attachment; filename="' + NAME.encode() + b'"',
        b'attachment; filename="' + NAME.encode("euc-kr") + b'"',
        b"attachment;filename=" + NAME.replace(" ", "_").encode("euc-kr"),
        b'attachment; filename="' + quote(NAME).encode() + b'"',
        b'attachment; filename="' + quote(NAME, encoding="euc-kr").encode() + b'";',
        b'attachment; filename="=?UTF-8?B?7KCcM+ywqCDtmozsnZgg6rKw6rO8Lmh3cA==?="',
        b'attachment; filename="..\\..\\' + NAME.encode() + b'"',
        b"attachment; filename*=UTF-8''..%2F..%2F" + quote(NAME).encode(),
        b'attachment; filename="\xe2\x80\xae' + NAME.encode() + b'\x00"',
    ],
)
def test_a_file_has_the_name_its_server_means(header: bytes) -> None:
    assert announced_name(header, "https://www.example.go.kr/down.do").replace("_", " ") == NAME


@pytest.mark.parametrize(
    ("header", "url", "name"),
    [
        (b"", "https://www.example.go.kr/files/%EB%B3%B4%EB%8F%84.pdf?x=1", "보도.pdf"),
        (b"inline", f"https://www.example.go.kr/{quote('보도자료', encoding='euc-kr')}.pdf", "보도자료.pdf"),
        (b"attachment; filename*=broken", "https://www.example.go.kr/", "broken"),
        (b"attachment; filename=", "https://www.example.go.kr/a.pdf", "a.pdf"),
        ('attachment; filename="会议纪要.pdf"'.encode("gbk"), "https://www.example.gov.cn/", "会议纪要.pdf"),
    ],
)
def test_other_names(header: bytes, url: str, name: str) -> None:
    assert announced_name(header, url) == name


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("보도자료.hwp", ".hwp"),
        ("보도자료.HWPX [1.2MB]", ".hwpx"),
        ("보도자료.pdf 120KB", ".pdf"),
        ("보도자료.hwp(다운로드 12회)", ".hwp"),
        ("한글 파일(.hwp)의 올바른 사용", ""),
        ("https://www.example.go.kr/a/b.pdf?download=1", ".pdf"),
        ("https://www.example.go.kr/view.do?file=a", ""),
    ],
)
def test_a_name_announces_a_document_by_its_end(name: str, suffix: str) -> None:
    assert document_suffix(name) == suffix
