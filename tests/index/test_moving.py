from pathlib import Path

import pytest

from corpus.errors import IndexMismatch
from index import Index, Passage, move
from index.stores import address_of

pytest.importorskip("milvus_lite", reason="Milvus Lite is not installed")

QUESTIONS = ("황해 공동조사", "joint survey of the sea", "联合调查", "제3차 회의")


def passage(number: int) -> Passage:
    texts = (
        f"양측은 황해 공동조사 {number}건을 하기로 하였다.",
        f"Both sides agreed on joint survey {number} of the sea.",
        f"双方商定开展第{number}次联合调查。",
    )
    text, lang = texts[number % 3], ("ko", "en", "zh")[number % 3]
    name = f"d{number // 2}"
    return Passage(id=f"{name}#{number}", document=name, start=0, end=len(text), text=text, lang=lang)  # type: ignore[arg-type]


def filled(folder: Path) -> None:
    with Index.open(folder, model="fake", create=True) as index:
        for number in range(0, 60, 2):
            index.replace(f"d{number // 2}", [passage(number), passage(number + 1)], key=f"k{number}")
            if number == 20:
                index.commit()
        index.remove("d3")
        index.commit()


def answers(folder: Path) -> list[object]:
    with Index.open(folder) as index:
        return [
            [(hit.passage, hit.score, hit.parts) for hit in index.search(question, k=8, allowed=allowed)]
            for question in QUESTIONS
            for allowed in (None, {"d1": None, "d2": [(0, 5)]})
        ]


def test_a_moved_index_gives_the_same_hits_there_and_back(tmp_path: Path) -> None:
    folder, address = tmp_path / "index", f"milvus://{tmp_path / 'far.db'}"
    filled(folder)
    before = answers(folder)
    assert before[0]
    with Index.open(folder) as index:
        documents = index.documents()
    assert move(folder, address) == 58
    assert address_of(folder) == address
    assert not list(folder.glob("segment-*"))
    assert answers(folder) == before
    with Index.open(folder) as index:
        assert index.documents() == documents
        index.check()
        index.replace("new", [passage(61).model_copy(update={"document": "new", "id": "new#0"})], key="k")
        index.commit()
        index.remove("new")
        index.commit()
    assert move(folder, "embedded") == 58
    assert (answers(folder), address_of(folder)) == (before, "embedded")


def test_a_move_that_was_killed_goes_on(tmp_path: Path) -> None:
    folder, address = tmp_path / "index", f"milvus://{tmp_path / 'far.db'}"
    filled(folder)
    before = answers(folder)

    def killed(stage: str, done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        move(folder, address, progress=killed)
    assert (answers(folder), address_of(folder)) == (before, "embedded")
    move(folder, address)
    assert answers(folder) == before


def test_where_an_index_is_kept_is_not_forgotten_and_not_overruled(tmp_path: Path) -> None:
    folder, address = tmp_path / "index", f"milvus://{tmp_path / 'far.db'}"
    Index.open(folder, model="fake", create=True, store=address).close()
    with Index.open(folder) as index:
        assert len(index) == 0
    assert not (folder / "index.sqlite").exists()
    with pytest.raises(IndexMismatch, match="is kept at") as refused:
        Index.open(folder, store="embedded")
    assert "move-index embedded" in refused.value.hint
    with pytest.raises(IndexMismatch, match="already"):
        move(folder, address)
    with pytest.raises(IndexMismatch, match="no index"):
        move(tmp_path / "other", address)
