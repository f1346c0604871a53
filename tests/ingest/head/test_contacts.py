# ruff: noqa: E501
"""Whom to call, in the layouts of the three languages."""

import pytest

from ingest.read import read_bytes

KO = (
    "회의 개최 결과 알림\n\n환경부는 3월 12일 서울에서 중국 생태환경부와 회의를 열고 협력 방안을 논의했다고 밝혔다.\n\n"
)
ZH = "第九次会议在首尔举行\n\n　　双方在首尔举行会议，就环境合作全面深入交换了意见，同意加强沟通。\n\n"
EN = "Ninth Meeting on the Environment Held\n\nThe two sides met in Seoul and agreed to cooperate closely.\n\n"

Person = tuple[str, str | None, str | None, str | None]


def contacts(text: str) -> list[Person]:
    release = read_bytes(text.encode(), name="release.txt")
    for person in release.head.contacts:
        assert person.evidence.text == release.text[person.evidence.start : person.evidence.end]
        assert person.name in " ".join(person.evidence.text.split())
    return [(p.name, p.role, p.unit, p.phone) for p in release.head.contacts]


def test_a_box_with_head_and_officer_of_each_division() -> None:
    box = (
        "담당 부서 <총괄>\t환경부 국제협력과\t책임자\t과 장\t강가나 (044-000-6560)\n\t\t담당자\t사무관\t노다라 (044-000-6573)\n"
        "\t국립환경과학원 지구환경연구과\t책임자\t과 장\t유마바 (032-000-7304)\n"
    )
    assert contacts(KO + box) == [
        ("강가나", "과장", "환경부 국제협력과", "044-000-6560"),
        ("노다라", "사무관", "환경부 국제협력과", "044-000-6573"),
        ("유마바", "과장", "국립환경과학원 지구환경연구과", "032-000-7304"),
    ]


def test_a_unit_that_runs_over_the_two_rows_of_head_and_officer() -> None:
    box = "담당 부서\t국제협력관\t책임자\t과  장\t신가나 (044-000-4330)\n\t구주협력담당관\t담당자\t사무관\t백다라 (044-000-4336)\n"
    assert [person[2] for person in contacts(KO + box)] == ["구주협력담당관", "구주협력담당관"]


@pytest.mark.parametrize(
    ("line", "persons"),
    [
        ("담당자 : 동북아1과장 홍가나 ☎ 02-000-7335", [("홍가나", "동북아1과장", "동북아1과", "02-000-7335")]),
        (
            "담당 : 복원센터 복원관리과 과장 하가나(031-000-2070), 연구관 강다라(031-000-2074)",
            [
                ("하가나", "과장", "복원센터 복원관리과", "031-000-2070"),
                ("강다라", "연구관", "복원센터 복원관리과", "031-000-2074"),
            ],
        ),
        (
            "이 보도자료와 관련하여 자세한 내용이나 취재를 원하시면 국토교통부 첨단항공과 우가나 사무관(☎ 044-000-4291)에게 연락주시기 바랍니다.",
            [("우가나", "사무관", "국토교통부 첨단항공과", "044-000-4291")],
        ),
        (
            "문의: 교육부 국제교육협력담당관 사무관 제갈가 (044-000-6775)",
            [("제갈가", "사무관", "교육부 국제교육협력담당관", "044-000-6775")],
        ),
    ],
)
def test_korean_lines(line: str, persons: list[Person]) -> None:
    assert contacts(KO + line + "\n") == persons


@pytest.mark.parametrize(
    ("line", "persons"),
    [
        (
            "　　联系人：文化部国际局亚洲处　罗某某　010-0000 1702\n　　　　国家文物局外事处　杜某　010-0000 2215",
            [
                ("罗某某", None, "文化部国际局亚洲处", "010-0000 1702"),
                ("杜某", None, "国家文物局外事处", "010-0000 2215"),
            ],
        ),
        (
            "　　举报电话：010-0000 3058（渔政管理局　马某）　传真：010-0000 3056",
            [("马某", None, "渔政管理局", "010-0000 3058")],
        ),
        ("　　（责任编辑：周某　联系电话：010-0000 1947）", [("周某", "责任编辑", None, "010-0000 1947")]),
    ],
)
def test_chinese_lines(line: str, persons: list[Person]) -> None:
    assert contacts(ZH + line + "\n") == persons


