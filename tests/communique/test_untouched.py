"""Files that have not been touched are not read again; those that could have been, are."""

import os
import time
from pathlib import Path

import pytest

from communique import intake, readings
from communique.pipeline import run
from corpus.store import HashedFile

TEXT = "Ministers meet\n\nMarch 13, 2026\n\nThe ministers of Korea and China met in Seoul on March 12, 2026.\n"


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose bytes are read to tell whether they changed, as they are."""
    names: list[str] = []
    original = readings.sha256_of

    def noted(path: Path) -> str:
        names.append(path.name)
        return original(path)

    monkeypatch.setattr(intake, "sha256_of", noted)
    return names


def settled(monkeypatch: pytest.MonkeyPatch, seconds: float = 60) -> None:
    """The clock goes on by so much, after which a change of a file would show."""
    now = HashedFile.__module__ + ".time.time_ns"
    ahead = time.time_ns() + int(seconds * 1e9)
    monkeypatch.setattr(now, lambda: ahead)


def test_only_what_was_touched_is_hashed_again(
    tmp_path: Path, hashed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, corpus = tmp_path / "releases", tmp_path / "corpus"
    folder.mkdir()
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text(f"{name} {TEXT}", encoding="utf-8")
    run([str(folder)], corpus, model="fake")  # written just now: a change within the same tick would not show
    hashed.clear()
    run([str(folder)], corpus, model="fake")
    assert hashed == ["one.txt", "two.txt"]
    settled(monkeypatch)
    run([str(folder)], corpus, model="fake")
    hashed.clear()
    assert run([str(folder)], corpus, model="fake").unchanged == 2
    assert hashed == []

    before = (folder / "two.txt").stat()  # what follows is as long, and dated back
    (folder / "two.txt").write_text(f"two.txt {TEXT}".replace("Seoul", "Busan"), encoding="utf-8")
    os.utime(folder / "two.txt", ns=(before.st_atime_ns, before.st_mtime_ns))
    report = run([str(folder)], corpus, model="fake")
    assert hashed == ["two.txt"]
    assert report.unchanged == 1
    assert report.revised == ["two"]


def test_a_file_from_the_future_is_hashed_every_time(tmp_path: Path, hashed: list[str]) -> None:
    file = tmp_path / "one.txt"
    file.write_text(TEXT, encoding="utf-8")
    os.utime(file, (4_000_000_000, 4_000_000_000))
    for _ in range(3):
        run([str(file)], tmp_path / "corpus", model="fake")
    assert hashed == ["one.txt"] * 3
