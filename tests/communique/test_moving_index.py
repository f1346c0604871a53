"""`run --store` and `move-index`: the index of a corpus in Milvus, and back."""

import json
from pathlib import Path

import pytest

from .conftest import SAMPLES, Command

pytest.importorskip("milvus_lite", reason="Milvus Lite is not installed")


def answers(communique: Command, corpus: Path) -> list[object]:
    lines = communique("search", "핫라인", "--corpus", corpus, "-k", "5", "--json").stdout.splitlines()
    return [json.loads(line) for line in lines]


def test_a_corpus_whose_index_is_in_milvus_answers_as_one_in_a_folder(communique: Command, tmp_path: Path) -> None:
    files = [SAMPLES / name for name in ("sample-ko-03.html", "sample-en-06.txt", "sample-zh-03.txt")]
    near, far, address = tmp_path / "near", tmp_path / "far", f"milvus://{tmp_path / 'index.db'}"
    communique("run", *files, "--corpus", near, "--model", "fake")
    done = communique("run", *files, "--corpus", far, "--model", "fake", "--store", address)
    assert (done.returncode, done.stdout) == (0, "read 3, unchanged 0, indexed 3\n")
    assert not (far / "index" / "index.sqlite").exists()
    expected = answers(communique, near)
    assert len(expected) > 1
    assert answers(communique, far) == expected
    moved = communique("move-index", "embedded", "--corpus", far)
    assert moved.stdout.endswith("are kept at embedded\n")
    assert answers(communique, far) == expected


def test_a_store_that_is_none_is_named_in_one_line(communique: Command, tmp_path: Path) -> None:
    done = communique("run", SAMPLES, "--corpus", tmp_path / "corpus", "--store", "nowhere://x")
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert "no store 'nowhere://x'" in line
