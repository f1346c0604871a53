"""What every store does: a subclass names the store, and inherits the tests."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import IndexMismatch
from corpus.languages import BlockLang
from index import Passage
from index.embedders.protocol import Vectors, unit
from index.stores import Addition, Change, EmbeddingModel, Snapshot, Store, Where
from index.stores.rounding import rounded

DIM = 4
EYE = np.eye(DIM, dtype=np.float32)
MODEL = EmbeddingModel(name="fake", version="1", dim=DIM)


def directions(count: int, dim: int = DIM, seed: int = 7) -> Vectors:
    """Vectors that point anywhere, as a store is given them."""
    return rounded(unit(np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)))


def added(
    document: str,
    vector: Vectors,
    *,
    number: int = 0,
    lang: BlockLang = "ko",
    tokens: Sequence[str] = (),
    pieces: bytes = b"",
    text: str = "문장",
    start: int = 0,
) -> Addition:
    """A passage of a document, from character `start` on."""
    passage = Passage(
        id=f"{document}#{number}", document=document, start=start, end=start + len(text), text=text, lang=lang
    )
    return Addition(passage, f"{document}#{number}:{text}".encode(), rounded(vector.reshape(1, -1))[0], pieces, tokens)


def put(store: Store, *additions: Addition, removed: Sequence[str] = (), key: str = "key") -> None:
    """Commit passages with their documents."""
    documents = dict.fromkeys((addition.passage.document for addition in additions), key)
    store.commit(Change(removed=removed, documents=documents, additions=iter(additions)))


def rows_by_id(snapshot: Snapshot, *names: str) -> list[int]:
    """The rows of passages, found by asking for everything."""
    rows = snapshot.nearest(np.full(snapshot.model.dim, 0.5, np.float32), each=1000)
    by_id = dict(zip(snapshot.identifiers(rows.tolist()), rows.tolist(), strict=True))
    return [by_id[name] for name in names]


def nearest(store: Store, vector: Vectors, each: int, **where: object) -> set[str]:
    """The ids of the nearest of every language."""
    with store.snapshot() as snapshot:
        rows = snapshot.nearest(vector, each=each, where=Where(**where))  # type: ignore[arg-type]
        return set(snapshot.identifiers(rows.tolist()))


class StoreContract:
    """Of a store; `address` is where it is, for an index in a folder."""

    kind: type[Store]

    def address(self, folder: Path) -> str:
        return "embedded"

    @pytest.fixture
    def opened(self, tmp_path: Path) -> Iterator[Callable[[], Store]]:
        """Opens the same store again and again; a new one at first."""
        stores: list[Store] = []

        def opened() -> Store:
            stores.append(self.kind.open(tmp_path / "index", self.address(tmp_path / "index"), create=True))
            if stores[-1].model() is None:
                stores[-1].begin(MODEL)
            return stores[-1]

        yield opened
        for store in stores:
            store.close()

    @pytest.fixture
    def store(self, opened: Callable[[], Store]) -> Store:
        return opened()

    def test_a_new_store_holds_nothing(self, store: Store) -> None:
        with store.snapshot() as snapshot:
            assert (snapshot.passages, snapshot.tokens, snapshot.documents()) == (0, 0, {})
            assert snapshot.nearest(EYE[0], each=5).tolist() == []
            assert [found.frequency for found in snapshot.postings(["회의"])] == [0]
            assert snapshot.samples() == {}
            assert snapshot.known([b"x"]) == {}
            assert (snapshot.read([]), snapshot.identifiers([])) == ([], [])
            assert snapshot.vectors(np.zeros(0, np.int64))[1].shape == (0, DIM)

    def test_the_nearest_of_every_language_are_found(self, store: Store) -> None:
        put(store, added("a", EYE[0]), added("b", EYE[1]), added("c", EYE[2], lang="en"), added("d", EYE[3], lang="en"))
        assert nearest(store, np.array([0.1, 0.9, 0.2, 0.3], np.float32), 1) == {"b#0", "d#0"}
        assert nearest(store, EYE[0], 50) == {"a#0", "b#0", "c#0", "d#0"}

    def test_of_equal_passages_the_same_are_nearest_in_whatever_order_they_came(self, tmp_path: Path) -> None:
        chosen = set()
        for number, names in enumerate((range(9), reversed(range(9)), (4, 8, 0, 2, 6, 1, 7, 3, 5))):
            store = self.kind.open(tmp_path / str(number), self.address(tmp_path / str(number)), create=True)
            store.begin(MODEL)
            for name in names:
                put(store, added(f"d{name}", EYE[0]))
            chosen.add(frozenset(nearest(store, EYE[0], 3)))
            store.close()
        assert [len(names) for names in chosen] == [3]

    def test_what_was_kept_comes_back_as_it_was(self, store: Store) -> None:
        vectors = directions(2)
        one = added("a", vectors[0], pieces=b"\1\2\3", text="첫째 문장", start=5)
        two = added("a", vectors[1], number=1, lang="zh", text="第二句")
        put(store, one, two)
        with store.snapshot() as snapshot:
            rows = np.array(rows_by_id(snapshot, "a#1", "a#0"))
            langs, found = snapshot.vectors(rows)
            assert langs == ["zh", "ko"]
            assert found.dtype == np.float32
            assert found.tolist() == [vectors[1].tolist(), vectors[0].tolist()]
            assert [bytes(pieces) for pieces in snapshot.pieces(rows)] == [b"", b"\1\2\3"]
            assert snapshot.read(rows.tolist()) == [two.passage, one.passage]
            assert snapshot.identifiers(rows.tolist()) == ["a#1", "a#0"]
            assert snapshot.known([one.digest, b"other"]) == {one.digest: rows[1]}
            assert snapshot.documents() == {"a": "key"}
            assert snapshot.rows > max(rows)

    def test_postings_count_tokens(self, store: Store) -> None:
        put(store, added("a", EYE[0], tokens=["회의", "합의", "회의"]), added("b", EYE[1], tokens=["합의"]))
        put(store, added("c", EYE[2], tokens=["합의"] * 300), added("d", EYE[3]))
        with store.snapshot() as snapshot:
            a, b, c = rows_by_id(snapshot, "a#0", "b#0", "c#0")
            talks, unknown, agreed = snapshot.postings(["회의", "없음", "합의"])
            assert (talks.frequency, talks.rows.tolist(), talks.counts.tolist()) == (1, [a], [2])
            assert (unknown.frequency, len(unknown.rows)) == (0, 0)
            listed = zip(agreed.rows.tolist(), agreed.counts.tolist(), agreed.lengths.tolist(), strict=True)
            assert sorted(listed) == sorted([(a, 1, 3), (b, 1, 1), (c, 255, 300)])
            assert agreed.frequency == 3
            assert (snapshot.passages, snapshot.tokens) == (4, 3 + 1 + 300 + 1)

    def test_where_restricts_who_is_found_and_not_how_often_a_token_occurs(self, store: Store) -> None:
        put(
            store,
            added("a", EYE[0], tokens=["합의"], text="0123456789"),
            added("a", EYE[1], number=1, tokens=["합의"], text="0123456789", start=10),
            added("b", EYE[2], tokens=["합의"], lang="en"),
            added("c", EYE[3], tokens=["합의"]),
        )
        wheres: Mapping[str, tuple[dict[str, object], set[str]]] = {
            "language": ({"langs": ["en"]}, {"b#0"}),
            "documents": ({"allowed": {"b": None, "c": None, "unknown": None}}, {"b#0", "c#0"}),
            "span": ({"allowed": {"a": [(12, 13)], "c": None}}, {"a#1", "c#0"}),
            "spans": ({"allowed": {"a": [(9, 10), (40, 50)]}}, {"a#0"}),
            "both": ({"langs": ["ko"], "allowed": {"b": None, "c": None}}, {"c#0"}),
            "nothing": ({"allowed": {}}, set()),
            "no language": ({"langs": ["ja"]}, set()),
        }
        for name, (where, wanted) in wheres.items():
            assert nearest(store, EYE[0], 10, **where) == wanted, name
            with store.snapshot() as snapshot:
                [found] = snapshot.postings(["합의"], where=Where(**where))  # type: ignore[arg-type]
                assert set(snapshot.identifiers(found.rows.tolist())) == wanted, name
                assert found.frequency == 4

    def test_what_is_removed_or_replaced_is_gone(self, store: Store) -> None:
        put(store, added("a", EYE[0], tokens=["합의"]), added("b", EYE[1], tokens=["합의"]), added("c", EYE[2]))
        put(store, added("b", EYE[3], tokens=["회의"], text="새 문장"), removed=["a", "never there"], key="later")
        assert nearest(store, EYE[0], 10) == {"b#0", "c#0"}
        with store.snapshot() as snapshot:
            assert snapshot.documents() == {"b": "later", "c": "key"}
            assert [found.frequency for found in snapshot.postings(["합의", "회의"])] == [0, 1]
            assert (snapshot.passages, snapshot.tokens) == (2, 2)
            assert snapshot.known([added("a", EYE[0]).digest, added("b", EYE[1]).digest]) == {}
            assert sum(len(vectors) for vectors in snapshot.samples().values()) == 2
            [row] = rows_by_id(snapshot, "b#0")
            assert snapshot.read([row])[0].text == "새 문장"
        assert nearest(store, EYE[0], 10, allowed={"b": None}) == {"b#0"}

    def test_a_document_without_passages_is_kept(self, store: Store) -> None:
        store.commit(Change(documents={"empty": "k"}))
        with store.snapshot() as snapshot:
            assert (snapshot.documents(), snapshot.passages) == ({"empty": "k"}, 0)

    def test_readers_see_a_commit_with_their_next_snapshot(self, opened: Callable[[], Store]) -> None:
        writer, reader = opened(), opened()
        put(writer, added("a", EYE[0], tokens=["합의"]))
        assert nearest(reader, EYE[0], 5) == {"a#0"}
        with reader.snapshot() as before:
            put(writer, added("b", EYE[1], tokens=["합의"]), removed=["a"])
            assert before.documents() == {"a": "key"}
            assert before.postings(["합의"])[0].frequency == 1
        assert nearest(reader, EYE[0], 5) == {"b#0"}

    def test_a_commit_that_fails_leaves_everything_as_it_was(self, store: Store) -> None:
        put(store, added("a", EYE[0], tokens=["합의"]))

        def broken() -> Iterator[Addition]:
            yield added("b", EYE[1], tokens=["합의"])
            raise RuntimeError("no more")

        with pytest.raises(RuntimeError, match="no more"):
            store.commit(Change(removed=["a"], documents={"b": "key"}, additions=broken()))
        with store.snapshot() as snapshot:
            assert snapshot.documents() == {"a": "key"}
            assert snapshot.postings(["합의"])[0].frequency == 1
        assert nearest(store, EYE[0], 5) == {"a#0"}
        put(store, added("b", EYE[1]))
        assert nearest(store, EYE[0], 5) == {"a#0", "b#0"}

    def test_everything_is_there_when_it_is_opened_again(self, opened: Callable[[], Store]) -> None:
        first = opened()
        put(first, added("a", EYE[0], tokens=["합의"], pieces=b"\7"), added("b", EYE[1]))
        put(first, removed=["b"])
        first.close()
        again = opened()
        again.check()
        assert again.model() == MODEL
        assert nearest(again, EYE[0], 5) == {"a#0"}
        with again.snapshot() as snapshot:
            rows = np.array(rows_by_id(snapshot, "a#0"))
            assert [bytes(pieces) for pieces in snapshot.pieces(rows)] == [b"\7"]
            assert snapshot.postings(["합의"])[0].frequency == 1

    def test_anew_begins_with_an_empty_store(self, opened: Callable[[], Store], tmp_path: Path) -> None:
        first = opened()
        put(first, added("a", EYE[0]))
        first.close()
        folder = tmp_path / "index"
        store = self.kind.open(folder, self.address(folder), anew=True)
        assert store.model() is None
        store.begin(MODEL.model_copy(update={"name": "other"}))
        with store.snapshot() as snapshot:
            assert (snapshot.model.name, snapshot.passages) == ("other", 0)
        store.close()

    def test_what_is_dropped_is_gone(self, opened: Callable[[], Store], tmp_path: Path) -> None:
        first = opened()
        put(first, added("a", EYE[0]))
        first.drop()
        with pytest.raises(IndexMismatch):
            self.kind.open(tmp_path / "index", self.address(tmp_path / "index"))

    def test_many_changes_in_any_order_end_in_the_same(self, tmp_path: Path) -> None:
        """Replaced and removed in small commits or put in at once: every call answers alike."""
        vectors = directions(60)
        langs: tuple[BlockLang, BlockLang] = ("ko", "en")
        final = {f"d{n}": (vectors[n], ["합의"] * (n % 5) + [f"말{n % 3}"], langs[n % 2]) for n in range(40)}

        def fresh(name: str) -> Addition:
            vector, words, lang = final[name]
            return added(name, vector, tokens=words, lang=lang, pieces=name.encode())

        seen = []
        for order in ("at once", "one by one"):
            store = self.kind.open(tmp_path / order, self.address(tmp_path / order), create=True)
            store.begin(MODEL)
            if order == "at once":
                put(store, *map(fresh, final))
            else:
                for n in range(40, 60):
                    put(store, added(f"d{n - 20}", vectors[n], tokens=["옛말"]), added(f"x{n}", vectors[n], lang="zh"))
                for name in reversed(final):
                    put(store, fresh(name))
                put(store, removed=[f"x{n}" for n in range(40, 60)])
            with store.snapshot() as snapshot:
                rows = np.array(rows_by_id(snapshot, *(f"{name}#0" for name in final)))
                of_rows, kept = snapshot.vectors(rows)
                near = [sorted(snapshot.identifiers(snapshot.nearest(v, each=7).tolist())) for v in vectors[:10]]
                postings = [
                    (found.frequency, dict(zip(snapshot.identifiers(found.rows.tolist()), found.counts, strict=True)))
                    for found in snapshot.postings(["합의", "말1", "옛말"])
                ]
                samples = {lang: sorted(sample.tolist()) for lang, sample in snapshot.samples().items()}
                pieces = [bytes(part) for part in snapshot.pieces(rows)]
                seen.append((of_rows, kept.tolist(), near, postings, samples, pieces, snapshot.documents()))
            store.check()
            store.close()
        assert seen[0] == seen[1]
