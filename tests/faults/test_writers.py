"""Two that want to write at once: one does, the other is told so or waits, and nothing of either is lost."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from communique.backup import backup, restore
from communique.doctor import examine, repair
from corpus.errors import StoreError
from corpus.store import Store, holder, writing
from queries.corrections import correct
from queries.search import Searcher

from . import corpora

HERE = Path(__file__).parents[2]
WRITER = """
import sys
from pathlib import Path
from corpus.store import Store, writing
from tests.faults import corpora
folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for number in range(first, last):
    read = corpora.document("one", path=f"in/{number}.txt").model_copy(update={"id": f"release-{number}"})
    with Store(folder) as store:
        store.put(read, corpora.record(read), code_version="1")
"""
HOLDER = """
import sys
from pathlib import Path
from corpus.store import writing
with writing(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def started(script: str, *arguments: object) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", script, *map(str, arguments)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=HERE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_two_that_write_releases_at_once_lose_none(corpus: Path) -> None:
    writers = [started(WRITER, corpus, number * 100, number * 100 + 6) for number in range(2)]
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("\n")
        writer.stdin.flush()
    assert [writer.wait(timeout=120) for writer in writers] == [0, 0]
    with Store(corpus) as store:
        names = {stored.id for stored in store.documents()}
    assert names == {"one", "two", "three", *(f"release-{number}" for number in (*range(6), *range(100, 106)))}
    repair(corpus, model="fake")
    assert examine(corpus) == []


@pytest.mark.parametrize(
    "second",
    [
        lambda folder, saved: correct(folder, "one", "record", None, action="confirm", author="a"),
        lambda folder, saved: restore(saved, folder, replace=True),
        lambda folder, saved: repair(folder, model="fake"),
    ],
    ids=["correct", "restore", "doctor --repair"],
)
def test_who_comes_second_is_told_who_writes(corpus: Path, tmp_path: Path, second: object) -> None:
    backup(corpus, tmp_path / "saved.zip")
    before = corpora.shown(corpus)
    first = started(HOLDER, corpus)
    try:
        assert holder(corpus) == str(first.pid)
        with pytest.raises(StoreError, match=rf"is being written by another process \(number {first.pid}\)"):
            second(corpus, tmp_path / "saved.zip")  # type: ignore[operator]
    finally:
        first.kill()
        first.wait()
    assert corpora.shown(corpus) == before
    assert holder(corpus) is None  # the lock of a killed process is none
    second(corpus, tmp_path / "saved.zip")  # type: ignore[operator]
    assert examine(corpus) == []


def test_a_backup_is_whole_while_a_run_writes(corpus: Path, tmp_path: Path) -> None:
    with writing(corpus):
        stop = threading.Event()

        def write() -> None:
            number = 0
            while not stop.is_set():
                number += 1
                corpora.STEPS[0](corpus)
                corpora.STEPS[1](corpus)
                corpora.index(corpus)

        run = threading.Thread(target=write)
        run.start()
        try:
            saved = [backup(corpus, tmp_path / f"{number}.zip") for number in range(3)]
        finally:
            stop.set()
            run.join()
    for number, each in enumerate(saved):
        restored = restore(Path(each.path), tmp_path / f"restored-{number}")
        assert restored.documents == each.documents
        assert examine(tmp_path / f"restored-{number}") == []


def test_who_searches_sees_what_was_restored(corpus: Path, tmp_path: Path) -> None:
    backup(corpus, tmp_path / "saved.zip")
    with Searcher(corpus) as searcher:
        assert searcher.read("one")[0].id == "one"
        with Store(corpus) as store:
            store.remove("one")
        corpora.index(corpus)
        assert {answer.document for answer in searcher.search(corpora.QUESTION)} == {"two", "three"}
        restore(tmp_path / "saved.zip", corpus, replace=True)
        assert {answer.document for answer in searcher.search(corpora.QUESTION)} == {"one", "two", "three"}
        assert searcher.read("one")[0].id == "one"
