"""Pictures of pages are drawn from the bytes that were read, or not at all."""

import hashlib
import shutil
from pathlib import Path

import pytest

from corpus.errors import UnreadableFile
from queries import pictures

SAMPLE = Path(__file__).parents[2] / "corpus" / "samples" / "sample-en-03.pdf"


@pytest.fixture
def pdf(tmp_path):
    path = tmp_path / "release.pdf"
    shutil.copy(SAMPLE, path)
    return str(path), hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_page_is_a_picture_of_its_size(pdf):
    assert [tuple(map(round, size)) for size in pictures.sizes(*pdf)] == [(595, 842), (595, 842)]
    drawn = pictures.picture(*pdf, 1)
    assert drawn.startswith(b"\x89PNG")
    assert int.from_bytes(drawn[16:20], "big") == round(595.28 * pictures.SCALE + 0.4)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda path: path.unlink(), "release.pdf is no longer where it was read"),
        (lambda path: path.write_bytes(b"%PDF-1.7 other"), "release.pdf has other bytes than when it was read"),
    ],
)
def test_a_file_that_is_gone_or_another_one_is_not_drawn(pdf, change, problem):
    change(Path(pdf[0]))
    with pytest.raises(UnreadableFile, match=problem):
        pictures.picture(*pdf, 2)


def test_a_page_that_is_not_there(pdf):
    with pytest.raises(UnreadableFile, match=r"release\.pdf has no such page"):
        pictures.picture(*pdf, 3)


def test_what_is_no_pdf_is_not_drawn(tmp_path):
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7 and nothing more")
    with pytest.raises(UnreadableFile, match=r"broken\.pdf cannot be drawn"):
        pictures.sizes(str(path), hashlib.sha256(path.read_bytes()).hexdigest())
