# ruff: noqa: E501
"""The title among menus, labels, bylines, captions and related headlines."""

import re

import pytest

from corpus.languages import LANGS
from ingest.head.rules import head_rules
from ingest.layout.prose import prose_patterns, prose_rules
from ingest.layout.titles import TitleRules, patterns
from ingest.read import read_bytes
from ingest.rulefiles import load

KO = "\n\n가나부는 4월 23일 서울에서 다라국 마바부와 회의를 열고 현안을 폭넓게 협의하였다고 밝혔다.\n"
ZH = "\n\n4月23日，双方在首尔举行会议，就双方共同关心的环境合作问题全面深入交换了意见，同意加强沟通。\n"
EN = "\n\nThe two sides met in Seoul on April 23 and agreed to cooperate closely in the years to come.\n"


def title(text: str) -> str | None:
    found = read_bytes(text.encode(), name="release.txt").head.title
    return found.text if found else None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("가나청, '3국 협력 10년 비전' 본격 이행\n\n김가나 청장, 12월 4일 제24차 3국 청장회의와 제32차 양국 청장회의 참석", "가나청, '3국 협력 10년 비전' 본격 이행"),
        ("보도자료\n\n가나회 보도자료 상세보기 - 제목, 본문, 첨부 정보 제공\n가나회, 국제협력 활성화 지원한다", "가나회, 국제협력 활성화 지원한다"),
        ("- 가나청, 제13차 산림협력위원회 개최 -", "가나청, 제13차 산림협력위원회 개최"),
        ("본문바로가기 메뉴바로가기 전체메뉴 바로가기\n\n이 누리집은 대한민국 공식 전자정부 누리집입니다.\n공식 누리집 주소 확인하기\ngo.kr 주소를 사용하는 누리집은 대한민국 정부기관이 관리하는 누리집입니다.\n운영중인 공식 누리집보기\n\n양국 협의체 출범…현안 논의\n등록일 : 2012.06.27", "양국 협의체 출범…현안 논의"),
        ("[보도자료] 제29차 회의 개최 결과", "제29차 회의 개최 결과"),
        ("최신기사\n[한빛 포토] 가나부 차관, 사무차장과 면담\n종합| 2019-08-21 11:04", "[한빛 포토] 가나부 차관, 사무차장과 면담"),
        ("가나부\n\n뉴포커스\n\n제1차 전략조정회의 개최\n\n담당부서\n홍보담당관실\n등록일\n2019-07-05\n조회수\n2199\n\n@관련 보도자료 바로가기\n\n가나부, 제1차 전략조정회의 개최", "제1차 전략조정회의 개최"),
    ],
)  # fmt: skip
def test_korean_titles(head: str, expected: str) -> None:
    assert title(head + KO) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("首页示例视点 → 外国市长的足迹有多广？\n\n外国市长的足迹有多广？他们爱去哪些城市？\n\n2025年06月03日 10:03 来源：示例网", "外国市长的足迹有多广？他们爱去哪些城市？"),
        ("打印本文 打印本文 关闭窗口 关闭窗口\n\n甲市与乙市签订2017年度友好交流协议\n\n作者：佚名 来源：示例网 更新时间：2016-10-20 10:40:28", "甲市与乙市签订2017年度友好交流协议"),
        ("- 新闻热点\n- 示例部部长会见乙国驻华大使张某某\n示例部部长会见乙国驻华大使张某某 发表时间：2024年02月22日 | 发表人：\n来源：示例报\n作者：李某", "示例部部长会见乙国驻华大使张某某"),
        ("【新闻稿】第八次部长会议在首尔举行", "第八次部长会议在首尔举行"),
    ],
)  # fmt: skip
def test_chinese_titles(head: str, expected: str) -> None:
    assert title(head + ZH) == expected


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("e-magazine\nCurrent Issue\n· Table of Contents\n· Editor's Desk\nWorld\nNation\n\nThe Latest Headlines\nThe Latest Headlines\nUPDATED: April 9, 2012\nThree Foreign Ministers Meet\nShare", "Three Foreign Ministers Meet"),
        ("Foreign ministers reaffirm the visit planned for this year\n\nForeign Minister Kim Gana (left) shakes hands before the start of a meeting with the delegation. Example News", "Foreign ministers reaffirm the visit planned for this year"),
        ('Close\n\nSpokesperson: "We Will Continue the Exchange"\n\nSpokesperson: "We Will Continue the Exchange" [Image source=Example]\n\n[Example Economy Reporter Gana Kim] The government announced on the 3rd that it will activate cooperation.', 'Spokesperson: "We Will Continue the Exchange"'),
        (" date 2021-05-17 Foreign ministry prepares to launch the new cooperation panel\nSEOUL, May 17 (Example News) -- The ministry said so on Monday.", "Foreign ministry prepares to launch the new cooperation panel"),
        ("Go to Main Content\n\nMayor's News2\n\n  • Two Cities Agree to Set up an Organization for Cultural Exchanges\n  • Mayor's News2 SMG 2650", "Two Cities Agree to Set up an Organization for Cultural Exchanges"),
        ("Ministers meet\nFirst item of the day  • Second item of the day  • Third item  • Fourth item  • Fifth item  • Sixth item\n\nCountries agree to continue the discussion on an early start\n\nExample News, December 9, 2015 Adjust font size:", "Countries agree to continue the discussion on an early start"),
        ("An official website of the Example government\nHere's how you know\nA .mil website belongs to an official Department of Example organization.\nA lock (lock ) or https:// means you’ve safely connected to the .mil website. Share sensitive information only on official, secure websites.\n\nHome : Media : News : News Article View\nNEWS | June 5, 2023\n\nThree Ministers Issue a Statement", "Three Ministers Issue a Statement"),
        ("PRESS RELEASE: Eighth meeting held in Seoul", "Eighth meeting held in Seoul"),
    ],
)  # fmt: skip
def test_english_titles(head: str, expected: str) -> None:
    assert title(head + EN) == expected


def test_a_sentence_behind_the_day_of_posting_stays_news() -> None:
    first = "Today, three countries announce that they have started to share data in real time under their plan."
    release = read_bytes(f" date 2023-12-19 {first}{EN}".encode(), name="release.txt")
    assert release.head.title is None
    assert release.head.ref_date == "2023-12-19"
    assert [block.kind for block in release.blocks] == ["paragraph", "paragraph"]


@pytest.mark.parametrize("lang", LANGS)
def test_what_stands_before_a_title_proves_itself(lang: str) -> None:
    for line, rest in load(f"{lang}/titles", TitleRules).prefix_examples:
        match = patterns().prefix.match(line)
        assert match is not None
        assert line[match.end() :] == rest


@pytest.mark.parametrize("lang", LANGS)
def test_leads_marks_and_datelines_prove_themselves(lang: str) -> None:
    assert all(prose_patterns().lead.match(line) for line in prose_rules(lang).lead_examples)
    partial = head_rules(lang).partial  # type: ignore[arg-type]
    assert all(re.search(partial.issued, line, re.IGNORECASE) for line in partial.issued_examples)
    assert all(re.search(partial.dateline, line, re.IGNORECASE) for line in partial.dateline_examples)
