"""The store in a folder: its contract, its segments, and what it says of damage."""

import itertools
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import CorpusError, IndexMismatch
from index.embedders.protocol import unit
from index.stores import STORES, EmbeddedStore, EmbeddingModel, Snapshot, Store, rounding, store_class
from index.stores.embedded import snapshot as reading
from index.stores.embedded import store as storing
from index.stores.embedded.database import SegmentEntry
from index.stores.embedded.scan import Probe, bits_of
from index.stores.embedded.segment import Segment

from .contract import DIM, EYE, MODEL, StoreContract, added, directions, nearest, put


class TestEmbeddedStore(StoreContract):
    kind = EmbeddedStore


class TestEmbeddedStoreOfManySegments(StoreContract):
    """The same where segments are full soon and most vectors are only looked at roughly."""

    kind = EmbeddedStore

    @pytest.fixture(autouse=True)
    def small(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(storing, "FULL", 16)
        monkeypatch.setattr(storing, "_STEP", 3)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EmbeddedStore]:
    opened = EmbeddedStore.open(tmp_path, create=True)
    opened.begin(MODEL)
    yield opened
    opened.close()


def segments(folder: Path) -> list[Path]:
    return sorted(folder.glob("segment-*"))


def test_stores_are_found_by_the_scheme_of_their_address() -> None:
    assert store_class("embedded") is STORES["embedded"]
    with pytest.raises(CorpusError, match=r"no store 'mysql://x'") as refused:
        store_class("mysql://x")
    assert "embedded" in refused.value.hint


def test_rounding_keeps_cosines_and_what_was_rounded_before() -> None:
    vectors = unit(np.random.default_rng(3).normal(size=(50, 384)).astype(np.float32))
    once = rounding.rounded(vectors)
    assert (rounding.rounded(once) == once).all()
    assert np.abs(once @ once.T - vectors @ vectors.T).max() < 0.005
    blank = np.zeros((2, 3), np.float32)
    assert (rounding.rounded(blank) == blank).all()


def test_estimates_follow_inner_products() -> None:
    vectors = directions(2000, 96)
    question = unit(np.random.default_rng(5).normal(size=(1, 96)).astype(np.float32))[0]
    bits, gains = bits_of(*rounding.coded(vectors))
    found = Probe(question).estimates(bits, gains)
    assert np.corrcoef(found, vectors @ question)[0, 1] > 0.75
    alone, gain = bits_of(*rounding.coded(vectors[7:8]))
    assert (alone[0].tolist(), gain[0]) == (bits[7].tolist(), gains[7])


def test_many_passages_are_estimated_first_and_the_nearest_still_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_DEEP", 32)
    vectors = directions(3000, 128)
    store = EmbeddedStore.open(tmp_path, create=True)
    store.begin(EmbeddingModel(name="fake", version="1", dim=128))
    put(store, *(added(f"d{number}", vector) for number, vector in enumerate(vectors)))
    hits = 0
    for number in range(20):
        best = np.argsort(-(vectors @ vectors[number]))[:10]
        hits += len(nearest(store, vectors[number], 10) & {f"d{place}#0" for place in best})
    assert hits >= 196
    store.close()


def test_small_commits_leave_few_segments(store: EmbeddedStore, tmp_path: Path) -> None:
    for number in range(70):
        put(store, added(f"d{number}", EYE[number % DIM], tokens=["합의"]))
    assert len(segments(tmp_path)) <= 14
    with store.snapshot() as snapshot:
        assert snapshot.postings(["합의"])[0].frequency == 70


def test_a_full_segment_is_not_written_again(
    store: EmbeddedStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "FULL", 16)
    put(store, *(added(f"d{number}", EYE[0]) for number in range(20)))
    [full] = segments(tmp_path)
    inode = full.stat().st_ino
    for number in range(20, 60):
        put(store, added(f"d{number}", EYE[1]), removed=[f"d{number - 20}"] if number < 26 else [])
    assert full.stat().st_ino == inode
    put(store, removed=[f"d{number}" for number in range(6, 12)])
    assert not full.exists()
    with store.snapshot() as snapshot:
        assert snapshot.passages == 48


def test_a_segment_of_which_nothing_is_left_is_removed(store: EmbeddedStore, tmp_path: Path) -> None:
    put(store, added("a", EYE[0]))
    put(store, removed=["a"])
    assert segments(tmp_path) == []


def read_all(snapshot: Snapshot) -> object:
    """Everything that a question can read."""
    rows = snapshot.nearest(EYE[0], each=100)
    langs, vectors = snapshot.vectors(rows)
    [found] = snapshot.postings(["합의"])
    return (
        langs,
        vectors.tolist(),
        [bytes(part) for part in snapshot.pieces(rows)],
        [passage.model_dump() for passage in snapshot.read(rows.tolist())],
        found.rows.tolist(),
        found.counts.tolist(),
        found.lengths.tolist(),
        snapshot.documents(),
    )


def answer(folder: Path) -> object:
    """What a new reader gets, or the error's words."""
    try:
        store = EmbeddedStore.open(folder)
    except IndexMismatch as error:
        return error.problem
    try:
        with store.snapshot() as snapshot:
            return read_all(snapshot)
    except IndexMismatch as error:
        return error.problem
    finally:
        store.close()


