"""Text recognition, with stand-ins for the program, and where it is installed with the program itself."""

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from corpus.errors import MissingPart
from ingest.limits import LIMITS, Limits
from ingest.recognition import Picture, Recogniser, Unrecognised

from .programs import install, remove, table

PAGE = Picture(600, 800, b"\xff" * 600 * 800, 300)


def test_words_of_a_line_are_joined_and_placed_in_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [("환경부는", 1, 100, 50, 160), ("회의를", 1, 280, 50, 120), ("열었다.", 2, 100, 110, 140)]
    install(tmp_path, monkeypatch, table(words))
    lines = Recogniser(LIMITS).lines(PAGE)
    assert [line.text for line in lines] == ["환경부는 회의를", "열었다."]
    assert lines[0].box == (24.0, 12.0, 96.0, 21.6)
    assert lines[0].size == 9.6


def test_han_characters_are_joined_without_blanks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [("生态", 1, 100, 50, 80), ("环境部", 1, 190, 50, 120), ("MEE", 1, 320, 50, 90)]
    install(tmp_path, monkeypatch, table(words), script="Han")
    assert [line.text for line in Recogniser(LIMITS).lines(PAGE)] == ["生态环境部 MEE"]


def test_syllables_are_words_where_the_text_of_the_program_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    syllables = [("환", 1, 100, 50, 40), ("경부", 1, 148, 50, 80), ("는", 1, 234, 50, 40), ("회", 1, 300, 50, 40)]
    words = [*syllables, ("의", 1, 346, 50, 40), ("를", 2, 100, 110, 40)]
    install(tmp_path, monkeypatch, table(words) + "환경부는 회의\n\n를\n")
    assert [line.text for line in Recogniser(LIMITS).lines(PAGE)] == ["환경부는 회의", "를"]


def test_words_far_apart_are_lines_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, table([("왼쪽", 1, 20, 50, 80), ("오른쪽", 1, 300, 50, 120)]))
    assert [line.text for line in Recogniser(LIMITS).lines(PAGE)] == ["왼쪽", "오른쪽"]


def test_what_the_program_hardly_believes_itself_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, table([("=|°o", 1, 20, 50, 80)], confidence=12.0))
    assert Recogniser(LIMITS).lines(PAGE) == []


def test_hangul_that_was_taken_for_latin_letters_is_read_as_korean_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [
        ("자세한", 1, 20, 50, 120),
        ("USS", 1, 180, 50, 90),
        ("추후", 1, 290, 50, 80),
        ("UNEP", 1, 390, 50, 90),
        ("와", 1, 484, 50, 40),
    ]
    korean = [both[0], ("내", 1, 156, 50, 40), ("용은", 1, 200, 50, 70), *both[2:3], ("ㅁ0㎌", 1, 390, 50, 90), both[4]]
    text = "자세한 USS추후 UNEP와\n", "자세한 내용은 추후 ㅁ0㎌와\n"
    tables = [table(words, confidence=80.0) + said for words, said in zip((both, korean), text, strict=True)]
    calls = install(tmp_path, monkeypatch, tables[0], korean=tables[1])
    [line] = Recogniser(LIMITS).lines(PAGE)
    assert line.text == "자세한 내용은 추후 UNEP와"
    assert [call.partition(" -l ")[2].split()[0] for call in calls.read_text().splitlines() if " -l " in call] == [
        "kor+eng",
        "kor",
    ]


def test_latin_words_that_are_sure_are_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = [("환경부와", 1, 20, 50, 120), ("UNEP", 1, 160, 50, 90)]
    calls = install(tmp_path, monkeypatch, table(words, confidence=96.0), korean="wrong")
    assert [line.text for line in Recogniser(LIMITS).lines(PAGE)] == ["환경부와 UNEP"]
    assert "-l kor " not in calls.read_text()


@pytest.mark.parametrize(("script", "languages"), [("Korean", "kor+eng"), ("Han", "chi_sim+eng"), ("Latin", "eng")])
def test_the_script_of_the_first_page_chooses_the_language_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, languages: str
) -> None:
    calls = install(tmp_path, monkeypatch, table([]), script=script)
    recogniser = Recogniser(LIMITS)
    recogniser.lines(PAGE)
    recogniser.lines(PAGE)
    listing, told, *read = calls.read_text().splitlines()
    assert "--list-langs" in listing
    assert "--psm 0" in told
    assert len(read) == 2
    assert all(f"-l {languages} " in call and call.startswith("1 ") for call in read)


def test_without_the_program_the_error_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    remove(tmp_path, monkeypatch)
    with pytest.raises(
        MissingPart, match=r"tesseract is not installed\. .*apt install tesseract-ocr tesseract-ocr-kor"
    ):
        Recogniser(LIMITS).lines(PAGE)


def test_without_the_language_of_the_page_the_error_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, table([]), script="Han", languages=("eng", "osd"))
    with pytest.raises(MissingPart, match=r"lacks the language chi_sim.*apt install tesseract-ocr-chi-sim"):
        Recogniser(LIMITS).lines(PAGE)


def test_a_script_that_cannot_be_told_is_read_with_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = install(tmp_path, monkeypatch, table([]), languages=("eng", "kor"))
    recogniser = Recogniser(LIMITS)
    recogniser.lines(PAGE)
    assert "-l kor+eng " in calls.read_text()
    assert recogniser.lacking == {"chi_sim"}


@pytest.mark.parametrize(
    ("before", "message"),
    [("/bin/sleep 20", "took more than 0 seconds"), ("echo 'Error in pixRead' >&2; exit 1", "Error in pixRead")],
)
def test_a_program_that_hangs_or_fails_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, message: str
) -> None:
    install(tmp_path, monkeypatch, table([]), before=before.replace("/bin/sleep", "exec /bin/sleep"))
    limits = Limits(recognition_page_seconds=0.3)
    with pytest.raises(Unrecognised, match=message):
        Recogniser(limits).lines(PAGE)


def test_the_time_for_a_document_is_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, monkeypatch, table([]))
    with pytest.raises(Unrecognised, match="recognition is given 0 seconds a document"):
        Recogniser(Limits(recognition_seconds=1e-9)).lines(PAGE)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_the_program_itself_reads_a_line() -> None:
    image = Image.new("L", (1300, 200), 255)
    ImageDraw.Draw(image).text(
        (40, 60), "The ministers met in Seoul on 28 September", fill=0, font=ImageFont.load_default(50)
    )
    lines = Recogniser(LIMITS).lines(Picture(image.width, image.height, image.tobytes(), 300))
    assert "ministers met in Seoul" in " ".join(line.text for line in lines)
