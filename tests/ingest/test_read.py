"""The door: files and bytes become documents, and what cannot be read says why."""

import json
from pathlib import Path

import pytest

from corpus.documents import Document
from corpus.errors import UnreadableFile
from ingest import read, read_bytes
from ingest.limits import LIMITS

DATA = Path(__file__).parents[1] / "data"
RELEASE = "회의 개최 결과 알림\r\n\r\n환경부는 3월 12일 서울에서 회의를 열고 협력 방안을 논의했다고 밝혔다.\r\n"


def test_the_text_of_a_text_file_is_the_decoded_file(tmp_path: Path) -> None:
    path = tmp_path / "2025-04.txt"
    path.write_bytes(b"\xef\xbb\xbf" + RELEASE.encode())
    release = read(path)
    assert release.text == RELEASE
    assert release.id == "2025-04"
    assert (release.source.path, release.source.media_type, release.source.encoding) == (
        str(path),
        "text/plain",
        "utf-8",
    )
    assert release.source.size == path.stat().st_size


def test_control_characters_of_a_text_file_are_blanks_and_nothing_moves() -> None:
    ended = "The talks\x1b[2J ended.\x0cBoth \x9bsides\x07 agreed\tin\r\nSeoul.\x1a"
    text = read_bytes((RELEASE * 5 + ended).encode(), name="talks.txt").text
    assert text == RELEASE * 5 + "The talks [2J ended.\nBoth  sides  agreed\tin\r\nSeoul. "
    assert len(text) == len(RELEASE * 5 + ended)


def test_bytes_take_their_id_from_the_name_or_as_given() -> None:
    assert read_bytes(RELEASE.encode(), name="https://example.org/news/1234.txt").id == "1234"
    assert read_bytes(RELEASE.encode(), name="a.txt", id="kr-1").id == "kr-1"


def test_broken_bytes_make_a_document_suspect() -> None:
    data = (RELEASE * 20).encode()
    release = read_bytes(data[:200] + b"\xff" + data[200:], name="a.txt")
    assert release.status == "suspect"
    assert "utf-8" in release.reasons[0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.txt is empty"),
        (b" \r\n\t\n", "a.txt has no text"),
        (b"GIF89a\x00\x00", "a.txt is a GIF image"),
        (b"x" * (LIMITS.text_bytes + 1), r"a.txt is a text of 20,000,001 bytes; the limit is 20,000,000"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message) as caught:
        read_bytes(data, name="a.txt")
    assert "\n" not in str(caught.value)


def test_missing_paths_and_directories_say_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="does not exist"):
        read(tmp_path / "none.txt")
    with pytest.raises(UnreadableFile, match="is a directory"):
        read(tmp_path)


def test_reading_twice_gives_the_same_document() -> None:
    assert read_bytes(RELEASE.encode(), name="a.txt") == read_bytes(RELEASE.encode(), name="a.txt")


HOSTILE = {
    "one line": "회의를 열고 합의했다 " * 8000,
    "many short lines": "가나\n" * 30000,
    "digits": "1 " * 60000,
    "rows of figures": "1 2 3 4\n" * 5000,
    "tabs": "\t" * 200000 + "a",
    "blanks": "a" + " " * 200000 + "b",
    "brackets": "(" * 100000,
    "dashes": "- " * 60000,
    "numbers to call": "02-123-4567 " * 8000,
    "heads": "보도일시 : 2014. 5. 29.\n" * 4000,
    "labels": "배포일시 " * 12000,
    "feet": "관련기사\n" * 10000,
    "bars": "a|b|c\n" * 8000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_texts_made_to_be_slow_are_read_to_the_end(text: str) -> None:
    assert read_bytes(text.encode(), name="hostile.txt").text == text


def gold_of(path: Path) -> dict[str, object]:
    lang = path.stem.split("-")[1]
    lines = (DATA / "gold" / f"dev.{lang}.jsonl").read_text(encoding="utf-8").splitlines()
    return next(record for record in map(json.loads, lines) if record["id"] == path.stem)


def squeezed(value: str | None) -> str | None:
    return "".join(value.split()) if value else None


RELEASES = sorted((DATA / "releases").glob("dev-*.txt"))


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {path.stem: read(path) for path in RELEASES}


@pytest.mark.parametrize(
    ("field", "floor"), [("title", 0.95), ("subtitle", 0.95), ("ref_date", 0.95), ("embargo", 0.95)]
)
def test_heads_of_annotated_releases_are_read(documents: dict[str, Document], field: str, floor: float) -> None:
    right = 0
    for path in RELEASES:
        value = getattr(documents[path.stem].head, field)
        expected = gold_of(path).get(field)
        right += squeezed(getattr(value, "text", value)) == squeezed(expected if isinstance(expected, str) else None)
    assert right / len(RELEASES) >= floor


def test_languages_of_annotated_releases_are_told(documents: dict[str, Document]) -> None:
    for path in RELEASES:
        gold, release = gold_of(path), documents[path.stem]
        assert (release.lang, sorted(release.langs)) == (gold["lang"], sorted(gold["langs"]))  # type: ignore[call-overload]


def test_persons_to_call_of_annotated_releases_are_found(documents: dict[str, Document]) -> None:
    for path in RELEASES:
        gold = gold_of(path).get("contacts")
        if isinstance(gold, list):
            expected = sorted((person["name"], person.get("phone", "")) for person in gold)
            found = sorted((person.name, person.phone or "") for person in documents[path.stem].head.contacts)
            assert found == expected, path.stem
