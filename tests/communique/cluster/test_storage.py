"""Sources and results on other storages: in memory, and on an object store that speaks the protocol of S3."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

import fsspec
import pytest

from communique.cluster.run import run
from communique.cluster.sources import batches, find
from communique.cluster.storage import Folder, entries
from corpus.errors import StorageError, UnreadableFile
from corpus.store import Store


class Bucket(BaseHTTPRequestHandler):
    """As much of S3 as is needed to list, read and write objects; whoever asks is let in."""

    protocol_version = "HTTP/1.1"
    objects: ClassVar[dict[str, bytes]] = {}

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        _, _, *key = unquote(parts.path).split("/", 2)
        if parts.query and "list-type" in parts.query:
            self.answer(200, self.listing(parse_qs(parts.query, keep_blank_values=True)))
            return
        body = self.objects.get(key[0] if key else "")
        if body is None:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")
            return
        about = {"ETag": f'"{hash(body)}"', "Last_Modified": "Wed, 01 Jan 2025 00:00:00 GMT"}
        wanted = self.headers.get("Range", "").removeprefix("bytes=")
        if wanted and self.command == "GET":
            first, _, last = wanted.partition("-")
            start, end = int(first), min(int(last or len(body)), len(body) - 1)
            about["Content_Range"] = f"bytes {start}-{end}/{len(body)}"
            self.answer(206, body[start : end + 1], **about)
            return
        self.answer(200, body, **about)

    do_HEAD = do_GET  # noqa: N815

    def do_PUT(self) -> None:
        key = unquote(urlsplit(self.path).path).split("/", 2)[2]
        self.objects[key] = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(200, ETag=f'"{hash(self.objects[key])}"')

    def listing(self, asked: dict[str, list[str]]) -> bytes:
        prefix, delimiter = asked.get("prefix", [""])[0], asked.get("delimiter", [""])[0]
        keys, folders = [], set()
        for key in sorted(self.objects):
            if key.startswith(prefix):
                rest = key.removeprefix(prefix)
                if delimiter and delimiter in rest:
                    folders.add(prefix + rest.partition(delimiter)[0] + delimiter)
                else:
                    keys.append(key)
        files = "".join(
            f"<Contents><Key>{escape(key)}</Key><LastModified>2025-01-01T00:00:00.000Z</LastModified>"
            f"<ETag>&quot;{hash(self.objects[key])}&quot;</ETag><Size>{len(self.objects[key])}</Size></Contents>"
            for key in keys
        )
        below = "".join(f"<CommonPrefixes><Prefix>{escape(each)}</Prefix></CommonPrefixes>" for each in sorted(folders))
        return (
            f"<ListBucketResult><Name>b</Name><Prefix>{escape(prefix)}</Prefix><KeyCount>{len(keys)}</KeyCount>"
            f"<MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>{files}{below}</ListBucketResult>"
        ).encode()


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """The objects of a bucket named `ministries`, which the environment says how to reach."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Bucket)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings = {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
        "AWS_ACCESS_KEY_ID": "invented",
        "AWS_SECRET_ACCESS_KEY": "invented",
        "AWS_REGION": "us-east-1",
        "AWS_ALLOW_HTTP": "true",
    }
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    Bucket.objects.clear()
    yield Bucket.objects
    server.shutdown()
    server.server_close()


def records(folder: Path) -> list[dict[str, object]]:
    """What the records say, without where their files lie, and the ids, which may have digits of that."""
    with Store(folder) as store:
        return [{**record.as_json(), "source": None, "id": None} for record in store.records()]


def test_releases_in_a_bucket_give_the_records_of_the_same_files_here(
    tmp_path: Path, releases: Path, cluster: str, bucket: dict[str, bytes]
) -> None:
    for path in releases.rglob("*"):
        if path.is_file():
            bucket[f"2025/{path.relative_to(releases).as_posix()}"] = path.read_bytes()
    here, there = tmp_path / "here", tmp_path / "there"
    run(["releases"], here, cluster=cluster, model="fake")
    report = run(["s3://ministries/2025"], there, cluster=cluster, results="s3://ministries/results", model="fake")
    assert records(there) == records(here)
    assert "s3://ministries/2025/damaged.hwpx" in {failure.path for failure in report.failures}
    assert all("s3://ministries/2025/" in failure.problem for failure in report.failures)
    assert [name for name in bucket if name.startswith("results/shards/")]
    with Store(there) as store:
        assert {stored.path.startswith("s3://ministries/2025/") for stored in store.documents()} == {True}
    again = run(["s3://ministries/2025"], there, cluster=cluster, results="s3://ministries/results")
    assert again.read == []


def test_sources_and_shards_in_memory(tmp_path: Path, releases: Path, cluster: str) -> None:
    memory = fsspec.filesystem("memory")
    for path in releases.glob("*.txt"):
        memory.pipe_file(f"/in/{path.name}", path.read_bytes())
    run(["memory://in/*.txt"], tmp_path / "corpus", cluster=cluster, results="memory://out", model="fake")
    with Store(tmp_path / "corpus") as store:
        assert "memory:///in/dev-zh-01.txt" in {stored.path for stored in store.documents()}
    assert memory.glob("/out/shards/*/*.parquet")


def test_a_file_in_its_place_is_whole_or_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(str(tmp_path))
    folder.write("a/one", b"first")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageError, match="No space left on device"):
        folder.write("a/one", b"second")
    assert folder.read("a/one") == b"first"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["one"]
    assert folder.read("a/two") is None


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="memory://nothing/here does not exist"):
        entries("memory://nothing/here")
    with pytest.raises(StorageError, match="on no storage that is known"):
        entries("nowhere://x/y")


def test_a_new_name_moves_no_batch_but_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.cluster.sources._BATCH_FILES", 128)
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(600):
        (folder / f"{number:04}.txt").write_text("x")
    before = set(batches(find([str(folder)]).files))
    moved = 0
    for number in range(0, 600, 30):  # where batches end follows from the folder's name: one name alone would be chance
        added = folder / f"{number:04}a.txt"
        added.write_text("x")
        moved += len(before - set(batches(find([str(folder)]).files)))
        added.unlink()
    assert len(before) > 4
    assert moved <= 2 * 20
