"""Lists of releases, what meetings are called, and who took part, without reading records."""

from pathlib import Path

import pytest

from corpus.documents import Block, Document, Evidence, Head, Source
from corpus.languages import Lang
from corpus.records import Agency, Meeting, Record
from corpus.store import EventFilter, Store

TEXT = "가상의 회의가 열렸다."
RELEASES: tuple[tuple[str, Lang, str, str, str], ...] = (
    ("one", "ko", "2025-04-24", "제9차 가상 회의", "Ministry of Foreign Affairs"),
    ("two", "en", "2025-04-25", "9th Invented Meeting", "Ministry of Commerce"),
    ("three", "en", "2024-01-01", "A notice without a meeting", "Ministry of Commerce"),
)


def words() -> tuple[Evidence, ...]:
    return (Evidence(start=0, end=2, text=TEXT[:2]),)


@pytest.fixture
def store(tmp_path: Path):
    with Store(tmp_path / "corpus", create=True) as store:
        for identifier, lang, day, title, issuer in RELEASES:
            source = Source(path=f"in/{identifier}.txt", media_type="text/plain", sha256=identifier * 8, size=1)
            block = Block(kind="paragraph", start=0, end=len(TEXT), lang=lang)
            document = Document(
                id=identifier, source=source, text=TEXT, lang=lang, langs=(lang,), blocks=(block,),
                head=Head(ref_date=day),
            )  # fmt: skip
            meeting = Meeting(
                evidence=words(), rule="test", name=title, status="held", date="2025-04-23", core=True,
                event="invented-9", agencies=("Ministry of Foreign Affairs",),
            )  # fmt: skip
            bodies = tuple(
                Agency(
                    evidence=words(), rule="test", name="Ministry of Foreign Affairs", surfaces=(), ref=ref, country=of
                )
                for ref, of in (("kr.mofa", "KR"), ("cn.mfa", "CN"))
            )
            record = Record(
                id=identifier, source=source, lang=lang, langs=(lang,), title=title, issuer=issuer, ref_date=day,
                meetings=() if identifier == "three" else (meeting,), agencies=bodies,
            )  # fmt: skip
            store.put(document, record, code_version="1")
        yield store


def ids(found) -> list[str]:
    return [line.id for line in found[0]]


def test_releases_come_newest_first_a_page_at_a_time(store):
    assert ids(store.lookup.releases()) == ["two", "one", "three"]
    page, total = store.lookup.releases(limit=1, offset=1)
    assert ([line.title for line in page], total) == (["제9차 가상 회의"], 3)


@pytest.mark.parametrize(
    ("like", "lang", "expected"),
    [
        ("commerce", "", ["two", "three"]),
        ("COMMERCE notice", "", ["three"]),
        ("가상", "", ["one"]),
        ("", "en", ["two", "three"]),
        ("100%", "", []),
    ],
)
def test_releases_are_found_by_title_id_or_issuer(store, like, lang, expected):
    assert ids(store.lookup.releases(like=like, lang=lang)) == expected


def test_a_meeting_has_the_names_of_each_language(store):
    assert store.lookup.called(["invented-9"]) == {
        "invented-9": {"ko": "제9차 가상 회의", "en": "9th Invented Meeting"}
    }
    assert store.lookup.called(["unknown"]) == {}


def test_of_bodies_of_one_name_all_took_part_once(store):
    assert store.lookup.attendance(EventFilter()) == [
        ("invented-9", "cn.mfa", "Ministry of Foreign Affairs", "CN"),
        ("invented-9", "kr.mofa", "Ministry of Foreign Affairs", "KR"),
    ]
    assert store.lookup.attendance(EventFilter(first_day="2026-01-01")) == []
