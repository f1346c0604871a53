"""Fetching on the command line, and reading what was fetched."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from communique.fetching import fetch_into
from communique.pipeline import run
from corpus.documents import Source
from corpus.store import Store
from ingest.limits import FetchLimits, load_limits
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


def fetched(site: Site, folder: Path, *paths: str) -> Path:
    """A folder with what is at some paths."""
    report = fetch_into(folder, [here(site, path) for path in paths], allow_private=True, limits=FetchLimits(delay=0))
    assert report.failures == []
    return folder


def sources(corpus: Path) -> dict[str, Source]:
    """Where the documents of a corpus came from, by id."""
    with Store(corpus) as store:
        return {stored.id: store.document(stored.id).source for stored in store.documents()}


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


def test_what_was_fetched_is_read_from_its_folder_under_its_address(site: Site, tmp_path: Path) -> None:
    folder = fetched(site, tmp_path / "f", "/dev-ko-01.txt", "/dev-en-01.txt")
    report = run([str(folder)], tmp_path / "c", model="fake")
    assert (sorted(report.read), report.indexed, report.failures) == (["dev-en-01", "dev-ko-01"], 2, [])
    assert {name: source.path for name, source in sources(tmp_path / "c").items()} == {
        "dev-ko-01": here(site, "/dev-ko-01.txt"),
        "dev-en-01": here(site, "/dev-en-01.txt"),
    }
    again = run([str(folder)], tmp_path / "c")
    assert (again.read, again.unchanged, again.indexed) == ([], 2, 0)


def test_the_text_of_what_was_fetched_is_printed(communique: Command, site: Site, tmp_path: Path) -> None:
    done = communique("text", fetched(site, tmp_path / "f", "/dev-ko-01.txt"), "--json")
    assert json.loads(done.stdout)["source"]["path"] == here(site, "/dev-ko-01.txt")


def a_feed_with_a_dead_link(site: Site) -> str:
    site.routes["/rss"] = Answer(
        b'<rss version="2.0"><channel><title>t</title><item><link>/dev-ko-01.txt</link></item>'
        b"<item><link>/none.txt</link></item></channel></rss>"
    )
    return here(site, "/rss")


def test_addresses_are_fetched_into_the_corpus_and_read(communique: Command, site: Site, tmp_path: Path) -> None:
    corpus = tmp_path / "c"
    done = communique("run", a_feed_with_a_dead_link(site), "--corpus", corpus, "--model", "fake", "--allow-private")
    assert (done.returncode, done.stdout) == (1, "read 1, unchanged 0, indexed 1, failed 1\n")
    assert "/none.txt does not exist (status 404)" in done.stderr
    source = sources(corpus)["dev-ko-01"]
    assert source.path == here(site, "/dev-ko-01.txt")
    assert (corpus / "originals" / source.sha256[:2] / source.sha256[2:]).is_file()


def test_the_next_run_fetches_and_reads_what_was_missing_alone(site: Site, tmp_path: Path) -> None:
    # Both runs in this process: what another one reads counts as another version if a rule is edited in between.
    corpus, feed = tmp_path / "c", a_feed_with_a_dead_link(site)
    first = run([feed], corpus, model="fake", allow_private=True)
    assert (first.read, [failure.path for failure in first.failures]) == (["dev-ko-01"], [here(site, "/none.txt")])
    site.routes["/none.txt"] = Answer((RELEASES / "dev-zh-01.txt").read_bytes())
    again = run([feed], corpus, allow_private=True)
    assert (again.read, again.unchanged, again.failures) == (["none"], 1, [])
    with Store(corpus) as store:
        assert store.failures() == []


def test_a_bundle_that_was_fetched_is_opened(site: Site, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as bundle:
        bundle.writestr("dev-ko-01.txt", (RELEASES / "dev-ko-01.txt").read_bytes())
    site.routes["/all.zip"] = Answer(packed.getvalue())
    run([str(fetched(site, tmp_path / "f", "/all.zip"))], tmp_path / "c", model="fake")
    assert [source.path for source in sources(tmp_path / "c").values()] == [f"{here(site, '/all.zip')}!/dev-ko-01.txt"]


def test_the_licence_of_a_page_holds_for_its_files(site: Site, tmp_path: Path) -> None:
    site.routes["/view.do"] = Answer(
        '<html><body><h2>보도자료</h2><div class="view_cont"><p>양측은 국장급 회의를 열고 공동조사를 계속하기로 하였다.'
        '</p></div><div class="file_list"><a href="/dev-ko-01.txt">보도자료.txt</a></div>'
        '<img alt="공공누리 제2유형" src="mark.png"></body></html>'.encode()
    )
    report = run([str(fetched(site, tmp_path / "f", "/view.do"))], tmp_path / "c", model="fake")
    assert report.failures == []
    assert {source.path: source.licence for source in sources(tmp_path / "c").values()} == {
        here(site, "/view.do"): "KOGL-2",
        here(site, "/dev-ko-01.txt"): "KOGL-2",
    }


def test_what_is_over_a_limit_of_fetching_is_left_where_it_is(communique: Command, site: Site, tmp_path: Path) -> None:
    limits = tmp_path / "limits.toml"
    limits.write_text("[fetch]\ndelay = 0\nbody_bytes = 100\n", encoding="utf-8")
    url = here(site, "/dev-en-01.txt")
    done = communique("fetch", url, "--to", tmp_path / "f", "--allow-private", "--limits", limits)
    assert f"{url} has more than 100 bytes" in done.stderr
    report = run([url], tmp_path / "corpus", model="fake", allow_private=True, limits=load_limits(limits))
    assert [failure.problem for failure in report.failures] == [f"{url} has more than 100 bytes"]
