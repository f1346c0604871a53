"""Fetching on the command line, and reading what was fetched."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store import Store
from tests.ingest.fetch.server import Answer, Site

from .conftest import RELEASES, Command


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    site.routes |= {
        f"/{name}.txt": Answer((RELEASES / f"{name}.txt").read_bytes()) for name in ("dev-ko-01", "dev-en-01")
    }
    yield site
    site.close()


def here(site: Site, path: str) -> str:
    return site.url(path, host="127.0.0.1")


def test_releases_are_fetched_and_counted_and_what_failed_is_one_line(
    communique: Command, site: Site, tmp_path: Path
) -> None:
    urls = [here(site, path) for path in ("/dev-ko-01.txt", "/none.txt", "/dev-en-01.txt")]
    command = ["fetch", *urls, "--to", tmp_path / "f", "--allow-private", "--delay", "0"]
    done = communique(*command)
    assert (done.returncode, done.stdout) == (1, "new 2, unchanged 0, known 0, failed 1\n")
    assert done.stderr.splitlines() == [
        f"new {urls[0]}",
        f"new {urls[2]}",
        f"communique: {urls[1]} does not exist (status 404). Open it in a browser, and check the address",
    ]
    again = communique(*command, "--json")
    entries = [json.loads(line) for line in again.stdout.splitlines()]
    assert [(entry["url"], entry["media_type"]) for entry in entries] == [
        (urls[0], "text/plain"),
        (urls[2], "text/plain"),
    ]


def test_this_machine_is_not_asked_unless_that_is_meant(communique: Command, site: Site, tmp_path: Path) -> None:
    done = communique("fetch", here(site, "/dev-ko-01.txt"), "--to", tmp_path / "f")
    assert (done.returncode, done.stdout, site.requests) == (1, "new 0, unchanged 0, known 0, failed 1\n", [])
    assert "127.0.0.1 is inside a private network" in done.stderr


def test_a_board_that_is_described_wrongly_is_wrong_usage(communique: Command, tmp_path: Path) -> None:
    (tmp_path / "board.toml").write_text("colour = 1")
    done = communique("fetch", tmp_path / "board.toml", "--to", tmp_path / "f")
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_what_was_fetched_is_read_from_its_folder_under_its_address(
    communique: Command, site: Site, tmp_path: Path
) -> None:
    urls = [here(site, path) for path in ("/dev-ko-01.txt", "/dev-en-01.txt")]
    communique("fetch", *urls, "--to", tmp_path / "f", "--allow-private", "--delay", "0")
    done = communique("run", tmp_path / "f", "--corpus", tmp_path / "c", "--model", "fake")
    assert (done.returncode, done.stdout) == (0, "read 2, unchanged 0, indexed 2\n")
    listed = json.loads(communique("status", "--corpus", tmp_path / "c", "--documents", "--json").stdout)["listed"]
    assert {document["id"]: document["path"] for document in listed} == {"dev-ko-01": urls[0], "dev-en-01": urls[1]}
    again = communique("run", tmp_path / "f", "--corpus", tmp_path / "c")
    assert (again.returncode, again.stdout) == (0, "read 0, unchanged 2, indexed 0\n")
    texts = communique("text", tmp_path / "f", "--json").stdout.splitlines()
    assert [json.loads(text)["source"]["path"] for text in texts] == urls


def test_addresses_are_fetched_into_the_corpus_and_read(communique: Command, site: Site, tmp_path: Path) -> None:
    site.routes["/rss"] = Answer(
        b'<rss version="2.0"><channel><title>t</title><item><link>/dev-ko-01.txt</link></item>'
        b"<item><link>/none.txt</link></item></channel></rss>"
    )
    command = ["run", here(site, "/rss"), "--corpus", tmp_path / "c", "--model", "fake", "--allow-private"]
    done = communique(*command)
    assert (done.returncode, done.stdout) == (1, "read 1, unchanged 0, indexed 1, failed 1\n")
    assert "/none.txt does not exist (status 404)" in done.stderr
    document = json.loads(communique("status", "--corpus", tmp_path / "c", "--documents", "--json").stdout)["listed"][0]
    assert document["path"] == here(site, "/dev-ko-01.txt")
    sha256 = document["sha256"]
    assert (tmp_path / "c" / "originals" / sha256[:2] / sha256[2:]).is_file()
    site.routes["/none.txt"] = Answer((RELEASES / "dev-zh-01.txt").read_bytes())
    again = communique(*command)
    assert (again.returncode, again.stdout) == (0, "read 1, unchanged 1, indexed 1\n")


def test_a_bundle_that_was_fetched_is_opened(communique: Command, site: Site, tmp_path: Path) -> None:
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        bundle.writestr("dev-ko-01.txt", (RELEASES / "dev-ko-01.txt").read_bytes())
    site.routes["/all.zip"] = Answer(packed.getvalue())
    communique("fetch", here(site, "/all.zip"), "--to", tmp_path / "f", "--allow-private", "--delay", "0")
    done = communique("run", tmp_path / "f", "--corpus", tmp_path / "c", "--model", "fake")
    assert (done.returncode, done.stdout) == (0, "read 1, unchanged 0, indexed 1\n")
    listed = json.loads(communique("status", "--corpus", tmp_path / "c", "--documents", "--json").stdout)["listed"]
    assert listed[0]["path"] == f"{here(site, '/all.zip')}!/dev-ko-01.txt"


def test_the_licence_of_a_page_holds_for_its_files(communique: Command, site: Site, tmp_path: Path) -> None:
    site.routes["/view.do"] = Answer(
        '<html><body><h2>보도자료</h2><div class="view_cont"><p>양측은 국장급 회의를 열고 공동조사를 계속하기로 하였다.'
        '</p></div><div class="file_list"><a href="/dev-ko-01.txt">보도자료.txt</a></div>'
        '<img alt="공공누리 제2유형" src="mark.png"></body></html>'.encode()
    )
    communique("fetch", here(site, "/view.do"), "--to", tmp_path / "f", "--allow-private", "--delay", "0")
    done = communique("run", tmp_path / "f", "--corpus", tmp_path / "c", "--model", "fake")
    assert done.returncode == 0, done.stderr
    with Store(tmp_path / "c") as store:
        sources = [store.document(stored.id).source for stored in store.documents()]
    assert {source.path: source.licence for source in sources} == {
        here(site, "/view.do"): "KOGL-2",
        here(site, "/dev-ko-01.txt"): "KOGL-2",
    }
