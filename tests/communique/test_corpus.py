"""`from communique import Corpus`: what cannot be is told by errors that a user can act on."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from communique import Corpus
from corpus.documents import Document
from corpus.errors import BadQuery, CorpusError
from corpus.store import Store
from tests.queries.support import agreement, meeting, record


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    folder = tmp_path / "corpus"
    told = meeting("제9차 한중 해양협력대화", event="kr-cn.maritime-dialogue-9", ordinal=9, date="2025-04-23")
    entry = record("ko", told, agreement("공동조사", kind="research", status="agreed", meeting=told.name))
    text = "회의 결과를 알린다. " * 5
    document = Document(id="ko", source=entry.source, text=text, lang="ko", langs=("ko",), blocks=())
    with Store(folder, create=True) as store:
        store.put(document, entry, code_version="test")
    with Corpus(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (lambda corpus: corpus.ask("fishing", since="banana"), "since cannot be 'banana'"),
        (lambda corpus: corpus.ask("fishing", colour="red"), "There is no filter 'colour'"),
        (lambda corpus: corpus.ask("?!"), "The question has no word"),
        (lambda corpus: corpus.meetings(since="banana"), "'banana' is not an EDTF date"),
        (lambda corpus: corpus.agreements(until="2025-13"), "'2025-13' is no date of the calendar"),
        (lambda corpus: list(corpus.records(since="2025-13-01")), "'2025-13-01' is no day or moment"),
        (lambda corpus: corpus.record("en"), "holds no document 'en'"),
        (lambda corpus: corpus.view("nothing", "x"), "There is no view of a nothing"),
        (lambda corpus: corpus.frame("tables"), "There is no table 'tables'"),
        (lambda corpus: corpus.compare("ko"), "There is nothing to compare with"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(corpus: Corpus, call: Callable[[Corpus], Any], line: str) -> None:
    with pytest.raises(CorpusError) as caught:
        call(corpus)
    assert line in str(caught.value)


def test_an_export_that_fails_leaves_the_file_that_was_there(corpus: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "meetings.csv"
    corpus.export("csv", path, table="meetings")
    written = path.read_bytes()
    assert "제9차 한중 해양협력대화" in written.decode()
    with pytest.raises(BadQuery):
        corpus.export("csv", path, table="volcanoes")
    assert path.read_bytes() == written
    assert sorted(each.name for each in tmp_path.iterdir()) == ["corpus", "meetings.csv"]
