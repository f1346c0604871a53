"""A clock that is set back, or was ahead: no change is missed by who asks for what changed since."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.store import Store
from extract.linking.joining import join_events
from queries.saved import alert

from . import corpora

SAVED = """
question = "agreements of Korea and China"
to = { kind = "file", path = "news.jsonl" }
"""


def put(folder: Path, name: str, words: str | None = None) -> None:
    read = corpora.document(name, words=words)
    with Store(folder, create=True) as store:
        store.put(read, corpora.record(read), code_version="1")
        join_events(store)


def test_stamps_of_changes_never_go_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(
        ["2025-06-01T12:00:00+00:00"] * 2 + ["2025-01-01T12:00:00+00:00"] * 2 + ["2025-07-01T12:00:00+00:00"] * 2
    )
    monkeypatch.setattr("corpus.store.changed.now", lambda: next(clock))
    put(tmp_path, "one")
    put(tmp_path, "two")  # by a clock that was set back by five months
    with Store(tmp_path) as store:
        assert store.changed("2025-06-01T12:00:00+00:00") == {"one", "two"}
    put(tmp_path, "three")
    with Store(tmp_path) as store:
        assert store.changed("2025-06-15") == {"three"}
        assert [stored.ingested_at for stored in store.documents()] == [
            "2025-06-01T12:00:00+00:00", "2025-07-01T12:00:00+00:00", "2025-06-01T12:00:00+00:00",
        ]  # fmt: skip


def test_a_saved_question_is_told_what_came_while_the_clock_was_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.store.changed.now", lambda: "2025-06-01T12:00:00+00:00")
    put(tmp_path, "one")
    corpora.index(tmp_path)
    (tmp_path / "queries" / "saved").mkdir(parents=True)
    (tmp_path / "queries" / "saved" / "china.toml").write_text(SAVED, encoding="utf-8")
    [first] = alert(tmp_path, now=datetime(2025, 6, 3, tzinfo=UTC))
    assert (first.new, first.problems) == (1, ())
    monkeypatch.setattr("corpus.store.changed.now", lambda: "2025-06-02T12:00:00+00:00")  # behind the last question
    put(tmp_path, "two")
    corpora.index(tmp_path)
    [second] = alert(tmp_path, now=datetime(2025, 6, 2, 13, tzinfo=UTC))
    assert second.new == 1
