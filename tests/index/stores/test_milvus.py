"""The store in Milvus: its contract, on Milvus Lite, its postings and what it says of bad addresses."""

from pathlib import Path

import numpy as np
import pytest

from corpus.errors import CorpusError, IndexMismatch
from index.stores import Change, EmbeddedStore, Where
from index.stores.milvus import MilvusStore, postings
from index.stores.milvus import snapshot as reading
from index.stores.milvus.address import parsed
from index.stores.milvus.postings import Run, to_merge

from .contract import EYE, MODEL, StoreContract, added, directions, nearest, put

pytest.importorskip("milvus_lite", reason="Milvus Lite is not installed")


def address_in(folder: Path) -> str:
    return f"milvus://{folder}.db"


class TestMilvusStore(StoreContract):
    kind = MilvusStore

    def address(self, folder: Path) -> str:
        return address_in(folder)


def test_what_the_server_finds_is_what_the_store_in_a_folder_finds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_SPARE", 4)
    monkeypatch.setattr(reading, "_LISTED", 30)
    vectors = directions(120)
    found = []
    for kind, address in ((EmbeddedStore, "embedded"), (MilvusStore, address_in(tmp_path / "index"))):
        store = kind.open(tmp_path, address, create=True)
        store.begin(MODEL)
        put(store, *(added(f"d{n}", vector, lang="ko" if n % 3 else "en") for n, vector in enumerate(vectors)))
        put(store, removed=[f"d{n}" for n in range(0, 20, 2)])
        allowed = dict.fromkeys(f"d{n}" for n in range(100))
        found.append(
            [
                [nearest(store, question, 5), nearest(store, question, 5, allowed=allowed), nearest(store, question, 3)]
                for question in directions(6, seed=3)
            ]
        )
        store.close()
    assert found[0] == found[1]


def test_what_a_killed_writer_left_is_seen_by_nobody_and_removed_by_the_next(tmp_path: Path) -> None:
    store = MilvusStore.open(tmp_path, address_in(tmp_path / "index"), create=True)
    store.begin(MODEL)
    put(store, added("a", EYE[0], tokens=["합의"]))
    with store.snapshot() as before:
        change = added("b", EYE[1], tokens=["합의"])
        store._write(Change(removed=["a"], documents={"b": "key"}, additions=iter([change])), before)
    again = MilvusStore.open(tmp_path, address_in(tmp_path / "index"))
    assert nearest(again, EYE[0], 5) == {"a#0"}
    with again.snapshot() as snapshot:
        assert [found.frequency for found in snapshot.postings(["합의"])] == [1]
    put(again, added("c", EYE[2], tokens=["합의"]))
    assert nearest(again, EYE[0], 5) == {"a#0", "c#0"}
    with again.snapshot() as snapshot:
        assert [found.frequency for found in snapshot.postings(["합의"], where=Where())] == [2]
    again.check()
    assert len(list(again._collections.read("passages", "row >= 0", ["row"]))) == 2
    again.close()
    store.close()


def test_lost_passages_and_postings_are_told(tmp_path: Path) -> None:
    for kind, condition, said in (("passages", "row == 0", "missing"), ("postings", "block == 0", "postings")):
        folder = tmp_path / kind
        store = MilvusStore.open(folder, address_in(folder), create=True)
        store.begin(MODEL)
        put(store, added("a", EYE[0], tokens=["합의"]), added("b", EYE[1], tokens=["회의"]))
        store.check()
        store._collections.delete(kind, condition)  # type: ignore[arg-type]
        again = MilvusStore.open(folder, address_in(folder))
        with pytest.raises(IndexMismatch, match=said):
            again.check()
        again.close()
        store.close()


def test_many_commits_leave_few_blocks_of_a_token(tmp_path: Path) -> None:
    store = MilvusStore.open(tmp_path, address_in(tmp_path / "index"), create=True)
    store.begin(MODEL)
    for number in range(30):
        put(store, added(f"d{number}", EYE[number % 4], tokens=["합의"]))
    with store.snapshot() as snapshot:
        assert len(snapshot.manifest.runs) < 16
        assert snapshot.postings(["합의"])[0].frequency == 30
    blocks = list(store._collections.read("postings", "block >= 0", ["run"]))
    assert len(blocks) < 20
    store.check()
    store.close()


def test_blocks_hold_what_was_put_into_them() -> None:
    lists = {-5: [(row, row % 300) for row in range(12_000)], 7: [(2**40, 1)]}
    made = list(postings.blocks(lists, 3, 10))
    assert [block["block"] for block in made] == list(range(10, 10 + len(made)))
    assert all(len(block["data"]) <= 65_535 for block in made)
    rows = np.concatenate([postings.unpacked(block["data"])[0] for block in made if block["token"] == -5])
    assert rows.tolist() == list(range(12_000))
    assert dict(postings.gathered(made, frozenset([0])))[7] == [(2**40, 1)]
    with pytest.raises(ValueError, match="cut"):
        postings.unpacked("AAAA")


def test_runs_are_merged_once_there_are_eight_of_a_size() -> None:
    small = [Run(number=n, postings=9) for n in range(7)]
    assert to_merge(small) == []
    assert to_merge([*small, Run(number=7, postings=12), Run(number=8, postings=2)]) == [
        *small, Run(number=7, postings=12), Run(number=8, postings=2),
    ]  # fmt: skip
    assert to_merge([Run(number=9, postings=5_000), *small]) == []


@pytest.mark.parametrize(
    "address",
    [
        "milvus://", "milvus:///folder/index", "milvus://u:p@host", "milvus://host?name=1x", "milvus://host?x=y",
        "milvus://host:port",
    ],
)  # fmt: skip
def test_addresses_that_are_none_are_refused_in_one_line(address: str) -> None:
    with pytest.raises(CorpusError, match="Milvus") as refused:
        parsed(address)
    assert "milvus://HOST" in refused.value.hint


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(CorpusError, match="failed"):
        MilvusStore.open(Path("nowhere"), "milvus://127.0.0.1:1", create=True)
