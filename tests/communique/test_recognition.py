"""Documents that text recognition was missing for, before and after it is installed."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from communique.cli import cli
from communique.pipeline import run
from communique.report import status
from corpus.store import Store
from index import Index
from tests.ingest.loaders.pdf_writer import Page, pdf
from tests.ingest.recognition.programs import install, remove, table

SCANNED = ["환경부는", "제21차", "회의를", "열고", "협력을", "이어", "가기로", "하였다."]
ALL = ("eng", "kor", "chi_sim", "osd")
LINE = "환경부는 2026년 3월 2일 서울에서 한중 환경장관회의를 열었다고 밝혔다."


@pytest.fixture
def half_scanned(tmp_path: Path) -> Path:
    path = tmp_path / "release.pdf"
    path.write_bytes(pdf(Page().text(50, 100, LINE), Page().image()))
    return path


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf(Page().image(), Page().image()))
    return path


def install_all(folder: Path, monkeypatch: pytest.MonkeyPatch, languages: Sequence[str] = ALL) -> None:
    words = [(word, 1, 20 + 150 * at, 50, 130) for at, word in enumerate(SCANNED)]
    install(folder, monkeypatch, table(words), languages=languages)


def suspect(corpus: Path) -> dict[str, tuple[str, ...]]:
    with Store(corpus) as store:
        return status(store).suspect


def test_a_document_read_in_part_is_read_again_once_recognition_is_installed(
    half_scanned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, arguments = tmp_path / "c", [str(half_scanned)]
    remove(tmp_path, monkeypatch)
    first = run(arguments, corpus, model="fake")
    assert first.read == ["release"]
    assert suspect(corpus) == {"release": first.suspect["release"]}
    assert "tesseract is not installed" in first.suspect["release"][0]
    assert run(arguments, corpus).unchanged == 1

    install(tmp_path, monkeypatch, table([(word, 1, 20 + 150 * at, 50, 130) for at, word in enumerate(SCANNED)]))
    again = run(arguments, corpus)
    assert (again.read, again.indexed, again.revised) == (["release"], 1, [])
    with Store(corpus) as store:
        assert "제21차" in store.document("release").text
    with Index.open(corpus / "index") as index:
        assert list(index.documents()) == ["release"]
    last = run(arguments, corpus)
    assert (last.read, last.unchanged, last.indexed) == ([], 1, 0)


def test_what_is_missing_and_what_was_read_in_part_is_said(
    half_scanned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "c"
    remove(tmp_path, monkeypatch)
    run([str(half_scanned)], corpus, model="fake")
    with Store(corpus) as store:
        lines = status(store).lines()
    [in_part] = [line for line in lines if line.startswith("read in part: ")]
    [missing] = [line for line in lines if line.startswith("missing here: tesseract")]
    assert in_part.startswith("read in part: release: page 2: an image, not recognised: tesseract is not installed")
    assert missing.endswith("Install it (Debian: apt install tesseract-ocr tesseract-ocr-kor tesseract-ocr-chi-sim)")


def test_a_file_of_scans_alone_is_a_document_without_text_until_recognition_is_installed(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, arguments = tmp_path / "c", [str(scan)]
    remove(tmp_path, monkeypatch)
    first = run(arguments, corpus, model="fake")
    assert (first.read, first.failures, first.indexed) == (["scan"], [], 1)
    assert "pages 1-2: an image, not recognised: tesseract is not installed. Install it" in first.suspect["scan"][0]
    with Store(corpus) as store:
        state = status(store)
        assert (state.suspect, state.langs, state.items) == (first.suspect, {"und": 1}, {})
        assert state.index["passages"] == 0
        assert (store.document("scan").text, store.document("scan").blocks) == ("", ())
        assert store.record("scan").as_json().keys() == {
            "id", "schema", "source", "langs", "meetings", "agencies", "persons", "dates", "agreements", "programmes",
            "contacts", "tables",
        }  # fmt: skip
    again = run(arguments, corpus)
    assert (again.read, again.unchanged, again.indexed) == ([], 1, 0)

    install_all(tmp_path, monkeypatch)
    third = run(arguments, corpus)
    assert (third.read, third.indexed, third.revised) == (["scan"], 1, [])
    with Store(corpus) as store:
        assert "제21차" in store.document("scan").text
        assert len(store.versions("scan")) == 1
        assert status(store).langs == {"ko": 1}
    assert run(arguments, corpus).unchanged == 1


def test_a_scan_waits_for_the_language_that_it_lacks_and_for_no_other(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, arguments = tmp_path / "c", [str(scan)]
    install_all(tmp_path, monkeypatch, ["eng", "osd"])
    assert "tesseract lacks the language kor" in run(arguments, corpus, model="fake").suspect["scan"][0]
    assert run(arguments, corpus).unchanged == 1
    other = tmp_path / "other"
    other.mkdir()
    install_all(other, monkeypatch, ["eng", "chi_sim", "osd"])
    assert run(arguments, corpus).unchanged == 1
    more = tmp_path / "more"
    more.mkdir()
    install_all(more, monkeypatch, ["eng", "kor", "osd"])
    assert run(arguments, corpus).read == ["scan"]


def test_what_was_read_of_a_path_stays_where_a_scan_without_recognition_takes_its_place(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, arguments = tmp_path / "c", [str(scan)]
    remove(tmp_path, monkeypatch)
    unread = scan.read_bytes()
    scan.write_bytes(pdf(Page().text(50, 100, LINE)))
    run(arguments, corpus, model="fake")
    scan.write_bytes(unread)
    second = run(arguments, corpus)
    [failure] = second.failures
    assert "could not be read; what is stored of it stays" in failure.problem
    assert "apt install tesseract-ocr" in failure.hint
    with Store(corpus) as store:
        assert LINE in store.document("scan").text


def test_scans_without_text_are_no_copies_of_each_other_and_become_those_of_what_they_say(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, text = tmp_path / "c", tmp_path / "release.txt"
    sentences = " ".join(f"{LINE} 양측은 제{number}차 회의를 열기로 하였다." for number in range(1, 12))
    text.write_text(sentences, encoding="utf-8")
    other = tmp_path / "other.pdf"
    other.write_bytes(pdf(Page().image()))
    arguments = [str(scan), str(other), str(text)]
    remove(tmp_path, monkeypatch)
    first = run(arguments, corpus, model="fake")
    assert sorted(first.read) == ["other", "release", "scan"]
    assert not first.renditions

    words = sentences.split()
    said = [(word, at // 8, 20 + 150 * (at % 8), 50 + 60 * (at // 8), 130) for at, word in enumerate(words)]
    install(tmp_path, monkeypatch, table(said))
    run(arguments, corpus)
    with Store(corpus) as store:
        assert not any(not store.document(stored.id).text for stored in store.documents())
        assert str(other) in {each.path for each in store.renditions()}


def test_commands_say_of_a_scan_without_text_what_is_missing(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = str(tmp_path / "c")
    remove(tmp_path, monkeypatch)
    called = [
        (["run", str(scan), "--corpus", corpus, "--model", "fake"], "was read in part"),
        (["status", "--corpus", corpus], "read in part: scan: "),
        (["show", "scan", "--corpus", corpus], "read in part: "),
        (["text", str(scan)], "was read in part"),
        (["extract", str(scan)], "was read in part"),
    ]
    for arguments, told in called:
        result = CliRunner().invoke(cli, arguments)
        output = " ".join(result.output.split())
        assert (result.exit_code, told in output, "tesseract is not installed. Install it" in output) == (0, True, True)
    for words in ("verify", "export --to jsonl", "export --to csv", "search 협력", "register"):
        result = CliRunner().invoke(cli, [*words.split(), "--corpus", corpus])
        assert (result.exit_code, result.exception) == (0, None), result.output
