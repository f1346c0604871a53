"""Feeds, sitemaps, boards and files of addresses: what they name is fetched, what is broken in them is said."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import BadResource
from ingest.fetch import Options, Period
from ingest.fetch.boards import described, load_board

from .pages import PDF, page, rows
from .server import Answer, Desk, Request, Site, problems

RSS = (
    '<?xml version="1.0" encoding="{encoding}"?><rss version="2.0">'
    "<channel><title>보도자료</title>{items}</channel></rss>"
)


def feed(*items: str, encoding: str = "utf-8") -> Answer:
    return Answer(RSS.format(items="".join(items), encoding=encoding).encode(encoding))


def item(link: str, *, title: str = "국장급 회의", day: str = "Mon, 02 Mar 2026 00:30:00 +0900", more: str = "") -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{day}</pubDate>{more}</item>"


@pytest.fixture
def two_releases(site: Site) -> Site:
    site.routes |= {"/1": Answer(page(title="하나")), "/2": Answer(page(title="둘")), "/a.pdf": Answer(PDF)}
    return site


def released(desk: Desk, site: Site) -> list[str]:
    manifest = desk.manifest()
    entries = [entry for entry in manifest.entries() if entry.role in ("release", "attachment")]
    manifest.close()
    return [entry.url.removeprefix(site.url("")) for entry in entries if entry.sha256]


@pytest.mark.parametrize("encoding", ["utf-8", "euc-kr"])
def test_the_entries_of_a_feed_are_fetched_with_what_it_says_of_them(
    two_releases: Site, desk: Desk, encoding: str
) -> None:
    enclosure = '<enclosure url="/a.pdf" type="application/pdf" length="1"/>'
    two_releases.routes["/rss"] = feed(item("/1", more=enclosure), item("/2"), encoding=encoding)
    report = desk.fetch(two_releases.url("/rss"))
    assert report.failures == []
    assert released(desk, two_releases) == ["/1", "/a.pdf", "/2"]
    entry = desk.entry(two_releases.url("/1"))
    assert (entry.facts["title"], entry.linked_from) == ("국장급 회의", two_releases.url("/rss"))
    assert desk.entry(two_releases.url("/rss")).role == "list"


def test_an_atom_feed_goes_on_where_it_says_and_ends_in_a_circle(two_releases: Site, desk: Desk) -> None:
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><link rel="next" href="{next}"/>'
        '<entry><title>t</title><id>{link}</id><link href="{link}"/><updated>2026-03-02T00:00:00Z</updated></entry>'
        "</feed>"
    )
    two_releases.routes |= {
        "/atom": Answer(atom.format(next="/atom2", link="/1").encode()),
        "/atom2": Answer(atom.format(next="/atom", link="/2").encode()),
    }
    assert desk.fetch(two_releases.url("/atom")).failures == []
    assert released(desk, two_releases) == ["/1", "/2"]
    assert two_releases.asked() == {"/atom": 1, "/1": 1, "/atom2": 1, "/2": 1}


def test_the_days_of_a_feed_are_those_of_its_own_place(two_releases: Site, desk: Desk) -> None:
    two_releases.routes["/rss"] = feed(item("/1"), item("/2", day="Sun, 01 Mar 2026 23:00:00 +0900"))
    desk.fetch(two_releases.url("/rss"), source=Options(period=Period(since=date(2026, 3, 2))))
    assert released(desk, two_releases) == ["/1"]


def test_a_feed_that_breaks_off_gives_what_it_has(two_releases: Site, desk: Desk) -> None:
    two_releases.routes["/rss"] = Answer(feed(item("/1"), item("/2")).body[:-60])
    desk.fetch(two_releases.url("/rss"))
    assert "/1" in released(desk, two_releases)


def test_a_feed_without_anything_to_read_is_said(two_releases: Site, desk: Desk) -> None:
    two_releases.routes["/rss"] = Answer(b"<?xml version='1.0'?><rss version='2.0'><channel><ti")
    two_releases.routes["/empty"] = feed("<item><title>보도자료</title></item>")
    report = desk.fetch(two_releases.url("/rss"), two_releases.url("/empty"))
    assert ["broken feed" in problems(report)[0], "an entry without an address" in problems(report)[1]] == [True, True]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"<a>" * 2000, "nests more than 1,000"),
        ("<a>".encode("utf-16-le") * 2000, "nests more than 1,000"),
        (b" " * 5_000_000, "more than 5,000,000 bytes"),
    ],
)
def test_a_feed_made_to_be_slow_is_refused(two_releases: Site, desk: Desk, body: bytes, says: str) -> None:
    start = '<rss version="2.0"><channel>'
    two_releases.routes["/rss"] = Answer((start.encode("utf-16-le") if b"\0" in body else start.encode()) + body)
    assert says in problems(desk.fetch(two_releases.url("/rss")))[0]


def test_an_entry_that_leads_inside_is_refused_and_the_rest_is_fetched(two_releases: Site, desk: Desk) -> None:
    two_releases.routes["/rss"] = feed(item("http://10.0.0.1/"), item("file:///etc/passwd"), item("/2"))
    report = desk.fetch(two_releases.url("/rss"))
    assert (len(report.failures), released(desk, two_releases)) == (2, ["/2"])


def sitemap(*urls: str, root: str = "urlset", more: str = "") -> bytes:
    entry = "url" if root == "urlset" else "sitemap"
    entries = "".join(f"<{entry}><loc>{url}</loc>{more}</{entry}>" for url in urls)
    return f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</{root}>'.encode()


def test_an_index_of_packed_sitemaps_that_names_itself_is_read_once(two_releases: Site, desk: Desk) -> None:
    two_releases.routes |= {
        "/index.xml": Answer(sitemap("/map.xml.gz", "/index.xml", "/none.xml", root="sitemapindex")),
        "/map.xml.gz": Answer(gzip.compress(sitemap("/1", "/2", "javascript:alert(1)"))),
    }
    report = desk.fetch(two_releases.url("/index.xml"))
    assert released(desk, two_releases) == ["/1", "/2"]
    assert two_releases.asked()["/index.xml"] == 1
    assert len(report.failures) == 2


def test_only_addresses_that_match_are_fetched(two_releases: Site, desk: Desk) -> None:
    two_releases.routes["/map.xml"] = Answer(sitemap("/1", "/2"))
    desk.fetch(two_releases.url("/map.xml"), match="/2$")
    assert released(desk, two_releases) == ["/2"]
    with pytest.raises(BadResource, match="no pattern"):
        desk.fetch(two_releases.url("/map.xml"), match="(")


def test_what_a_sitemap_says_is_unchanged_is_not_asked_for(two_releases: Site, desk: Desk) -> None:
    two_releases.routes["/map.xml"] = Answer(sitemap("/1", more="<lastmod>2026-02-01</lastmod>"))
    desk.fetch(two_releases.url("/map.xml"))
    desk.clock.sleep(3600)
    assert desk.fetch(two_releases.url("/map.xml")).known == [two_releases.url("/1")]
    two_releases.routes["/map.xml"] = Answer(sitemap("/1", more="<lastmod>2026-03-02T12:00:00+00:00</lastmod>"))
    desk.clock.sleep(3600)
    assert desk.fetch(two_releases.url("/map.xml")).unchanged == [two_releases.url("/1")]


def test_entities_of_a_sitemap_are_not_opened(two_releases: Site, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("/2")
    head = f'<!DOCTYPE urlset [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'.encode()
    two_releases.routes["/map.xml"] = Answer(head + sitemap("/1", "&x;"))
    desk.fetch(two_releases.url("/map.xml"))
    assert released(desk, two_releases) == ["/1"]


@pytest.mark.parametrize("body", [sitemap("/1")[:70], gzip.compress(sitemap("/1"), mtime=0)[:40]])
def test_a_broken_sitemap_is_said(two_releases: Site, desk: Desk, body: bytes) -> None:
    two_releases.routes["/map.xml.gz"] = Answer(body)
    [problem] = problems(desk.fetch(two_releases.url("/map.xml.gz")))
    assert two_releases.url("/map.xml.gz") in problem


def test_a_packed_sitemap_that_unpacks_to_too_much_is_given_up(two_releases: Site, desk: Desk) -> None:
    desk.limits = desk.limits.model_copy(update={"list_bytes": 100_000})
    two_releases.routes["/map.xml.gz"] = Answer(gzip.compress(bytes(10_000_000)))
    assert "more than 100,000 bytes" in problems(desk.fetch(two_releases.url("/map.xml.gz")))[0]


def test_a_file_of_addresses_is_fetched_line_by_line(two_releases: Site, desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "addresses.txt"
    lines = ["# releases", two_releases.url("/1"), "", "not an address", two_releases.url("/2")]
    file.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    report = desk.fetch(str(file))
    assert released(desk, two_releases) == ["/1", "/2"]
    assert "not an address is no web address" in problems(report)[0]


def test_a_session_or_the_page_of_a_list_is_no_part_of_an_address(site: Site, desk: Desk, tmp_path: Path) -> None:
    site.routes |= board([rows([("view.do;jsessionid=A1B2.node1?page=1&seq=4&page=1", "넷", "2026.03.02")])])
    assert desk.fetch(board_file(tmp_path, site)).new == [site.url("/view.do?seq=4")]


def test_the_day_of_a_row_stands_beside_its_link(site: Site, desk: Desk, tmp_path: Path) -> None:
    titles = ("2020.1.2 회의 결과", "2026.3.9 회의 예정")
    site.routes |= board([rows([(f"view.do?seq={no}", title, "2026.03.02") for no, title in enumerate(titles)])])
    period = Period(date(2026, 3, 1), date(2026, 3, 3))
    assert len(desk.fetch(board_file(tmp_path, site), source=Options(period=period)).new) == 2


def test_the_example_of_the_documentation_is_a_description(tmp_path: Path) -> None:
    text = (Path(__file__).parents[3] / "docs" / "fetching.md").read_text(encoding="utf-8")
    (tmp_path / "board.toml").write_text(text.split("```toml\n")[1].split("```")[0], encoding="utf-8")
    assert load_board(tmp_path / "board.toml").parameters == ("pageIndex",)


def test_what_is_no_source_is_said_with_what_is_known(desk: Desk) -> None:
    [problem] = problems(desk.fetch("mee.gov.xx"))
    assert "mee.gov.cn" in problem
    assert "policy-briefing" in problem


def board_file(tmp_path: Path, site: Site, more: str = 'parameters = ["page"]') -> str:
    path = tmp_path / "board.toml"
    path.write_text(
        f'id = "test"\nnote = "A test."\nlist = "{site.url("/list.do?menu=1")}"\n{more}\n'
        'items = ["table tbody tr"]\nlink = ["a[href*=\'view.do\']"]\n',
        encoding="utf-8",
    )
    return str(path)


def board(pages: list[bytes]) -> dict[str, Answer]:
    answers = {"/list.do?menu=1": Answer(pages[0])}
    answers |= {f"/list.do?menu=1&page={number}": Answer(body) for number, body in enumerate(pages[1:], 2)}
    return answers | {"/view.do": Answer(page())}


def test_a_board_is_read_page_by_page_until_one_repeats(site: Site, desk: Desk, tmp_path: Path) -> None:
    first, second = rows([("view.do?seq=4", "넷", "2026.03.02")]), rows([("view.do?seq=3", "셋", "2026.03.01")])
    site.routes |= board([first, second, second])
    assert desk.fetch(board_file(tmp_path, site)).failures == []
    assert released(desk, site) == ["/view.do?seq=4", "/view.do?seq=3"]
    assert desk.entry(site.url("/view.do?seq=4")).facts == {"title": "넷"}


def test_a_board_ends_with_a_page_without_items(site: Site, desk: Desk, tmp_path: Path) -> None:
    site.routes |= board([rows([("view.do?seq=4", "넷", "2026.03.02")]), rows([])])
    assert desk.fetch(board_file(tmp_path, site)).failures == []


def test_a_board_ends_before_the_period_whatever_is_pinned_on_top(site: Site, desk: Desk, tmp_path: Path) -> None:
    pinned = ("view.do?seq=1", "공지", "2020-01-02")
    site.routes |= board(
        [
            rows([pinned, ("view.do?seq=9", "아홉", "2026-03-02")]),
            rows([pinned, ("view.do?seq=8", "여덟", "2026-01-31")]),
            rows([pinned, ("view.do?seq=7", "일곱", "2026-01-30")]),
        ]
    )
    desk.fetch(board_file(tmp_path, site), source=Options(period=Period(since=date(2026, 2, 1))))
    assert released(desk, site) == ["/view.do?seq=9"]
    assert "/list.do?menu=1&page=3" not in site.asked()


def test_only_what_is_new_on_a_board_is_fetched_on_request(site: Site, desk: Desk, tmp_path: Path) -> None:
    site.routes |= board(
        [rows([("view.do?seq=1", "하나", "2026-03-02")]), rows([("view.do?seq=0", "영", "2026-03-01")])]
    )
    source = board_file(tmp_path, site)
    desk.fetch(source)
    desk.clock.sleep(3600)
    site.routes["/list.do?menu=1"] = Answer(
        rows([("view.do?seq=2", "둘", "2026-03-03"), ("view.do?seq=1", "하나", "2026-03-02")])
    )
    site.requests.clear()
    report = desk.fetch(source, source=Options(new_only=True))
    assert (report.new, len(report.known)) == ([site.url("/view.do?seq=2")], 2)
    assert set(site.asked()) == {"/list.do?menu=1", "/list.do?menu=1&page=2", "/view.do?seq=2"}


def test_a_number_of_releases_is_enough_on_request(site: Site, desk: Desk, tmp_path: Path) -> None:
    site.routes |= board([rows([(f"view.do?seq={number}", "t", "2026-03-02") for number in range(9)])])
    assert len(desk.fetch(board_file(tmp_path, site), limit=2).new) == 2


def test_a_board_that_never_ends_is_left(site: Site, desk: Desk, tmp_path: Path) -> None:
    def answer(request: Request) -> Answer:
        number = request.path.partition("page=")[2] or "1"
        return Answer(rows([(f"view.do?seq={number}", "t", "2026-03-02")]))

    site.routes |= {"/list.do": answer, "/view.do": Answer(page())}
    report = desk.fetch(board_file(tmp_path, site, 'parameters = ["page"]\nmost_pages = 3'))
    assert (len(report.new), "has more than 3 pages" in problems(report)[0]) == (3, True)


def test_a_page_of_a_board_that_fails_ends_it_with_a_word(site: Site, desk: Desk, tmp_path: Path) -> None:
    site.routes |= board([rows([("view.do?seq=4", "넷", "2026.03.02")])])
    report = desk.fetch(board_file(tmp_path, site))
    assert (len(report.new), "page=2 does not exist" in problems(report)[0]) == (1, True)


def test_a_board_whose_description_does_not_fit_is_said(site: Site, desk: Desk, tmp_path: Path) -> None:
    site.routes["/list.do"] = Answer(page())
    assert "has no items as the description 'test' has them" in problems(desk.fetch(board_file(tmp_path, site)))[0]


def test_pages_may_be_named_linked_or_come_within_json(site: Site, desk: Desk, tmp_path: Path) -> None:
    first = rows([("/view.do?seq=2", "둘", "2026.03.02")]).replace(
        b"</body>", b'<a class="n" href="/more">2</a></body>'
    )
    site.routes |= {"/list.do": Answer(first), "/more": Answer(rows([("/view.do?seq=1", "하나", "2026.03.01")]))}
    site.routes["/view.do"] = Answer(page())
    assert len(desk.fetch(board_file(tmp_path, site, 'next = ["a.n"]')).new) == 2
    site.routes |= {"/list.do": Answer(b'{"data": {"html": "<table><tbody><tr><td><a href=\'view.do?seq=5\'>t</a>"}}')}
    more = 'json_html = ["data", "html"]\npages = "/none_{page}.json"'
    assert desk.fetch(board_file(tmp_path, site, more)).new == [site.url("/view.do?seq=5")]


def test_a_list_at_an_address_is_read_as_described_on_request(site: Site, desk: Desk) -> None:
    script = rows([("view.do?nttId=7", "일곱", "2026.03.02")])
    site.routes |= {"/bbs/list.do?pageIndex=1": Answer(script), "/bbs/view.do?nttId=7": Answer(page())}
    report = desk.fetch(site.url("/bbs/list.do?pageIndex=1"), source=Options(board="korean-board"))
    assert report.new == [site.url("/bbs/view.do?nttId=7")]
    assert site.asked()["/bbs/list.do?pageIndex=2"] == 1


@pytest.mark.parametrize(
    ("name", "list_page", "named"),
    [
        (
            "korea.kr",
            '<div class="list_type"><ul><li><a href="/briefing/pressReleaseView.do?newsId=100"><span class="text">'
            '<strong>국장급 회의</strong></span><span class="source"><span>2026.03.02</span><span>외교부</span></span>'
            "</a></li></ul></div>",
            (
                "/briefing/pressReleaseView.do?newsId=100",
                {"title": "국장급 회의", "date": "2026.03.02", "issuer": "외교부"},
            ),
        ),
        (
            "mee.gov.cn",
            '<ul><li><span>2026-03-02</span><a class="cjcx_biaobnan" href="./202603/t20260302_100.shtml">司局级会议</a>'
            "</li></ul>",
            ("/202603/t20260302_100.shtml", {"title": "司局级会议"}),
        ),
        (
            "env.go.jp",
            '<details class="p-press-release-list__block"><summary><span class="p-press-release-list__heading">'
            '2026年03月02日発表</span></summary><ul><li><a class="c-news-link__link" href="/press/press_00001.html">'
            "局長級会合</a></li></ul></details>",
            ("/press/press_00001.html", {"title": "局長級会合"}),
        ),
        (
            "tcs-asia.org",
            '<ul><li><a href="news_view.php?idx=100&pNo=1">Directors-general meet</a> 2026.03.02</li></ul>',
            ("/news_view.php?idx=100", {"title": "Directors-general meet"}),
        ),
        (
            "mofa.go.kr",
            '<table><tbody><tr><td><a href="./view.do?seq=100&page=1">국장급 회의</a></td><td>2026-03-02</td></tr>'
            "</tbody></table>",
            ("/view.do?seq=100", {"title": "국장급 회의"}),
        ),
    ],
)
def test_the_described_boards_read_lists_of_their_form(
    site: Site, desk: Desk, name: str, list_page: str, named: tuple[str, dict[str, str]]
) -> None:
    site.routes |= {"/list": Answer(page(list_page)), named[0]: Answer(page())}
    desk.fetch(site.url("/list"), source=Options(board=name, period=Period(since=date(2026, 3, 2))))
    assert released(desk, site) == [named[0]]
    assert desk.entry(site.url(named[0])).facts == named[1]


def test_earlier_months_are_read_latest_first_as_far_as_asked(site: Site, desk: Desk) -> None:
    months = "".join(
        f'<a class="c-table-month__col__link" href="/press/2026{month:02}.html">m</a>' for month in (1, 2, 3)
    )
    block = (
        '<details class="p-press-release-list__block"><summary><span class="p-press-release-list__heading">{day}</span>'
        '</summary><ul><li><a class="c-news-link__link" href="/press/press_{no}.html">t</a></li></ul></details>'
    )
    site.routes |= {
        "/press/": Answer(page(block.format(day="2026年3月20日", no=3) + months)),
        "/press/202603.html": Answer(page(block.format(day="2026年3月1日", no=2))),
        "/press/202602.html": Answer(page(block.format(day="2026年2月20日", no=1))),
        **{f"/press/press_{no}.html": Answer(page()) for no in (1, 2, 3)},
    }
    desk.fetch(site.url("/press/"), source=Options(board="env.go.jp", period=Period(since=date(2026, 2, 10))))
    assert released(desk, site) == [f"/press/press_{no}.html" for no in (3, 2, 1)]
    assert "/press/202601.html" not in site.asked()


@pytest.mark.parametrize("name", described())
def test_the_descriptions_of_boards_follow_their_schema(name: str) -> None:
    assert load_board(described()[name]).id == name


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("id = ", "cannot be read as TOML"),
        ('id = "a"\nnote = "b"', "says how the list goes on"),
        ("colour = 1", "colour"),
    ],
)
def test_a_description_that_does_not_follow_it_is_refused(desk: Desk, tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "board.toml").write_text(text)
    with pytest.raises(BadResource, match=says):
        desk.fetch(str(tmp_path / "board.toml"))
