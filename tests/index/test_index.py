import itertools
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from corpus.errors import BadQuery, CorpusError, IndexMismatch, StoreError
from index import Index
from index.embedders.fake import Fake
from index.embedders.protocol import Role, Vectors
from index.ranking import COVERAGE_WEIGHT, NUMBERS_WEIGHT

from .support import TEXTS, built, documents, fill, passage


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with built(tmp_path / "index") as made:
        yield made


def test_the_round_that_was_asked_for_comes_before_its_twin(tmp_path: Path) -> None:
    twins = {f"round-{number}": f"제{number}차 한중 환경장관회의 개최 결과" for number in (8, 9, 10)}
    with built(tmp_path, twins) as index:
        for number in (8, 9, 10):
            assert documents(index, f"{number}차 환경장관회의", k=1) == [f"round-{number}"]


def test_the_title_tells_passages_of_twins_apart(tmp_path: Path) -> None:
    with Index.open(tmp_path, model="fake", create=True) as index:
        for number in (8, 9, 10):
            twin = passage(f"round-{number}", "양측은 공동조사를 실시하기로 하였다.")
            titled = twin.model_copy(update={"title": f"제{number}차 환경장관회의 결과"})
            index.replace(titled.document, [titled], key="")
        index.commit()
        assert documents(index, "9차 환경장관회의 공동조사", k=1) == ["round-9"]


def test_a_number_finds_its_passage_in_another_script(index: Index) -> None:
    found = documents(index, "9th round", k=3)
    assert {"en-9", "ko-9", "zh-9"} == set(found)


def test_hits_say_what_their_score_is_made_of(index: Index) -> None:
    [hit] = index.search("循环经济谅解备忘录", k=1)
    assert hit.passage.text == TEXTS["zh-env"]
    assert set(hit.parts) == {"dense", "standing", "close", "coverage", "numbers", "common"}
    assert 0 < hit.parts["coverage"] <= 1.1
    shared = COVERAGE_WEIGHT * hit.parts["coverage"] + NUMBERS_WEIGHT * hit.parts["numbers"]
    added = hit.parts["standing"] + hit.parts["close"] + shared - hit.parts["common"]
    assert hit.score == pytest.approx(added, abs=1e-3)


def test_the_same_passages_in_any_order_give_the_same_hits(tmp_path: Path) -> None:
    few = {name: TEXTS[name] for name in ("ko-9", "en-9", "zh-9", "en-drone")} | {"twin": TEXTS["en-drone"]}
    seen = set()
    for number, order in enumerate(itertools.permutations(few)):
        if number % 12 == 0:
            with Index.open(tmp_path / str(number), model="fake", create=True) as index:
                for name in order:
                    fill(index, {name: few[name]})
                hits = [index.search(question) for question in ("drone pilots by weight", "9th dialogue", "联合调查")]
                seen.add(repr([[(hit.passage.id, hit.score) for hit in found] for found in hits]))
    assert len(seen) == 1


def test_equal_passages_stand_in_the_order_of_their_ids(tmp_path: Path) -> None:
    with built(tmp_path, dict.fromkeys(("c", "a", "b"), TEXTS["zh-9"])) as index:
        assert documents(index, "渔业资源") == ["a", "b", "c"]
        assert documents(index, "渔业资源", k=2) == ["a", "b"]


def test_a_replaced_document_answers_with_its_new_words_only(index: Index) -> None:
    fill(index, {"ko-9": "드론 조종자격을 무게에 따라 나눈다."})
    assert index.documents()["ko-9"] == "드론 조종자격을 무게에 따라 나눈다."
    assert documents(index, "드론 조종자격", k=1) == ["ko-9"]
    parts = {hit.passage.document: hit.parts for hit in index.search("어업자원 공동조사", k=20)}
    assert parts["ko-9"]["coverage"] == 0
    assert len(index) == len(TEXTS)


def test_a_removed_document_is_gone(index: Index) -> None:
    index.remove("ko-9")
    index.remove("never there")
    index.commit()
    assert "ko-9" not in index.documents()
    assert "ko-9" not in documents(index, "제9차 한중 해양협력대화", k=20)
    assert len(index) == len(TEXTS) - 1


