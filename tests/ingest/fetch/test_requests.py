"""One address: what is asked, how often, and what is refused."""

import gzip
import zlib
from datetime import timedelta
from email.utils import format_datetime

import pytest

from ingest.fetch import AddressRules
from ingest.limits import FetchLimits

from .server import RULES, Answer, Desk, FakeClock, Request, Site, names, problems

PAGE = b"<!DOCTYPE html><html><body><p>The two sides held a meeting of directors-general in Sejong.</p></body></html>"


def page(**headers: str) -> Answer:
    return Answer(PAGE, headers={"Content-Type": "text/html", **headers})


def test_a_page_is_kept_under_its_hash_with_what_the_server_said(site: Site, desk: Desk) -> None:
    site.routes["/release"] = page(ETag='"1"')
    report = desk.fetch(site.url("/release"))
    assert (report.new, report.failures) == ([site.url("/release")], [])
    entry = desk.entry(site.url("/release"))
    assert (entry.status, entry.size, entry.media_type, entry.role) == (200, len(PAGE), "text/html", "release")
    assert entry.headers["etag"] == '"1"'
    assert desk.content(site.url("/release")) == PAGE
    assert not list((desk.folder / "originals" / ".parts").iterdir())


def test_what_has_not_changed_is_not_sent_again(site: Site, desk: Desk) -> None:
    def answer(request: Request) -> Answer:
        conditions = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        return (
            Answer(status=304)
            if conditions == ('"1"', "Mon, 02 Mar 2026 00:00:00 GMT")
            else page(**{"ETag": '"1"', "Last-Modified": "Mon, 02 Mar 2026 00:00:00 GMT"})
        )

    site.routes["/release"] = answer
    first = desk.fetch(site.url("/release"))
    fetched_at = desk.entry(site.url("/release")).fetched_at
    desk.clock.sleep(3600)
    again = desk.fetch(site.url("/release"))
    assert (first.new, again.new, again.unchanged) == ([site.url("/release")], [], [site.url("/release")])
    entry = desk.entry(site.url("/release"))
    assert (entry.fetched_at, entry.checked_at > str(fetched_at), entry.status) == (fetched_at, True, 200)
    assert desk.content(site.url("/release")) == PAGE


def test_what_has_changed_is_fetched_and_the_earlier_version_stays(site: Site, desk: Desk) -> None:
    site.routes["/release"] = [page(), Answer(PAGE + b"<!-- corrected -->")]
    desk.fetch(site.url("/release"))
    desk.clock.sleep(3600)
    assert desk.fetch(site.url("/release")).new == [site.url("/release")]
    manifest = desk.manifest()
    versions = manifest.versions(site.url("/release"))
    manifest.close()
    assert [(desk.folder / "originals" / sha[:2] / sha[2:]).is_file() for sha, _ in versions] == [True, True]


def test_a_lost_original_is_asked_for_without_conditions(site: Site, desk: Desk) -> None:
    site.routes["/release"] = lambda request: (
        Answer(status=304) if "if-none-match" in request.headers else page(ETag='"1"')
    )
    desk.fetch(site.url("/release"))
    sha256 = str(desk.entry(site.url("/release")).sha256)
    (desk.folder / "originals" / sha256[:2] / sha256[2:]).unlink()
    desk.clock.sleep(3600)
    assert desk.fetch(site.url("/release")).failures == []
    assert desk.content(site.url("/release")) == PAGE


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_server_that_is_busy_is_asked_again_when_it_says(site: Site, desk: Desk, status: int) -> None:
    site.routes["/release"] = [Answer(status=status, headers={"Retry-After": "17"}), page()]
    report = desk.fetch(site.url("/release"))
    assert (report.new, 17.0 in desk.clock.slept) == ([site.url("/release")], True)


def test_the_time_to_come_back_may_be_a_time_of_day(site: Site, desk: Desk) -> None:
    at = format_datetime(desk.clock.at + timedelta(seconds=42), usegmt=True)
    site.routes["/release"] = [Answer(status=503, headers={"Retry-After": at}), page()]
    assert desk.fetch(site.url("/release")).failures == []
    assert 38 <= max(desk.clock.slept) <= 42


def test_the_pauses_double_where_the_server_names_none(site: Site, desk: Desk) -> None:
    site.routes["/release"] = Answer(b"busy", status=503)
    report = desk.fetch(site.url("/release"))
    assert [pause for pause in desk.clock.slept if pause > 1] == [2, 4, 8]
    assert site.asked()["/release"] == desk.limits.attempts
    assert "status 503" in problems(report)[0]


def test_a_host_that_asks_for_too_much_patience_is_left_alone(site: Site, desk: Desk) -> None:
    site.routes["/a"] = Answer(status=429, headers={"Retry-After": "86400"})
    site.routes["/b"] = page()
    report = desk.fetch(site.url("/a"), site.url("/b"))
    assert site.asked() == {"/a": 1}
    assert "asks to be left alone for 86400 seconds" in problems(report)[1]


