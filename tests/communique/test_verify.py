import json
from pathlib import Path

import pytest

from communique.pipeline import run

from .conftest import SAMPLES, Command


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples") / "corpus"
    run([str(SAMPLES)], folder, model="fake")
    return folder


def test_all_of_the_corpus_of_samples_follows(communique: Command, corpus: Path) -> None:
    result = communique("verify", "--corpus", corpus)
    assert result.stdout.splitlines()[-1].startswith("18 records, ")
    assert result.stdout.splitlines()[-1].endswith(", 0 do not follow")
    assert result.returncode == 0


def test_a_wrong_record_is_named_with_the_field_the_place_and_what_is_wrong(
    communique: Command, three_releases: Path, tmp_path: Path
) -> None:
    record = json.loads(communique("extract", three_releases / "dev-ko-01.txt").stdout)
    record["dates"][2]["value"] = "2025-04-24"
    file = tmp_path / "records.jsonl"
    file.write_text(json.dumps(record), encoding="utf-8")
    result = communique("verify", file, "--texts", three_releases)
    assert result.returncode == 1
    assert "dev-ko-01 dates 2: value '2025-04-24' does not follow from '4.23.(수)'" in result.stdout.splitlines()
    first, *_, last = communique("verify", file, "--texts", three_releases, "--json").stdout.splitlines()
    assert json.loads(first)["id"] == "dev-ko-01"
    assert json.loads(last)["records"] == 1
    assert json.loads(last)["wrong"] >= 1


def test_records_need_their_texts(communique: Command, three_releases: Path, tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    file.write_text('{"id": "dev-ko-01"}\n', encoding="utf-8")
    assert communique("verify", file).returncode == 2
    result = communique("verify", file, "--texts", three_releases)
    assert result.returncode == 1
    assert "is no record" in result.stderr
