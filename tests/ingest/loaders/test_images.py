"""Pictures of pages; the program that recognises text is a stand-in."""

import io
from pathlib import Path

import pytest
from PIL import Image

from corpus.errors import UnreadableFile
from ingest import read_bytes
from ingest.limits import Limits
from ingest.loaders.images import read_image
from tests.ingest.recognition.programs import install, remove, table

LINE = [
    ("환경부는", 1, 100, 50, 160),
    ("서울에서", 1, 280, 50, 160),
    ("회의를", 1, 460, 50, 120),
    ("열었다.", 1, 600, 50, 140),
]


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 400), mode: str = "L", **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, 255 if mode == "L" else 0).save(stream, kind, **options)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_the_text_of_a_picture_is_recognised_and_said_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    install(tmp_path, monkeypatch, table(LINE))
    document = read_bytes(picture(kind), name="scan.dat")
    assert document.text == "환경부는 서울에서 회의를 열었다."
    assert document.status == "suspect"
    assert document.reasons == ("page 1: text recognised from a scan, it may have errors",)
    assert (document.blocks[0].page, document.blocks[0].bbox) == (1, (24.0, 12.0, 177.6, 21.6))


def test_the_resolution_that_a_file_states_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, table(LINE))
    [block] = read_image(picture(dpi=(150, 150)), name="scan.png").blocks
    assert block.bbox == (48.0, 24.0, 355.2, 43.2)


def test_the_frames_of_a_tiff_are_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, table(LINE))
    frames = [Image.new("L", (900, 400), 255) for _ in range(3)]
    stream = io.BytesIO()
    frames[0].save(stream, "TIFF", save_all=True, append_images=frames[1:])
    raw = read_image(stream.getvalue(), name="scan.tiff")
    assert raw.reasons == ("pages 1-3: text recognised from a scan, it may have errors",)
    assert {block.page for block in raw.blocks} == {1, 2, 3}


def test_without_the_program_the_document_has_no_text_and_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remove(tmp_path, monkeypatch)
    document = read_bytes(picture(), name="scan.png")
    assert (document.text, document.lang, document.langs, document.status) == ("", None, (), "suspect")
    [reason] = document.reasons
    assert reason.startswith("page 1: an image, not recognised: tesseract is not installed. Install it (Debian: apt")


def test_a_picture_without_letters_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, table([]))
    with pytest.raises(UnreadableFile, match=r"photo.png is an image.*there are no letters in it"):
        read_image(picture(mode="RGBA"), name="photo.png")


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    with pytest.raises(UnreadableFile, match=r"bomb.png is an image of more than 0 million pixels"):
        read_image(picture(), name="bomb.png", limits=Limits(picture_pixels=1000))


@pytest.mark.parametrize("damage", ["cut", "only the signature"])
def test_a_damaged_picture_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str) -> None:
    install(tmp_path, monkeypatch, table(LINE))
    data = picture(size=(900, 900), mode="RGB")
    with pytest.raises(UnreadableFile, match=r"^torn.png is damaged"):
        read_image(data[:60] if damage == "cut" else data[:8], name="torn.png")