@pytest.mark.parametrize(
    ("lines", "persons"),
    [
        (
            "Contact: Lim Ga-na, Director, Education Cooperation Division (044-000-6760)\n"
            "         Oh Da-ra, Deputy Director (044-000-6764)\n         Noh Ma-ba, Team Head, GKS Team, NIIED (02-000-1490)",
            [
                ("Lim Ga-na", "Director", "Education Cooperation Division", "044-000-6760"),
                ("Oh Da-ra", "Deputy Director", "Education Cooperation Division", "044-000-6764"),
                ("Noh Ma-ba", "Team Head", "GKS Team, NIIED", "02-000-1490"),
            ],
        ),
        (
            "For further information, please contact:\nMs. Tamara Example, Associate Public Information Officer, ENEA, T: (82-32) 458-0000",
            [("Tamara Example", "Associate Public Information Officer", "ENEA", "(82-32) 458-0000")],
        ),
        (
            "Contact: Mr. Hasebe / Ms. Uno, Port Policy Division, Ports Bureau\nTEL: +81-3-0000-8111 (ext. 46-434)",
            [
                ("Hasebe", None, "Port Policy Division, Ports Bureau", "+81-3-0000-8111 (ext. 46-434)"),
                ("Uno", None, "Port Policy Division, Ports Bureau", "+81-3-0000-8111 (ext. 46-434)"),
            ],
        ),
    ],
)
def test_english_lines(lines: str, persons: list[Person]) -> None:
    assert contacts(EN + lines + "\n") == persons


def test_one_person_with_one_number_is_listed_once_and_with_two_numbers_twice() -> None:
    box = "담당 부서\t국제협력과\t책임자\t과 장 강가나 (044-000-6560)\n\t\t담당자\t사무관 노다라 (044-000-6573)\n"
    other = box.replace("6573", "6590")
    found = contacts(box + "\n" + KO + other)
    assert [(name, phone) for name, _, _, phone in found] == [
        ("강가나", "044-000-6560"),
        ("노다라", "044-000-6573"),
        ("노다라", "044-000-6590"),
    ]


def test_names_posts_and_numbers_one_below_the_other() -> None:
    english = (
        "MEDIA CONTACT:\nJohn Example\nPress Officer\nU.S. Department of Example\n(202) 555-0100\npress@example.gov\n\n"
    )
    assert contacts(english + EN) == [("John Example", "Press Officer", "U.S. Department of Example", "(202) 555-0100")]
    korean = (
        "배포일\n2020. 1. 20.(월)\n담당부서\n국제협력과\n과장\n정가나 (044-000-0001)\n사무관\n오다라 (044-000-0002)\n\n"
    )
    assert contacts(korean + KO) == [
        ("정가나", "과장", "국제협력과", "044-000-0001"),
        ("오다라", "사무관", "국제협력과", "044-000-0002"),
    ]


def test_a_line_with_post_name_and_number_needs_no_label() -> None:
    lines = "<보도자료 문의처>\n환경부 국제협력과 과장 정가나 (044-000-0001)\n"
    assert contacts(KO + lines) == [("정가나", "과장", "환경부 국제협력과", "044-000-0001")]


@pytest.mark.parametrize("number", ["02-000-0372", "(02-000-0372)", "☎ 02-000-0372"])
def test_a_label_on_a_line_of_its_own_above_the_person_to_call(number: str) -> None:
    line = f"연락처\n\n가나청 국제협력담당관실 과장 남다라 {number}\n\n가장 넓은 통신망으로 보도자료를 알리세요\n"
    assert contacts(KO + line) == [("남다라", "과장", "가나청 국제협력담당관실", "02-000-0372")]
    below = f"연락처\n\n대변인실\n공보담당 남다라\n{number}\n"
    assert contacts(KO + below) == [("남다라", "공보담당", "대변인실", "02-000-0372")]


def test_names_in_traditional_characters_stay_as_written() -> None:
    line = "（國際合作司供稿　責任編輯：陳敏　聯繫電話：010-0000 1947）\n"
    assert contacts(ZH + line) == [("陳敏", "責任編輯", "國際合作司", "010-0000 1947")]
