"""What a corpus says does not depend on how many processes made it, nor on the order in which files were named."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from communique.extractor import Extractor
from communique.pipeline import run
from corpus.errors import CorpusError, UnreadableFile
from corpus.store import Store
from index import Index
from tests.benchmarks.mixed import release

QUESTIONS = ("해양 협력 공동조사", "joint survey of fisheries", "渔业资源联合调查", "next meeting in Beijing")
OF_TIME = ("ingested_at", "sum")


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Releases with copies in other formats and reprints among them, and two of one stem in two folders."""
    folder = tmp_path_factory.mktemp("releases")
    for number in (*range(6), 10, 17, 26, 33, 38, 39):
        made = release(number)
        path = folder / made.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(made.data)
        os.utime(path, (made.changed_at.timestamp(),) * 2)
    text = min(path for path in folder.rglob("*") if path.is_file())
    (folder / "more").mkdir()
    other = folder / "more" / f"{text.stem}.txt"
    other.write_text("경제협력 회의 결과\n2026년 3월 2일 서울에서 제3차 회의를 열었다.\n", "utf-8")
    os.utime(other, (1e9, 1e9))
    return folder


def told(folder: Path) -> tuple[list[tuple[object, ...]], list[list[tuple[str, float]]]]:
    """Everything that a corpus holds of its documents, and the hits of a few questions."""
    with closing(sqlite3.connect(folder / "corpus.sqlite")) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(documents)") if row[1] not in OF_TIME]
        rows = connection.execute(f"SELECT {', '.join(columns)} FROM documents ORDER BY id").fetchall()
        rows += connection.execute("SELECT document, path, role, form FROM renditions ORDER BY path").fetchall()
        rows += connection.execute("SELECT document, number, path, form FROM versions ORDER BY 1, 2").fetchall()
        rows += connection.execute("SELECT document, position, event FROM events ORDER BY 1, 2").fetchall()
    with Index.open(folder / "index") as index:
        hits = [[(hit.passage.id, hit.score) for hit in index.search(question, k=20)] for question in QUESTIONS]
    return rows, hits


@pytest.fixture(scope="module")
def of_one(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> object:
    """The corpus that one process makes."""
    folder = tmp_path_factory.mktemp("one")
    run([str(releases)], folder, model="fake", jobs=1)
    return told(folder)


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [2, 4])
def test_as_many_processes_as_one_likes_make_the_same_corpus(
    releases: Path, of_one: object, jobs: int, tmp_path: Path
) -> None:
    run([str(releases)], tmp_path, model="fake", jobs=jobs)
    assert told(tmp_path) == of_one


@pytest.mark.slow
def test_files_named_in_any_order_make_the_same_corpus(releases: Path, of_one: object, tmp_path: Path) -> None:
    files = [str(path) for path in releases.rglob("*") if path.is_file()]
    random.Random(1).shuffle(files)
    run(files, tmp_path, model="fake", jobs=2)
    assert told(tmp_path) == of_one


def test_a_document_whose_process_is_killed_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text("제1차 한중 회의가 2025년 3월 2일 서울에서 열렸다.\n", "utf-8")
    (tmp_path / "long.txt").write_text("양측은 협력하기로 하였다.\n" * 40_000, "utf-8")
    with Extractor() as extractor:
        extractor.extract(tmp_path / "short.txt", name="short.txt")
        threading.Timer(1.0, extractor.interrupt).start()
        with pytest.raises(UnreadableFile, match=r"long\.txt crashed its reader \(SIGKILL\)"):
            extractor.extract(tmp_path / "long.txt", name="long.txt")
        assert extractor.extract(tmp_path / "short.txt", name="short.txt")[1].meetings


def test_a_document_whose_process_dies_between_reading_and_extraction_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "short.txt").write_text("제1차 한중 회의가 2025년 3월 2일 서울에서 열렸다.\n", "utf-8")

    def interrupted(document: object) -> float:
        extractor.interrupt()
        return 60.0

    with Extractor() as extractor:
        with monkeypatch.context() as patch:
            patch.setattr(extractor, "_seconds", interrupted)
            with pytest.raises(UnreadableFile, match=r"short\.txt crashed its reader \(SIGKILL\)"):
                extractor.extract(tmp_path / "short.txt", name="short.txt")
        assert extractor.extract(tmp_path / "short.txt", name="short.txt")[1].meetings


def test_an_extraction_that_takes_too_long_costs_its_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "slow.txt").write_text("양측은 협력하기로 하였다.\n" * 4000, "utf-8")
    with Extractor() as extractor:
        monkeypatch.setattr(extractor, "_seconds", lambda document: 0.05)
        with pytest.raises(UnreadableFile, match=r"slow\.txt took more than 0\.05 seconds to extract"):
            extractor.extract(tmp_path / "slow.txt", name="slow.txt")


@pytest.mark.slow
def test_a_run_that_is_stopped_goes_on_with_what_is_missing(releases: Path, of_one: object, tmp_path: Path) -> None:
    script = "import sys, pathlib\nfrom communique.pipeline import run\n"
    script += "run(sys.argv[1:2], pathlib.Path(sys.argv[2]), model='fake')"
    command = [sys.executable, "-c", script, str(releases), str(tmp_path)]
    process = subprocess.Popen(command, cwd=Path(__file__).parents[2])
    while process.poll() is None and _stored(tmp_path) < 5:
        time.sleep(0.1)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = _stored(tmp_path)
    report = run([str(releases)], tmp_path, model="fake", jobs=2)
    assert report.unchanged >= before - 1
    assert told(tmp_path) == of_one


def _stored(folder: Path) -> int:
    try:
        with Store(folder) as store:
            return len(store.documents())
    except CorpusError:
        return 0
