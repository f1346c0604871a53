"""Answers are given again only while the corpus is as it was."""

from pathlib import Path
from typing import Any

import pytest

from corpus.store import Store
from queries.asking import Reply, ask
from queries.web.api import searching
from tests.queries.served import sample_corpus

from .conftest import Ask

QUESTION = "/api/v1/search?q=maritime+hotline"


def test_a_question_is_answered_once_until_a_release_changes(
    serve: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = serve(folder=sample_corpus(tmp_path))
    asked: list[str] = []

    def noted(question: str, *rest: Any, **options: Any) -> Reply:
        asked.append(question)
        return ask(question, *rest, **options)

    monkeypatch.setattr(searching, "ask", noted)
    first, again = client.get(QUESTION), client.get(QUESTION)
    assert (first.json(), first.headers["ETag"]) == (again.json(), again.headers["ETag"])
    assert len(asked) == 1
    with Store(tmp_path) as store:
        store.remove(first.json()["answers"][0]["document"])
    changed = client.get(QUESTION)
    assert len(asked) == 2
    assert changed.headers["ETag"] != first.headers["ETag"]
    assert first.json()["answers"][0]["document"] not in [each["document"] for each in changed.json()["answers"]]


def test_a_refusal_is_not_kept(serve: Ask, tmp_path: Path) -> None:
    client = serve(folder=sample_corpus(tmp_path))
    address = "/api/v1/records/later"
    assert client.get(address).status_code == 404
    with Store(tmp_path) as store:
        document, record = store.document("sample-en-01"), store.record("sample-en-01")
        store.put(
            document.model_copy(update={"id": "later"}), record.model_copy(update={"id": "later"}), code_version="test"
        )
    assert client.get(address).json()["id"] == "later"
