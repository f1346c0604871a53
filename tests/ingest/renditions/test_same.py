"""One release in several files is one; another release of the same series is another."""

import html
import re
from collections.abc import Callable
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from corpus.documents import Document
from ingest import read, read_bytes
from ingest.renditions import Candidates, is_better, is_comparable, is_same_release, signature_of

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "corpus" / "samples").glob("sample-*"))
RELEASES = ROOT / "tests" / "data" / "releases"


@cache
def release(name: str) -> Document:
    return read(RELEASES / f"{name}.txt")


@cache
def releases() -> dict[str, Document]:
    return {path.stem: release(path.stem) for path in sorted(RELEASES.glob("dev-*.txt"))}


def is_found(one: Document, other: Document) -> bool:
    candidates = Candidates()
    candidates.add(one.id, signature_of(one))
    return candidates.near(signature_of(other)) == [one.id]


def as_page(text: str) -> bytes:
    """The release as a web page, without the lines of its tables."""
    lines = [line for line in text.splitlines() if "\t" not in line]
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return f"<!DOCTYPE html><html><body><article>{body}</article></body></html>".encode()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_release_in_another_format_is_the_same(path: Path) -> None:
    one, other = read(path), release(path.stem.replace("sample", "dev"))
    assert is_found(one, other)
    assert is_same_release(one, other)
    assert is_same_release(other, one)


@pytest.mark.parametrize("name", ["dev-ko-02", "dev-en-03", "dev-zh-05"])
def test_a_page_without_the_tables_is_the_same(name: str) -> None:
    page = read_bytes(as_page(release(name).text), name="release.html")
    assert is_found(release(name), page)
    assert is_same_release(release(name), page)


def test_no_two_of_the_invented_releases_are_the_same() -> None:
    for one, other in combinations(releases().values(), 2):
        assert not (is_found(one, other) and is_same_release(one, other)), (one.id, other.id)


def next_round(text: str) -> str:
    text = re.sub(r"제\s?(\d+)차", lambda match: f"제{int(match[1]) + 1}차", text)
    text = re.sub(r"\b(\d+)(?:st|nd|rd|th)\b", lambda match: f"{int(match[1]) + 1}th", text)
    return re.sub(r"第([一二三四五六七八九])(?=[次届轮])", lambda match: f"第十{match[1]}", text)


def next_year(text: str) -> str:
    return re.sub(r"20(\d\d)", lambda match: f"20{int(match[1]) + 1:02}", text)


def next_day(text: str) -> str:
    text = re.sub(r"(\d{1,2})([일日])", lambda match: f"{int(match[1]) % 28 + 1}{match[2]}", text)
    text = re.sub(r"(\d{4}\. ?\d{1,2}\. ?)(\d{1,2})\.", lambda m: f"{m[1]}{int(m[2]) % 28 + 1}.", text)
    months = "January|February|March|April|May|June|July|August|September|October|November|December"
    text = re.sub(rf"\b({months}) (\d{{1,2}})\b", lambda match: f"{match[1]} {int(match[2]) % 28 + 1}", text)
    return re.sub(rf"\b(\d{{1,2}}) ({months})\b", lambda match: f"{int(match[1]) % 28 + 1} {match[2]}", text)


def another_city(text: str) -> str:
    cities = {
        "서울": "부산",
        "베이징": "상하이",
        "Seoul": "Busan",
        "Beijing": "Shanghai",
        "首尔": "釜山",
        "北京": "上海",
    }
    return re.sub("|".join(cities), lambda match: cities[match[0]], text)


@pytest.mark.parametrize("twin", [next_round, next_year, next_day, another_city])
def test_a_near_twin_of_the_same_series_is_another_release(twin: Callable[[str], str]) -> None:
    made = 0
    for name, document in releases().items():
        text = twin(document.text)
        if text != document.text:
            made += 1
            assert not is_same_release(document, read_bytes(text.encode(), name=f"{name}.txt")), name
    assert made >= 30


def test_the_complete_file_is_better_then_the_format_decides() -> None:
    text = release("dev-ko-01")
    page = read_bytes(as_page(text.text), name="release.html")
    assert is_better(page, text)
    assert not is_better(page.model_copy(update={"status": "suspect"}), text)
    assert not is_better(text, text)


def test_what_was_left_out_or_given_another_signature_is_found_no_more() -> None:
    one, other = release("dev-ko-02"), release("dev-en-03")
    candidates = Candidates()
    candidates.add("a", signature_of(one))
    candidates.add("b", signature_of(one))
    candidates.remove("a")
    assert candidates.near(signature_of(one)) == ["b"]
    candidates.add("b", signature_of(other))
    assert candidates.near(signature_of(one)) == []
    assert candidates.near(signature_of(other)) == ["b"]


def test_without_letters_there_is_no_signature_and_nothing_near() -> None:
    empty = read_bytes(b"- - -\n", name="release.txt")
    candidates = Candidates()
    candidates.add("empty", signature_of(empty))
    assert signature_of(empty) == b""
    assert candidates.near(b"") == []


def test_a_signature_of_an_earlier_program_cannot_be_compared() -> None:
    assert is_comparable(signature_of(release("dev-ko-02")))
    assert not is_comparable(bytes(1024))
    assert not is_comparable(b"")
