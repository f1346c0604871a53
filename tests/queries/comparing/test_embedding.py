"""Names of facts are embedded when they are stored, so that questions need not. The releases are invented."""

from pathlib import Path

import numpy as np
import pytest

from corpus.store import Place, Store
from queries.asking.relevance import relevance
from queries.comparing import embed_facts, kept, likeness
from tests.corpus.test_deadlines import LINES, put

PLACES = [Place(record="one", field="agreements", position=number) for number in range(len(LINES))]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path, create=True)
    put(store)
    return store


def test_what_is_kept_is_nearly_what_would_be_made(store: Store) -> None:
    assert embed_facts(store) == len(LINES) + 1
    assert embed_facts(store) == 0
    made = likeness.model().embed(LINES, role="question")
    found = likeness.vectors(LINES, kept(store, PLACES))
    assert found.shape == made.shape
    assert ((found * made).sum(axis=1) > 0.999).all()


def test_questions_take_what_is_kept(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    embed_facts(store)
    items = [item for _, item in store.lookup.items(PLACES)]
    stored = kept(store, PLACES)
    asked: list[str] = []
    model = likeness.model()

    class Watched:
        name, dim, version = model.name, model.dim, model.version

        def embed(self, texts, *, role):
            asked.extend(texts)
            return model.embed(texts, role=role)

    monkeypatch.setattr(likeness, "model", Watched)
    monkeypatch.setattr(likeness, "_kept", {})
    with_them = relevance("joint survey", items, stored)
    assert asked == ["joint survey"]
    monkeypatch.setattr(likeness, "_kept", {})
    without = relevance("joint survey", items)
    assert set(asked[1:]) == {"joint survey", *LINES}
    assert np.allclose(with_them, without, atol=0.02)
    assert max(range(len(LINES)), key=with_them.__getitem__) == 0
