"""A run that is killed at any moment leaves a corpus that opens, and the next run completes it."""

import io
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from communique.pipeline import run
from corpus.store import Store
from corpus.store.store import STORE_FILE
from queries.exports.lines import to_jsonl
from queries.histories import Revision, history
from queries.search import search

from .conftest import SAMPLES

KILLS = 20


def state(folder: Path) -> tuple[str, list[tuple[str, int, float]]]:
    """The records, and the hits of a question, of a corpus."""
    with Store(folder) as store:
        out = io.StringIO()
        to_jsonl(store.records(), out)
    hits = search("한중 환경장관회의 양해각서", folder, k=20)
    return out.getvalue(), [(hit.document, hit.start, round(hit.score, 6)) for hit in hits]


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Samples of several formats in one language: what extraction needs for the others takes a second each to load."""
    folder = tmp_path / "few"
    folder.mkdir()
    for path in SAMPLES.glob("*-ko-*"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def started(releases: Path, folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "communique", "run", str(releases), "--corpus", str(folder), "--model", "fake"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.slow
def test_twenty_killed_runs_complete_to_the_same_records_and_hits(few: Path, tmp_path: Path) -> None:
    undisturbed = tmp_path / "undisturbed"
    begin = time.monotonic()
    assert started(few, undisturbed).wait() == 0
    duration = time.monotonic() - begin
    expected = state(undisturbed)
    moments = random.Random(20)
    opened = 0
    for number in range(KILLS):
        folder = tmp_path / f"killed-{number}"
        process = started(few, folder)
        time.sleep(moments.uniform(0, duration))
        process.send_signal(signal.SIGKILL)
        process.wait()
        if (folder / STORE_FILE).exists():  # else it was killed before the store was made
            with Store(folder) as store:
                opened += bool(store.documents())
                assert all(store.record(stored.id).id == stored.id for stored in store.documents())
        report = run([str(few)], folder, model="fake")
        assert report.failures == []
        assert state(folder) == expected
    assert opened  # some runs were killed in the middle of their work


@pytest.mark.slow
def test_killed_while_versions_arrive_a_release_has_the_old_versions_or_the_new(tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    releases.mkdir()
    originals = sorted(SAMPLES.glob("*.txt"))
    for path in originals:
        (releases / path.name).write_bytes(path.read_bytes())
    run([str(releases)], tmp_path / "first", model="fake")
    for path in originals:
        (releases / path.name).write_bytes(path.read_bytes().replace(b"2025", b"2027"))
    command = [sys.executable, "-m", "communique", "run", str(releases), "--corpus"]
    undisturbed = tmp_path / "undisturbed"
    shutil.copytree(tmp_path / "first", undisturbed)
    begin = time.monotonic()
    assert subprocess.run([*command, str(undisturbed)], capture_output=True, check=False).returncode == 0
    duration = time.monotonic() - begin
    moments = random.Random(5)
    for number in range(KILLS // 5):
        folder = tmp_path / f"killed-{number}"
        shutil.copytree(tmp_path / "first", folder)
        process = subprocess.Popen([*command, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(moments.uniform(duration / 2, duration))
        process.send_signal(signal.SIGKILL)
        process.wait()
        with Store(folder) as store:
            for stored in store.documents():
                release = store.release(stored.id)
                assert len(release.contents) == len(release.versions)
                assert release.versions[-1].form == release.current
        run([str(releases)], folder)
        assert histories(folder) == histories(undisturbed)
    assert all(len(each) == 2 for each in histories(undisturbed))


def histories(folder: Path) -> list[list[Revision]]:
    with Store(folder) as store:
        return [history(store, stored.id) for stored in store.documents()]
