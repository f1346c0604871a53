"""A release in several files is one document of the corpus, made of the best file; the others are its copies."""

import json
from pathlib import Path

from communique.pipeline import run
from communique.report import status
from corpus.store import Store
from tests.ingest.loaders.docx_writer import docx, words

from .conftest import RELEASES, SAMPLES, Command


def as_docx(name: str) -> bytes:
    lines = (RELEASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return docx(*(words(line) for line in lines if line.strip()))


def test_the_best_file_is_taken_and_the_others_are_its_copies(tmp_path: Path) -> None:
    folder = tmp_path / "releases"
    folder.mkdir()
    (folder / "a.txt").write_bytes((RELEASES / "dev-ko-02.txt").read_bytes())
    (folder / "release.pdf").write_bytes((SAMPLES / "sample-ko-02.pdf").read_bytes())
    (folder / "z.docx").write_bytes(as_docx("dev-ko-02"))
    (folder / "other.txt").write_bytes((RELEASES / "dev-ko-03.txt").read_bytes())
    report = run([str(folder)], tmp_path / "corpus", model="fake")
    assert report.failures == []
    assert report.renditions == {str(folder / "a.txt"): "a", str(folder / "release.pdf"): "a"}
    with Store(tmp_path / "corpus") as store:
        assert {(each.id, Path(each.path).name) for each in store.documents()} == {
            ("a", "z.docx"),
            ("other", "other.txt"),
        }
        assert [(each.document, Path(each.path).name) for each in store.renditions()] == [
            ("a", "a.txt"), ("a", "release.pdf"),
        ]  # fmt: skip
        assert store.record("a").id == "a"
        lines = status(store).lines()
    assert f"copy of a: {folder / 'release.pdf'} (application/pdf)" in lines
    again = run([str(folder)], tmp_path / "corpus")
    assert (again.read, again.unchanged, again.renditions) == ([], 4, {})


def test_a_fact_is_shown_with_its_page_in_the_copy_that_has_pages(communique: Command, tmp_path: Path) -> None:
    pages = tmp_path / "release.pdf"
    pages.write_bytes((SAMPLES / "sample-ko-02.pdf").read_bytes())
    (tmp_path / "release.docx").write_bytes(as_docx("dev-ko-02"))
    assert run([str(tmp_path / "release.docx"), str(pages)], tmp_path / "corpus", model="fake").read == ["release"]
    shown = communique("show", "release", "--corpus", tmp_path / "corpus").stdout
    assert f"page 1 of {pages}" in "".join(shown.split("\n"))


def test_a_better_file_that_comes_later_takes_over_the_id(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    early, late = tmp_path / "release.txt", tmp_path / "word.docx"
    early.write_bytes((RELEASES / "dev-zh-04.txt").read_bytes())
    late.write_bytes(as_docx("dev-zh-04"))
    assert run([str(early)], corpus, model="fake").read == ["release"]
    report = run([str(late)], corpus)
    assert (report.read, report.indexed) == (["release"], 1)
    with Store(corpus) as store:
        assert [(each.id, each.path) for each in store.documents()] == [("release", str(late))]
        assert [copy.source.path for copy in store.copies("release")] == [str(early)]


def test_a_copy_that_changes_into_another_release_is_a_document_again(tmp_path: Path) -> None:
    corpus, text, word = tmp_path / "corpus", tmp_path / "a.txt", tmp_path / "a.docx"
    text.write_bytes((RELEASES / "dev-en-04.txt").read_bytes())
    word.write_bytes(as_docx("dev-en-04"))
    assert run([str(tmp_path / "a.docx"), str(text)], corpus, model="fake").renditions == {str(text): "a"}
    text.write_bytes((RELEASES / "dev-en-05.txt").read_bytes())
    report = run([str(word), str(text)], corpus)
    assert len(report.read) == 1
    with Store(corpus) as store:
        assert store.renditions() == []
        assert len(store.documents()) == 2
        assert json.dumps(store.counts())
