"""Corpora made of the same files by one process and by a cluster, and what tells them apart: nothing may."""

import logging
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import distributed
import pytest

from communique import pipeline
from communique.cluster import sources
from communique.extractor import Extractor
from corpus.store import changed

from ..conftest import RELEASES, SAMPLES


@pytest.fixture(scope="session")
def cluster() -> Iterator[str]:
    """The address of a scheduler with one worker, in threads of this process: quick, and all but the processes."""
    with started(1, processes=False) as local:
        yield local.scheduler_address


def started(workers: int = 2, *, processes: bool = True) -> Any:
    """A cluster of processes of this machine; close it, or use it in a `with` statement."""
    start: Any = distributed.LocalCluster
    return start(
        n_workers=workers,
        threads_per_worker=1,
        processes=processes,
        dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three files make a batch, so that a few files are several shards."""
    monkeypatch.setattr(sources, "_BATCH_FILES", 3)


@pytest.fixture(autouse=True)
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """All is stored at one moment: the time of ingest is the only thing in a corpus that its making may change."""
    monkeypatch.setattr(changed, "now", lambda: "2026-01-01T00:00:00+00:00")


@pytest.fixture
def releases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of releases in three languages with all that the intake has to decide: a release in two files, a copy
    of a file, a bundle, a folder below, two files of one name, files that cannot be read, one of another kind."""
    folder = tmp_path / "releases"
    below = folder / "below"
    below.mkdir(parents=True)
    for name in ("dev-ko-01", "dev-en-01", "dev-zh-01"):
        shutil.copy(RELEASES / f"{name}.txt", folder)
    text = (RELEASES / "dev-ko-01.txt").read_text(encoding="utf-8")
    (folder / "other-encoding.txt").write_bytes(text.encode("cp949", "replace"))
    shutil.copy(RELEASES / "dev-en-01.txt", below / "same-bytes.txt")
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".html", ".txt"))
    shutil.copy(samples[0], below / f"dev-zh-01{samples[0].suffix}")
    with zipfile.ZipFile(folder / "bundle.zip", "w") as bundle:
        bundle.writestr("inner/one.txt", samples[-1].read_bytes())
        bundle.writestr("inner/damaged.pdf", b"%PDF-1.7 nothing follows")
    (folder / "damaged.hwpx").write_bytes(b"PK\x03\x04 not a zip")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "numbers.csv").write_text("1,2\n")
    monkeypatch.chdir(tmp_path)  # so a process that was started for another test would look elsewhere
    monkeypatch.setattr(pipeline, "Extractor", Extractor)
    return folder