def test_what_is_not_committed_is_not_seen(index: Index, tmp_path: Path) -> None:
    index.replace("new", [passage("new", "새 문서")], key="1")
    with Index.open(tmp_path / "index") as reader:
        assert "new" not in reader.documents()
        index.commit()
        assert "new" in documents(reader, "새 문서", k=20)
        assert len(reader) == len(TEXTS) + 1


def test_text_that_is_there_already_is_not_embedded_again(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    embed = Fake.embed_pieces

    def watched(self: Fake, texts: Sequence[str], *, role: Role) -> tuple[Vectors, list[Vectors]]:
        asked.extend(texts)
        return embed(self, texts, role=role)

    monkeypatch.setattr(Fake, "embed_pieces", watched)
    index.replace("copy", [passage("copy", TEXTS["ko-9"]), passage("copy", "새 문장", number=1)], key="")
    index.replace("ko-10", [passage("ko-10", TEXTS["ko-10"])], key="moved")
    index.commit()
    assert asked == ["새 문장"]


def test_a_document_without_passages_is_known(index: Index) -> None:
    index.replace("empty", [], key="k")
    index.commit()
    assert index.documents()["empty"] == "k"


def test_an_empty_index_answers_with_nothing(tmp_path: Path) -> None:
    with Index.open(tmp_path, model="fake", create=True) as index:
        assert index.search("회의") == []
        assert len(index) == 0


def test_filters_restrict_who_may_answer(index: Index) -> None:
    assert set(documents(index, "회의", langs=["zh"])) == {"zh-9", "zh-env"}
    assert set(documents(index, "회의", allowed={"ko-9": None, "en-9": None, "unknown": None})) == {"ko-9", "en-9"}
    assert documents(index, "회의", langs=["ko"], allowed={"en-9": None}) == []
    assert documents(index, "회의", allowed={}) == []


def test_a_filter_can_allow_spans_of_a_document(tmp_path: Path) -> None:
    with Index.open(tmp_path, model="fake", create=True) as index:
        parts = [passage("a", "첫째 문단", number=0, start=0), passage("a", "둘째 문단", number=1, start=10)]
        index.replace("a", parts, key="")
        index.commit()
        found = [hit.passage.id for hit in index.search("문단", allowed={"a": [(12, 13)]})]
        assert found == ["a#1"]


@pytest.mark.parametrize("question", ["", "  \n"])
def test_an_empty_question_is_refused(index: Index, question: str) -> None:
    with pytest.raises(BadQuery, match="empty"):
        index.search(question)


@pytest.mark.parametrize("question", ["\0", "\ud800 회의", "회" * 20_000, "%_*'\"); DROP TABLE", "①", "9" * 400])
def test_a_strange_question_is_answered(index: Index, question: str) -> None:
    assert len(index.search(question, k=3)) == 3


def test_strange_passages_are_kept(tmp_path: Path) -> None:
    strange = {"nul": "a\0b", "lone": "x\ud800y", "blank": "…", "long": "협력 " * 5000}
    with built(tmp_path, {name: text.replace("\ud800", "") for name, text in strange.items()}) as index:
        assert len(index.search("협력", k=10)) == 4


def test_another_model_is_refused(index: Index, tmp_path: Path) -> None:
    with pytest.raises(IndexMismatch, match="built with 'fake', not 'use'") as refused:
        Index.open(tmp_path / "index", model="use")
    assert "--reindex" in refused.value.hint


def test_another_version_of_the_model_is_refused(index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embedders.catalogue.Fake", lambda name, dim, version: Fake(name, dim, "later"))
    with pytest.raises(IndexMismatch, match="another version of 'fake'"):
        Index.open(tmp_path / "index")


def test_an_unknown_model_is_named_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no embedding model 'e6'.*e5.*use") as refused:
        Index.open(tmp_path, model="e6", create=True)
    assert "st:" in refused.value.hint
    assert not list(tmp_path.iterdir())


def test_a_folder_without_an_index_is_refused_and_left_alone(tmp_path: Path) -> None:
    with pytest.raises(IndexMismatch, match="holds no index"):
        Index.open(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_the_model_of_an_index_is_kept(index: Index, tmp_path: Path) -> None:
    with Index.open(tmp_path / "index", create=True) as again:
        assert again.model == "fake"
        assert len(again) == len(TEXTS)


def test_anew_begins_with_an_empty_index_of_another_model_whatever_was_there(tmp_path: Path) -> None:
    built(tmp_path).close()
    (tmp_path / "index.sqlite").write_bytes(b"rubbish" * 1000)
    with Index.open(tmp_path, model="use", anew=True) as index:
        assert (index.model, len(index)) == ("use", 0)
    assert [path.name for path in tmp_path.iterdir()] == ["index.sqlite"]


def segment_of(folder: Path) -> Path:
    [path] = folder.glob("segment-*.bin")
    return path


@pytest.mark.parametrize(
    ("which", "damage"),
    [
        (segment_of, lambda data: data[: len(data) // 2]),
        (segment_of, lambda data: data[:-20] + b"\1" * 20),
        (segment_of, lambda data: b""),
        (lambda folder: folder / "index.sqlite", lambda data: data[: len(data) // 2]),
        (lambda folder: folder / "index.sqlite", lambda data: b"no database at all" * 300),
        (lambda folder: folder / "index.sqlite", lambda data: b""),
    ],
    ids=["segment cut", "segment changed", "segment empty", "database cut", "database overwritten", "database empty"],
)
def test_a_damaged_file_is_named_and_the_way_out_with_it(
    tmp_path: Path, which: Callable[[Path], Path], damage: Callable[[bytes], bytes]
) -> None:
    built(tmp_path).close()
    path = which(tmp_path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(IndexMismatch) as refused, Index.open(tmp_path) as index:
        index.search("회의")
    assert path.name in refused.value.problem
    assert "communique run --reindex" in refused.value.hint


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "index.sqlite") as other:
        other.execute("CREATE TABLE t (x)")
    with pytest.raises(IndexMismatch, match="is no index"):
        Index.open(tmp_path)


def test_check_looks_at_every_page(index: Index, tmp_path: Path) -> None:
    index.check()
    index.close()
    path = tmp_path / "index" / "index.sqlite"
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 8192] = b"\xff" * 8192
    path.write_bytes(data)
    with Index.open(tmp_path / "index") as again, pytest.raises(IndexMismatch, match="damaged"):
        again.check()


def test_a_failed_commit_leaves_the_index_as_it_was_and_can_be_repeated(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = documents(index, "제9차 해양협력대화")
    index.replace("new", [passage("new", "제9차 해양협력대화 개최")], key="1")
    with monkeypatch.context() as broken:
        broken.setattr(
            "index.stores.embedded.database.write_manifest", lambda *_: (_ for _ in ()).throw(OSError(28, "disk full"))
        )
        with pytest.raises(StoreError, match="cannot be written: disk full"):
            index.commit()
    assert documents(index, "제9차 해양협력대화") == before
    index.commit()
    assert "new" in documents(index, "제9차 해양협력대화")


def test_hits_are_the_same_however_segments_were_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.stores.embedded.store.FULL", 8)
    texts = {f"d{n}": f"제{n % 7}차 회의 {'합의 ' * (n % 4)}결과 {n}" for n in range(60)} | TEXTS
    seen = set()
    for number, size in enumerate((1, 5, 66)):
        with Index.open(tmp_path / str(number), model="fake", create=True) as index:
            names = list(texts) if number % 2 else list(reversed(texts))
            for start in range(0, len(names), size):
                fill(index, {name: texts[name] for name in names[start : start + size]})
            index.replace("d3", [passage("d3", "다른 글")], key="")
            index.commit()
            fill(index, {"d3": texts["d3"]})
            hits = [index.search(question, k=12) for question in ("제3차 회의 결과", "9th dialogue", "합의", "渔业")]
            seen.add(repr([[(hit.passage.id, hit.score, hit.parts) for hit in found] for found in hits]))
    assert len(seen) == 1


def test_one_language_alone_does_not_hide_behind_its_mean(tmp_path: Path) -> None:
    texts = {f"ko-{n}": f"환경장관회의 의제 {n} 논의 결과" for n in range(30)}
    with built(tmp_path, texts | {"en": "circular economy memorandum of understanding"}) as index:
        assert documents(index, "memorandum on the circular economy", k=1) == ["en"]