def filled(folder: Path) -> None:
    store = EmbeddedStore.open(folder, create=True)
    store.begin(MODEL)
    vectors = directions(6)
    put(store, *(added(f"d{n}", vectors[n], tokens=["합의", f"말{n}"], pieces=bytes(range(20 + n))) for n in range(6)))
    store.close()


def test_no_changed_bit_of_a_segment_changes_an_answer(tmp_path: Path) -> None:
    filled(tmp_path)
    right = answer(tmp_path)
    [path] = segments(tmp_path)
    data = path.read_bytes()
    named = 0
    for place in range(0, len(data), 3):
        changed = bytearray(data)
        changed[place] ^= 1 << place % 8
        path.write_bytes(changed)
        found = answer(tmp_path)
        assert found == right or (isinstance(found, str) and path.name in found), place
        named += found != right
    assert named > len(data) / 3 / 2


def test_check_finds_every_changed_byte_that_is_not_filling(tmp_path: Path) -> None:
    filled(tmp_path)
    [path] = segments(tmp_path)
    data = path.read_bytes()
    unnoticed = 0
    for place in range(0, len(data), 7):
        path.write_bytes(data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :])
        try:
            store = EmbeddedStore.open(tmp_path)
            store.check()
        except IndexMismatch as error:
            assert path.name in error.problem  # noqa: PT017
        else:
            unnoticed += 1
        finally:
            store.close()
    assert unnoticed <= 64 * 20 / 7


def test_a_changed_row_of_the_database_is_named(tmp_path: Path) -> None:
    filled(tmp_path)
    for statement in (
        "UPDATE passages SET value = replace(value, '문장', '문답') WHERE row = 3",
        "UPDATE documents SET key = 'other' WHERE id = 'd2'",
        "UPDATE segments SET removed = x'80'",
    ):
        with sqlite3.connect(tmp_path / "index.sqlite") as database:
            database.execute(statement)
        with pytest.raises(IndexMismatch, match=r"index\.sqlite is damaged: a row differs from its checksum"):
            EmbeddedStore.open(tmp_path).check()
        (tmp_path / "index.sqlite").unlink()
        filled(tmp_path)


def test_a_segment_of_another_commit_is_not_taken_for_it(tmp_path: Path) -> None:
    filled(tmp_path / "one")
    store = EmbeddedStore.open(tmp_path / "two", create=True)
    store.begin(MODEL)
    put(store, *(added(f"e{n}", EYE[0], tokens=["합의", f"말{n}"], pieces=bytes(range(20 + n))) for n in range(6)))
    store.close()
    [one], [two] = segments(tmp_path / "one"), segments(tmp_path / "two")
    one.write_bytes(two.read_bytes())
    assert "is damaged" in str(answer(tmp_path / "one"))


def test_a_missing_segment_is_named(tmp_path: Path) -> None:
    filled(tmp_path)
    [path] = segments(tmp_path)
    path.unlink()
    assert answer(tmp_path) == f"{path} is missing"


def test_an_index_of_an_older_version_says_what_to_do(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "index.sqlite") as old:
        old.execute("CREATE TABLE manifest (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL)")
        old.execute('INSERT INTO manifest VALUES (1, \'{"schema_version": 2, "model": "fake"}\')')
    (tmp_path / "vectors-1.faiss").write_bytes(b"old")
    for create in (False, True):
        with pytest.raises(IndexMismatch, match="an older version of the program") as refused:
            EmbeddedStore.open(tmp_path, create=create)
        assert "--reindex" in refused.value.hint
    EmbeddedStore.open(tmp_path, anew=True).close()
    assert [path.name for path in tmp_path.iterdir()] == ["index.sqlite"]


def test_a_reader_that_meets_a_merge_starts_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path)
    writer, reader = EmbeddedStore.open(tmp_path), EmbeddedStore.open(tmp_path)
    opening = EmbeddedStore._open
    steps = itertools.count()

    def late(self: EmbeddedStore, entry: SegmentEntry) -> Segment:
        if self is reader and next(steps) == 0:
            put(writer, *(added(f"new{n}", EYE[1]) for n in range(8)), removed=[f"d{n}" for n in range(6)])
        return opening(self, entry)

    monkeypatch.setattr(EmbeddedStore, "_open", late)
    with reader.snapshot() as snapshot:
        assert set(snapshot.documents()) == {f"new{n}" for n in range(8)}
    writer.close()
    reader.close()


def test_segments_are_grouped_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storing, "FULL", 100)

    def sizes(*given: int) -> list[list[int]]:
        held = [
            (SegmentEntry(name=str(number), rows=size, size=0, crc=zlib.crc32(b"")), np.zeros(size, bool))
            for number, size in enumerate(given)
        ]
        return sorted(sorted(len(removed) for _, removed in group) for group in storing.grouped(held))

    assert sizes(150, 150, 40, 1) == [[1], [40], [150], [150]]
    assert sizes(60, 50, 1) == [[1], [50, 60]]
    assert sizes(*[13] * 8) == [[13] * 8]
    assert sizes(*[13] * 7) == [[13]] * 7


def test_the_store_is_one(store: EmbeddedStore) -> None:
    checked: Store = store
    assert checked.place.endswith("index.sqlite")