def test_a_host_that_fails_again_and_again_is_left_alone(site: Site, desk: Desk) -> None:
    desk.limits = FetchLimits(attempts=1, host_failures=2)
    report = desk.fetch(*(site.url(f"/{number}") for number in range(4)))
    assert len(report.failures) == 4
    site.routes |= {f"/{number}": Answer(status=500) for number in range(4)}
    desk.clock.sleep(3600)
    site.requests.clear()
    report = desk.fetch(*(site.url(f"/{number}") for number in range(4)))
    assert (len(report.failures), sorted(site.asked())) == (4, ["/0", "/1"])


def test_requests_to_one_host_keep_their_distance(site: Site, desk: Desk) -> None:
    site.routes |= {"/a": page(), "/b": page(), "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 7\n")}
    desk.fetch(site.url("/a"), site.url("/b"))
    assert [round(pause) for pause in desk.clock.slept] == [7, 7]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_last_address_is_kept(site: Site, desk: Desk, status: int) -> None:
    site.routes |= {"/old": Answer(status=status, headers={"Location": "/new?a=1#top"}), "/new": page()}
    assert desk.fetch(site.url("/old")).new == [site.url("/old")]
    assert desk.entry(site.url("/old")).final_url == site.url("/new?a=1")


def test_a_cookie_on_the_way_is_sent_back_and_not_kept(site: Site, desk: Desk) -> None:
    def answer(request: Request) -> Answer:
        if "session=1" in request.headers.get("cookie", ""):
            return page(**{"Set-Cookie": "session=2"})
        return Answer(status=302, headers={"Location": "/release", "Set-Cookie": "session=1"})

    site.routes["/release"] = answer
    assert desk.fetch(site.url("/release")).failures == []
    assert "set-cookie" not in desk.entry(site.url("/release")).headers


def test_redirects_in_a_circle_end(site: Site, desk: Desk) -> None:
    site.routes |= {
        "/a": Answer(status=302, headers={"Location": "/b"}),
        "/b": Answer(status=302, headers={"Location": "/a"}),
    }
    assert "redirects more than 8 times" in problems(desk.fetch(site.url("/a")))[0]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.2/",
        "http://10.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[fe80::1]/",
        "http://224.0.0.1/",
        "http://0.0.0.0/",
        "http://inside.test/",
        "http://both.test/",
    ],
)
def test_a_redirect_into_a_private_network_is_refused(site: Site, desk: Desk, target: str) -> None:
    site.routes["/release"] = Answer(status=302, headers={"Location": target})
    [problem] = problems(desk.fetch(site.url("/release")))
    assert "is inside a private network" in problem
    assert "--allow-private" in problem


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://ministry.test/a", "gopher://ministry.test/", "data:,a"]
)
def test_a_redirect_to_something_else_than_the_web_is_refused(site: Site, desk: Desk, target: str) -> None:
    site.routes["/release"] = Answer(status=302, headers={"Location": target})
    assert "Only http and https are fetched" in problems(desk.fetch(site.url("/release")))[0]


def test_a_redirect_with_a_password_is_refused_and_not_shown(site: Site, desk: Desk) -> None:
    site.routes["/release"] = Answer(status=302, headers={"Location": "http://me:secret@ministry.test/"})
    [problem] = problems(desk.fetch(site.url("/release")))
    assert ("password" in problem, "secret" in problem) == (True, False)


def test_the_connection_goes_to_the_address_that_was_checked(site: Site, desk: Desk) -> None:
    answers = [["127.0.0.1"], ["10.9.9.9"]]
    desk.rules = AddressRules(resolve=lambda host, port: answers.pop(0), is_public=RULES.is_public)
    site.routes["/release"] = page()
    [problem] = problems(desk.fetch(site.url("/release")))
    assert [request.path for request in site.requests] == ["/robots.txt"]
    assert "ministry.test (10.9.9.9) is inside a private network" in problem


def test_private_addresses_are_fetched_on_request(site: Site, desk: Desk) -> None:
    desk.rules = AddressRules(allow_private=True, resolve=names)
    site.routes["/release"] = page()
    assert desk.fetch(site.url("/release", host="127.0.0.1")).failures == []
    assert {request.headers["host"] for request in site.requests} == {f"127.0.0.1:{site.port}"}


def test_the_host_is_asked_under_its_name(site: Site, desk: Desk) -> None:
    site.routes["/release"] = page()
    desk.fetch(site.url("/release"))
    assert {request.headers["host"] for request in site.requests} == {f"ministry.test:{site.port}"}


def test_robots_rules_hold_also_behind_a_redirect(site: Site, desk: Desk) -> None:
    site.routes |= {
        "/robots.txt": Answer(b"User-agent: *\nDisallow: /private/\n"),
        "/open": Answer(status=302, headers={"Location": "/private/1"}),
        "/private/1": page(),
    }
    report = desk.fetch(site.url("/private/1"), site.url("/open"))
    assert all("is closed to programs by" in problem for problem in problems(report))
    assert site.asked() == {"/open": 1}


