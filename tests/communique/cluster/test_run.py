"""A corpus made by a cluster is that of one process, whatever dies on the way."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import dask
import pytest

from communique import pipeline
from communique.cluster import workers
from communique.cluster.run import run
from corpus.errors import ClusterError
from corpus.store import Store

from .conftest import started
from .state import index_of, state, told


def shards_in(folder: Path) -> dict[str, tuple[int, bytes]]:
    """When each shard was written, and its bytes."""
    return {path.name: (path.stat().st_mtime_ns, path.read_bytes()) for path in folder.rglob("*.parquet")}


@pytest.mark.slow
def test_processes_of_a_cluster_make_the_corpus_that_one_process_makes(tmp_path: Path, releases: Path) -> None:
    alone, together = tmp_path / "alone", tmp_path / "together"
    pipeline.run(["releases"], alone, model="fake")
    with started() as local:
        run(["releases"], together, cluster=local.scheduler_address, model="fake")
    assert state(together) == state(alone)
    assert index_of(together) == index_of(alone)


def test_a_cluster_makes_the_corpus_that_one_process_makes(tmp_path: Path, releases: Path, cluster: str) -> None:
    alone, together = tmp_path / "alone", tmp_path / "together"
    expected = pipeline.run(["releases"], alone, model="fake")
    report = run(["releases"], together, cluster=cluster, model="fake")
    assert state(together) == state(alone)
    assert index_of(together) == index_of(alone)
    assert told(report) == told(expected)
    assert {failure.path for failure in report.failures} >= {
        "releases/damaged.hwpx",
        "releases/bundle.zip!/inner/damaged.pdf",
    }
    assert len(shards_in(together)) > 2


def test_the_second_run_reads_nothing_again(tmp_path: Path, releases: Path, cluster: str) -> None:
    for broken in ("damaged.hwpx", "empty.txt", "bundle.zip"):
        (releases / broken).unlink()
    corpus = tmp_path / "corpus"
    run(["releases"], corpus, cluster=cluster, model="fake")
    before, shards = state(corpus), shards_in(corpus)
    report = run(["releases"], corpus, cluster=cluster)
    assert (report.read, report.indexed, report.failures) == ([], 0, [])
    assert state(corpus) == before
    assert shards_in(corpus) == shards


def test_a_new_file_leaves_the_shards_of_others_as_they_were(tmp_path: Path, releases: Path, cluster: str) -> None:
    alone, together = tmp_path / "alone", tmp_path / "together"
    run(["releases"], together, cluster=cluster, model="fake")
    shards = shards_in(together)
    (releases / "below" / "zz-last.txt").write_text("환경부는 2025년 3월 4일 중국 생태환경부와 국장급 회의를 열었다.\n")
    expected = pipeline.run(["releases"], alone, model="fake")
    report = run(["releases"], together, cluster=cluster)
    assert "zz-last" in report.read
    assert "zz-last" in expected.read
    assert len(shards.keys() - shards_in(together).keys()) == 0
    assert len(shards_in(together).keys() - shards.keys()) == 1
    with Store(alone) as one, Store(together) as other:
        assert list(one.records()) == list(other.records())


PRELOAD = '''
"""Loaded by every worker: one that comes to a file named *{name}* is killed, {often}."""

import os
import signal

from communique.cluster import task


def read_file(work, reader):
    if "{name}" in work.name:
        mark = "{mark}"
        if "{often}" == "always" or not os.path.exists(mark):
            open(mark, "a").close()
            os.kill(os.getpid(), signal.SIGKILL)
    return _read_file(work, reader)


if task.read_file.__module__ == "communique.readings":  # this file is loaded twice
    _read_file = task.read_file
    task.read_file = read_file
'''


@contextmanager
def deadly(folder: Path, name: str, often: str) -> Iterator[str]:
    """A cluster whose workers are killed at a file."""
    script = folder / "deadly.py"
    script.write_text(PRELOAD.format(name=name, often=often, mark=folder / "killed"))
    settings = {
        "distributed.worker.preload": [str(script)],
        "distributed.scheduler.allowed-failures": 1,
        "distributed.deploy.lost-worker-timeout": "300s",
    }
    with dask.config.set(settings), started() as local:
        yield local.scheduler_address


@pytest.mark.slow
def test_a_worker_that_is_killed_in_mid_shard_costs_nothing_but_time(tmp_path: Path, releases: Path) -> None:
    alone, together = tmp_path / "alone", tmp_path / "together"
    pipeline.run(["releases"], alone, model="fake")
    with deadly(tmp_path, "dev-zh-01.txt", "once") as address:
        run(["releases"], together, cluster=address, model="fake")
    assert (tmp_path / "killed").exists()
    assert state(together) == state(alone)
    assert index_of(together) == index_of(alone)


@pytest.mark.slow
def test_a_file_that_kills_every_worker_is_told_and_stops_no_other(tmp_path: Path, releases: Path) -> None:
    corpus = tmp_path / "corpus"
    with deadly(tmp_path, "dev-zh-01.txt", "always") as address:
        report = run(["releases"], corpus, cluster=address, model="fake")
    [said] = [failure.problem for failure in report.failures if "ended the workers" in failure.problem]
    assert said.startswith("releases/dev-zh-01.txt ended the workers that read it")
    with Store(corpus) as store:
        assert {"dev-ko-01", "dev-en-01"} <= {stored.id for stored in store.documents()}


@pytest.mark.slow
def test_a_run_that_was_stopped_goes_on_with_another_cluster(tmp_path: Path, releases: Path) -> None:
    alone, together = tmp_path / "alone", tmp_path / "together"
    for broken in ("damaged.hwpx", "empty.txt", "bundle.zip"):
        (releases / broken).unlink()
    pipeline.run(["releases"], alone, model="fake")

    def stop(stage: str, done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with started(1) as first, pytest.raises(KeyboardInterrupt):
        run(["releases"], together, cluster=first.scheduler_address, model="fake", progress=stop)
    shards = shards_in(together)
    assert shards
    with started(1) as second:
        run(["releases"], together, cluster=second.scheduler_address)
    assert state(together) == state(alone)
    assert shards.items() <= shards_in(together).items()


class Machines:
    """A scheduler and a worker as their commands start them, in processes of their own, at one address."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self._port}"
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start both."""
        scheduler = ["scheduler", "--host", "127.0.0.1", "--port", str(self._port), "--no-dashboard"]
        worker = ["worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]
        for command in (scheduler, worker):
            dask = [sys.executable, "-m", "dask", *command]
            self._running.append(subprocess.Popen(dask, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def kill(self) -> None:
        """End both without their knowing."""
        for process in self._running:
            process.kill()
            process.wait()
        self._running.clear()


@pytest.mark.slow
def test_a_run_goes_on_when_its_scheduler_is_back(tmp_path: Path, releases: Path) -> None:
    alone, together = tmp_path / "alone", tmp_path / "together"
    pipeline.run(["releases"], alone, model="fake")
    machines, said = Machines(), list[str]()
    killed_at: list[int] = []

    def kill_once(stage: str, done: int, total: int) -> None:
        if stage == "reading" and 0 < done < total and not killed_at:
            killed_at.append(done)
            machines.kill()
            machines.start()

    machines.start()
    try:
        run(["releases"], together, cluster=machines.address, model="fake", progress=kill_once, say=said.append)
    finally:
        machines.kill()
    assert killed_at
    assert said == [f"the scheduler at {machines.address} was lost; waiting for it"]
    assert state(together) == state(alone)
    assert index_of(together) == index_of(alone)


def test_one_shard_in_two_runs_is_one(tmp_path: Path, releases: Path, cluster: str) -> None:
    one, other, results = tmp_path / "one", tmp_path / "other", tmp_path / "results"
    run(["releases"], one, cluster=cluster, results=str(results), model="fake")
    names = set(shards_in(results))
    run(["releases"], other, cluster=cluster, results=str(results), model="fake")
    assert set(shards_in(results)) == names
    assert state(other) == state(one)
    assert not list(one.rglob("*.parquet"))


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: flipped(data), lambda data: b""])
def test_a_damaged_shard_is_made_anew(
    tmp_path: Path, releases: Path, cluster: str, damage: Callable[[bytes], bytes]
) -> None:
    one, other, results = tmp_path / "one", tmp_path / "other", tmp_path / "results"
    run(["releases"], one, cluster=cluster, results=str(results), model="fake")
    whole = {path: path.read_bytes() for path in results.rglob("*.parquet")}
    for path, data in whole.items():
        path.write_bytes(damage(data))
    run(["releases"], other, cluster=cluster, results=str(results), model="fake")
    assert {path: path.read_bytes() for path in results.rglob("*.parquet")} == whole
    assert state(other) == state(one)


def flipped(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 16]) + data[middle + 1 :]


@pytest.mark.slow
def test_a_worker_with_another_program_is_refused_by_name(
    tmp_path: Path, releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "older.py"
    script.write_text("from communique.cluster import program\nprogram.code_version = lambda: '0.0.1+old'\n")
    said: list[str] = []
    with dask.config.set({"distributed.worker.preload": [str(script)]}), started(1) as local:
        [address] = local.scheduler_info["workers"]
        with pytest.raises(ClusterError, match=r"communique 0\.0\.1\+old instead of"):
            run(["releases"], tmp_path / "corpus", cluster=local.scheduler_address, model="fake", say=said.append)
    assert said[0].startswith(f"the worker {address} is refused: communique 0.0.1+old instead of")


def test_a_cluster_that_is_not_there_is_told_in_one_line(
    tmp_path: Path, releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:

    monkeypatch.setattr(workers, "_CONNECT_SECONDS", 1)
    with pytest.raises(ClusterError, match=r"The cluster at tcp://127\.0\.0\.1:9 cannot be reached") as caught:
        run(["releases"], tmp_path / "corpus", cluster="tcp://127.0.0.1:9", model="fake")
    assert "\n" not in str(caught.value)
