"""A run that is killed continues where it was, and asks for nothing that it has."""

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import StoreError
from ingest.fetch import Manifest, releases
from ingest.fetch.manifest import MANIFEST_FILE

from .pages import PDF, page
from .server import Answer, Desk, Request, Site

FETCH = """
import sys
from pathlib import Path
from ingest.fetch import fetch
from tests.ingest.fetch.server import RULES, FakeClock
fetch(sys.argv[2:], Path(sys.argv[1]), rules=RULES, clock=FakeClock())
"""


def feed(site: Site, count: int) -> None:
    items = "".join(f"<item><link>/{number}</link></item>" for number in range(count))
    site.routes["/rss"] = Answer(f'<rss version="2.0"><channel><title>t</title>{items}</channel></rss>'.encode())
    site.routes |= {f"/{number}": Answer(page(f'<a href="/{number}.pdf">a.pdf</a>')) for number in range(count)}
    site.routes |= {f"/{number}.pdf": Answer(PDF + bytes([number])) for number in range(count)}


def test_a_run_that_was_killed_continues(site: Site, desk: Desk) -> None:
    feed(site, 4)
    command = [sys.executable, "-c", FETCH, str(desk.folder), site.url("/rss")]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[3])
    whole = site.routes["/2.pdf"]

    def kill(request: Request) -> Answer:
        process.kill()
        process.wait()
        return Answer(PDF, announced=10_000)

    site.routes["/2.pdf"] = kill
    assert process.wait(60) != 0
    before = site.asked()
    assert before == dict.fromkeys(("/rss", "/0", "/0.pdf", "/1", "/1.pdf", "/2", "/2.pdf"), 1)

    site.routes["/2.pdf"] = whole
    site.requests.clear()
    report = desk.fetch(site.url("/rss"))
    assert report.failures == []
    assert site.asked() == {"/2.pdf": 1, "/3": 1, "/3.pdf": 1}
    assert not list((desk.folder / "originals" / ".parts").iterdir())
    assert len(releases(desk.folder)) == 8


def test_a_run_that_came_to_its_end_is_followed_by_one_that_asks_again(site: Site, desk: Desk) -> None:
    feed(site, 2)
    desk.fetch(site.url("/rss"))
    site.requests.clear()
    desk.clock.sleep(60)
    report = desk.fetch(site.url("/rss"))
    assert (len(report.unchanged), set(site.asked().values())) == (4, {1})


def test_what_failed_is_asked_for_again_when_a_run_continues(site: Site, desk: Desk) -> None:
    feed(site, 2)
    site.routes["/1.pdf"] = [Answer(status=404), Answer(PDF)]
    manifest = Manifest(desk.folder)
    manifest.begin(site.url("/rss"), desk.clock.now(), resume_hours=24)
    desk.fetch(site.url("/rss"))
    assert desk.entry(site.url("/1.pdf")).problem is not None
    desk.clock.sleep(60)
    desk.fetch(site.url("/rss"))
    assert desk.entry(site.url("/1.pdf")).problem is None
    manifest.close()


def test_a_run_that_was_stopped_long_ago_begins_anew(site: Site, desk: Desk) -> None:
    feed(site, 1)
    manifest = Manifest(desk.folder)
    first = manifest.begin("source", desk.clock.now(), resume_hours=24)
    assert manifest.begin("source", desk.clock.now(), resume_hours=24) == first
    desk.clock.sleep(25 * 3600)
    assert manifest.begin("source", desk.clock.now(), resume_hours=24) != first
    manifest.close()


def test_the_same_bytes_are_kept_once(site: Site, desk: Desk) -> None:
    site.routes |= {"/a.pdf": Answer(PDF), "/b.pdf": Answer(PDF)}
    desk.fetch(site.url("/a.pdf"), site.url("/b.pdf"))
    kept = [path for path in (desk.folder / "originals").rglob("*") if path.is_file()]
    assert (len(kept), len({fetched.path for fetched in releases(desk.folder)})) == (1, 1)


def test_a_manifest_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / MANIFEST_FILE).write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match="cannot be opened"):
        Manifest(tmp_path)


def test_the_manifest_of_a_newer_program_is_left_alone(tmp_path: Path) -> None:
    import sqlite3

    connection = sqlite3.connect(tmp_path / MANIFEST_FILE)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="schema 99"):
        Manifest(tmp_path)
