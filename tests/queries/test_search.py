import threading
from pathlib import Path

import pytest

from corpus.documents import Block, Document, Head, Source
from corpus.errors import StoreError
from corpus.records import Record
from corpus.store import Store, writing
from index import Index, passages
from queries.search import INDEX_FOLDER, Searcher

FAKE = "fake"


def add(folder: Path, identifier: str, text: str, *, anew: bool = False) -> None:
    source = Source(path=f"{identifier}.txt", media_type="text/plain", sha256=identifier * 8, size=len(text))
    block = Block(kind="paragraph", start=0, end=len(text), lang="en")
    document = Document(id=identifier, source=source, text=text, lang="en", langs=("en",), blocks=(block,), head=Head())
    record = Record(id=identifier, source=source, lang="en", langs=("en",))
    with writing(folder), Store(folder, create=True) as store:
        store.put(document, record, code_version="test")
        with Index.open(folder / INDEX_FOLDER, model=FAKE, create=True, anew=anew) as index:
            index.replace(identifier, passages(document, record), key="1")
            index.commit()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    add(tmp_path, "one", "The two sides agreed on a joint survey of eelgrass meadows.")
    return tmp_path


def test_what_is_committed_meanwhile_is_found_with_the_next_question(folder: Path) -> None:
    with Searcher(folder) as corpus:
        assert [answer.document for answer in corpus.search("lighthouse")] == ["one"]
        before = corpus.version()
        add(folder, "two", "The ministers opened a lighthouse.")
        assert corpus.version() != before
        assert corpus.search("lighthouse")[0].document == "two"


def test_an_index_that_was_made_anew_is_read(folder: Path) -> None:
    with Searcher(folder) as corpus:
        corpus.search("eelgrass")
        add(folder, "two", "The ministers opened a lighthouse.", anew=True)
        assert [answer.document for answer in corpus.search("lighthouse")] == ["two"]


def test_several_threads_may_ask_at_once(folder: Path) -> None:
    found: list[str] = []
    with Searcher(folder) as corpus:
        threads = [
            threading.Thread(target=lambda: found.extend(each.document for each in corpus.search("eelgrass meadows")))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert found == ["one"] * 8


def test_a_release_that_changed_is_read_again(folder: Path) -> None:
    with Searcher(folder) as corpus:
        assert "eelgrass" in corpus.read("one")[0].text
        add(folder, "one", "The survey was put off.")
        assert corpus.read("one")[0].text == "The survey was put off."


def test_words_of_a_version_that_is_not_indexed_yet_are_no_answer(folder: Path) -> None:
    add(folder, "two", "The ministers opened a lighthouse for eelgrass.")
    with Searcher(folder) as corpus, writing(folder), Store(folder) as store:
        document, record = store.document("one"), store.record("one")
        store.put(document.model_copy(update={"text": document.text[::-1]}), record, code_version="test")
        [answer] = corpus.search("eelgrass")
    assert (answer.document, answer.text) == ("two", "The ministers opened a lighthouse for eelgrass.")


def test_what_is_read_within_one_moment_is_of_that_moment(folder: Path) -> None:
    with Searcher(folder) as corpus:
        with corpus.as_of_one_moment():
            before = corpus.read("one")
            add(folder, "one", "The survey was put off.")
            assert corpus.read("one") == before
            assert corpus.search("survey of eelgrass") == []
        assert corpus.read("one")[0].text == "The survey was put off."


def test_passages_that_are_not_admitted_leave_room_for_others(folder: Path) -> None:
    for number in range(10):
        add(folder, f"more{number}", f"Survey of eelgrass meadows number {number} was agreed.")
    with Searcher(folder) as corpus:
        answers = corpus.search("survey of eelgrass meadows", k=1, admits=lambda hit: "joint" in hit.passage.text)
        assert [answer.document for answer in answers] == ["one"]


def test_promoted_releases_come_first(folder: Path) -> None:
    add(folder, "two", "The two sides agreed on a joint survey of eelgrass meadows.")
    with Searcher(folder) as corpus:
        asked = "joint survey of eelgrass"
        assert [answer.document for answer in corpus.search(asked)] == ["one", "two"]
        assert [answer.document for answer in corpus.search(asked, promoted={"two": 1.0})] == ["two", "one"]


def test_a_folder_without_a_corpus_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="holds no corpus"):
        Searcher(tmp_path)


def test_within_one_moment_the_same_search_is_made_once_and_afterwards_anew(folder: Path) -> None:
    with Searcher(folder, "fake") as corpus:
        with corpus.as_of_one_moment():
            first = corpus.hits("rare earth", k=2)
            assert [hit is other for hit, other in zip(first, corpus.hits("rare earth", k=1), strict=False)] == [True]
            assert len(corpus.hits("rare earth", k=3)) >= len(first)
        assert corpus.hits("rare earth", k=1)[0] is not first[0]


def test_a_closed_corpus_says_so(tmp_path: Path) -> None:
    with Store(tmp_path, create=True):
        pass
    searcher = Searcher(tmp_path)
    searcher.close()
    for ask in (lambda: searcher.hits("소금", k=1), lambda: searcher.read("one")):
        with pytest.raises(StoreError, match="was closed while it was"):
            ask()
