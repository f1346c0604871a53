"""Shards that were made anywhere become the corpus that a run on their files makes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from communique import pipeline
from communique.cluster import merge as merging
from communique.cluster.merge import merge
from communique.cluster.run import run

from ..conftest import Command
from .state import index_of, state


@pytest.fixture
def shards(tmp_path: Path, releases: Path, cluster: str) -> Path:
    """Where the shards of the releases lie."""
    run(["releases"], tmp_path / "elsewhere", cluster=cluster, results=str(tmp_path / "results"), model="fake")
    return tmp_path / "results"


def test_merged_shards_are_the_corpus_of_one_process(tmp_path: Path, shards: Path) -> None:
    pipeline.run(["releases"], tmp_path / "alone", model="fake")
    merge([str(shards)], tmp_path / "merged", model="fake")
    assert index_of(tmp_path / "merged") == index_of(tmp_path / "alone")
    assert state(tmp_path / "merged") == state(tmp_path / "alone")


def test_shards_in_any_order_and_twice_are_one_corpus(tmp_path: Path, shards: Path) -> None:
    found = [str(path) for path in shards.rglob("*.parquet")]
    merge(found, tmp_path / "one", model="fake")
    merge([*reversed(found), str(shards), *found], tmp_path / "other", model="fake")
    assert state(tmp_path / "other") == state(tmp_path / "one")
    before = state(tmp_path / "one")
    report = merge([str(shards)], tmp_path / "one")
    assert (report.read, report.indexed) == ([], 0)
    assert state(tmp_path / "one") == before


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-20], lambda data: b"", lambda data: data.replace(b"dev", b"DEV")]
)
def test_a_damaged_shard_is_named_and_the_others_are_merged(
    tmp_path: Path, shards: Path, damage: Callable[[bytes], bytes]
) -> None:
    first, *others = sorted(shards.rglob("*.parquet"))
    whole = first.read_bytes()
    first.write_bytes(damage(whole))
    report = merge([str(shards)], tmp_path / "merged", model="fake")
    assert str(first) in {failure.path for failure in report.failures}
    assert len(report.read) >= len(others)
    first.write_bytes(whole)
    again = merge([str(shards)], tmp_path / "merged")
    assert str(first) not in {failure.path for failure in again.failures}


def test_a_shard_of_another_version_is_refused_by_name(
    tmp_path: Path, shards: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "code_version", lambda: "9.9.9+later")
    report = merge([str(shards)], tmp_path / "merged", model="fake")
    assert report.read == []
    assert all("this is 9.9.9+later" in failure.problem for failure in report.failures)


def test_what_holds_no_shards_is_told_in_one_line(tmp_path: Path, communique: Command) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.txt").write_text("nothing")
    done = communique("merge", tmp_path / "notes", "--corpus", tmp_path / "corpus", "--model", "fake")
    assert done.returncode == 1
    assert (
        done.stderr.splitlines()[-1]
        == f"communique: {tmp_path}/notes holds no shards. Shards are files named *.parquet"
    )