def test_a_host_whose_robots_rules_cannot_be_had_is_not_asked(site: Site, desk: Desk) -> None:
    site.routes |= {"/robots.txt": Answer(status=500), "/release": page()}
    assert "robots.txt" in problems(desk.fetch(site.url("/release")))[0]
    assert site.asked() == {}


@pytest.mark.parametrize("body", [PAGE[:20], zlib.compress(PAGE)[:-6]])
def test_a_body_that_is_cut_off_is_asked_for_again(site: Site, desk: Desk, body: bytes) -> None:
    packed = {"Content-Encoding": "deflate"} if body[:1] == b"\x78" else {}
    announced = None if packed else len(PAGE)
    site.routes["/release"] = [Answer(body, announced=announced, headers=packed), page()]
    assert desk.fetch(site.url("/release")).failures == []
    assert desk.content(site.url("/release")) == PAGE


def test_a_body_that_is_always_cut_off_is_not_kept(site: Site, desk: Desk) -> None:
    site.routes["/release"] = Answer(PAGE[:20], announced=len(PAGE))
    report = desk.fetch(site.url("/release"))
    assert "is cut off" in problems(report)[0]
    assert desk.entry(site.url("/release")).sha256 is None
    assert not list((desk.folder / "originals" / ".parts").iterdir())


def test_a_body_that_drips_is_given_up(site: Site, desk: Desk) -> None:
    desk.clock = FakeClock(tick=400)
    site.routes["/release"] = Answer(bytes(800_000))
    assert "took more than 900 seconds" in problems(desk.fetch(site.url("/release")))[0]


def test_a_server_that_falls_silent_is_given_up(site: Site, desk: Desk) -> None:
    import threading

    desk.limits = FetchLimits(silence_seconds=0.1, attempts=1)
    silent = threading.Event()

    def answer(request: Request) -> Answer:
        silent.wait(5)
        return page()

    site.routes["/release"] = answer
    problem = problems(desk.fetch(site.url("/release")))[0]
    silent.set()
    assert "does not answer" in problem


@pytest.mark.parametrize("announced", [True, False])
def test_what_is_too_large_is_not_read(site: Site, desk: Desk, announced: bool) -> None:
    desk.limits = FetchLimits(body_bytes=10_000)
    body = b"x" * 20_000
    if not announced:
        body = b"4e20\r\n" + body + b"\r\n0\r\n\r\n"
    site.routes["/release"] = Answer(body, headers={} if announced else {"Transfer-Encoding": "chunked"})
    assert "has more than 10,000 bytes" in problems(desk.fetch(site.url("/release")))[0]


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_a_bomb_is_given_up_while_it_is_unpacked(site: Site, desk: Desk, coding: str) -> None:
    desk.limits = FetchLimits(body_bytes=1_000_000)
    pack = gzip.compress if coding == "gzip" else zlib.compress
    site.routes["/release"] = Answer(pack(bytes(50_000_000)), headers={"Content-Encoding": coding})
    assert "has more than 1,000,000 bytes" in problems(desk.fetch(site.url("/release")))[0]


@pytest.mark.parametrize(
    ("coding", "body"),
    [("gzip", gzip.compress(PAGE, mtime=0)), ("deflate", zlib.compress(PAGE)), ("deflate", zlib.compress(PAGE)[2:-4])],
)
def test_packed_bodies_are_kept_unpacked(site: Site, desk: Desk, coding: str, body: bytes) -> None:
    site.routes["/release"] = Answer(body, headers={"Content-Encoding": coding})
    assert desk.fetch(site.url("/release")).failures == []
    assert desk.content(site.url("/release")) == PAGE


@pytest.mark.parametrize(("coding", "says"), [("br", "packed as 'br'"), ("gzip", "is damaged")])
def test_what_cannot_be_unpacked_is_refused(site: Site, desk: Desk, coding: str, says: str) -> None:
    site.routes["/release"] = Answer(PAGE, headers={"Content-Encoding": coding})
    assert says in problems(desk.fetch(site.url("/release")))[0]


def test_an_empty_body_is_no_release(site: Site, desk: Desk) -> None:
    site.routes["/release"] = Answer(b"")
    assert "is empty" in problems(desk.fetch(site.url("/release")))[0]


def test_what_was_had_stays_when_it_is_gone(site: Site, desk: Desk) -> None:
    site.routes["/release"] = [page(), Answer(status=410)]
    desk.fetch(site.url("/release"))
    desk.clock.sleep(3600)
    assert "has been removed (status 410)" in problems(desk.fetch(site.url("/release")))[0]
    assert desk.content(site.url("/release")) == PAGE
    assert desk.entry(site.url("/release")).status == 410
