"""What every vector store does: a subclass names the store, and inherits the tests."""

from pathlib import Path

import numpy as np
import pytest

from index.embedders.protocol import Vectors, unit
from index.stores import FaissIndex, VectorIndex, flat

EYE = np.eye(4, dtype=np.float32)


class VectorIndexContract:
    @pytest.fixture
    def index(self) -> VectorIndex:
        raise NotImplementedError

    def test_the_nearest_comes_first(self, index: VectorIndex) -> None:
        index.add([7, 3, 9], EYE[:3])
        scores, rows = index.search(np.array([0.2, 0.9, 0.1, 0], np.float32), k=2)
        assert rows.tolist() == [3, 7]
        assert scores == pytest.approx([0.9, 0.2], abs=1e-3)

    def test_k_beyond_the_size_gives_what_there_is(self, index: VectorIndex) -> None:
        index.add([0, 1], EYE[:2])
        assert sorted(index.search(EYE[0], k=50)[1].tolist()) == [0, 1]

    def test_an_empty_index_finds_nothing(self, index: VectorIndex) -> None:
        assert index.search(EYE[0], k=5)[1].tolist() == []
        assert index.vectors([]).shape == (0, 4)

    def test_only_permitted_rows_are_found(self, index: VectorIndex) -> None:
        index.add([0, 1, 2], EYE[:3])
        assert sorted(index.search(EYE[0], k=3, among=np.array([1, 2]))[1].tolist()) == [1, 2]
        assert index.search(EYE[0], k=3, among=np.array([], np.int64))[1].tolist() == []

    def test_what_is_removed_is_gone_and_the_rest_keeps_its_row(self, index: VectorIndex) -> None:
        index.add([5, 6, 7], EYE[:3])
        index.remove([5, 99])
        assert len(index) == 2
        assert index.search(EYE[2], k=1)[1].tolist() == [7]
        assert np.allclose(index.vectors([7, 6]), EYE[[2, 1]])
        with pytest.raises(KeyError):
            index.vectors([5])

    def test_a_row_cannot_be_given_twice(self, index: VectorIndex) -> None:
        index.add([1], EYE[:1])
        with pytest.raises(ValueError, match="there already"):
            index.add([1], EYE[1:2])
        with pytest.raises(ValueError, match="there already"):
            index.add([2, 2], EYE[:2])

    def test_rows_survive_saving(self, index: VectorIndex, tmp_path: Path) -> None:
        index.add([4, 2], EYE[:2])
        index.remove([4])
        index.add([8], EYE[3:])
        index.save(tmp_path / "vectors")
        loaded = type(index).load(tmp_path / "vectors", dim=4)
        assert len(loaded) == 2
        assert loaded.search(EYE[3], k=1)[1].tolist() == [8]
        assert np.allclose(loaded.vectors([2, 8]), EYE[[1, 3]])

    def test_a_file_cut_short_is_refused(self, index: VectorIndex, tmp_path: Path) -> None:
        index.add([0, 1], EYE[:2])
        path = tmp_path / "vectors"
        index.save(path)
        path.write_bytes(path.read_bytes()[:-9])
        with pytest.raises(ValueError, match=r"\w"):
            type(index).load(path, dim=4)

    def test_a_file_of_another_dimension_is_refused(self, index: VectorIndex, tmp_path: Path) -> None:
        index.save(tmp_path / "vectors")
        with pytest.raises(ValueError, match="dimensions"):
            type(index).load(tmp_path / "vectors", dim=5)


class TestFaissIndex(VectorIndexContract):
    @pytest.fixture
    def index(self) -> VectorIndex:
        return FaissIndex(dim=4)


class TestCells(VectorIndexContract):
    """The same of a store that is large enough for cells."""

    @pytest.fixture
    def index(self, monkeypatch: pytest.MonkeyPatch) -> VectorIndex:
        monkeypatch.setattr(flat, "MANY", 1)
        monkeypatch.setattr(flat, "_FEW", 0)
        return FaissIndex(dim=4)


def directions(count: int, dim: int) -> Vectors:
    vectors = np.random.default_rng(7).normal(size=(count, dim)).astype(np.float32)
    return unit(vectors)


def test_a_store_that_grows_turns_into_cells_and_finds_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flat, "MANY", 500)
    vectors = directions(800, 16)
    index = FaissIndex(dim=16)
    index.add(range(400), vectors[:400])
    index.save(tmp_path / "small")
    assert index.kind == "flat"
    index.add(range(400, 800), vectors[400:])
    index.save(tmp_path / "large")
    loaded = FaissIndex.load(tmp_path / "large", dim=16)
    assert (loaded.kind, len(loaded)) == ("cells", 800)
    nearest = np.argsort(-(vectors @ vectors[5]))[:10]
    assert loaded.search(vectors[5], k=10)[1].tolist() == nearest.tolist()
    assert np.allclose(loaded.vectors([5, 799]), vectors[[5, 799]], atol=0.02)
    even = np.arange(0, 800, 2)
    assert loaded.search(vectors[6], k=3, among=even)[1][0] == 6
    loaded.remove([5])
    loaded.add([900], vectors[5:6])
    loaded.save(tmp_path / "changed")
    again = FaissIndex.load(tmp_path / "changed", dim=16)
    assert again.search(vectors[5], k=1)[1].tolist() == [900]
    with pytest.raises(KeyError):
        again.vectors([5])


def test_cells_are_the_same_every_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flat, "MANY", 500)
    for name in ("one", "two"):
        index = FaissIndex(dim=16)
        index.add(range(800), directions(800, 16))
        index.save(tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
