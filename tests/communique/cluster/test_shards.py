"""A shard gives back what was put in, and a changed byte in it is found out, wherever it stands."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from communique.cluster.shards import File, Shard, from_bytes, to_bytes
from communique.extractor import Extractor
from communique.readings import Problem, Reading, Readings, Work, read_file, sha256_of
from corpus.errors import DamagedShard

from ..conftest import RELEASES


@pytest.fixture(scope="module")
def shard() -> Shard:
    """A release, a file that cannot be opened, a bundle that holds nothing, and one with a damaged file."""
    path = RELEASES / "dev-zh-01.txt"
    with Extractor() as extractor:
        sha256 = sha256_of(path)
        readings = read_file(Work(path, "releases/dev-zh-01.txt", sha256), extractor)
    problem = Problem("releases/bad.pdf is damaged", "Save it anew")
    within = Reading("releases/b.zip!/x.pdf", "cd", code_version="1", failure=problem)
    files = (
        File("releases/dev-zh-01.txt", sha256, "2025-01-01T00:00:00.000000+00:00", readings),
        File("releases/bad.pdf", "ab", "", Readings(failure=problem)),
        File("releases/nothing.zip", "ef", "", Readings((), ignored=3)),
        File("releases/b.zip", "01", "", Readings((within,), ignored=1)),
    )
    version = readings.documents[0].code_version
    return Shard("0" * 64, version, files)


def test_a_shard_is_read_as_it_was_written(shard: Shard) -> None:
    read = from_bytes(to_bytes(shard), name="s")
    assert read.files[:3] == shard.files[:3]
    [failed] = read.files[3].readings.documents
    assert (failed.name, failed.failure) == (
        "releases/b.zip!/x.pdf",
        Problem("releases/bad.pdf is damaged", "Save it anew"),
    )
    assert to_bytes(read) == to_bytes(shard)


def test_other_programs_read_a_shard_as_a_table(shard: Shard, tmp_path: Path) -> None:
    path = tmp_path / "one.parquet"
    path.write_bytes(to_bytes(shard))
    table = pq.read_table(path, columns=["id", "lang", "problem"]).to_pylist()
    assert table[0] == {"id": "dev-zh-01", "lang": "zh", "problem": None}
    assert [row["problem"] for row in table[1:]] == ["releases/bad.pdf is damaged", None, "releases/bad.pdf is damaged"]


def test_every_bit_of_a_shard_counts(shard: Shard) -> None:
    data = to_bytes(Shard(shard.key, shard.version, shard.files[1:]))
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ (1 << at % 8)]) + data[at + 1 :]
        with pytest.raises(DamagedShard):
            from_bytes(changed, name="s")


@pytest.mark.parametrize("keep", [0, 3, 4, 100, -100, -9, -1])
def test_a_shard_that_was_cut_short_is_told(shard: Shard, keep: int) -> None:
    with pytest.raises(DamagedShard, match=r"^results/s "):
        from_bytes(to_bytes(shard)[:keep], name="results/s")


def test_a_parquet_file_of_another_program_is_no_shard(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    with pytest.raises(DamagedShard, match="is damaged"):
        from_bytes((tmp_path / "other.parquet").read_bytes(), name="other.parquet")
