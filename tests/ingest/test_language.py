# ruff: noqa: E501
"""The language of blocks and releases, and what is refused for its language."""

import pytest

from corpus.errors import UnreadableFile
from ingest.language import language_of
from ingest.read import read_bytes

FRENCH = (
    "Le ministre de l’environnement a rencontré son homologue chinois à Pékin le 12 mars 2024. Les deux parties ont "
    "convenu de renforcer la coopération dans le domaine de la qualité de l’air et de signer un nouveau protocole "
    "d’accord avant la fin de l’année. La prochaine réunion se tiendra à Séoul au printemps prochain."
)


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("환경부는 중국 생태환경부와 회의를 열었다.", "ko"),
        ("천리민(陈立民, Chen Limin) 중국 외교부 변계해양사 사장이 참석하였다.", "ko"),
        ("쉬젠핑(許建平) 국장", "ko"),
        ("生态环境部部长在首尔出席会议。", "zh"),
        ("中方建议使用KORUS-AQ数据，KOTRA为承办单位。", "zh"),
        ("Chen Limin (陈立民) met Director-General Yoon (윤재현) in Seoul.", "en"),
        ("The ministers met in Seoul.", "en"),
        ("環境省は東京で会合を開催しました。", "ja"),
        ("第8回日中韓三カ国環境大臣会合の開催について", "ja"),
        ("2026-03-12", "und"),
        ("https://www.example.go.kr/news", "und"),
    ],
)
def test_the_language_of_a_line(line: str, lang: str) -> None:
    assert language_of(line) == lang


def test_a_korean_release_with_an_english_summary_is_korean_and_has_both() -> None:
    text = (
        "한중 환경회의 결과\n\n환경부는 3월 12일 서울에서 중국 생태환경부와 회의를 열고 협력 방안을 논의했다고 밝혔다.\n"
        "양측은 다음 회의를 내년 베이징에서 열기로 하였다.\n\n[English Summary]\n\n"
        "The two ministries met in Seoul on March 12 and agreed to hold the next meeting in Beijing.\n"
    )
    release = read_bytes(text.encode(), name="release.txt")
    assert (release.lang, release.langs) == ("ko", ("ko", "en"))
    assert [block.lang for block in release.blocks if block.kind == "paragraph"] == ["ko", "ko", "en"]


def test_a_date_alone_has_the_language_of_its_release() -> None:
    release = read_bytes(
        "生态环境部\n2026-03-12\n\n第八次会议在首尔举行\n\n　　双方举行了会议。".encode(), name="a.txt"
    )
    assert {block.lang for block in release.blocks} == {"zh"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (FRENCH, "French"),
        ("Министр иностранных дел провёл встречу с китайским коллегой в Пекине.", "Cyrillic"),
        ("環境省は3月12日、第8回日中韓三カ国環境大臣会合を東京で開催しました。共同声明を採択しました。", "Japanese"),
    ],
)
def test_a_fourth_language_is_refused_by_name(text: str, language: str) -> None:
    with pytest.raises(
        UnreadableFile, match=rf"release.txt is written in .*{language}.*; only Korean, English and Chinese"
    ):
        read_bytes(text.encode(), name="release.txt")


def test_a_list_of_names_is_not_taken_for_a_foreign_language() -> None:
    names = "\n".join(f"Kim Ga-na, Lee Da-ra, Park Ma-ba, Choi Sa-a {number}" for number in range(30))
    assert read_bytes(names.encode(), name="list.txt").lang == "en"
