"""Documents that text recognition was missing for, before and after it is installed."""

from pathlib import Path

import pytest

from communique.pipeline import run
from communique.report import status
from corpus.store import Store
from index import Index
from tests.ingest.loaders.pdf_writer import Page, pdf
from tests.ingest.recognition.programs import install, remove, table

SCANNED = ["환경부는", "제21차", "회의를", "열고", "협력을", "이어", "가기로", "하였다."]
LINE = "환경부는 2026년 3월 2일 서울에서 한중 환경장관회의를 열었다고 밝혔다."


@pytest.fixture
def half_scanned(tmp_path: Path) -> Path:
    path = tmp_path / "release.pdf"
    path.write_bytes(pdf(Page().text(50, 100, LINE), Page().image()))
    return path


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
